extension Database {
    /// Removes the row of an object from its catalog.
    func removeRow(_ object: ObjectAddress) {
        let oid = object.oid
        switch object.catalog {
        case .relation: relations.remove(oid)
        case .type: types.remove(oid)
        case .procedure: procedures.remove(oid)
        case .namespace: namespaces.remove(oid)
        case .constraint: constraints.remove(oid)
        case .attributeDefault, .accessMethodOperator, .accessMethodProcedure, .roleMembership: break
        case .operator: operators.remove(oid)
        case .operatorClass: operatorClasses.remove(oid)
        case .operatorFamily: operatorFamilies.remove(oid)
        case .accessMethod: accessMethods.remove(oid)
        case .cast: casts.remove(oid)
        case .collation: collations.remove(oid)
        case .conversion: conversions.remove(oid)
        case .language: languages.remove(oid)
        case .rewrite: rewrites.remove(oid)
        case .trigger: triggers.remove(oid)
        case .policy: policies.remove(oid)
        case .eventTrigger: eventTriggers.remove(oid)
        case .extension: extensions.remove(oid)
        case .foreignDataWrapper: foreignDataWrappers.remove(oid)
        case .foreignServer: foreignServers.remove(oid)
        case .userMapping: userMappings.remove(oid)
        case .statistics: statistics.remove(oid)
        case .textSearchParser: textSearchParsers.remove(oid)
        case .textSearchTemplate: textSearchTemplates.remove(oid)
        case .textSearchDictionary: textSearchDictionaries.remove(oid)
        case .textSearchConfiguration: textSearchConfigurations.remove(oid)
        case .publication: publications.remove(oid)
        case .publicationRelation: publicationRelations.remove(oid)
        case .publicationNamespace: publicationNamespaces.remove(oid)
        case .subscription: subscriptions.remove(oid)
        case .transform: transforms.remove(oid)
        case .largeObject: largeObjects.remove(oid)
        case .defaultACL: defaultACLs.remove(oid)
        case .role: roles.remove(oid)
        case .tablespace: tablespaces.remove(oid)
        case .database: databases.remove(oid)
        case .parameterACL: parameterACLs.remove(oid)
        }
    }
}

extension Database {
    /// The bare name of an object; empty for kinds without.
    func ownName(of object: ObjectAddress) -> String {
        let oid = object.oid
        let name: String? =
            switch object.catalog {
            case .relation: relations[oid]?.name
            case .type: types[oid]?.name
            case .procedure: procedures[oid]?.name
            case .namespace: namespaces[oid]?.name
            case .constraint: constraints[oid]?.name
            case .operator: operators[oid]?.name
            case .operatorClass: operatorClasses[oid]?.name
            case .operatorFamily: operatorFamilies[oid]?.name
            case .collation: collations[oid]?.name
            case .conversion: conversions[oid]?.name
            case .language: languages[oid]?.name
            case .trigger: triggers[oid]?.name
            case .rewrite: rewrites[oid]?.name
            case .policy: policies[oid]?.name
            case .statistics: statistics[oid]?.name
            case .extension: extensions[oid]?.name
            case .eventTrigger: eventTriggers[oid]?.name
            case .foreignDataWrapper: foreignDataWrappers[oid]?.name
            case .foreignServer: foreignServers[oid]?.name
            case .textSearchParser: textSearchParsers[oid]?.name
            case .textSearchTemplate: textSearchTemplates[oid]?.name
            case .textSearchDictionary: textSearchDictionaries[oid]?.name
            case .textSearchConfiguration: textSearchConfigurations[oid]?.name
            case .publication: publications[oid]?.name
            case .subscription: subscriptions[oid]?.name
            default: nil
            }
        return name ?? ""
    }

    /// The objects of a name, for kinds whose name has to be unique in a schema or among all.
    func find(_ catalog: CatalogClass, _ name: String, in scope: OID) -> [OID] {
        switch catalog {
        case .collation: collations.findAll(name, in: scope)
        case .conversion: conversions.findAll(name, in: scope)
        case .operatorClass: operatorClasses.findAll(name, in: scope)
        case .operatorFamily: operatorFamilies.findAll(name, in: scope)
        case .statistics: statistics.findAll(name, in: scope)
        case .textSearchParser: textSearchParsers.findAll(name, in: scope)
        case .textSearchTemplate: textSearchTemplates.findAll(name, in: scope)
        case .textSearchDictionary: textSearchDictionaries.findAll(name, in: scope)
        case .textSearchConfiguration: textSearchConfigurations.findAll(name, in: scope)
        case .eventTrigger: eventTriggers.findAll(name, in: scope)
        case .foreignDataWrapper: foreignDataWrappers.findAll(name, in: scope)
        case .foreignServer: foreignServers.findAll(name, in: scope)
        case .language: languages.findAll(name, in: scope)
        case .publication: publications.findAll(name, in: scope)
        case .subscription: subscriptions.findAll(name, in: scope)
        default: []
        }
    }

    /// The schema of an object; nil for kinds without one.
    func schema(of object: ObjectAddress) -> OID? {
        let oid = object.oid
        return switch object.catalog {
        case .relation: relations[oid]?.schema
        case .type: types[oid]?.schema
        case .procedure: procedures[oid]?.schema
        case .operator: operators[oid]?.schema
        case .operatorClass: operatorClasses[oid]?.schema
        case .operatorFamily: operatorFamilies[oid]?.schema
        case .collation: collations[oid]?.schema
        case .conversion: conversions[oid]?.schema
        case .statistics: statistics[oid]?.schema
        case .textSearchParser: textSearchParsers[oid]?.schema
        case .textSearchTemplate: textSearchTemplates[oid]?.schema
        case .textSearchDictionary: textSearchDictionaries[oid]?.schema
        case .textSearchConfiguration: textSearchConfigurations[oid]?.schema
        case .extension: extensions[oid]?.schema
        default: nil
        }
    }
}

/// The rows that scripts made or changed, in the order of creation. Outside this module the tables themselves are as slow
/// as what knows nothing of its rows.
extension Database {
    package var userRelations: [(oid: OID, row: RelationRow)] { relations.userRows }
    package var userConstraints: [(oid: OID, row: ConstraintRow)] { constraints.userRows }
    package var userPolicies: [(oid: OID, row: PolicyRow)] { policies.userRows }
    package var userRoutines: [(oid: OID, row: ProcedureRow)] { procedures.userRows }
}

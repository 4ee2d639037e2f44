extension Database {
    /// What an object is called, part by part; nil if there is none at this address, or if its kind has no name.
    public func objectIdentity(_ address: ObjectAddress) -> ObjectIdentity? {
        let oid = address.oid
        switch address.catalog {
        case .relation:
            guard let row = relations[oid], let kind = objectKind(row) else { return nil }
            if address.column > 0 {
                guard Int(address.column) <= row.attributes.count,
                    !row.attributes[Int(address.column) - 1].isDropped
                else { return nil }
                let name = row.attributes[Int(address.column) - 1].name
                return ObjectIdentity(.column, schema: plainSchema(row.schema), parent: row.name, name: name)
            }
            return ObjectIdentity(kind, schema: plainSchema(row.schema), name: row.name)
        case .type: return types[oid].map { ObjectIdentity(.type, schema: plainSchema($0.schema), name: $0.name) }
        case .procedure: return procedures[oid].map(routineIdentity)
        case .constraint: return constraints[oid].flatMap(constraintIdentity)
        case .attributeDefault:
            guard let column = column(ofDefault: oid), let table = relations[column.oid] else { return nil }
            return ObjectIdentity(
                .defaultValue, schema: plainSchema(table.schema), parent: table.name,
                name: table.attributes[Int(column.column) - 1].name)
        case .trigger: return triggers[oid].flatMap { member(.trigger, $0.name, of: $0.relation) }
        case .rewrite: return rewrites[oid].flatMap { member(.rule, $0.name, of: $0.relation) }
        case .policy: return policies[oid].flatMap { member(.policy, $0.name, of: $0.relation) }
        case .operator:
            return operators[oid].map { row in
                let operands = [row.left, row.right].map { $0 == .none ? "NONE" : typeText($0) }
                return ObjectIdentity(.operator, schema: plainSchema(row.schema), name: row.name, arguments: operands)
            }
        case .operatorClass:
            return operatorClasses[oid].map {
                ObjectIdentity(
                    .operatorClass, schema: plainSchema($0.schema), parent: accessMethods[$0.accessMethod]?.name,
                    name: $0.name)
            }
        case .operatorFamily:
            return operatorFamilies[oid].map {
                ObjectIdentity(
                    .operatorFamily, schema: plainSchema($0.schema), parent: accessMethods[$0.accessMethod]?.name,
                    name: $0.name)
            }
        case .cast:
            return casts[oid].map {
                let types = [typeText($0.source), typeText($0.target)]
                return ObjectIdentity(.cast, name: types.joined(separator: " AS "), arguments: types)
            }
        case .transform:
            return transforms[oid].map {
                ObjectIdentity(.transform, parent: languages[$0.language]?.name, name: typeText($0.type))
            }
        case .userMapping:
            return userMappings[oid].map {
                ObjectIdentity(.userMapping, parent: foreignServers[$0.server]?.name, name: $0.name)
            }
        default: return namedIdentity(address)
        }
    }

    /// The identity of kinds that have a name, or a schema and a name.
    private func namedIdentity(_ address: ObjectAddress) -> ObjectIdentity? {
        let oid = address.oid
        func plain(_ kind: ObjectKind, _ name: String?) -> ObjectIdentity? {
            name.map { ObjectIdentity(kind, name: $0) }
        }
        func inSchema(_ kind: ObjectKind, _ schema: OID?, _ name: String?) -> ObjectIdentity? {
            guard let schema, let name else { return nil }
            return ObjectIdentity(kind, schema: plainSchema(schema), name: name)
        }
        return switch address.catalog {
        case .namespace: plain(.schema, namespaces[oid]?.name)
        case .accessMethod: plain(.accessMethod, accessMethods[oid]?.name)
        case .language: plain(.language, languages[oid]?.name)
        case .eventTrigger: plain(.eventTrigger, eventTriggers[oid]?.name)
        case .extension: plain(.extension, extensions[oid]?.name)
        case .foreignDataWrapper: plain(.foreignDataWrapper, foreignDataWrappers[oid]?.name)
        case .foreignServer: plain(.server, foreignServers[oid]?.name)
        case .publication: plain(.publication, publications[oid]?.name)
        case .subscription: plain(.subscription, subscriptions[oid]?.name)
        case .role: plain(.role, roles[oid]?.name)
        case .largeObject: plain(.largeObject, largeObjects[oid]?.name)
        case .collation: inSchema(.collation, collations[oid]?.schema, collations[oid]?.name)
        case .conversion: inSchema(.conversion, conversions[oid]?.schema, conversions[oid]?.name)
        case .statistics: inSchema(.statistics, statistics[oid]?.schema, statistics[oid]?.name)
        case .textSearchParser:
            inSchema(.textSearchParser, textSearchParsers[oid]?.schema, textSearchParsers[oid]?.name)
        case .textSearchTemplate:
            inSchema(.textSearchTemplate, textSearchTemplates[oid]?.schema, textSearchTemplates[oid]?.name)
        case .textSearchDictionary:
            inSchema(.textSearchDictionary, textSearchDictionaries[oid]?.schema, textSearchDictionaries[oid]?.name)
        case .textSearchConfiguration:
            inSchema(
                .textSearchConfiguration, textSearchConfigurations[oid]?.schema, textSearchConfigurations[oid]?.name)
        default: nil
        }
    }

    private func objectKind(_ row: RelationRow) -> ObjectKind? {
        switch row.kind {
        case .table, .partitionedTable: .table
        case .index, .partitionedIndex: .index
        case .sequence: .sequence
        case .view: .view
        case .compositeType: .compositeType
        case .foreignTable: .foreignTable
        case .materializedView: .materializedView
        case .toastTable: nil
        }
    }

    private func routineIdentity(_ row: ProcedureRow) -> ObjectIdentity {
        let kind: ObjectKind =
            switch row.kind {
            case .aggregate: .aggregate
            case .procedure: .procedure
            default: .function
            }
        return ObjectIdentity(
            kind, schema: plainSchema(row.schema), name: row.name, arguments: row.argumentTypes.map(typeText))
    }

    private func constraintIdentity(_ row: ConstraintRow) -> ObjectIdentity? {
        if row.relation != .none { return member(.tableConstraint, row.name, of: row.relation) }
        return types[row.domain].map {
            ObjectIdentity(.domainConstraint, schema: plainSchema($0.schema), parent: $0.name, name: row.name)
        }
    }

    private func member(_ kind: ObjectKind, _ name: String, of relation: OID) -> ObjectIdentity? {
        relations[relation].map { ObjectIdentity(kind, schema: plainSchema($0.schema), parent: $0.name, name: name) }
    }

    /// The name of a schema, not quoted; `pg_temp` for that of temporary objects.
    private func plainSchema(_ oid: OID) -> String {
        let name = namespaces[oid]?.name ?? ""
        return name.hasPrefix("pg_temp_") ? "pg_temp" : name
    }

    private func typeText(_ oid: OID) -> String { formatType(TypeReference(oid), alwaysQualified: true) }
}

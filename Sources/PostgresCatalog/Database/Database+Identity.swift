/// What an object is, and what it is called: a row of `pg_identify_object()`.
public struct ObjectName: Hashable, Comparable, Sendable {
    /// Its kind in PostgreSQL's words: `table`, `foreign-data wrapper` …
    public let type: String
    /// Its name with all that tells it apart, quoted where it has to be.
    public let identity: String

    /// By kind, then by name.
    public static func < (left: ObjectName, right: ObjectName) -> Bool {
        (left.type, left.identity) < (right.type, right.identity)
    }
}

extension Database {
    /// What an object, or a column of it, is called; nil if there is none at this address.
    package func name(of address: ObjectAddress) -> ObjectName? {
        guard let identity = identity(address) else { return nil }
        return ObjectName(type: kindName(address), identity: identity)
    }

    // MARK: Kinds

    /// `getObjectTypeDescription`.
    package func kindName(_ address: ObjectAddress) -> String {
        switch address.catalog {
        case .relation:
            address.column == 0 ? relationKindName(address.oid) : relationKindName(address.oid) + " column"
        case .procedure: procedureKindName(address.oid)
        case .constraint:
            constraints[address.oid]?.domain ?? OID.none == OID.none ? "table constraint" : "domain constraint"
        default: address.catalog.kindName
        }
    }

    private func relationKindName(_ oid: OID) -> String {
        switch relations[oid]?.kind {
        case .index, .partitionedIndex: "index"
        case .sequence: "sequence"
        case .view: "view"
        case .materializedView: "materialized view"
        case .compositeType: "composite type"
        case .foreignTable: "foreign table"
        case .toastTable: "toast table"
        default: "table"
        }
    }

    private func procedureKindName(_ oid: OID) -> String {
        switch procedures[oid]?.kind {
        case .aggregate: "aggregate"
        case .procedure: "procedure"
        default: "function"
        }
    }

    // MARK: Identities

    /// `getObjectIdentityParts`.
    private func identity(_ address: ObjectAddress) -> String? {
        let oid = address.oid
        switch address.catalog {
        case .relation: return relationIdentity(oid, column: address.column)
        case .procedure: return procedures[oid].map(procedureIdentity)
        case .type: return types[oid] == nil ? nil : qualifiedType(oid)
        case .cast: return casts[oid].map { "(\(qualifiedType($0.source)) AS \(qualifiedType($0.target)))" }
        case .constraint: return constraints[oid].flatMap(constraintIdentity)
        case .attributeDefault:
            return column(ofDefault: oid).flatMap(identity).map { "for " + $0 }
        case .operator: return operators[oid].map(operatorIdentity)
        case .operatorClass:
            return operatorClasses[oid].map { qualified($0.schema, $0.name) + using($0.accessMethod) }
        case .operatorFamily: return familyIdentity(oid)
        case .accessMethodOperator, .accessMethodProcedure: return familyMemberIdentity(address)
        case .rewrite: return rewrites[oid].flatMap { on($0.name, $0.relation) }
        case .trigger: return triggers[oid].flatMap { on($0.name, $0.relation) }
        case .policy: return policies[oid].flatMap { on($0.name, $0.relation) }
        case .userMapping:
            return userMappings[oid].map {
                "\(QuotedName.identifier($0.name)) on server \(foreignServers[$0.server]?.name ?? "")"
            }
        case .transform:
            return transforms[oid].map {
                "for \(qualifiedType($0.type)) language \(languages[$0.language]?.name ?? "")"
            }
        case .defaultACL: return defaultACLs[oid].map(defaultACLIdentity)
        case .publicationRelation:
            return publicationRelations[oid].flatMap { row in
                relationIdentity(row.relation).map {
                    $0 + " in publication " + (publications[row.publication]?.name ?? "")
                }
            }
        case .publicationNamespace:
            return publicationNamespaces[oid].map {
                "\(namespaces[$0.schema]?.name ?? "") in publication \(publications[$0.publication]?.name ?? "")"
            }
        case .largeObject: return largeObjects[oid]?.name
        case .parameterACL: return parameterACLs[oid]?.name
        default: return plainIdentity(address)
        }
    }

    /// The identity of kinds that have a name, or a schema and a name.
    private func plainIdentity(_ address: ObjectAddress) -> String? {
        let oid = address.oid
        return switch address.catalog {
        case .namespace: namespaces[oid] == nil ? nil : schemaName(oid)
        case .accessMethod: accessMethods[oid].map { QuotedName.identifier($0.name) }
        case .collation: collations[oid].map { qualified($0.schema, $0.name) }
        case .conversion: conversions[oid].map { qualified($0.schema, $0.name) }
        case .language: languages[oid].map { QuotedName.identifier($0.name) }
        case .eventTrigger: eventTriggers[oid].map { QuotedName.identifier($0.name) }
        case .extension: extensions[oid].map { QuotedName.identifier($0.name) }
        case .foreignDataWrapper: foreignDataWrappers[oid].map { QuotedName.identifier($0.name) }
        case .foreignServer: foreignServers[oid].map { QuotedName.identifier($0.name) }
        case .statistics: statistics[oid].map { qualified($0.schema, $0.name) }
        case .textSearchParser: textSearchParsers[oid].map { qualified($0.schema, $0.name) }
        case .textSearchTemplate: textSearchTemplates[oid].map { qualified($0.schema, $0.name) }
        case .textSearchDictionary: textSearchDictionaries[oid].map { qualified($0.schema, $0.name) }
        case .textSearchConfiguration: textSearchConfigurations[oid].map { qualified($0.schema, $0.name) }
        case .publication: publications[oid].map { QuotedName.identifier($0.name) }
        case .subscription: subscriptions[oid].map { QuotedName.identifier($0.name) }
        case .role: roles[oid].map { QuotedName.identifier($0.name) }
        case .tablespace: tablespaces[oid].map { QuotedName.identifier($0.name) }
        case .database: databases[oid].map { QuotedName.identifier($0.name) }
        default: nil
        }
    }

    private func relationIdentity(_ oid: OID, column: Int16 = 0) -> String? {
        guard let relation = relations[oid] else { return nil }
        let name = qualified(relation.schema, relation.name)
        guard column > 0 else { return name }
        guard Int(column) <= relation.attributes.count else { return nil }
        return name + "." + QuotedName.identifier(relation.attributes[Int(column) - 1].name)
    }

    /// `format_procedure_qualified`.
    private func procedureIdentity(_ row: ProcedureRow) -> String {
        qualified(row.schema, row.name) + "(" + row.argumentTypes.map(qualifiedType).joined(separator: ",") + ")"
    }

    /// `format_operator_qualified`.
    private func operatorIdentity(_ row: OperatorRow) -> String {
        let operands = [row.left, row.right].map { $0 == .none ? "NONE" : qualifiedType($0) }
        return schemaName(row.schema) + "." + row.name + "(" + operands.joined(separator: ",") + ")"
    }

    private func constraintIdentity(_ row: ConstraintRow) -> String? {
        if row.relation != .none { return on(row.name, row.relation) }
        return QuotedName.identifier(row.name) + " on " + qualifiedType(row.domain)
    }

    private func familyIdentity(_ oid: OID) -> String? {
        operatorFamilies[oid].map { qualified($0.schema, $0.name) + using($0.accessMethod) }
    }

    private func familyMemberIdentity(_ address: ObjectAddress) -> String? {
        let isOperator = address.catalog == .accessMethodOperator
        guard let oid = operatorFamily(ofMember: address.oid), let family = operatorFamilies[oid],
            let member = (isOperator ? family.operators : family.procedures).first(where: { $0.oid == address.oid })
        else { return nil }
        let types = "(\(qualifiedType(member.left)), \(qualifiedType(member.right)))"
        return "\(isOperator ? "operator" : "function") \(member.number) \(types) of \(familyIdentity(oid) ?? "")"
    }

    /// The family that an operator or function of an access method is in.
    func operatorFamily(ofMember oid: OID) -> OID? {
        operatorFamilies.userRows.first { _, row in
            row.operators.contains { $0.oid == oid } || row.procedures.contains { $0.oid == oid }
        }?.oid
    }

    private func defaultACLIdentity(_ row: DefaultACLRow) -> String {
        let kinds: [Character: String] = [
            "r": "tables", "S": "sequences", "f": "functions", "T": "types", "n": "schemas", "L": "large objects",
        ]
        return "for role \(QuotedName.identifier(row.name))"
            + (row.schema == .none ? "" : " in schema \(schemaName(row.schema))")
            + " on \(kinds[row.objectType] ?? "")"
    }

    /// The column that a default belongs to: the edge between them tells.
    func column(ofDefault oid: OID) -> ObjectAddress? {
        dependencies.dependencies(of: ObjectAddress(.attributeDefault, oid)).first {
            $0.kind != .normal && $0.referenced.catalog == .relation && $0.referenced.column > 0
        }?.referenced
    }

    // MARK: Parts

    /// The name of a schema, quoted; `pg_temp` for that of temporary objects.
    func schemaName(_ oid: OID) -> String {
        let name = namespaces[oid]?.name ?? "???"
        return name.hasPrefix("pg_temp_") ? "pg_temp" : QuotedName.identifier(name)
    }

    /// A name with its schema, quoted.
    package func qualified(_ schema: OID, _ name: String) -> String {
        schemaName(schema) + "." + QuotedName.identifier(name)
    }

    private func qualifiedType(_ oid: OID) -> String { formatType(TypeReference(oid), alwaysQualified: true) }

    private func using(_ accessMethod: OID) -> String {
        " USING " + QuotedName.identifier(accessMethods[accessMethod]?.name ?? "")
    }

    private func on(_ name: String, _ relation: OID) -> String? {
        relationIdentity(relation).map { QuotedName.identifier(name) + " on " + $0 }
    }
}

extension CatalogClass {
    /// The kind of its objects, where all are of one.
    fileprivate var kindName: String {
        switch self {
        case .relation: "relation"
        case .procedure: "routine"
        case .constraint: "constraint"
        case .type: "type"
        case .namespace: "schema"
        case .attributeDefault: "default value"
        case .operator: "operator"
        case .operatorClass: "operator class"
        case .operatorFamily: "operator family"
        case .accessMethodOperator: "operator of access method"
        case .accessMethodProcedure: "function of access method"
        case .accessMethod: "access method"
        case .cast: "cast"
        case .collation: "collation"
        case .conversion: "conversion"
        case .language: "language"
        case .rewrite: "rule"
        case .trigger: "trigger"
        case .policy: "policy"
        case .eventTrigger: "event trigger"
        case .extension: "extension"
        case .foreignDataWrapper: "foreign-data wrapper"
        case .foreignServer: "server"
        case .userMapping: "user mapping"
        case .statistics: "statistics object"
        case .textSearchParser: "text search parser"
        case .textSearchTemplate: "text search template"
        case .textSearchDictionary: "text search dictionary"
        case .textSearchConfiguration: "text search configuration"
        case .publication: "publication"
        case .publicationRelation: "publication relation"
        case .publicationNamespace: "publication namespace"
        case .subscription: "subscription"
        case .transform: "transform"
        case .largeObject: "large object"
        case .defaultACL: "default acl"
        case .role: "role"
        case .roleMembership: "role membership"
        case .tablespace: "tablespace"
        case .database: "database"
        case .parameterACL: "parameter ACL"
        }
    }
}

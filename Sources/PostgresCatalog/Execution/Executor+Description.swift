/// Objects in the words of PostgreSQL's messages.
extension Executor {
    /// `getObjectDescription`: kind and name, with the schema where the search path does not find it.
    func description(_ object: ObjectAddress) -> String {
        let oid = object.oid
        switch object.catalog {
        case .relation where object.column > 0:
            let name = database.relations[oid]?.attributes[Int(object.column) - 1].name ?? ""
            return "column \(QuotedName.identifier(name)) of \(description(object.whole))"
        case .relation: return database.kindName(object) + " " + shownRelation(oid)
        case .procedure: return "function " + shownProcedure(oid)
        case .type: return "type " + shownType(oid)
        case .attributeDefault:
            return "default value for " + (database.column(ofDefault: oid).map(description) ?? "column")
        case .constraint:
            guard let row = database.constraints[oid] else { return "constraint" }
            guard row.relation != .none else { return "constraint \(QuotedName.identifier(row.name))" }
            return describeMember("constraint", row.name, row.relation)
        case .trigger: return describeMember("trigger", database.triggers[oid]?.name, database.triggers[oid]?.relation)
        case .rewrite: return describeMember("rule", database.rewrites[oid]?.name, database.rewrites[oid]?.relation)
        case .policy: return describeMember("policy", database.policies[oid]?.name, database.policies[oid]?.relation)
        case .operator, .operatorClass, .operatorFamily, .accessMethodOperator, .accessMethodProcedure, .cast,
            .transform, .userMapping, .publicationRelation, .publicationNamespace:
            return describeComposed(object) ?? "object"
        case .collation: return describeNamed(object, \.collations)
        case .conversion: return describeNamed(object, \.conversions)
        case .statistics: return describeNamed(object, \.statistics)
        case .textSearchParser: return describeNamed(object, \.textSearchParsers)
        case .textSearchTemplate: return describeNamed(object, \.textSearchTemplates)
        case .textSearchDictionary: return describeNamed(object, \.textSearchDictionaries)
        case .textSearchConfiguration: return describeNamed(object, \.textSearchConfigurations)
        default: return database.kindName(object) + " " + database.ownName(of: object)
        }
    }

    private func describeMember(_ kind: String, _ name: String?, _ relation: OID?) -> String {
        guard let name, let relation else { return kind }
        return "\(kind) \(QuotedName.identifier(name)) on \(description(ObjectAddress(.relation, relation)))"
    }

    /// A relation's name, with its schema where the search path does not find it.
    func shownRelation(_ oid: OID) -> String {
        guard let relation = database.relations[oid] else { return "" }
        let visible = activeSearchPath.lazy.compactMap { self.database.relations.find(relation.name, in: $0) }.first
        return visible == oid
            ? QuotedName.identifier(relation.name) : database.qualified(relation.schema, relation.name)
    }

    /// A type, with its schema where the search path does not find it.
    func shownType(_ oid: OID) -> String { format(oid) }

    /// A routine with its argument types: `format_procedure`.
    func shownProcedure(_ oid: OID) -> String {
        guard let row = database.procedures[oid] else { return "" }
        let arguments = row.argumentTypes.map(shownType).joined(separator: ",")
        let visible = activeSearchPath.lazy.compactMap { schema in
            self.database.procedures.findAll(row.name, in: schema)
                .first { self.database.procedures[$0]?.argumentTypes == row.argumentTypes }
        }.first
        let name = visible == oid ? QuotedName.identifier(row.name) : database.qualified(row.schema, row.name)
        return "\(name)(\(arguments))"
    }
}

/// Objects whose names are made of those of others, in the words of PostgreSQL's messages.
extension Executor {
    /// An object with a name in a schema, which is told where the search path does not find it.
    func describeNamed<Row: CatalogRow>(_ object: ObjectAddress, _ table: KeyPath<Database, CatalogTable<Row>>)
        -> String
    {
        guard let row = database[keyPath: table][object.oid] else { return "object" }
        return database.kindName(object) + " " + shownName(row.name, row.scope, object.oid, table)
    }

    private func shownName<Row: CatalogRow>(
        _ name: String, _ schema: OID, _ oid: OID, _ table: KeyPath<Database, CatalogTable<Row>>
    ) -> String {
        let visible = activeSearchPath.lazy.compactMap { self.database[keyPath: table].find(name, in: $0) }.first
        return visible == oid ? QuotedName.identifier(name) : database.qualified(schema, name)
    }

    /// Objects that are described by others; nil if a part of them is not there.
    func describeComposed(_ object: ObjectAddress) -> String? {
        let oid = object.oid
        switch object.catalog {
        case .operator: return database.operators[oid].map { "operator " + shownOperator(oid, $0) }
        case .operatorClass:
            return database.operatorClasses[oid].map {
                "operator class \(shownName($0.name, $0.schema, oid, \.operatorClasses)) for access method "
                    + (database.accessMethods[$0.accessMethod]?.name ?? "")
            }
        case .operatorFamily: return describeFamily(oid)
        case .accessMethodOperator, .accessMethodProcedure: return describeFamilyMember(object)
        case .cast: return database.casts[oid].map { "cast from \(format($0.source)) to \(format($0.target))" }
        case .transform:
            return database.transforms[oid].map {
                "transform for \(format($0.type)) language \(database.languages[$0.language]?.name ?? "")"
            }
        case .userMapping:
            return database.userMappings[oid].map {
                "user mapping for \($0.name) on server \(database.foreignServers[$0.server]?.name ?? "")"
            }
        case .publicationRelation:
            return database.publicationRelations[oid].map {
                "publication of \(description(ObjectAddress(.relation, $0.relation))) in publication "
                    + (database.publications[$0.publication]?.name ?? "")
            }
        case .publicationNamespace:
            return database.publicationNamespaces[oid].map {
                "publication of schema \(database.schemaName($0.schema)) in publication "
                    + (database.publications[$0.publication]?.name ?? "")
            }
        default: return nil
        }
    }

    /// `format_operator`.
    private func shownOperator(_ oid: OID, _ row: OperatorRow) -> String {
        let found = try? findOperator([row.name], left: row.left, right: row.right)
        let schema = found == oid ? "" : QuotedName.identifier(database.schemaName(row.schema)) + "."
        return "\(schema)\(row.name)(\(row.left == .none ? "NONE" : format(row.left)),\(format(row.right)))"
    }

    private func describeFamily(_ oid: OID) -> String? {
        database.operatorFamilies[oid].map {
            "operator family \(shownName($0.name, $0.schema, oid, \.operatorFamilies)) for access method "
                + (database.accessMethods[$0.accessMethod]?.name ?? "")
        }
    }

    private func describeFamilyMember(_ object: ObjectAddress) -> String? {
        let isOperator = object.catalog == .accessMethodOperator
        guard let oid = database.operatorFamily(ofMember: object.oid), let family = database.operatorFamilies[oid],
            let member = (isOperator ? family.operators : family.procedures).first(where: { $0.oid == object.oid })
        else { return nil }
        let shown =
            isOperator
            ? database.operators[member.object].map { shownOperator(member.object, $0) }
            : shownProcedure(member.object)
        return "\(isOperator ? "operator" : "function") \(member.number) (\(format(member.left)), "
            + "\(format(member.right))) of \(describeFamily(oid) ?? ""): \(shown ?? "")"
    }
}

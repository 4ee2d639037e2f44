import PostgresCatalog

extension Rule {
    static let foreignKeyTypeMismatch = Rule(
        "foreign-key-type-mismatch", in: .design, levels: .definitions(.warning),
        documentation: Documentation(
            what: "A foreign key whose columns have other types than those they reference.",
            why: """
                A narrower column cannot hold all keys: it fails when they outgrow it. Otherwise values are converted for \
                each comparison, and joins may not use an index.
                """,
            bad: """
                CREATE TABLE customer (id bigint PRIMARY KEY);
                CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int REFERENCES customer);
                """,
            good: """
                CREATE TABLE customer (id bigint PRIMARY KEY);
                CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customer);
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables {
                for key in catalog.foreignKeys(of: oid) {
                    guard let other = catalog.database.relations[key.row.referencedRelation] else { continue }
                    let pairs = zip(row.columns(key.row.columns), other.columns(key.row.referencedColumns))
                    for (mine, theirs) in pairs where mine.type.oid != theirs.type.oid {
                        let type = catalog.database.formatType(theirs.type)
                        let name = "\(catalog.name(oid)).\(QuotedName.identifier(mine.name))"
                        catalog.report(
                            "\(name) is \(catalog.database.formatType(mine.type)) but references "
                                + "\(catalog.name(key.row.referencedRelation)).\(QuotedName.identifier(theirs.name)), which "
                                + "is \(type)",
                            about: ObjectAddress(.constraint, key.oid),
                            recipe: ["Give \(name) the type \(type)."])
                    }
                }
            }
        })
}

extension CatalogContext {
    /// The foreign keys of a table, those that a partition has from its parent left out.
    func foreignKeys(of table: OID) -> [(oid: OID, row: ConstraintRow)] {
        (constraints[table] ?? []).filter { $0.row.kind == .foreignKey && $0.row.parent == .none }
    }
}

extension RelationRow {
    /// The columns of these numbers.
    func columns(_ numbers: [Int16]) -> [AttributeRow] {
        numbers.compactMap { $0 > 0 && Int($0) <= attributes.count ? attributes[Int($0) - 1] : nil }
    }
}

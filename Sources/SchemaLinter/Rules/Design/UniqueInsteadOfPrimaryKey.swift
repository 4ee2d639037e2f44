import PostgresCatalog

extension Rule {
    static let uniqueInsteadOfPrimaryKey = Rule(
        "unique-instead-of-primary-key", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "A table without a primary key that has a UNIQUE constraint over columns that are NOT NULL.",
            why: """
                It is a primary key in all but name: foreign keys do not find it by themselves, and tools and logical \
                replication do not take it for one.
                """,
            bad: "CREATE TABLE customer (id int NOT NULL UNIQUE);",
            good: "CREATE TABLE customer (id int PRIMARY KEY);"),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition {
                let constraints = catalog.constraints[oid] ?? []
                guard !constraints.contains(where: { $0.row.kind == .primaryKey }),
                    let key = constraints.first(where: { constraint in
                        constraint.row.kind == .unique && !constraint.row.isDeferrable
                            && row.columns(constraint.row.columns).allSatisfy(\.isNotNull)
                    })
                else { continue }
                let columns = catalog.columns(key.row.columns, of: row)
                catalog.report(
                    "\(catalog.name(oid)) has no primary key, but (\(columns)) is unique and never NULL",
                    about: ObjectAddress(.constraint, key.oid),
                    recipe: ["ALTER TABLE \(catalog.name(oid)) ADD PRIMARY KEY (\(columns));"])
            }
        })
}

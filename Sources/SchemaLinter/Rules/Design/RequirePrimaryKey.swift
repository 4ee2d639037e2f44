import PostgresCatalog

extension Rule {
    static let requirePrimaryKey = Rule(
        "require-primary-key", in: .design, levels: .definitions(.warning),
        documentation: Documentation(
            what: "A table that has no primary key when all files have been run.",
            why: """
                Rows cannot be told apart: logical replication rejects UPDATE and DELETE, and most programs cannot \
                address a row. Partitions, temporary tables and tables made from a query are not meant.
                """,
            bad: "CREATE TABLE event (at timestamptz NOT NULL, what text NOT NULL);",
            good: """
                CREATE TABLE event (at timestamptz NOT NULL, what text NOT NULL);
                ALTER TABLE event ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition && row.parents.isEmpty {
                guard !(catalog.constraints[oid] ?? []).contains(where: { $0.row.kind == .primaryKey }) else {
                    continue
                }
                let name = catalog.name(oid)
                catalog.report(
                    "table \(name) has no primary key", about: ObjectAddress(.relation, oid),
                    recipe: ["ALTER TABLE \(name) ADD PRIMARY KEY (…);"])
            }
        })
}

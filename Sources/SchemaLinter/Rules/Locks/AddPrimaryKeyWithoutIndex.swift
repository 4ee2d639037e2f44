import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let addPrimaryKeyWithoutIndex = Rule(
        "add-primary-key-without-index", in: .locks, levels: .migrations(.error),
        documentation: Documentation(
            what: """
                A primary key that is added to a table that may have rows: without USING INDEX, or with columns that may \
                be null.
                """,
            why: """
                Its index is built, and all rows are read for nulls, under an ACCESS EXCLUSIVE lock: reads and writes of \
                the table wait until that is done.
                """,
            given: "CREATE TABLE event (id int NOT NULL, what text);",
            bad: "ALTER TABLE event ADD PRIMARY KEY (id);",
            good: """
                CREATE UNIQUE INDEX CONCURRENTLY event_pkey ON event (id);
                ALTER TABLE event ADD CONSTRAINT event_pkey PRIMARY KEY USING INDEX event_pkey;
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for (key, column) in alteration.addedConstraints where key.contype == .primary {
                guard let index = key.indexname else {
                    statement.reportIndexBuild(of: key, column: column, keyword: "PRIMARY KEY", alteration)
                    continue
                }
                let nullable = statement.columns(ofIndex: index, alteration.table)
                    .filter { !statement.isKnownNotNull($0, of: alteration.table) }
                guard !nullable.isEmpty else { continue }
                let names = nullable.map(QuotedName.identifier).joined(separator: ", ")
                statement.report(
                    "the primary key of \(alteration.table.name) makes \(names) NOT NULL: reads and writes wait while "
                        + "all rows are read (ACCESS EXCLUSIVE lock)", at: key.node.byteRange,
                    object: "table \(alteration.table.name)",
                    recipe: ["First make \(names) NOT NULL, as 'schemac explain set-not-null-scan' shows."])
            }
        })
}

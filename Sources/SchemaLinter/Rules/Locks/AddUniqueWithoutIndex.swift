import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let addUniqueWithoutIndex = Rule(
        "add-unique-without-index", in: .locks, levels: .migrations(.error),
        documentation: Documentation(
            what: "A UNIQUE constraint that is added to a table that may have rows, without USING INDEX.",
            why: """
                Its index is built under an ACCESS EXCLUSIVE lock: reads and writes of the table wait until that is done. \
                An index that was built concurrently makes it a matter of milliseconds.
                """,
            given: "CREATE TABLE customer (id int PRIMARY KEY, email text);",
            bad: "ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE (email);",
            good: """
                CREATE UNIQUE INDEX CONCURRENTLY customer_email_key ON customer (email);
                ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE USING INDEX customer_email_key;
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for (key, column) in alteration.addedConstraints where key.contype == .unique && key.indexname == nil {
                statement.reportIndexBuild(of: key, column: column, keyword: "UNIQUE", alteration)
            }
        })
}

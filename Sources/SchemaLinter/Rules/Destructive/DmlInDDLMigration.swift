import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dmlInDDLMigration = Rule(
        "dml-in-ddl-migration", in: .destructive, levels: .optional(.warning),
        documentation: Documentation(
            what: "INSERT, UPDATE or DELETE on a table with rows, in a transaction that also changes the schema.",
            why: "The locks of the changes are kept while rows are written, and a failure of one undoes both.",
            given: "CREATE TABLE orders (id int PRIMARY KEY, sent date); CREATE TABLE item (id int PRIMARY KEY);",
            bad: """
                BEGIN;
                ALTER TABLE item ADD COLUMN note text;
                DELETE FROM orders WHERE sent < '2020-01-01';
                COMMIT;
                """,
            good: """
                ALTER TABLE item ADD COLUMN note text;
                DELETE FROM orders WHERE sent < '2020-01-01';
                """),
        checks: .statements([.insertStmt, .updateStmt, .deleteStmt]) { statement in
            let name =
                InsertStmt(statement.node)?.relation ?? UpdateStmt(statement.node)?.relation
                ?? DeleteStmt(statement.node)?.relation
            guard statement.isInTransaction, let table = statement.target(name), !table.isNew,
                statement.earlierInTransaction.contains(where: { !statement.locks(of: $0).isEmpty })
            else { return }
            statement.report(
                "rows of \(table.name) are written while the transaction keeps the locks of changes of the schema",
                object: "table \(table.name)", recipe: ["Write the rows in a transaction of their own."])
        })
}

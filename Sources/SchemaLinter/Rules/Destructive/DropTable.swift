import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dropTable = Rule(
        "drop-table", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "DROP TABLE of a table that may have rows.",
            why: "Its rows are lost, and programs that name it fail from then on.",
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "DROP TABLE orders;",
            good: "ALTER TABLE orders RENAME TO orders_unused;"),
        checks: .statements([.dropStmt]) { statement in
            for (table, node) in statement.dropped(.table) + statement.dropped(.matview) {
                statement.report(
                    "dropping \(table.name) loses its rows and breaks programs that use it", at: node.byteRange,
                    object: "\(table.row?.kind == .materializedView ? "materialized view" : "table") \(table.name)",
                    recipe: [
                        "1. Release programs that do not name \(table.name) any more.",
                        "2. Rename it, and wait for what fails; then drop it, in a migration of its own.",
                    ])
            }
        })
}

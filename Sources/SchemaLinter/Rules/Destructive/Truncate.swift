import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let truncate = Rule(
        "truncate", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "TRUNCATE of a table that may have rows.",
            why: "All rows are lost, and reads and writes wait for it (ACCESS EXCLUSIVE lock).",
            given: "CREATE TABLE orders (id int PRIMARY KEY, sent date);",
            bad: "TRUNCATE orders;",
            good: "DELETE FROM orders WHERE sent < '2020-01-01';"),
        checks: .statements([.truncateStmt]) { statement in
            guard let truncate = TruncateStmt(statement.node) else { return }
            for name in truncate.relations.compactMap(RangeVar.init) {
                guard let table = statement.target(name), !table.isNew else { continue }
                statement.report(
                    "TRUNCATE loses all rows of \(table.name)", at: name.node.byteRange, object: "table \(table.name)",
                    recipe: ["DELETE the rows that are not needed, some thousand at a time."])
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let setLoggedUnlogged = Rule(
        "set-logged-unlogged", in: .rewrites, levels: .migrations(.error),
        documentation: Documentation(
            what: "ALTER TABLE … SET LOGGED or SET UNLOGGED of a table that may have rows.",
            why: """
                The table is written anew, to the log if it becomes logged: reads and writes of it wait until that is done \
                (ACCESS EXCLUSIVE lock).
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "ALTER TABLE orders SET UNLOGGED;",
            good: "CREATE UNLOGGED TABLE orders_2 (id int PRIMARY KEY);"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for command in alteration.commands(.setLogged, .setUnLogged) {
                let what = command.subtype == .setLogged ? "SET LOGGED" : "SET UNLOGGED"
                let table = alteration.table.name
                statement.report(
                    "\(what) writes all of \(table) anew: reads and writes of it wait (ACCESS EXCLUSIVE lock)",
                    at: command.node.byteRange, object: "table \(table)",
                    recipe: ["Make a new table, copy the rows over in parts, and rename the two."])
            }
        })
}

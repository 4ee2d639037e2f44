import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let setAccessMethodOrTablespace = Rule(
        "set-access-method-or-tablespace", in: .rewrites, levels: .migrations(.error),
        documentation: Documentation(
            what:
                "ALTER TABLE … SET ACCESS METHOD or SET TABLESPACE of a table that may have rows, or of all in a tablespace.",
            why:
                "Its files are written anew elsewhere: reads and writes of it wait until that is done (ACCESS EXCLUSIVE lock).",
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "ALTER TABLE orders SET TABLESPACE pg_default;",
            good: "CREATE TABLE orders_2 (id int PRIMARY KEY) TABLESPACE pg_default;"),
        checks: .statements([.alterTableStmt, .alterTableMoveAllStmt]) { statement in
            if statement.node.kind == .alterTableMoveAllStmt {
                return statement.report(
                    "all tables or indexes of a tablespace are written anew: reads and writes of each wait (ACCESS "
                        + "EXCLUSIVE locks)", recipe: ["Move them one after the other, at a quiet time."])
            }
            guard let alteration = statement.alteration else { return }
            for command in alteration.commands(.setAccessMethod, .setTableSpace) {
                if alteration.table.row?.kind == .partitionedTable { continue }
                let table = alteration.table.name
                let what = command.subtype == .setAccessMethod ? "SET ACCESS METHOD" : "SET TABLESPACE"
                statement.report(
                    "\(what) writes all of \(table) anew: reads and writes of it wait (ACCESS EXCLUSIVE lock)",
                    at: command.node.byteRange, object: "table \(table)",
                    recipe: ["Make a new table there, copy the rows over in parts, and rename the two."])
            }
        })
}

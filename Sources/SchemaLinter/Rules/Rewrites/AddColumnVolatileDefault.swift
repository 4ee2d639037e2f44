import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let addColumnVolatileDefault = Rule(
        "add-column-volatile-default", in: .rewrites, levels: .migrations(.error),
        documentation: Documentation(
            what: "ADD COLUMN with a default that calls a volatile function, on a table that may have rows.",
            why: """
                Each row gets a value of its own, so the table is written anew: reads and writes of it wait until that is \
                done (ACCESS EXCLUSIVE lock). A constant, or a function such as now() that gives one value in a statement, \
                is only noted in the catalog.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();",
            good: """
                ALTER TABLE orders ADD COLUMN token uuid;
                ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for (value, column) in alteration.addedConstraints where value.contype == .default {
                guard let column = column?.colname, let expression = value.rawExpr,
                    let function = statement.volatileFunction(in: expression)
                else { continue }
                let name = QuotedName.identifier(column)
                let table = alteration.table.name
                statement.report(
                    "the default of \(alteration.name(column)) calls \(function), which is volatile: all of \(table) is "
                        + "written anew while reads and writes wait (ACCESS EXCLUSIVE lock)",
                    at: value.node.byteRange, object: "table column \(alteration.name(column))",
                    recipe: [
                        "1. ALTER TABLE \(table) ADD COLUMN \(name) …; without default",
                        "2. ALTER TABLE \(table) ALTER COLUMN \(name) SET DEFAULT \(expression.sourceLine);",
                        "3. Fill the rows that are there with UPDATEs of some thousand rows each.",
                    ])
            }
        })
}

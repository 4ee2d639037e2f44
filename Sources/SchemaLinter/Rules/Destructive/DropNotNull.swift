import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dropNotNull = Rule(
        "drop-not-null", in: .destructive, levels: .migrations(.info),
        documentation: Documentation(
            what: "DROP NOT NULL on a column of a table that may have rows and readers.",
            why: "Programs that read it have never met a null, and may fail at the first one.",
            given: "CREATE TABLE orders (id int PRIMARY KEY, note text NOT NULL);",
            bad: "ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;",
            good: "ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for command in alteration.commands(.dropNotNull) {
                guard let column = command.name,
                    alteration.table.row?.attribute(column).map({ $0.row.isNotNull }) ?? true
                else { continue }
                statement.report(
                    "\(alteration.name(column)) may be null from now on: programs that read it must expect that",
                    at: command.node.byteRange, object: "table column \(alteration.name(column))",
                    recipe: ["Release programs that expect nulls first."])
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let changeColumnTypeRewrite = Rule(
        "change-column-type-rewrite", in: .rewrites, levels: .migrations(.error),
        documentation: Documentation(
            what: "A change of a column's type for which PostgreSQL writes the table anew.",
            why: """
                Reads and writes of the table wait until all rows and indexes are written (ACCESS EXCLUSIVE lock). Changes \
                that keep the rows as they are are not reported: varchar(10) to varchar(20) or text, numeric(10,2) to \
                numeric(12,2), timestamptz to timestamp if TimeZone is set to UTC.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, code varchar(10));",
            bad: "ALTER TABLE orders ALTER COLUMN id TYPE bigint;",
            good: "ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for change in statement.typeChanges(alteration) {
                let column = alteration.name(change.column)
                let table = alteration.table.name
                let isSure = change.types != nil && !change.isComputed
                if let types = change.types, !change.isComputed,
                    types.keepsRows(statement.database, timeZone: statement.trace.parameters["timezone"])
                {
                    continue
                }
                let from = change.types.map { " from \(statement.database.formatType($0.old))" } ?? ""
                let name = QuotedName.identifier(change.column)
                statement.report(
                    "changing \(column)\(from) to \(change.name) \(isSure ? "writes" : "may write") all of \(table) anew: "
                        + "reads and writes of it wait (ACCESS EXCLUSIVE lock)", at: change.node.byteRange,
                    object: "table column \(column)",
                    recipe: [
                        "1. ALTER TABLE \(table) ADD COLUMN \(name)_new \(change.name);",
                        "2. Keep it equal with a trigger, and fill it with UPDATEs of some thousand rows each.",
                        "3. Let programs use it; then drop \(name) and rename \(name)_new.",
                    ])
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let addColumnStoredGenerated = Rule(
        "add-column-stored-generated", in: .rewrites, levels: .migrations(.error),
        documentation: Documentation(
            what: "ADD COLUMN … GENERATED ALWAYS AS … STORED, on a table that may have rows.",
            why: """
                The value of each row is computed and stored, so the table is written anew: reads and writes of it wait \
                until that is done (ACCESS EXCLUSIVE lock). A VIRTUAL column, since PostgreSQL 18, stores nothing.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, price int, amount int);",
            bad: "ALTER TABLE orders ADD COLUMN total int GENERATED ALWAYS AS (price * amount) STORED;",
            good: "ALTER TABLE orders ADD COLUMN total int GENERATED ALWAYS AS (price * amount) VIRTUAL;"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for (value, column) in alteration.addedConstraints where value.contype == .generated {
                guard let column = column?.colname, value.generatedKind == "s" else { continue }
                let table = alteration.table.name
                statement.report(
                    "\(alteration.name(column)) is computed for all rows: all of \(table) is written anew while reads and "
                        + "writes wait (ACCESS EXCLUSIVE lock)", at: value.node.byteRange,
                    object: "table column \(alteration.name(column))",
                    recipe: [
                        statement.versions.lowerBound >= 18 ? "GENERATED ALWAYS AS (…) VIRTUAL stores nothing;" : nil,
                        "a plain column that a trigger fills, and UPDATEs of some thousand rows each, do not block;",
                        "a view can compute it too.",
                    ].compactMap { $0 })
            }
        })
}

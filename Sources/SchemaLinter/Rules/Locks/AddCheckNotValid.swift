import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let addCheckNotValid = Rule(
        "add-check-not-valid", in: .locks, levels: .migrations(.error),
        documentation: Documentation(
            what: "A CHECK constraint that is added to a table that may have rows, without NOT VALID.",
            why: """
                All rows are read under an ACCESS EXCLUSIVE lock: reads and writes of the table wait until that is done. \
                NOT VALID leaves the rows that are there unchecked; VALIDATE CONSTRAINT, in another transaction, checks \
                them while reads and writes go on.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, total numeric);",
            bad: "ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0);",
            good: """
                ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
                ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            let table = alteration.table.name
            for (check, column) in alteration.addedConstraints where check.contype == .check && !check.skipValidation {
                guard check.isEnforced else { continue }
                let first = column.map {
                    "1. ALTER TABLE \(table) ADD COLUMN \($0.colname ?? "") …, without the check;"
                }
                statement.report(
                    "adding \(check.named("check")) blocks reads and writes of \(table) while all rows are read "
                        + "(ACCESS EXCLUSIVE lock)", at: check.node.byteRange, object: "table \(table)",
                    recipe: [first].compactMap { $0 } + [
                        "\(first == nil ? 1 : 2). ALTER TABLE \(table) ADD CONSTRAINT \(check.recipeName) CHECK (…) NOT VALID;",
                        "\(first == nil ? 2 : 3). In another transaction: ALTER TABLE \(table) VALIDATE CONSTRAINT "
                            + "\(check.recipeName);",
                    ], fix: column == nil ? check.notValid("Add the check without reading the rows") : nil)
            }
        })
}

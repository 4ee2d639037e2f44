import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let setNotNullScan = Rule(
        "set-not-null-scan", in: .locks, levels: .migrations(.error),
        documentation: Documentation(
            what: "SET NOT NULL on a column of a table that may have rows, without a valid CHECK (… IS NOT NULL).",
            why: """
                All rows are read under an ACCESS EXCLUSIVE lock: reads and writes of the table wait until that is done. \
                PostgreSQL skips reading where a valid CHECK constraint says already that there are no nulls; since 18 a \
                NOT NULL constraint can itself be added with NOT VALID.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, total numeric);",
            bad: "ALTER TABLE orders ALTER COLUMN total SET NOT NULL;",
            good: """
                ALTER TABLE orders ADD CONSTRAINT total_there CHECK (total IS NOT NULL) NOT VALID;
                ALTER TABLE orders VALIDATE CONSTRAINT total_there;
                ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
                ALTER TABLE orders DROP CONSTRAINT total_there;
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            let table = alteration.table
            for command in alteration.commands(.setNotNull) {
                guard let column = command.name, !statement.isKnownNotNull(column, of: table) else { continue }
                let name = QuotedName.identifier(column)
                let check = QuotedName.identifier("\(column)_not_null")
                var recipe = [
                    "1. ALTER TABLE \(table.name) ADD CONSTRAINT \(check) CHECK (\(name) IS NOT NULL) NOT VALID;",
                    "2. In another transaction: ALTER TABLE \(table.name) VALIDATE CONSTRAINT \(check);",
                    "3. ALTER TABLE \(table.name) ALTER COLUMN \(name) SET NOT NULL;",
                    "4. ALTER TABLE \(table.name) DROP CONSTRAINT \(check); it is no help if the same statement drops it",
                ]
                if statement.versions.lowerBound >= 18 {
                    recipe = [
                        "1. ALTER TABLE \(table.name) ADD CONSTRAINT \(check) NOT NULL \(name) NOT VALID;",
                        "2. In another transaction: ALTER TABLE \(table.name) VALIDATE CONSTRAINT \(check);",
                    ]
                }
                statement.report(
                    "SET NOT NULL on \(alteration.name(column)) blocks reads and writes of \(table.name) while all rows "
                        + "are read (ACCESS EXCLUSIVE lock)", at: command.node.byteRange,
                    object: "table column \(alteration.name(column))", recipe: recipe)
            }
        })
}

extension StatementContext {
    /// Whether a column had no nulls before the statement, by NOT NULL or by a valid CHECK, or is added by it.
    func isKnownNotNull(_ column: String, of table: Target) -> Bool {
        guard let oid = table.oid, let row = table.row else { return false }
        guard let attribute = row.attribute(column) else { return true }
        if attribute.row.isNotNull { return attribute.row.notNullConstraint?.isValid != false }
        return database.userConstraints.contains { constraint, row in
            guard row.relation == oid, let before = database.constraints.before(constraint) else { return false }
            return before.kind == .check && before.isValidated && before.expression?.saysNotNull(column) == true
        }
    }
}

extension Node {
    /// Whether it can only be true where a column is not null.
    func saysNotNull(_ column: String) -> Bool {
        if let test = NullTest(self) {
            return test.nulltesttype == .notNull
                && test.arg.flatMap(ColumnRef.init)?.fields.strings.last == column
        }
        guard let both = BoolExpr(self), both.boolop == .andExpr else { return false }
        return both.args.contains { $0.saysNotNull(column) }
    }
}

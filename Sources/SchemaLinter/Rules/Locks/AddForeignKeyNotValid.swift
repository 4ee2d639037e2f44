import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let addForeignKeyNotValid = Rule(
        "add-foreign-key-not-valid", in: .locks, levels: .migrations(.error),
        documentation: Documentation(
            what: "A foreign key that is added to a table that may have rows, without NOT VALID.",
            why: """
                Every row is looked up in the referenced table under SHARE ROW EXCLUSIVE locks on both: writes to either \
                wait until that is done. NOT VALID leaves the rows that are there unchecked; VALIDATE CONSTRAINT, in \
                another transaction, checks them while writes go on. A key of a new column without default has no \
                rows to check.
                """,
            given:
                "CREATE TABLE customer (id int PRIMARY KEY); CREATE TABLE orders (id int PRIMARY KEY, customer_id int);",
            bad: """
                ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey
                    FOREIGN KEY (customer_id) REFERENCES customer;
                """,
            good: """
                ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey
                    FOREIGN KEY (customer_id) REFERENCES customer NOT VALID;
                ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_fkey;
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            let table = alteration.table
            for (key, column) in alteration.addedConstraints where key.contype == .foreign && !key.skipValidation {
                if let column, !column.hasDefault { continue }
                let other = statement.target(key.pktable)?.name ?? ""
                // Partitioned tables take NOT VALID since PostgreSQL 18.
                let isPartitioned = table.row?.kind == .partitionedTable && statement.versions.lowerBound < 18
                statement.report(
                    "adding \(key.named("foreign key")) blocks writes to \(table.name) and \(other) while all rows "
                        + "are checked (SHARE ROW EXCLUSIVE locks)", at: key.node.byteRange,
                    object: "table \(table.name)",
                    recipe: isPartitioned
                        ? ["Add the key to each partition first, with NOT VALID, and validate it there."]
                        : [
                            "1. ALTER TABLE \(table.name) ADD CONSTRAINT \(key.recipeName) … NOT VALID;",
                            "2. In another transaction: ALTER TABLE \(table.name) VALIDATE CONSTRAINT \(key.recipeName);",
                        ], fix: column != nil || isPartitioned ? nil : key.notValid("Add the key without checking rows")
                )
            }
        })
}

extension ColumnDef {
    /// Whether rows that are there get a value.
    var hasDefault: Bool {
        constraints.compactMap(Constraint.init).contains { constraint in
            switch constraint.contype {
            case .default: constraint.rawExpr.flatMap(AConst.init)?.value != .null
            case .identity, .generated: true
            default: false
            }
        }
    }
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let validateInSameTransaction = Rule(
        "validate-in-same-transaction", in: .locks, levels: .migrations(.error),
        documentation: Documentation(
            what: "VALIDATE CONSTRAINT in the transaction that adds the constraint with NOT VALID.",
            why: """
                The strong lock of adding it is kept to the end of the transaction, so all rows are read under it: what \
                NOT VALID was to avoid.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, total numeric);",
            bad: """
                BEGIN;
                ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
                ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
                COMMIT;
                """,
            good: """
                ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
                ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            let added = (statement.isInTransaction ? statement.earlierInTransaction : []).compactMap { earlier in
                earlier.element.statement.flatMap { AlterTableStmt($0.node) }
            }.filter { $0.relation?.relname == AlterTableStmt(statement.node)?.relation?.relname }
                .flatMap(\.cmds).compactMap { AlterTableCmd($0)?.def.flatMap(Constraint.init)?.conname }
            for command in alteration.commands(.validateConstraint) {
                guard let name = command.name, added.contains(name) else { continue }
                statement.report(
                    "constraint \(QuotedName.identifier(name)) is validated under the lock that adding it to "
                        + "\(alteration.table.name) took: writes wait while all rows are read",
                    at: command.node.byteRange, object: "table \(alteration.table.name)",
                    recipe: ["Commit before VALIDATE CONSTRAINT, or move it to the next file."])
            }
        })
}

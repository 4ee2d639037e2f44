import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let statementAfterAccessExclusive = Rule(
        "statement-after-access-exclusive", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: """
                A statement that may take long, in a transaction that holds an ACCESS EXCLUSIVE lock on a table with rows: \
                UPDATE, DELETE, INSERT … SELECT, CREATE INDEX, VALIDATE CONSTRAINT.
                """,
            why: "Reads and writes of the locked table wait until the transaction ends, so for this statement too.",
            given: "CREATE TABLE orders (id int PRIMARY KEY, total numeric);",
            bad: """
                BEGIN;
                ALTER TABLE orders ADD COLUMN tax numeric;
                UPDATE orders SET tax = total / 5;
                COMMIT;
                """,
            good: """
                ALTER TABLE orders ADD COLUMN tax numeric;
                UPDATE orders SET tax = total / 5;
                """),
        checks: .statements([.updateStmt, .deleteStmt, .mergeStmt, .insertStmt, .indexStmt, .alterTableStmt]) {
            statement in
            guard statement.isInTransaction, let what = statement.slowWork else { return }
            for earlier in statement.earlierInTransaction {
                guard let lock = statement.locks(of: earlier).first(where: { $0.mode == .accessExclusive }) else {
                    continue
                }
                statement.report(
                    "\(what) runs while reads and writes of \(lock.table.name) wait: the transaction holds an ACCESS "
                        + "EXCLUSIVE lock on it", object: "table \(lock.table.name)",
                    recipe: ["Commit before it, or move it to a file of its own."],
                    notes: [
                        Diagnostic(
                            .note, rule: statement.rule.name, "the lock is taken here",
                            source: earlier.element.tree.source,
                            range: earlier.element.byteRange)
                    ])
                return
            }
        })
}

extension StatementContext {
    /// What the statement does, if it may take long.
    fileprivate var slowWork: String? {
        switch node.kind {
        case .updateStmt: target(UpdateStmt(node)?.relation)?.isNew == false ? "UPDATE" : nil
        case .deleteStmt: target(DeleteStmt(node)?.relation)?.isNew == false ? "DELETE" : nil
        case .mergeStmt: "MERGE"
        case .insertStmt:
            InsertStmt(node)?.selectStmt.flatMap(SelectStmt.init)?.fromClause.isEmpty == false ? "INSERT … SELECT" : nil
        case .indexStmt: target(IndexStmt(node)?.relation)?.isNew == false ? "CREATE INDEX" : nil
        case .alterTableStmt: alteration?.commands(.validateConstraint).isEmpty == false ? "VALIDATE CONSTRAINT" : nil
        default: nil
        }
    }
}

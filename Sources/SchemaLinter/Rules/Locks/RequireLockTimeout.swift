import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let requireLockTimeout = Rule(
        "require-lock-timeout", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: """
                A statement that locks a table with rows against reads or writes, without lock_timeout. Reported once for \
                each file.
                """,
            why: """
                While it waits for a long transaction to end, everybody who comes later waits behind it: the table is out \
                of use though nothing is done yet. With lock_timeout it gives up, and can be tried again.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "ALTER TABLE orders ADD COLUMN note text;",
            good: """
                SET lock_timeout = '2s';
                ALTER TABLE orders ADD COLUMN note text;
                """),
        checks: .statements(lockingStatements) { statement in
            guard !statement.hasLockTimeout,
                let lock = statement.locks.first(where: { $0.mode > .shareUpdateExclusive }),
                statement.file.isFirst(statement.rule.name)
            else { return }
            let keyword = statement.isInTransaction ? "SET LOCAL" : "SET"
            let start = statement.statement.element.byteRange.lowerBound
            let isInBlock = statement.statement.place != nil
            statement.report(
                "nothing limits how long \(lock.mode.blocks) of \(lock.table.name) wait behind this statement while it "
                    + "waits for its lock (\(lock.mode.words))", object: "table \(lock.table.name)",
                recipe: ["\(keyword) lock_timeout = '2s'; before it, and try again if it fails."],
                fix: isInBlock
                    ? nil
                    : Finding.Fix(
                        "Set lock_timeout", isSafe: false,
                        [Finding.Edit(start..<start, "\(keyword) lock_timeout = '2s';\n")]))
        })

    /// The statements that lock tables.
    static let lockingStatements: [NodeKind] = [
        .alterTableStmt, .createStmt, .dropStmt, .indexStmt, .renameStmt, .alterObjectSchemaStmt, .truncateStmt,
        .clusterStmt, .createTrigStmt, .createPolicyStmt, .alterPolicyStmt, .ruleStmt, .refreshMatViewStmt,
    ]
}

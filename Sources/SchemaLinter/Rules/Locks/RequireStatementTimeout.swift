import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let requireStatementTimeout = Rule(
        "require-statement-timeout", in: .locks, levels: .optional(.warning),
        documentation: Documentation(
            what: """
                A statement that locks a table with rows against reads or writes, without statement_timeout. Reported once \
                for each file.
                """,
            why: "If it takes longer than anybody thought, those who wait for its lock wait as long.",
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "ALTER TABLE orders ADD COLUMN note text;",
            good: """
                SET statement_timeout = '30s';
                ALTER TABLE orders ADD COLUMN note text;
                """),
        checks: .statements(lockingStatements) { statement in
            guard !statement.file.settings.setsTimeouts, !statement.isLimited(by: "statement_timeout"),
                let lock = statement.locks.first(where: { $0.mode > .shareUpdateExclusive }),
                statement.file.isFirst(statement.rule.name)
            else { return }
            statement.report(
                "nothing limits how long \(lock.mode.blocks) of \(lock.table.name) wait for this statement "
                    + "(\(lock.mode.words) lock)", object: "table \(lock.table.name)",
                recipe: ["SET statement_timeout = '30s'; before it."])
        })
}

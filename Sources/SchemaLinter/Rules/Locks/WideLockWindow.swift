import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let wideLockWindow = Rule(
        "wide-lock-window", in: .locks, levels: .optional(.warning),
        documentation: Documentation(
            what: "A transaction that holds ACCESS EXCLUSIVE locks on several tables with rows.",
            why: """
                Each lock is kept to the end: all tables are out of use while the last lock is waited for, and whoever uses \
                them in another order ends in a deadlock.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY); CREATE TABLE item (id int PRIMARY KEY);",
            bad: """
                BEGIN;
                ALTER TABLE orders ADD COLUMN note text;
                ALTER TABLE item ADD COLUMN note text;
                COMMIT;
                """,
            good: """
                ALTER TABLE orders ADD COLUMN note text;
                ALTER TABLE item ADD COLUMN note text;
                """),
        checks: .statements(lockingStatements) { statement in
            guard statement.isInTransaction else { return }
            func tables(_ locks: [(table: Target, mode: LockMode)]) -> [String] {
                locks.filter { $0.mode == .accessExclusive }.map(\.table.name)
            }
            let held = Set(statement.earlierInTransaction.flatMap { tables(statement.locks(of: $0)) })
            let new = tables(statement.locks).filter { !held.contains($0) }
            guard let table = new.first, let other = held.sorted().first, held.count == 1 else { return }
            statement.report(
                "reads and writes of \(other) wait while this statement waits for \(table): the transaction keeps its "
                    + "ACCESS EXCLUSIVE locks", object: "table \(table)",
                recipe: ["Change each table in a transaction of its own."])
        })
}

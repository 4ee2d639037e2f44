import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let combineAlterTable = Rule(
        "combine-alter-table", in: .locks, levels: .migrations(.info),
        documentation: Documentation(
            what: "An ALTER TABLE right behind another one on the same table with rows, both under ACCESS EXCLUSIVE.",
            why: "The lock is waited for twice, and a scan or rewrite is done twice: one statement does both at once.",
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: """
                ALTER TABLE orders ADD COLUMN note text;
                ALTER TABLE orders ADD COLUMN sent date;
                """,
            good: "ALTER TABLE orders ADD COLUMN note text, ADD COLUMN sent date;"),
        checks: .statements([.alterTableStmt]) { statement in
            guard statement.alteration != nil, let lock = statement.locks.first, lock.mode == .accessExclusive,
                let previous = statement.previous, let other = statement.locks(of: previous).first,
                previous.element.kind == .statement, other.mode == .accessExclusive,
                other.table.name == lock.table.name,
                AlterTableStmt(previous.element.statement?.node ?? statement.node)?.objtype == .table
            else { return }
            statement.report(
                "\(lock.table.name) is locked (ACCESS EXCLUSIVE) by two statements in a row: one can do both",
                object: "table \(lock.table.name)", recipe: ["ALTER TABLE \(lock.table.name) …, …;"])
        })
}

extension StatementContext {
    /// The ALTER TABLE right before the statement in its file, if there is one.
    fileprivate var previous: ExecutedStatement? {
        let statements = database.statements
        guard statements.count > 1 else { return nil }
        let before = statements[statements.count - 2]
        guard before.script == statement.script, before.succeeded,
            before.element.statement.flatMap({ AlterTableStmt($0.node) }) != nil
        else { return nil }
        return before
    }
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let concurrentlyInTransaction = Rule(
        "concurrently-in-transaction", in: .locks, levels: .everywhere(.error),
        documentation: Documentation(
            what: """
                A statement that cannot run in a transaction block, in one: CREATE INDEX CONCURRENTLY and its like, VACUUM, \
                CREATE DATABASE, ALTER SYSTEM. The transaction of whoever runs the file counts, if it is set.
                """,
            why: "PostgreSQL rejects it, and undoes what stands before it in the transaction.",
            given: "CREATE TABLE orders (id int PRIMARY KEY, sent date);",
            bad: """
                BEGIN;
                CREATE INDEX CONCURRENTLY orders_sent ON orders (sent);
                COMMIT;
                """,
            good: "CREATE INDEX CONCURRENTLY orders_sent ON orders (sent);"),
        checks: .diagnosticsOf(
            [.indexStmt, .alterTableStmt, .createdbStmt, .dropdbStmt, .createTableSpaceStmt, .dropTableSpaceStmt],
            ["25001"]),
        .statements([
            .indexStmt, .dropStmt, .reindexStmt, .vacuumStmt, .createdbStmt, .dropdbStmt, .alterSystemStmt,
            .createTableSpaceStmt, .dropTableSpaceStmt, .alterTableStmt,
        ]) { statement in
            guard statement.isInTransaction, let what = statement.node.refusesTransactions else { return }
            statement.report(
                "\(what) cannot run inside a transaction block: it fails",
                recipe: ["Move it to a file of its own that runs without a transaction."])
        })
}

extension Node {
    /// What the statement is, if it cannot run in a transaction block.
    fileprivate var refusesTransactions: String? {
        switch kind {
        case .indexStmt: IndexStmt(self)?.concurrent == true ? "CREATE INDEX CONCURRENTLY" : nil
        case .dropStmt: DropStmt(self)?.concurrent == true ? "DROP INDEX CONCURRENTLY" : nil
        case .reindexStmt: ReindexStmt(self)?.refusesTransactions
        case .vacuumStmt: VacuumStmt(self)?.isVacuumcmd == true ? "VACUUM" : nil
        case .createdbStmt: "CREATE DATABASE"
        case .dropdbStmt: "DROP DATABASE"
        case .alterSystemStmt: "ALTER SYSTEM"
        case .createTableSpaceStmt: "CREATE TABLESPACE"
        case .dropTableSpaceStmt: "DROP TABLESPACE"
        case .alterTableStmt:
            AlterTableStmt(self)?.cmds.contains { command in
                AlterTableCmd(command)?.def.flatMap(PartitionCmd.init)?.concurrent == true
            } == true ? "ALTER TABLE … DETACH PARTITION CONCURRENTLY" : nil
        default: nil
        }
    }
}

extension ReindexStmt {
    /// Whether it is told to work concurrently.
    var isConcurrent: Bool { params.contains { DefElem($0)?.defname == "concurrently" } }

    fileprivate var refusesTransactions: String? {
        switch kind {
        case .schema: "REINDEX SCHEMA"
        case .system: "REINDEX SYSTEM"
        case .database: "REINDEX DATABASE"
        case .index, .table: isConcurrent ? "REINDEX CONCURRENTLY" : nil
        }
    }
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let triggerLock = Rule(
        "trigger-lock", in: .locks, levels: .optional(.info),
        documentation: Documentation(
            what: "CREATE, DROP, ENABLE or DISABLE TRIGGER on a table that may have rows, without lock_timeout.",
            why: """
                Writes wait for CREATE, ENABLE and DISABLE (SHARE ROW EXCLUSIVE lock), reads and writes for DROP (ACCESS \
                EXCLUSIVE lock).
                """,
            given: """
                CREATE TABLE orders (id int PRIMARY KEY);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                """,
            bad: "CREATE TRIGGER noted BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note();",
            good: """
                SET lock_timeout = '2s';
                CREATE TRIGGER noted BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note();
                """),
        checks: .statements([.createTrigStmt, .dropStmt, .alterTableStmt]) { statement in
            guard !statement.hasLockTimeout, statement.concernsTrigger, let lock = statement.locks.first else { return }
            statement.report(
                "\(lock.mode.blocks) of \(lock.table.name) wait while a trigger is changed (\(lock.mode.words) lock)",
                object: "table \(lock.table.name)", recipe: ["SET lock_timeout = '2s'; before it."])
        })
}

extension StatementContext {
    fileprivate var concernsTrigger: Bool {
        switch node.kind {
        case .createTrigStmt: true
        case .dropStmt: DropStmt(node)?.removeType == .trigger
        default:
            alteration?.commands(
                .enableTrig, .enableAlwaysTrig, .enableReplicaTrig, .disableTrig, .enableTrigAll, .disableTrigAll,
                .enableTrigUser, .disableTrigUser
            ).isEmpty == false
        }
    }
}

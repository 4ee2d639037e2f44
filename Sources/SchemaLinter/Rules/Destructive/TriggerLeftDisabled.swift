import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let triggerLeftDisabled = Rule(
        "trigger-left-disabled", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "DISABLE TRIGGER without ENABLE TRIGGER behind it in the file.",
            why: """
                What the trigger does, or a foreign key if all are disabled, is not done any more, and nothing says so.
                """,
            given: """
                CREATE TABLE orders (id int PRIMARY KEY);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER noted BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note();
                """,
            bad: "ALTER TABLE orders DISABLE TRIGGER noted;",
            good: """
                ALTER TABLE orders DISABLE TRIGGER noted;
                ALTER TABLE orders ENABLE TRIGGER noted;
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for command in alteration.commands(.disableTrig, .disableTrigAll, .disableTrigUser) {
                guard !statement.isEnabledLater(command) else { continue }
                let what = command.name.map { "trigger \(QuotedName.identifier($0))" } ?? "each trigger"
                let table = alteration.table.name
                statement.report(
                    "\(what) of \(table) stays disabled: what it does or checks is not done any more",
                    at: command.node.byteRange, object: "table \(table)",
                    recipe: ["ALTER TABLE \(table) ENABLE TRIGGER \(command.name.map(QuotedName.identifier) ?? "ALL");"]
                )
            }
        })
}

extension StatementContext {
    /// Whether a statement behind this one enables a trigger again.
    fileprivate func isEnabledLater(_ command: AlterTableCmd) -> Bool {
        let table = AlterTableStmt(node)?.relation?.relname
        return file.tree.statements.contains { other in
            guard other.node.tokenRange.lowerBound > node.tokenRange.lowerBound,
                let alter = AlterTableStmt(other.node), alter.relation?.relname == table
            else { return false }
            return alter.cmds.compactMap(AlterTableCmd.init).contains { later in
                switch later.subtype {
                case .enableTrigAll: true
                case .enableTrigUser: command.subtype != .disableTrigAll
                case .enableTrig, .enableAlwaysTrig, .enableReplicaTrig: later.name == command.name
                default: false
                }
            }
        }
    }
}

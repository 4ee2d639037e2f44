import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let preferGuards = Rule(
        "prefer-guards", in: .robustness, levels: .optional(.info),
        documentation: Documentation(
            what: """
                A statement without IF EXISTS or IF NOT EXISTS behind another one, in a migration that runs without a \
                transaction.
                """,
            why: """
                If it fails, what stands before it is done already; a second run then fails at the first statement that is \
                done. In a transaction that cannot happen.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: """
                CREATE TABLE item (id int PRIMARY KEY);
                CREATE TABLE line (id int PRIMARY KEY);
                """,
            good: """
                CREATE TABLE IF NOT EXISTS item (id int PRIMARY KEY);
                CREATE TABLE IF NOT EXISTS line (id int PRIMARY KEY);
                """),
        checks: .statements([.createStmt, .indexStmt, .createSeqStmt, .createSchemaStmt, .dropStmt, .alterTableStmt]) {
            statement in
            guard !statement.isInTransaction, statement.statement.place == nil, statement.file.hasSeveralChanges,
                let guardWords = statement.node.missingGuard
            else { return }
            statement.report(
                "if a statement of this file fails, a second run fails here: nothing says \(guardWords)",
                recipe: ["Write \(guardWords), or run the file in a transaction: BEGIN; … COMMIT;"])
        })
}

extension FileState {
    /// Whether more than one statement of the file changes the schema.
    fileprivate var hasSeveralChanges: Bool {
        tree.statements.lazy.filter { statement in
            switch statement.kind {
            case .variableSetStmt, .selectStmt, .transactionStmt: false
            default: true
            }
        }.prefix(2).count == 2
    }
}

extension Node {
    /// The words that would make a second run of the statement do nothing; nil if they are there.
    fileprivate var missingGuard: String? {
        switch kind {
        case .createStmt: CreateStmt(self)?.ifNotExists == false ? "IF NOT EXISTS" : nil
        case .indexStmt: IndexStmt(self).map { !$0.ifNotExists && $0.idxname != nil } == true ? "IF NOT EXISTS" : nil
        case .createSeqStmt: CreateSeqStmt(self)?.ifNotExists == false ? "IF NOT EXISTS" : nil
        case .createSchemaStmt: CreateSchemaStmt(self)?.ifNotExists == false ? "IF NOT EXISTS" : nil
        case .dropStmt: DropStmt(self)?.missingOk == false ? "IF EXISTS" : nil
        case .alterTableStmt:
            AlterTableStmt(self)?.cmds.compactMap(AlterTableCmd.init).lazy.compactMap { command in
                switch command.subtype {
                case .addColumn where !command.missingOk: "IF NOT EXISTS"
                case .dropColumn where !command.missingOk, .dropConstraint where !command.missingOk: "IF EXISTS"
                default: nil
                }
            }.first
        default: nil
        }
    }
}

import PostgresSyntax

/// Statements taken apart, so that what each of their parts makes can be moved by itself.
extension Executor {
    /// A foreign key of a CREATE TABLE, to be added by itself.
    struct SeparatedKey {
        let table: OID
        let definition: ConstraintDefinition
    }

    /// Runs a statement of a script, or one part of it after the other.
    func runParts(of element: ScriptElement, script: Int) {
        guard let node = element.statement?.node else { return }
        let parts = options.separatesParts ? Self.parts(of: node) : []
        guard !parts.isEmpty else {
            runUnlessLeftOut(append(element, script: script, part: nil))
            return
        }
        for part in parts { runUnlessLeftOut(append(element, script: script, part: part)) }
    }

    private func runUnlessLeftOut(_ statement: StatementID) {
        if options.leftOut.contains(database.statements[statement.index].place) {
            database.statements[statement.index].isLeftOut = true
        } else {
            run(statement)
        }
    }

    /// The actions of an ALTER TABLE with several, in the order in which PostgreSQL does them.
    private static func parts(of node: Node) -> [Node] {
        guard let statement = AlterTableStmt(node), statement.cmds.count > 1 else { return [] }
        return statement.cmds.enumerated()
            .sorted { left, right in
                let passes = [left, right].map {
                    AlterTableCmd($0.element).map { pass(of: AlterCommand($0)).rawValue } ?? 0
                }
                return (passes[0], left.offset) < (passes[1], right.offset)
            }
            .map(\.element)
    }

    private func append(_ element: ScriptElement, script: Int, part: Node?) -> StatementID {
        database.statements.append(ExecutedStatement(element: element, script: script))
        database.statements[database.statements.count - 1].part = part
        return StatementID(index: database.statements.count - 1)
    }

    /// Does a statement, or the part of one that stands for itself.
    func executeWholeOrPart(_ id: StatementID) throws(SQLError) {
        separatedKeysOfTable = []
        let statement = database.statements[id.index]
        if let key = separatedKeys[id] {
            guard session.transaction != .aborted else { throw .abortedTransaction }
            var definition = key.definition
            noteChange(ObjectAddress(.relation, key.table))
            try addForeignKey(&definition, to: key.table, recurse: true)
            return
        }
        try execute(statement.element.statement!.node)
    }

    /// Runs the foreign keys that were taken from the table that was just made.
    func runSeparatedKeys(of id: StatementID) {
        let keys = separatedKeysOfTable
        separatedKeysOfTable = []
        let statement = database.statements[id.index]
        for key in keys {
            let part = append(statement.element, script: statement.script, part: key.definition.node?.node)
            separatedKeys[part] = key
            runUnlessLeftOut(part)
        }
    }

    /// The actions of an ALTER TABLE that are to be done now.
    func actions(of statement: AlterTableStmt) -> [AlterCommand] {
        let part = database.statements[self.statement.index].part
        return statement.cmds.lazy.filter { part == nil || $0 == part }.compactMap(AlterTableCmd.init).map {
            AlterCommand($0)
        }
    }
}

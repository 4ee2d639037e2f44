import PostgresSyntax

/// DO blocks: the definitions in them are run that can be seen without running the block.
extension Executor {
    /// Runs the statements of a DO block one after the other, as if each stood by itself.
    ///
    /// - Returns: false, with nothing done, if the block does anything else.
    func runStatements(ofBlock element: ScriptElement, script: Int) -> Bool {
        guard let block = element.statement.flatMap({ InlineBlock($0.node) }), let function = block.function else {
            return false
        }
        let found = StaticStatements(function)
        let isView = element.statement.flatMap { DoStmt($0.node) }?.isView ?? false
        guard found.areAll || isView, !found.statements.isEmpty else { return false }
        let (count, diagnosticCount) = (database.statements.count, database.diagnostics.count)
        let statements = found.statements.map { (element: block.element($0.node), isGuarded: $0.isGuarded) }
        for (index, statement) in statements.enumerated() {
            let previous = index > 0 ? statements[index - 1].element : nil
            var comments = block.comments(from: previous, to: statement.element)
            if index == statements.count - 1 { comments += block.comments(from: statement.element, to: nil) }
            let place = BlockPlace(
                element: element, comments: comments, isGuarded: statement.isGuarded,
                hasMessages: found.haveMessages && index == statements.count - 1)
            runParts(of: statement.element, script: script, in: place)
        }
        // What a script does not make itself, it drops if it is there from before.
        if element.statement.flatMap({ DoStmt($0.node) })?.isRemoval == true,
            database.statements[count...].allSatisfy({ !$0.succeeded || $0.trace.dropped.isEmpty })
        {
            database.statements.removeSubrange(count...)
            database.diagnostics.removeSubrange(diagnosticCount...)
            return false
        }
        return true
    }

    /// Does what can be seen of a DO block; of the rest it is noted what it needs.
    func executeBlock(_ node: Node) throws(SQLError) {
        guard DoStmt(node)?.isRemoval != true, let block = InlineBlock(node), let function = block.function else {
            return
        }
        let found = StaticStatements(function)
        isInBlock = true
        defer { isInBlock = false }
        for (statement, isGuarded) in found.statements {
            let mark = database.mark
            do throws(SQLError) {
                try execute(statement)
            } catch {
                database.rollBack(to: mark)
                // What else the block does may be what the statement lacks.
                if found.areAll, !(isGuarded && error.saysItIsDone(statement)) { throw error }
            }
        }
        guard isTracing, !found.areAll else { return }
        let needs = needs(ofBlock: function)
        if let error = needs.errors.first, BlockOutcome(function, failing: needs.failing) != .effect { throw error }
        noteNeeds(needs.found)
        database.statements[self.statement.index].isOpaqueBlock = true
        if options.retriesMissing, let missing = needs.missing { throw missing }
    }
}

extension SQLError {
    /// Whether a statement that fails with it finds done what it does.
    func saysItIsDone(_ node: Node) -> Bool {
        if saysItIsThere { return true }
        switch node.kind {
        case .alterTableStmt: return state == "42P16"
        case .renameStmt: return Database.undefinedStates.contains(state)
        default: return false
        }
    }
}

import PostgresSyntax

/// Scripts whose order is not known.
extension Executor {
    /// A statement that missed something.
    struct MissingStatement {
        let statement: StatementID
        /// What was in force where it stands.
        let settings: Session.Settings
        let error: SQLError
    }

    /// Runs the statements that missed something again, as long as one of them finds it; then those that are left with
    /// names looked for everywhere. What is missing in the end is reported.
    func retryMissing() {
        retryUntilNothingChanges()
        makePlaceholderViews()
        if options.defaultSchema != nil, !missing.isEmpty {
            looksEverywhere = true
            retryUntilNothingChanges()
        }
        if options.separatesParts { breakCycles() }
        looksEverywhere = false
        for attempt in missing {
            session.settings = attempt.settings
            let isOpaque = database.statements[attempt.statement.index].isOpaqueBlock
            if !isOpaque { report(attempt.error, of: attempt.statement) }
        }
    }

    /// Whether a statement that failed could succeed behind others.
    ///
    /// Where parts are separated, statements may come in any order at all, and many errors mean that something is missing:
    /// a unique key, an index's partition. What drops or renames is never run later: what it is about could be made by then.
    func isWorthRetrying(_ node: Node, _ error: SQLError) -> Bool {
        guard options.retriesMissing else { return false }
        guard options.separatesParts else { return Database.undefinedStates.contains(error.state) }
        switch node.kind {
        case .dropStmt, .dropRoleStmt, .renameStmt, .transactionStmt: return false
        case .alterTableStmt where AlterTableStmt(node)!.isRemoval: return false
        default: return !error.saysItIsThere && error.state != "25P02"
        }
    }

    /// What no order of whole statements satisfies: tables and domains are made without their checks and defaults, as
    /// pg_dump does it, types by the functions that return them, one after the other until nothing is missing.
    private func breakCycles() {
        while breaksCycle() { retryUntilNothingChanges() }
    }

    /// Does the first statement by its text that can be done by half: which one is makes a difference, where they stand
    /// must not.
    private func breaksCycle() -> Bool {
        let candidates = missing.filter(canBreakCycle).map {
            ($0, database.statements[$0.statement.index].element.text)
        }
        for (attempt, _) in candidates.sorted(by: { $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) }) {
            let index = attempt.statement.index
            let others = missing
            missing.removeAll { $0.statement == attempt.statement }
            makesShells = database.statements[index].element.statement!.node.kind == .createFunctionStmt
            database.statements[index].separatesExpressions = !makesShells
            runAgain(attempt)
            makesShells = false
            if database.statements[index].succeeded { return true }
            database.statements[index].separatesExpressions = false
            missing = others
        }
        return false
    }

    private func canBreakCycle(_ attempt: MissingStatement) -> Bool {
        let statement = database.statements[attempt.statement.index]
        switch statement.element.statement!.node.kind {
        case .createStmt, .createDomainStmt: return statement.part == nil
        case .createFunctionStmt: return attempt.error.state == "42704"
        default: return false
        }
    }

    private func runAgain(_ attempt: MissingStatement) {
        session = Session()
        session.settings = attempt.settings
        run(attempt.statement)
    }

    func retryUntilNothingChanges() {
        var attempts = missing
        repeat {
            attempts = missing
            missing = []
            for attempt in attempts { runAgain(attempt) }
        } while !missing.isEmpty && missing.count < attempts.count
    }
}

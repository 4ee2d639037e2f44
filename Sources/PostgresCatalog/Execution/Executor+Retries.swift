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
        // PostgreSQL says that a type is there twice when its shell is missing.
        case .defineStmt where DefineStmt(node)!.kind == .type && !DefineStmt(node)!.definition.isEmpty: return true
        default: return !Database.duplicateStates.contains(error.state) && error.state != "25P02"
        }
    }

    /// What no order of whole statements satisfies: tables and domains are made without their checks and defaults, as
    /// pg_dump does it, one after the other until nothing is missing.
    private func breakCycles() {
        var place = 0
        while place < missing.count {
            let attempt = missing[place]
            let index = attempt.statement.index
            guard database.statements[index].part == nil,
                [.createStmt, .createDomainStmt].contains(database.statements[index].element.statement!.kind)
            else {
                place += 1
                continue
            }
            missing.remove(at: place)
            database.statements[index].separatesExpressions = true
            let count = missing.count
            runAgain(attempt)
            if database.statements[index].succeeded {
                retryUntilNothingChanges()
                place = 0
                continue
            }
            database.statements[index].separatesExpressions = false
            missing.removeSubrange(count...)
            missing.insert(attempt, at: place)
            place += 1
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

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
            looksEverywhere = false
        }
        for attempt in missing {
            session.settings = attempt.settings
            report(attempt.error, of: attempt.statement)
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
        default: return !Database.duplicateStates.contains(error.state) && error.state != "25P02"
        }
    }

    func retryUntilNothingChanges() {
        var attempts = missing
        repeat {
            attempts = missing
            missing = []
            for attempt in attempts {
                session = Session()
                session.settings = attempt.settings
                run(attempt.statement)
            }
        } while !missing.isEmpty && missing.count < attempts.count
    }
}

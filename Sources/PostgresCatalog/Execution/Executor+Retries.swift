/// Scripts whose order is not known.
extension Executor {
    /// A statement that missed something.
    struct MissingStatement {
        let statement: StatementID
        /// What was in force where it stands.
        let settings: Session.Settings
        let error: SQLError
    }

    /// Runs the statements that missed something again, as long as one of them finds it; what is missing in the end is
    /// reported.
    func retryMissing() {
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
        for attempt in missing { report(attempt.error, database.statements[attempt.statement.index].element) }
    }
}

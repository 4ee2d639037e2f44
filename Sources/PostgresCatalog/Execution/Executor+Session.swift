import PostgresSyntax

/// Settings and transactions.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeSessionStatement(_ node: Node) throws(SQLError) -> Bool {
        false
    }

    /// Runs a line for psql.
    func runMetaCommand(_ element: ScriptElement) {}

    /// Ends the session: an open transaction is rolled back, temporary objects go.
    func endSession() {}

    /// Looks at the whole, once all scripts have run.
    func finish() {}
}

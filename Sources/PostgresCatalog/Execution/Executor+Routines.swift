import PostgresSyntax

/// Routines, aggregates, operators and what is made of them, casts, languages.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeRoutineStatement(_ node: Node) throws(SQLError) -> Bool {
        false
    }
}

import PostgresSyntax

/// Tables, indexes, sequences: CREATE and ALTER.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeTableStatement(_ node: Node) throws(SQLError) -> Bool {
        false
    }
}

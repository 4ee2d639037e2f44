import PostgresSyntax

/// Types and domains: CREATE and ALTER.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeTypeStatement(_ node: Node) throws(SQLError) -> Bool {
        false
    }
}

import PostgresSyntax

/// Schemas, extensions, foreign data, text search, publications: CREATE and ALTER.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeNamedObjectStatement(_ node: Node) throws(SQLError) -> Bool {
        false
    }
}

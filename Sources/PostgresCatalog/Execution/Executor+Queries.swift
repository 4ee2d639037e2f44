import PostgresSyntax

/// Queries, and what is made of them: views, CREATE TABLE AS; rows are not held.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeQueryStatement(_ node: Node) throws(SQLError) -> Bool {
        false
    }
}

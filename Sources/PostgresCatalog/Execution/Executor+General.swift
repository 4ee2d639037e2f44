import PostgresSyntax

/// What is done to objects of any kind: DROP, RENAME, SET SCHEMA, OWNER TO, GRANT, COMMENT.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeGeneralStatement(_ node: Node) throws(SQLError) -> Bool {
        false
    }
}

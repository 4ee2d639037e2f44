import PostgresSyntax

/// What belongs to a table: triggers, policies, rules, statistics.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeTableMemberStatement(_ node: Node) throws(SQLError) -> Bool {
        false
    }
}

import PostgresSyntax

extension Executor {
    func alterTable(_ statement: AlterTableStmt) throws(SQLError) {}
    func moveAllTables(_ statement: AlterTableMoveAllStmt) throws(SQLError) {}
    func cluster(_ statement: ClusterStmt) throws(SQLError) {}
    func validateConstraint(_ name: String, of relation: OID, recurse: Bool, isRecursing: Bool, range: Range<Int>?)
        throws(SQLError)
    {}
}

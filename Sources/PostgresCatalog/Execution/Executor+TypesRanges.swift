import PostgresSyntax

extension Executor {
    func createRange(_ statement: CreateRangeStmt) throws(SQLError) {}
    func createBaseType(_ statement: DefineStmt) throws(SQLError) {}
    func alterBaseType(_ statement: AlterTypeStmt) throws(SQLError) {}
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let mutationWithoutWhere = Rule(
        "mutation-without-where", in: .destructive, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "UPDATE or DELETE of a table that may have rows, without WHERE.",
            why: """
                Every row is changed or deleted: mostly that is not meant. If it is, the rows stay locked until all are \
                done, and their old versions take space.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, sent date);",
            bad: "DELETE FROM orders;",
            good: "DELETE FROM orders WHERE sent < '2020-01-01';"),
        checks: .statements([.updateStmt, .deleteStmt]) { statement in
            let update = UpdateStmt(statement.node)
            let delete = DeleteStmt(statement.node)
            let isLimited =
                update?.whereClause != nil || delete?.whereClause != nil || update?.fromClause.isEmpty == false
                || delete?.usingClause.isEmpty == false
            guard !isLimited, let table = statement.target(update?.relation ?? delete?.relation), !table.isNew,
                !statement.isNewColumn(update, table)
            else { return }
            statement.report(
                "\(update == nil ? "DELETE removes" : "UPDATE changes") every row of \(table.name)",
                object: "table \(table.name)",
                recipe: ["Say which rows are meant with WHERE: some thousand at a time, if all are."])
        })
}

extension StatementContext {
    /// Whether an UPDATE only fills columns that the file has added.
    fileprivate func isNewColumn(_ update: UpdateStmt?, _ table: Target) -> Bool {
        guard let update, let row = table.row, let oid = table.oid else { return false }
        let targets = update.targetList.compactMap { ResTarget($0)?.name }.compactMap { row.attribute($0)?.number }
        return !targets.isEmpty
            && targets.allSatisfy { number in
                database.records[ObjectAddress(.relation, oid)]?.statements.dropFirst().contains { id in
                    let other = database.statements[id.index]
                    return other.script == statement.script
                        && other.trace.created.contains(ObjectAddress(.relation, oid, column: number))
                } == true
            }
    }
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let reindexWithoutConcurrently = Rule(
        "reindex-without-concurrently", in: .locks, levels: .migrations(.error),
        documentation: Documentation(
            what: "REINDEX without CONCURRENTLY.",
            why: """
                Writes to the table wait until its indexes are built (SHARE lock), and so do reads that would use the \
                index that is being built (ACCESS EXCLUSIVE lock on it).
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "REINDEX TABLE orders;",
            good: "REINDEX TABLE CONCURRENTLY orders;"),
        checks: .statements([.reindexStmt]) { statement in
            guard let reindex = ReindexStmt(statement.node), !reindex.isConcurrent, reindex.kind != .system else {
                return
            }
            let target = statement.target(reindex.relation)
            let table = target?.row?.index?.table ?? target?.oid
            if table.map(statement.file.isNew) == true { return }
            let name = target?.name ?? reindex.name.map(QuotedName.identifier) ?? ""
            let tokens = reindex.node.tree.tokens
            // The keyword stands behind what is built anew, or alone in parentheses before it.
            let keyword = reindex.node.tokenRange.first {
                [.index, .table, .schema, .database].contains(tokens[$0].kind)
            }
            let end = keyword.map { tokens[$0].range.upperBound }
            statement.report(
                "REINDEX of \(name) blocks writes, and reads by its indexes, until they are built",
                object: target.map { "\($0.row?.isIndex == true ? "index" : "table") \($0.name)" },
                recipe: statement.outsideTransaction(["REINDEX … CONCURRENTLY \(name);"]),
                fix: statement.isInTransaction
                    ? nil
                    : end.map {
                        Finding.Fix("Build the indexes concurrently", [Finding.Edit($0..<$0, " CONCURRENTLY")])
                    })
        })
}

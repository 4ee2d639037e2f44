import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let requireConcurrentIndexCreation = Rule(
        "require-concurrent-index-creation", in: .locks, levels: .migrations(.error),
        documentation: Documentation(
            what: "CREATE INDEX without CONCURRENTLY on a table that may have rows.",
            why: """
                The index is built under a SHARE lock: INSERT, UPDATE and DELETE on the table wait until it is done. With \
                CONCURRENTLY, which cannot run in a transaction block, they go on.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, customer_id int);",
            bad: "CREATE INDEX orders_customer_id_idx ON orders (customer_id);",
            good: "CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);"),
        checks: .statements([.indexStmt]) { statement in
            guard let index = IndexStmt(statement.node), !index.concurrent,
                let table = statement.target(index.relation), !table.isNew,
                table.row?.kind == nil || table.row?.kind == .table || table.row?.kind == .materializedView
            else { return }
            let name = index.idxname.map { "index \(QuotedName.identifier($0))" } ?? "an index"
            var recipe = ["CREATE INDEX CONCURRENTLY … ON \(table.name) …;"]
            if statement.isInTransaction { recipe.insert("Move it to a file that runs without a transaction:", at: 0) }
            statement.report(
                "creating \(name) blocks writes to \(table.name) until it is built (SHARE lock)",
                object: "table \(table.name)", recipe: recipe, fix: statement.isInTransaction ? nil : index.concurrently
            )
        })
}

extension IndexStmt {
    /// CONCURRENTLY behind INDEX.
    fileprivate var concurrently: Finding.Fix? {
        let tokens = node.tree.tokens
        guard let keyword = node.tokenRange.first(where: { tokens[$0].kind == .index }) else { return nil }
        let end = tokens[keyword].range.upperBound
        return Finding.Fix("Build the index concurrently", [Finding.Edit(end..<end, " CONCURRENTLY")])
    }
}

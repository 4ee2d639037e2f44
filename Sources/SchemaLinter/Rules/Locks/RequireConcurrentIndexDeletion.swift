import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let requireConcurrentIndexDeletion = Rule(
        "require-concurrent-index-deletion", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: "DROP INDEX without CONCURRENTLY, where the index's table may have rows.",
            why: """
                The table is locked with ACCESS EXCLUSIVE: the statement waits for all that use the table, and everybody \
                who comes later waits behind it. With CONCURRENTLY, which cannot run in a transaction block, nobody waits.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, sent date); CREATE INDEX orders_sent ON orders (sent);",
            bad: "DROP INDEX orders_sent;",
            good: "DROP INDEX CONCURRENTLY orders_sent;"),
        checks: .statements([.dropStmt]) { statement in
            guard let drop = DropStmt(statement.node), !drop.concurrent else { return }
            for (index, node) in statement.dropped(.index) {
                let table = index.row?.index?.table
                // Of a partitioned table's index, PostgreSQL cannot do it.
                if index.row?.kind == .partitionedIndex || table.map(statement.file.isNew) == true { continue }
                let name = table.flatMap { statement.database.relations.before($0) }
                    .map { statement.database.qualified($0.schema, $0.name) }
                statement.report(
                    "dropping index \(index.name) blocks reads and writes of \(name ?? "its table") while it waits for "
                        + "its lock (ACCESS EXCLUSIVE)", at: node.byteRange, object: "index \(index.name)",
                    recipe: statement.outsideTransaction(["DROP INDEX CONCURRENTLY \(index.name);"]),
                    fix: statement.isInTransaction || drop.behavior == .cascade || drop.objects.count > 1
                        ? nil : drop.concurrently)
            }
        })
}

extension DropStmt {
    /// CONCURRENTLY behind INDEX.
    fileprivate var concurrently: Finding.Fix? {
        let tokens = node.tree.tokens
        guard let keyword = node.tokenRange.first(where: { tokens[$0].kind == .index }) else { return nil }
        let end = tokens[keyword].range.upperBound
        return Finding.Fix("Drop the index concurrently", [Finding.Edit(end..<end, " CONCURRENTLY")])
    }
}

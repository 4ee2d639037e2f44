import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let ifNotExistsInvalidIndex = Rule(
        "if-not-exists-invalid-index", in: .robustness, levels: .migrations(.info),
        documentation: Documentation(
            what: "CREATE INDEX CONCURRENTLY IF NOT EXISTS without DROP INDEX of the same name before it in the file.",
            why: """
                A concurrent build that fails leaves an invalid index of that name behind: writes keep it, no query uses \
                it, and the second run finds it there and does nothing.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, note text);",
            bad: "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note ON orders (note);",
            good: """
                DROP INDEX CONCURRENTLY IF EXISTS orders_note;
                CREATE INDEX CONCURRENTLY orders_note ON orders (note);
                """),
        checks: .statements([.indexStmt]) { statement in
            guard let index = IndexStmt(statement.node), index.concurrent, index.ifNotExists, let name = index.idxname
            else { return }
            let isDropped = statement.file.tree.statements.contains { other in
                guard let drop = DropStmt(other.node), drop.removeType == .index else { return false }
                return other.node.tokenRange.lowerBound < index.node.tokenRange.lowerBound
                    && drop.objects.contains { $0.listItems.strings.last == name }
            }
            guard !isDropped else { return }
            let quoted = QuotedName.identifier(name)
            statement.report(
                "if a build of \(quoted) fails, it leaves an invalid index that IF NOT EXISTS takes for the one wanted",
                object: "index \(quoted)",
                recipe: ["DROP INDEX CONCURRENTLY IF EXISTS \(quoted); before it."])
        })
}

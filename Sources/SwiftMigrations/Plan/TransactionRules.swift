import PostgresSyntax

extension [MigrationStatement] {
    /// Makes statements that cannot run in a transaction such that can, since Hummingbird runs all migrations in one;
    /// returns what there is to say about it.
    mutating func fitIntoTransaction() -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for index in indices where !self[index].runsInTransaction {
            let statement = self[index]
            guard let source = statement.source else { continue }
            let tree = SyntaxTree.parse(SourceText(name: "", text: statement.sql), mode: .server)
            if let token = (0..<tree.tokens.count).first(where: { tree.tokens[$0].kind == .concurrently }) {
                let range = Int(tree.tokens[token].start)..<Int(tree.tokens[token + 1].start)
                self[index].sql =
                    tree.source.text(in: 0..<range.lowerBound)
                    + tree.source.text(in: range.upperBound..<tree.source.count)
                self[index].runsInTransaction = true
                diagnostics.append(
                    Diagnostic(
                        .warning, rule: "transaction",
                        "CONCURRENTLY is left out: Hummingbird runs all migrations in one transaction",
                        source: source, range: statement.range))
            } else {
                diagnostics.append(
                    Diagnostic(
                        .error, rule: "transaction",
                        "this cannot run in a transaction, and Hummingbird runs all migrations in one",
                        hint: "Run it apart from the migrations.", source: source, range: statement.range))
            }
        }
        return diagnostics
    }
}

/// The whole grammar: what the parser accepts, as the files in `Grammar/productions/` have it.
public struct Productions: Sendable {
    /// Every production, file by file.
    public let all: [Production]

    /// Productions that none refers to: where parsing starts.
    static let roots: Set<String> = ["parse_toplevel", "stmtmulti", "toplevel_stmt", "stmt", "pl_function"]

    /// Reads `Grammar/productions/` below the package root.
    public init(root: String) throws {
        try self.init(TextFile.all(in: "Grammar/productions", suffix: ".ebnf", root: root))
    }

    /// Reads the files' texts; no two productions may have the same function.
    public init(_ files: [TextFile]) throws {
        all = try files.flatMap { file in
            var reader = ProductionReader(file)
            return try reader.productions()
        }
        var byFunction: [String: Production] = [:]
        for production in all {
            if let other = byFunction.updateValue(production, forKey: production.functionName) {
                throw GrammarError(
                    file: production.file, line: production.line,
                    "\(production.name) has the same function as \(other.name) at \(other.file):\(other.line)")
            }
        }
    }

    /// The productions that are statements: the alternatives of `stmt` and `toplevel_stmt` that are one name.
    public var statements: [Production] {
        let names = all.filter { $0.name == "stmt" || $0.name == "toplevel_stmt" }.flatMap(\.alternatives)
            .compactMap { $0.count == 1 && $0[0].kind == .reference ? $0[0].text : nil }
        return all.filter { names.contains($0.name) && $0.name != "stmt" }
    }

    /// Names without a production, productions that nothing uses, words that are no keywords.
    ///
    /// - Parameter words: the keywords of SQL and PL/pgSQL.
    public func problems(words: Set<String>) -> [GrammarError] {
        let defined = Set(all.map(\.name)).union(Production.tokenNames)
        var used = Self.roots
        var problems: [GrammarError] = []
        for production in all {
            for symbol in production.symbols where symbol.kind != .sign {
                let text = symbol.text
                func report(_ message: String) {
                    problems.append(GrammarError(file: production.file, line: symbol.line, message))
                }
                if symbol.kind == .reference {
                    if text != production.name { used.insert(text) }
                    if !defined.contains(text) { report("\(text) has no production") }
                } else if text.contains(where: \.isLetter),
                    text != text.uppercased() || !words.contains(text.lowercased())
                {
                    report("\"\(text)\" is no keyword in upper case")
                }
            }
        }
        return problems
            + all.filter { !used.contains($0.name) }.map {
                GrammarError(file: $0.file, line: $0.line, "nothing uses \($0.name)")
            }
    }
}

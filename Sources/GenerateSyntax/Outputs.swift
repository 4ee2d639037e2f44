import GrammarModel

/// All that depends on `Grammar/`, as it should be, compared with what the package has.
struct Outputs {
    /// Files that are missing or differ, as they should be.
    let stale: [TextFile]
    /// Files in the folders of generated ones that are none.
    let surplus: [TextFile]
    /// What is wrong with the productions, or between them and the parser's functions.
    let problems: [GrammarError]

    /// Reads grammar, generated files and parser below the package root.
    init(root: String) throws {
        let grammar = try Grammar(root: root)
        let productions = try Productions(root: root)
        let catalog = try CatalogSnapshotFiles(root: root)
        let present = try GeneratedFiles.folders.flatMap { try TextFile.all(in: $0, suffix: ".swift", root: root) }
        let parser = try ParserDocumentation.folders.flatMap {
            try TextFile.all(in: $0, suffix: ".swift", root: root)
        }
        let documentation = ParserDocumentation(productions: productions)
        let rules = try RuleListFile(root: root)
        let wanted =
            GeneratedFiles(grammar: grammar, catalog: catalog).files + [rules.file] + parser.map(documentation.updated)
        let texts = Dictionary(uniqueKeysWithValues: (present + parser).map { ($0.path, $0.text) })
        stale = wanted.filter { texts[$0.path] != $0.text }
        surplus = present.filter { file in !wanted.contains { $0.path == file.path } }
        problems =
            productions.problems(words: grammar.words) + Self.unmatched(productions: productions, parser: parser)
    }

    /// Productions without a function and functions without a production.
    private static func unmatched(productions: Productions, parser: [TextFile]) -> [GrammarError] {
        let functions = Set(parser.flatMap(ParserDocumentation.functions).map(\.name))
        let wanted = Set(productions.all.map(\.functionName))
        let missing = productions.all.filter { !functions.contains($0.functionName) }.map {
            GrammarError(file: $0.file, line: $0.line, "\($0.name) has no function \($0.functionName)")
        }
        return missing
            + parser.flatMap { file in
                ParserDocumentation.functions(in: file).filter { !wanted.contains($0.name) }.map {
                    GrammarError(file: file.path, line: $0.line, "\($0.name) has no production")
                }
            }
    }
}

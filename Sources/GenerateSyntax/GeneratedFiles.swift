import GrammarModel

/// All that generate-syntax writes.
struct GeneratedFiles {
    /// Where the generated Swift files stand.
    static let folder = "Sources/PostgresSyntax/Generated"

    /// The files as they should be, with paths from the package root.
    let files: [TextFile]

    init(grammar: Grammar) {
        let files =
            [
                TokenKindFile(keywords: grammar.keywords).file, KeywordTextFile(keywords: grammar.keywords).file,
                KeywordTableFile(keywords: grammar.keywords).file, NodeKindFile(nodes: grammar.nodes).file,
                FieldNameFile(grammar: grammar).file, NodeLayoutFile(grammar: grammar).file,
            ] + EnumFiles(enums: grammar.enums).files + ScalarFiles(grammar: grammar).files
            + ViewFiles(grammar: grammar).files
        self.files = files.map { TextFile(path: Self.folder + "/" + $0.path, text: $0.text) }
    }

    /// The paths of files that are missing, differ, or should not be there.
    func stale(root: String) throws -> [String] {
        let present = try TextFile.all(in: Self.folder, suffix: ".swift", root: root)
        let texts = Dictionary(uniqueKeysWithValues: present.map { ($0.path, $0.text) })
        let wanted = Set(files.map(\.path))
        return files.filter { texts[$0.path] != $0.text }.map(\.path)
            + present.map(\.path).filter { !wanted.contains($0) }
    }
}

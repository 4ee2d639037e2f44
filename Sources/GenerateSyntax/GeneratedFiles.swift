import GrammarModel

/// All that generate-syntax writes.
struct GeneratedFiles {
    /// Where the Swift files generated from the vocabulary stand.
    static let folder = "Sources/PostgresSyntax/Generated"
    /// All folders of generated Swift files.
    static let folders = [folder, CatalogSnapshotFiles.folder, RuleListFile.folder]

    /// The files as they should be, with paths from the package root.
    let files: [TextFile]

    init(grammar: Grammar, catalog: CatalogSnapshotFiles) {
        let files =
            [
                TokenKindFile(keywords: grammar.keywords).file, KeywordTextFile(keywords: grammar.keywords).file,
                KeywordTableFile(keywords: grammar.keywords).file, NodeKindFile(nodes: grammar.nodes).file,
                FieldNameFile(grammar: grammar).file, NodeLayoutFile(grammar: grammar).file,
            ] + EnumFiles(enums: grammar.enums).files + ScalarFiles(grammar: grammar).files
            + ViewFiles(grammar: grammar).files
        self.files = files.map { TextFile(path: Self.folder + "/" + $0.path, text: $0.text) } + catalog.files
    }
}

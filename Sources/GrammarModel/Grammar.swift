/// The vocabulary of PostgreSQL's parse tree: keywords, nodes and enums, as the files in `Grammar/` have them.
public struct Grammar: Sendable {
    /// Every keyword, by category and then by name: the order of the token kinds.
    public let keywords: [Keyword]
    /// Every enum, by name.
    public let enums: [EnumDefinition]
    /// Every node, by name.
    public let nodes: [NodeDefinition]
    /// The cases of `FieldName`, sorted, without `none`.
    public let fieldCaseNames: [String]

    /// Reads `Grammar/` below the package root.
    public init(root: String) throws {
        try self.init(
            keywords: TextFile(path: "Grammar/keywords.tsv", root: root),
            enums: TextFile(path: "Grammar/enums.txt", root: root),
            nodes: TextFile(path: "Grammar/nodes.txt", root: root))
    }

    /// Reads the three files' texts.
    public init(keywords: TextFile, enums: TextFile, nodes: TextFile) throws {
        self.keywords = try Self.readKeywords(keywords)
        self.enums = try Self.readEnums(enums)
        self.nodes = try NodeReader(enums: self.enums, blocks: Self.blocks(of: nodes)).nodes()
        fieldCaseNames = Set(self.nodes.flatMap(\.fields).map(\.caseName)).sorted()
    }

    private static func readKeywords(_ file: TextFile) throws -> [Keyword] {
        var byName: [String: Keyword] = [:]
        for line in file.dataLines() {
            let keyword = try Keyword(line)
            guard byName.updateValue(keyword, forKey: keyword.name) == nil else {
                throw line.error("keyword \"\(keyword.name)\" appears twice")
            }
        }
        return Keyword.Category.allCases.flatMap { category in
            byName.values.filter { $0.category == category }.sorted { $0.name < $1.name }
        }
    }

    private static func readEnums(_ file: TextFile) throws -> [EnumDefinition] {
        try blocks(of: file).map { head, body in
            guard !body.isEmpty else { throw head.error("enum \"\(head.text)\" has no values") }
            return EnumDefinition(name: head.text, values: body.map(\.text))
        }
    }

    /// The heads, which start at the left margin, each with the indented lines below it.
    private static func blocks(of file: TextFile) throws -> [(head: Line, body: [Line])] {
        var blocks: [(head: Line, body: [Line])] = []
        var heads: Set<String> = []
        for line in file.dataLines() {
            if line.isIndented {
                guard !blocks.isEmpty else { throw line.error("an indented line before the first name") }
                blocks[blocks.count - 1].body.append(line)
            } else {
                guard heads.insert(line.text).inserted else { throw line.error("\"\(line.text)\" appears twice") }
                blocks.append((line, []))
            }
        }
        return blocks
    }
}

/// The vocabulary of PostgreSQL's parse tree: keywords, nodes and enums, as the files in `Grammar/` have them.
public struct Grammar: Sendable {
    /// Every keyword, by category and then by name: the order of the token kinds.
    public let keywords: [Keyword]
    /// The keywords of PL/pgSQL and whether each is never a name.
    public let plpgsqlKeywords: [String: Bool]
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
            plpgsqlKeywords: TextFile(path: "Grammar/plpgsql-keywords.tsv", root: root),
            enums: TextFile(path: "Grammar/enums.txt", root: root),
            nodes: TextFile(path: "Grammar/nodes.txt", root: root))
    }

    /// Reads the files' texts.
    public init(
        keywords: TextFile, plpgsqlKeywords: TextFile = TextFile(path: "plpgsql-keywords.tsv", text: ""),
        enums: TextFile, nodes: TextFile
    ) throws {
        self.keywords = try Self.readKeywords(keywords)
        self.plpgsqlKeywords = try Self.readPLpgSQLKeywords(plpgsqlKeywords)
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

    /// The words of SQL and PL/pgSQL that can stand in productions.
    public var words: Set<String> { Set(keywords.map(\.name)).union(plpgsqlKeywords.keys) }

    private static func readPLpgSQLKeywords(_ file: TextFile) throws -> [String: Bool] {
        var keywords: [String: Bool] = [:]
        for line in file.dataLines() {
            let columns = line.text.split(separator: " ")
            guard columns.count == 2, columns[1] == "reserved" || columns[1] == "unreserved" else {
                throw line.error("expected a keyword and reserved or unreserved")
            }
            guard keywords.updateValue(columns[1] == "reserved", forKey: String(columns[0])) == nil else {
                throw line.error("keyword \"\(columns[0])\" appears twice")
            }
        }
        return keywords
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

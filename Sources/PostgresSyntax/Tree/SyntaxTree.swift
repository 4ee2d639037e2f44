/// Everything a source says: its tokens, its statements as PostgreSQL's parse tree, and what is wrong with it.
///
/// Immutable and safe to share between threads. Parsing never fails: a statement that is no SQL becomes an element
/// with a diagnostic, and the statements around it have their trees.
public final class SyntaxTree: Sendable {
    /// The text that was parsed.
    public let source: SourceText
    /// Its tokens; comments and white space are the gaps between them.
    public let tokens: TokenBuffer
    /// What the lexer and the parser have to say, in source order.
    public let diagnostics: [Diagnostic]
    let storage: NodeStorage
    let elements: [ScriptElement.Record]
    let databases: [DatabasePart]

    /// The part of a script behind a `\connect`.
    struct DatabasePart {
        let firstToken: UInt32
        let name: String
    }

    init(
        source: SourceText, tokens: TokenBuffer, storage: NodeStorage, elements: [ScriptElement.Record],
        databases: [DatabasePart] = [], diagnostics: [Diagnostic]
    ) {
        self.source = source
        self.tokens = tokens
        self.storage = storage
        self.elements = elements
        self.databases = databases
        self.diagnostics = diagnostics
    }

    /// The statements, meta-commands and data blocks in source order, the broken ones among them.
    public var script: ScriptElementList { ScriptElementList(tree: self) }

    /// The statements that could be parsed, in source order.
    public var statements: some Sequence<Statement> {
        script.lazy.compactMap(\.statement)
    }

    /// How many units of twelve bytes its nodes take.
    public var unitCount: Int { storage.count }

    /// How many bytes of memory it takes, with its tokens and its source; diagnostics are not counted.
    public var memorySize: Int {
        source.count + SourceText.padding + (tokens.count + TokenBuffer.lookahead) * MemoryLayout<Token>.stride
            + storage.byteCount + elements.count * MemoryLayout<ScriptElement.Record>.stride
    }

    /// Byte range of the tokens in `tokenRange`, from the first one's start to the last one's end.
    public func byteRange(ofTokens tokenRange: Range<Int>) -> Range<Int> {
        guard !tokenRange.isEmpty else {
            let start = Int(tokens[tokenRange.lowerBound].start)
            return start..<start
        }
        return Int(tokens[tokenRange.lowerBound].start)..<Int(tokens[tokenRange.upperBound - 1].end)
    }

    /// The decoded bytes of a string in the tree are appended to `bytes`.
    func appendDecoded(_ string: StringReference, to bytes: inout [UInt8]) {
        switch string.source {
        case .token(let index):
            tokens.appendDecoded(index, to: &bytes)
        case .wellKnown(let name):
            name.text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        case .owned(let index):
            bytes.append(contentsOf: storage.ownedText(index))
        }
    }

    /// The text of a string in the tree.
    func decoded(_ string: StringReference) -> String {
        switch string.source {
        case .token(let index): tokens.decoded(index)
        case .wellKnown(let name): name.text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        case .owned(let index): String(decoding: storage.ownedText(index), as: UTF8.self)
        }
    }
}

/// The elements of a script in source order.
public struct ScriptElementList: RandomAccessCollection, Sendable {
    let tree: SyntaxTree

    /// 0.
    public var startIndex: Int { 0 }
    /// The number of elements.
    public var endIndex: Int { tree.elements.count }

    /// The element at a position in the list.
    public subscript(position: Int) -> ScriptElement {
        ScriptElement(tree: tree, record: tree.elements[position])
    }
}

/// One thing a script is made of.
public struct ScriptElement: Sendable {
    /// What it is.
    public enum Kind: UInt8, Sendable {
        /// A statement with its tree.
        case statement
        /// Text that PostgreSQL would reject; a diagnostic says why.
        case invalid
        /// A psql command such as `\connect`.
        case metaCommand
        /// The lines of data behind `COPY … FROM STDIN`, up to `\.`.
        case copyData
    }

    struct Record {
        let kind: Kind
        /// The head unit of the statement's node.
        let head: UInt32
        let firstToken: UInt32
        /// The token behind the last one; a statement's terminator is not part of it.
        let endToken: UInt32
    }

    /// The tree it belongs to.
    public let tree: SyntaxTree
    let record: Record

    /// A statement that stands within another, as if it stood by itself.
    public init(_ statement: Node) {
        let tokens = statement.tokenRange
        self.init(
            tree: statement.tree,
            record: Record(
                kind: .statement, head: UInt32(statement.head), firstToken: UInt32(tokens.lowerBound),
                endToken: UInt32(tokens.upperBound)))
    }

    init(tree: SyntaxTree, record: Record) {
        self.tree = tree
        self.record = record
    }

    /// What it is.
    public var kind: Kind { record.kind }

    /// Its tokens, without the semicolon.
    public var tokenRange: Range<Int> { Int(record.firstToken)..<Int(record.endToken) }

    /// Its bytes, without the semicolon and without the comments before it.
    public var byteRange: Range<Int> { tree.byteRange(ofTokens: tokenRange) }

    /// Its text, as it stands in the source.
    public var text: String { tree.source.text(in: byteRange) }

    /// Byte ranges of the comments between the element before and this one.
    public var leadingComments: [Range<Int>] { tree.tokens.comments(before: tokenRange.lowerBound) }

    /// The database that the last `\connect` before it names; nil for the one the script begins with.
    public var database: String? {
        tree.databases.last { $0.firstToken <= record.firstToken }?.name
    }

    /// What pg_dump says about it in the comment before it. A hint only: people edit dumps, and comments can lie.
    public var dumpHeader: DumpHeader? {
        leadingComments.reversed().lazy.compactMap { DumpHeader(tree.source.text(in: $0)) }.first
    }

    /// Whether it is a meta-command that has been carried out when the script was read, such as a `\set` of a variable
    /// whose value stands in its places now.
    public var isCarriedOut: Bool {
        kind == .metaCommand && tree.source.isCarriedOut(at: byteRange.lowerBound)
    }

    /// The statement, if it is one.
    public var statement: Statement? {
        kind == .statement ? Statement(element: self) : nil
    }
}

/// A statement that was parsed.
public struct Statement: Sendable {
    /// Its place in the script.
    public let element: ScriptElement

    /// Its tree, such as a `CreateStmt`.
    public var node: Node { Node(tree: element.tree, head: Int(element.record.head)) }

    /// Its kind of node.
    public var kind: NodeKind { node.kind }

    /// Its text, without the semicolon.
    public var text: String { element.text }

    /// Its bytes, without the semicolon.
    public var byteRange: Range<Int> { element.byteRange }
}

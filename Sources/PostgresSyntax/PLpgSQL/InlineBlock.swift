/// The PL/pgSQL body of a DO statement, its places those of the file.
///
/// Its statements are nodes of a tree of their own whose tokens count in the bytes of the file, so that whoever looks at
/// one of them sees no difference from a statement that stands by itself.
public struct InlineBlock: Sendable {
    /// The tree of the body; its source is the file.
    private let tree: SyntaxTree
    /// Where the body begins in the file.
    private let start: Int

    /// Parses the body of `statement`; nil if it is no `DoStmt`, or its body is broken, not in PL/pgSQL or not in dollar
    /// quotes, where alone the value has the same bytes as the file.
    public init?(_ statement: Node) {
        guard let options = DoStmt(statement)?.args, let token = RoutineBody.bodyToken(options),
            ["plpgsql", nil].contains(RoutineBody.languageName(options)),
            statement.tree.tokens[token].flags.contains(.dollarQuoted)
        else { return nil }
        let file = statement.tree.source
        let range = StringDecoder(ByteScanner(file)).dollarQuotedRange(statement.tree.tokens[token].range)
        let body = SourceText(name: file.name, bytes: file.bytes(in: range))
        let isStandard = statement.tree.tokens.end.standardConformingStrings(at: range.lowerBound)
        let tokens = Lexer.lex(body, mode: .server, standardConformingStrings: isStandard)
        let (tree, isTooDeep) = SyntaxTree.plpgsql(
            tokens.moved(by: range.lowerBound, into: file), PLpgSQLRoutine(), PLpgSQLTypes(rules: .postgres),
            depthLimit: Parser.shallowDepth)
        guard !isTooDeep, tree.diagnostics.isEmpty, !tree.script.isEmpty else { return nil }
        self.tree = tree
        start = range.lowerBound
    }

    /// The root of the body's tree.
    public var function: PlpgsqlNode? { tree.script.first?.statement.flatMap { PlpgsqlNode($0.node) } }

    /// A statement of SQL within the body as an element of a script.
    public func element(_ statement: Node) -> ScriptElement {
        ScriptElement(statement)
    }

    /// The body's comments between two of its elements; from its beginning, or to its end, where there is none.
    public func comments(from previous: ScriptElement?, to element: ScriptElement?) -> [Range<Int>] {
        var comments: [Range<Int>] = []
        if previous == nil { _ = ByteScanner(tree.source).skipGap(from: start) { comments.append($0) } }
        let first = previous?.tokenRange.upperBound ?? 1
        let last = element?.tokenRange.lowerBound ?? tree.tokens.count
        return first > last
            ? comments : (first...last).reduce(into: comments) { $0 += tree.tokens.comments(before: $1) }
    }
}

extension TokenBuffer {
    /// The same tokens as those of a longer source, in which these bytes stand at `offset`.
    func moved(by offset: Int, into source: SourceText) -> TokenBuffer {
        let total = count + Self.lookahead
        let memory = UnsafeMutablePointer<Token>.allocate(capacity: total)
        for index in 0..<total {
            var token = base[index]
            token.start += UInt32(offset)
            token.end += UInt32(offset)
            (memory + index).initialize(to: token)
        }
        var end = end
        end.stringRuleChanges = end.stringRuleChanges.map { $0 + offset }
        return TokenBuffer(
            source: source, mode: mode, memory: memory, count: count, errors: errors,
            needsInterpreter: needsInterpreter, end: end)
    }
}

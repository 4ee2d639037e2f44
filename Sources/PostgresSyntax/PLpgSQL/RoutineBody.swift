/// The body of a function, procedure or DO statement that stands in a string.
public struct RoutineBody: Sendable {
    /// What the string is written in.
    public enum Language: Sendable {
        case sql, plpgsql
    }

    /// The `CreateFunctionStmt` or `DoStmt`.
    public let statement: Node
    /// What the string is written in.
    public let language: Language
    /// The body as a source of its own, with the file's name. Of PL/pgSQL it has one statement, the ``function``; the
    /// tokens of an `INTO` clause stand behind the others of its SQL.
    public let tree: SyntaxTree
    /// What is wrong with the body; the places are those of the file.
    public let diagnostics: [Diagnostic]
    /// The string, as a token of the statement's tree.
    private let token: Int

    /// The root of a PL/pgSQL body's tree; nil if the body is broken or in SQL.
    public var function: PlpgsqlNode? {
        guard language == .plpgsql else { return nil }
        for statement in tree.statements { return PlpgsqlNode(statement.node) }
        return nil
    }

    /// The bytes of the file that a range of the body's bytes comes from.
    public func fileRange(_ range: Range<Int>) -> Range<Int> {
        StringPosition(statement.tree, token: token).fileRange(range)
    }

    /// Parses the body of `statement`; nil if it is no string, or is written in another language.
    ///
    /// - Parameters:
    ///   - statement: a `CreateFunctionStmt` or `DoStmt`.
    ///   - rules: who decides what a type is that PostgreSQL does not have.
    public init?(_ statement: Node, rules: PLpgSQLRules = .postgres) {
        let options = CreateFunctionStmt(statement)?.options ?? DoStmt(statement)?.args
        guard let options, let token = Self.bodyToken(options) else { return nil }
        let tree = statement.tree
        let types = PLpgSQLTypes(rules: rules)
        var bytes: [UInt8] = []
        tree.tokens.appendDecoded(token, to: &bytes)
        let source = SourceText(name: tree.source.name, bytes: bytes)
        let isStandard = tree.tokens.end.standardConformingStrings(at: Int(tree.tokens[token].start))
        // PostgreSQL asks functions for their language; libpg_query does not.
        let isNamed = rules == .postgres && statement.kind == .createFunctionStmt
        switch Self.languageName(options) ?? (isNamed ? "" : "plpgsql") {
        case "plpgsql":
            language = .plpgsql
            let routine = CreateFunctionStmt(statement).map { PLpgSQLRoutine($0, types: types) } ?? PLpgSQLRoutine()
            self.tree = .plpgsql(source, isStandard, routine, types)
        case "sql":
            language = .sql
            self.tree = .parse(Lexer.lex(source, mode: .server, standardConformingStrings: isStandard))
        default:
            return nil
        }
        self.statement = statement
        self.token = token
        let position = StringPosition(tree, token: token)
        // That the file's bytes are no UTF-8 is the file's diagnostic.
        diagnostics = self.tree.diagnostics.filter { $0.rule != "invalid-encoding" }.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.source = tree.source
            diagnostic.range = position.fileRange(diagnostic.range)
            return diagnostic
        }
    }

    /// The token of the string behind `AS`; the last one, if there are several.
    static func bodyToken(_ options: NodeList) -> Int? {
        guard let argument = option("as", options) else { return nil }
        let string = argument.kind == .list ? argument.listItems.last : argument
        guard let string, string.kind == .string else { return nil }
        return string.tokenRange.lowerBound
    }

    static func languageName(_ options: NodeList) -> String? {
        option("language", options)?.stringNodeValue
    }

    private static func option(_ name: String, _ options: NodeList) -> Node? {
        options.compactMap(DefElem.init).last { $0.defname == name }?.arg
    }
}

extension SyntaxTree {
    /// The bodies in SQL and PL/pgSQL that stand in strings of this tree's statements, parsed.
    public func routineBodies(rules: PLpgSQLRules = .postgres) -> [RoutineBody] {
        statements.compactMap { RoutineBody($0.node, rules: rules) }
    }

    /// ``diagnostics``, and those of the routines' bodies, in source order.
    public var diagnosticsWithBodies: [Diagnostic] {
        var found: [Diagnostic] = []
        for statement in statements {
            if let body = RoutineBody(statement.node) { found += body.diagnostics }
        }
        return found.isEmpty ? diagnostics : diagnostics.merged(found)
    }

    /// The tree of a PL/pgSQL body; one that is nested deeply is parsed on a stack of its own.
    static func plpgsql(
        _ source: SourceText, _ standardConformingStrings: Bool, _ routine: PLpgSQLRoutine, _ types: PLpgSQLTypes
    ) -> SyntaxTree {
        func parse(depthLimit: Int) -> (tree: SyntaxTree, isTooDeep: Bool) {
            let tokens = Lexer.lex(source, mode: .server, standardConformingStrings: standardConformingStrings)
            return plpgsql(tokens, routine, types, depthLimit: depthLimit)
        }
        var (tree, isTooDeep) = parse(depthLimit: Parser.shallowDepth)
        if isTooDeep {
            _ = Thread.run(stackSize: Parser.deepStackSize) {
                (tree, isTooDeep) = parse(depthLimit: Parser.maximumDepth)
            }
        }
        return tree
    }

    static func plpgsql(
        _ tokens: TokenBuffer, _ routine: PLpgSQLRoutine, _ types: PLpgSQLTypes, depthLimit: Int
    ) -> (tree: SyntaxTree, isTooDeep: Bool) {
        var parser = PLpgSQLParser(source: tokens.source, tokens: tokens, routine: routine, types: types)
        parser.sql.depthLimit = depthLimit
        do throws(ParseFailure) {
            try parser.parsePlFunction()
        } catch {
            parser.keepLast(error)
        }
        let function = ScriptElement.Record(
            kind: .statement, head: UInt32(max(parser.sql.tree.count - 1, 0)), firstToken: 0,
            endToken: UInt32(tokens.count))
        let tree = SyntaxTree(
            source: tokens.source, tokens: tokens, storage: parser.sql.tree.finish(),
            elements: parser.failures.isEmpty ? [function] : [], diagnostics: diagnostics(parser.failures, tokens))
        return (tree, parser.sql.depth > depthLimit)
    }

    private static func diagnostics(_ failures: [Parser.SyntaxError], _ tokens: TokenBuffer) -> [Diagnostic] {
        guard !failures.isEmpty else { return [] }
        let ends = Dictionary(
            (0..<tokens.count).map { (Int(tokens[$0].start), Int(tokens[$0].end)) },
            uniquingKeysWith: { first, _ in first })
        return failures.map { failure in
            let start = failure.offset ?? 0
            return Diagnostic(
                .error, rule: "plpgsql-syntax", failure.message, hint: failure.hint, detail: failure.detail,
                source: tokens.source, range: start..<(ends[start] ?? start))
        }
    }
}

/// Where the bytes of a string's value stand in the source.
struct StringPosition {
    private let bytes: ByteScanner
    private let token: Token

    init(_ tree: SyntaxTree, token: Int) {
        bytes = ByteScanner(tree.source)
        self.token = tree.tokens[token]
    }

    /// The range of the source that a range of the value comes from.
    func fileRange(_ range: Range<Int>) -> Range<Int> {
        let start = fileOffset(range.lowerBound)
        return start..<(range.isEmpty ? start : max(start, fileOffset(range.upperBound)))
    }

    /// The offset in the source of the byte at `offset` of the value.
    private func fileOffset(_ offset: Int) -> Int {
        let start = Int(token.start)
        if token.flags.contains(.dollarQuoted) {
            return StringDecoder(bytes).dollarQuotedRange(token.range).lowerBound + offset
        }
        guard let open = bytes.find(UInt8(ascii: "'"), from: start) else { return start }
        if token.flags.isEmpty { return open + 1 + offset }
        return quotedOffset(offset, open: open)
    }

    /// The same within quotes: each doubled quote and each escape stands for as many bytes as it means.
    private func quotedOffset(_ offset: Int, open: Int) -> Int {
        let decoder = StringDecoder(bytes)
        let hasEscapes = token.flags.contains(.escapePrefix) || token.flags.contains(.escapes)
        var position = open + 1
        var count = 0
        while count < offset, position < Int(token.end) {
            switch bytes[position] {
            case UInt8(ascii: "'") where bytes[position + 1] == UInt8(ascii: "'"):
                position += 2
                count += 1
            case UInt8(ascii: "'"):
                guard let next = bytes.continuation(from: position + 1) else { return position }
                position = next
            case UInt8(ascii: "\\") where hasEscapes:
                let escape = decoder.escapeLength(at: position)
                position += escape.source
                count += escape.value
            default:
                position += 1
                count += 1
            }
        }
        return position
    }
}

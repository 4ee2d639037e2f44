extension SyntaxTree {
    /// Parses `source`.
    ///
    /// - Parameters:
    ///   - mode: `.script` for a file as psql reads it, `.server` for text as a client sends it.
    ///   - options: how a script is read. If variables are replaced, files included or old syntax is written anew,
    ///     ``source`` is the resulting text; diagnostics are about the places in the files.
    public static func parse(
        _ source: SourceText, mode: LexerMode = .script, options: ScriptOptions = ScriptOptions()
    ) -> SyntaxTree {
        parsePart(source, mode: mode, options: options, state: ScriptState(options), isLast: true).tree
    }

    /// Parses what the lexer found, as it stands.
    static func parse(_ tokens: TokenBuffer) -> SyntaxTree {
        var elements = ScriptElements(source: tokens.source, ScriptState(ScriptOptions()))
        return elements.parse(tokens, [])
    }

    /// Parses a script, or a part of one that begins with a statement.
    ///
    /// - Parameters:
    ///   - state: what it begins with.
    ///   - isLast: whether the script ends with `source`.
    ///   - isOldDump: whether the script's head says so; nil for a whole script.
    static func parsePart(
        _ source: SourceText, mode: LexerMode = .script, options: ScriptOptions, state: ScriptState, isLast: Bool,
        isOldDump: (() -> Bool)? = nil
    ) -> (tree: SyntaxTree, end: PartEnd) {
        let read = Lexer.lex(source, mode: mode, standardConformingStrings: state.standardConformingStrings)
        var psql = state.psql
        var diagnostics: [Diagnostic] = []
        var tokens = read
        var isWithinStatement = false
        if mode == .script, read.needsInterpreter || state.changesText {
            let result = ScriptInterpreter.interpret(read, options, state.psql, isLast: isLast)
            diagnostics = result.diagnostics
            psql = result.state
            isWithinStatement = result.isWithinStatement
            tokens = Lexer.lex(
                result.source, mode: .script, standardConformingStrings: psql.standardConformingStrings)
        }
        let lexed = tokens.end
        psql.standardConformingStrings = lexed.standardConformingStrings
        tokens = tokens.guessingVariables(.error, &diagnostics)
        var elements = ScriptElements(source: tokens.source, state)
        var tree = elements.parse(tokens, diagnostics)
        if mode == .script, options.legacy != .off, tree.diagnostics.contains(where: { $0.rule == "syntax-error" }),
            options.legacy == .on
                || isOldDump?() ?? LegacySyntax.isOldDump(tree.source.bytes(in: 0..<tree.source.count)),
            let (source, warnings) = LegacySyntax.modernized(tree)
        {
            diagnostics.removeAll { $0.rule == "undefined-variable" || $0.rule == "template-placeholder" }
            tokens = Lexer.lex(
                source, mode: .script, standardConformingStrings: state.psql.standardConformingStrings
            ).guessingVariables(.error, &diagnostics)
            elements = ScriptElements(source: tokens.source, state)
            tree = elements.parse(tokens, diagnostics + warnings)
        }
        let end = PartEnd(
            of: tree, read: read, lexed, isWithinStatement: isWithinStatement,
            ScriptState(
                standardConformingStrings: read.end.standardConformingStrings,
                checksEncoding: elements.checksEncoding, closedQuotes: elements.closedQuotes, psql: psql))
        return (tree, end)
    }
}

extension [Diagnostic] {
    /// These and `others`, in source order within each source.
    func merged(_ others: [Diagnostic]) -> [Diagnostic] {
        let all = self + others
        var sources: [ObjectIdentifier: Int] = [:]
        for diagnostic in all where sources[ObjectIdentifier(diagnostic.source)] == nil {
            sources[ObjectIdentifier(diagnostic.source)] = sources.count
        }
        let keys = all.enumerated().map { index, diagnostic in
            (sources[ObjectIdentifier(diagnostic.source)]!, diagnostic.range.lowerBound, index)
        }
        return keys.sorted(by: <).map { all[$0.2] }
    }
}

/// Cuts a token stream into the elements of a script, parsing each statement.
private struct ScriptElements {
    let source: SourceText
    var records: [ScriptElement.Record] = []
    var databases: [SyntaxTree.DatabasePart] = []
    /// How many quotes were found to be left open.
    private(set) var closedQuotes: Int
    /// Whether bytes that are not UTF-8 are an error.
    private(set) var checksEncoding: Bool
    /// How many are looked for: what follows each is read again.
    private static let maximumClosedQuotes = 100
    var diagnostics: [Diagnostic] = []

    init(source: SourceText, _ state: ScriptState) {
        self.source = source
        closedQuotes = state.closedQuotes
        checksEncoding = state.checksEncoding
    }

    /// - Parameter found: the diagnostics there are already.
    mutating func parse(_ tokens: TokenBuffer, _ found: [Diagnostic]) -> SyntaxTree {
        var parser = Parser(source: source, tokens: tokens)
        parseAll(&parser)
        let tokens = parser.tokens
        if checksEncoding { checkEncoding(tokens) }
        return SyntaxTree(
            source: source, tokens: tokens, storage: parser.tree.finish(), elements: records, databases: databases,
            diagnostics: found.isEmpty ? diagnostics : found.merged(diagnostics))
    }

    private mutating func parseAll(_ parser: inout Parser) {
        // Measured on dumps: a statement takes 25 to 60 tokens.
        records.reserveCapacity(parser.tokens.count / 24 + 1)
        while true {
            switch parser.kind {
            case .endOfInput:
                return
            case .semicolon:
                parser.advance()
            case .metaCommand:
                addToken(.metaCommand, &parser)
            case .copyData:
                addToken(.copyData, &parser)
            default:
                parseStatement(&parser)
            }
        }
    }

    /// A script is UTF-8 unless a statement before says that the client's encoding is another; COPY data is not read.
    private mutating func checkEncoding(_ tokens: TokenBuffer) {
        let declaration = records.first { tokens.setsClientEncoding($0) }
        checksEncoding = declaration == nil
        var start = 0
        while let invalid = source.invalidUTF8(from: start) {
            let offset = invalid.range.lowerBound
            if let declaration, tokens[Int(declaration.firstToken)].start < offset { return }
            if let data = records.lazy.filter({ $0.kind == .copyData }).map({ tokens[Int($0.firstToken)].range }).first(
                where: { $0.contains(offset) })
            {
                start = data.upperBound
                continue
            }
            checksEncoding = false
            let diagnostic = Diagnostic(
                .error, rule: "invalid-encoding", invalid.message,
                hint: "Convert the file to UTF-8, or say what it is: SET client_encoding = 'LATIN1';",
                source: source, range: invalid.range)
            let place = diagnostics.firstIndex { $0.range.lowerBound > offset }
            diagnostics.insert(diagnostic, at: place ?? diagnostics.endIndex)
            return
        }
    }

    private mutating func addToken(_ kind: ScriptElement.Kind, _ parser: inout Parser) {
        let token = parser.position
        parser.advance()
        append(kind, tokens: token..<parser.position)
        if kind == .metaCommand, let name = MetaCommand(source, parser.tokens[token].range).database {
            databases.append(SyntaxTree.DatabasePart(firstToken: UInt32(token + 1), name: name))
        }
    }

    private mutating func append(_ kind: ScriptElement.Kind, head: Int = 0, tokens: Range<Int>) {
        records.append(
            ScriptElement.Record(
                kind: kind, head: UInt32(head), firstToken: UInt32(tokens.lowerBound),
                endToken: UInt32(tokens.upperBound)))
    }

    private mutating func parseStatement(_ parser: inout Parser) {
        let first = parser.position
        let unit = parser.tree.count
        while true {
            do throws(ParseFailure) {
                try parser.parseStatement()
                append(.statement, head: parser.tree.count - 1, tokens: first..<parser.position)
                return
            } catch {
                parser.tree.truncate(to: unit)
                parser.depth = 0
            }
            let failure = parser.takeFailure()
            if parser.tokens.mode == .script, closedQuotes < Self.maximumClosedQuotes,
                let quote = parser.openQuote(from: first, failed: failure.token)
            {
                closedQuotes += 1
                parser.closeQuote(at: quote.token, before: quote.line, statement: first)
                continue
            }
            let end = parser.recover(from: first, failed: failure.token)
            let isIntact = end == .missingSemicolon && parser.parseStatement(from: first)
            append(
                isIntact ? .statement : .invalid, head: isIntact ? parser.tree.count - 1 : 0,
                tokens: first..<parser.position)
            // The statement could not go on where the next one begins.
            let isNext = end == .missingSemicolon && failure.token == parser.position
            let hint = isIntact || isNext ? "A semicolon may be missing before this line." : nil
            report(failure, parser, statement: first, hint: hint)
            return
        }
    }

    private mutating func report(
        _ failure: Parser.SyntaxError, _ parser: borrowing Parser, statement first: Int, hint: String?
    ) {
        // A placeholder that does not fit, which has its own diagnostic, is no mistake of the statement.
        if (first...max(first, failure.token)).contains(where: { parser.tokens[$0].flags.contains(.variable) }) {
            return
        }
        let token = parser.tokens[min(failure.token, parser.tokens.count)]
        let start = failure.offset ?? Int(parser.tokens[first].start)
        let behind = start == Int(token.start) ? Int(token.end) : start
        diagnostics.append(
            Diagnostic(
                .error, rule: "syntax-error", failure.message,
                hint: failure.hint ?? hint, detail: failure.detail, source: source,
                range: start..<max(start, behind)))
    }
}

extension Parser {
    /// Parses the statement at the current token; one that is nested deeply is parsed on a stack of its own.
    mutating func parseStatement() throws(ParseFailure) {
        let first = current
        let unit = tree.count
        do {
            try parseWholeStatement()
        } catch {
            guard depth > Self.shallowDepth, depthLimit == Self.shallowDepth else { throw error }
            tree.truncate(to: unit)
            current = first
            depth = 0
            failure = nil
            depthLimit = Self.maximumDepth
            defer { depthLimit = Self.shallowDepth }
            var isParsed = false
            _ = withUnsafeMutablePointer(to: &self) { parser in
                Thread.run(stackSize: Self.deepStackSize) {
                    isParsed = (try? parser.pointee.parseWholeStatement()) != nil
                }
            }
            guard isParsed else { throw failure == nil ? tooDeep() : ParseFailure() }
        }
    }

    private mutating func parseWholeStatement() throws(ParseFailure) {
        try parseToplevelStmt()
        guard atStatementEnd else { throw syntaxError() }
    }

    /// Whether the statement just parsed may end before the current token.
    var atStatementEnd: Bool {
        switch kind {
        case .semicolon, .endOfInput, .metaCommand: true
        default: false
        }
    }
}

extension TokenBuffer {
    /// Whether a statement sets `client_encoding` to anything but UTF-8.
    fileprivate func setsClientEncoding(_ record: ScriptElement.Record) -> Bool {
        let first = Int(record.firstToken)
        guard record.kind == .statement, self[first].kind == .set, (first..<Int(record.endToken)).count >= 4
        else { return false }
        let name = decoded(first + 1)
        let value = decoded(first + 3).uppercased()
        return name == "client_encoding" && value != "UTF8" && value != "UTF-8" && value != "UNICODE"
    }
}

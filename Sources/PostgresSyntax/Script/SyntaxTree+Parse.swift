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
        var diagnostics: [Diagnostic] = []
        let tokens = readScript(source, mode, options, &diagnostics)
        let tree = parse(tokens, diagnostics)
        guard mode == .script, LegacySyntax.isEnabled(options.legacy, tree) else { return tree }
        return LegacySyntax.modernized(tree).map { source, warnings in
            var diagnostics = diagnostics.filter {
                $0.rule != "undefined-variable" && $0.rule != "template-placeholder"
            }
            let tokens = Lexer.lex(source, mode: .script).guessingVariables(.error, &diagnostics)
            return parse(tokens, diagnostics + warnings)
        } ?? tree
    }

    /// The tokens of a source once psql has done its part.
    private static func readScript(
        _ source: SourceText, _ mode: LexerMode, _ options: ScriptOptions, _ diagnostics: inout [Diagnostic]
    ) -> TokenBuffer {
        let tokens = Lexer.lex(source, mode: mode).interpreted(options, &diagnostics)
        return tokens.guessingVariables(.error, &diagnostics)
    }

    /// Parses a part of a script that begins with a statement; psql's commands are not carried out.
    static func parseBatch(_ source: SourceText, state: ScriptState) -> (tree: SyntaxTree, end: BatchEnd) {
        let tokens = Lexer.lex(
            source, mode: .script, standardConformingStrings: state.standardConformingStrings)
        let lexed = tokens.end
        var diagnostics: [Diagnostic] = []
        let guessed = tokens.guessingVariables(.error, &diagnostics)
        let tree = parse(guessed, diagnostics, checksEncoding: state.checksEncoding)
        return (tree, BatchEnd(of: tree, lexed, state))
    }

    /// Parses what the lexer found.
    ///
    /// - Parameters:
    ///   - found: the diagnostics there are already.
    ///   - checksEncoding: whether bytes that are not UTF-8 are reported.
    static func parse(
        _ tokens: TokenBuffer, _ found: [Diagnostic] = [], checksEncoding: Bool = true
    ) -> SyntaxTree {
        var parser = Parser(source: tokens.source, tokens: tokens)
        var elements = ScriptElements(source: tokens.source)
        elements.parseAll(&parser)
        let tokens = parser.tokens
        if checksEncoding { elements.checkEncoding(tokens) }
        return SyntaxTree(
            source: tokens.source, tokens: tokens, storage: parser.tree.finish(), elements: elements.records,
            databases: elements.databases,
            diagnostics: found.isEmpty ? elements.diagnostics : found.merged(elements.diagnostics))
    }
}

extension TokenBuffer {
    /// The tokens of the script once psql has carried out what it does itself.
    func interpreted(_ options: ScriptOptions, _ diagnostics: inout [Diagnostic]) -> TokenBuffer {
        guard mode == .script, needsInterpreter || !options.variables.isEmpty else { return self }
        let (source, found) = ScriptInterpreter.interpret(self, options)
        diagnostics += found
        return Lexer.lex(source, mode: .script)
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
    private var closedQuotes = 0
    /// How many are looked for: what follows each is read again.
    private static let maximumClosedQuotes = 100
    var diagnostics: [Diagnostic] = []

    init(source: SourceText) {
        self.source = source
    }

    mutating func parseAll(_ parser: inout Parser) {
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

    /// A script is UTF-8 unless a statement of its own says that the client's encoding is another.
    mutating func checkEncoding(_ tokens: TokenBuffer) {
        guard let invalid = source.invalidUTF8(), !tokens.setClientEncoding(records) else { return }
        let diagnostic = Diagnostic(
            .error, rule: Diagnostic.invalidEncoding, invalid.message,
            hint: "Convert the file to UTF-8, or say what it is: SET client_encoding = 'LATIN1';",
            source: source, range: invalid.range)
        let place = diagnostics.firstIndex { $0.range.lowerBound > invalid.range.lowerBound }
        diagnostics.insert(diagnostic, at: place ?? diagnostics.endIndex)
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

extension Diagnostic {
    /// The rule of bytes that are not what the script's encoding says.
    static let invalidEncoding = "invalid-encoding"
}

extension TokenBuffer {
    /// Whether one of these statements sets `client_encoding` to anything but UTF-8.
    fileprivate func setClientEncoding(_ records: [ScriptElement.Record]) -> Bool {
        records.contains { record in
            let first = Int(record.firstToken)
            guard record.kind == .statement, self[first].kind == .set, (first..<Int(record.endToken)).count >= 4
            else { return false }
            let name = decoded(first + 1)
            let value = decoded(first + 3).uppercased()
            return name == "client_encoding" && value != "UTF8" && value != "UTF-8" && value != "UNICODE"
        }
    }
}

/// How a part of a script ends.
struct BatchEnd {
    /// What the next part begins with.
    let state: ScriptState
    /// Whether the last statement ends with the part, whatever comes behind.
    let isComplete: Bool
    /// Whether the last statement is a COPY whose data stands behind the part.
    let awaitsData: Bool
    /// Where the data begins of which only the first lines are in the part.
    let openData: Int?

    /// - Parameter lexed: how the part ended before an open quote within it was mended.
    init(of tree: SyntaxTree, _ lexed: LexerEnd, _ start: ScriptState) {
        let tokens = tree.tokens
        let endsWithData = tokens.count > 0 && tokens[tokens.count - 1].kind == .copyData
        openData = endsWithData ? tokens.end.openData : nil
        awaitsData = tokens.end.openData != nil && !endsWithData
        // A statement that goes on behind the part, or seems to, has taken its last token.
        let isTerminated = tree.elements.last.map { element in
            let kind = tokens[Int(element.endToken) - 1].kind
            return Int(element.endToken) < tokens.count || kind == .copyData || kind == .metaCommand
        }
        isComplete =
            lexed.isAtStatementStart && tokens.end.isAtStatementStart && isTerminated ?? true && openData == nil
        let isReported = tree.diagnostics.contains { $0.rule == Diagnostic.invalidEncoding }
        state = ScriptState(
            standardConformingStrings: tokens.end.standardConformingStrings,
            checksEncoding: start.checksEncoding && !isReported && !tokens.setClientEncoding(tree.elements))
    }
}

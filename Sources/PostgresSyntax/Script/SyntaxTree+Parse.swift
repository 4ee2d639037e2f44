extension SyntaxTree {
    /// Parses `source`.
    ///
    /// - Parameter mode: `.script` for a file as psql reads it, `.server` for text as a client sends it.
    public static func parse(_ source: SourceText, mode: LexerMode = .script) -> SyntaxTree {
        let tokens = Lexer.lex(source, mode: mode)
        var parser = Parser(source: source, tokens: tokens)
        var elements = ScriptElements(source: source)
        elements.parseAll(&parser)
        elements.checkEncoding(tokens)
        return SyntaxTree(
            source: source, tokens: tokens, storage: parser.tree.finish(), elements: elements.records,
            diagnostics: elements.diagnostics)
    }
}

/// Cuts a token stream into the elements of a script, parsing each statement.
private struct ScriptElements {
    let source: SourceText
    var records: [ScriptElement.Record] = []
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
        guard let invalid = source.invalidUTF8(), !setsClientEncoding(tokens) else { return }
        let diagnostic = Diagnostic(
            .error, rule: "invalid-encoding", invalid.message,
            hint: "Convert the file to UTF-8, or say what it is: SET client_encoding = 'LATIN1';",
            source: source, range: invalid.range)
        let place = diagnostics.firstIndex { $0.range.lowerBound > invalid.range.lowerBound }
        diagnostics.insert(diagnostic, at: place ?? diagnostics.endIndex)
    }

    /// Whether a statement sets `client_encoding` to anything but UTF-8.
    private func setsClientEncoding(_ tokens: TokenBuffer) -> Bool {
        records.contains { record in
            let first = Int(record.firstToken)
            guard record.kind == .statement, tokens[first].kind == .set,
                (first..<Int(record.endToken)).count >= 4
            else { return false }
            let name = tokens.decoded(first + 1)
            let value = tokens.decoded(first + 3).uppercased()
            return name == "client_encoding" && value != "UTF8" && value != "UTF-8" && value != "UNICODE"
        }
    }

    private mutating func addToken(_ kind: ScriptElement.Kind, _ parser: inout Parser) {
        let token = parser.position
        parser.advance()
        append(kind, tokens: token..<parser.position)
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
        do throws(ParseFailure) {
            try parser.parseToplevelStmt()
            guard parser.atStatementEnd else { throw parser.syntaxError() }
            append(.statement, head: parser.tree.count - 1, tokens: first..<parser.position)
        } catch {
            parser.tree.truncate(to: unit)
            parser.depth = 0
            parser.recover(from: first)
            append(.invalid, tokens: first..<parser.position)
            report(parser.takeFailure(), parser, statement: first)
        }
    }

    private mutating func report(_ failure: Parser.SyntaxError, _ parser: borrowing Parser, statement first: Int) {
        let token = parser.tokens[min(failure.token, parser.tokens.count)]
        let start = failure.offset ?? Int(parser.tokens[first].start)
        let end = start == Int(token.start) ? Int(token.end) : start
        diagnostics.append(
            Diagnostic(
                .error, rule: "syntax-error", failure.message,
                hint: failure.hint, source: source, range: start..<max(start, end)))
    }
}

extension Parser {
    /// Whether the statement just parsed may end before the current token.
    var atStatementEnd: Bool {
        switch kind {
        case .semicolon, .endOfInput, .metaCommand: true
        default: false
        }
    }

    /// Skips the rest of a broken statement that began with the token at `first`.
    ///
    /// A statement ends at a semicolon outside parentheses, as psql sees it, and also before a line that starts, without
    /// indentation, with a word that starts a statement and nothing else: there a semicolon or a quote is missing.
    mutating func recover(from first: Int) {
        let failed = max(position, first)
        var depth = 0
        current = firstToken + first
        while true {
            switch kind {
            case .endOfInput, .metaCommand, .copyData:
                return
            case .leftParenthesis:
                depth += 1
            case .rightParenthesis:
                depth = max(0, depth - 1)
            case .semicolon where position >= failed && depth == 0:
                return
            default:
                if position > first, position >= failed, startsStatement { return }
            }
            advance()
        }
    }

    /// Whether the current token is the first of its line and of a statement.
    private var startsStatement: Bool {
        switch kind {
        case .create, .alter, .drop, .insert, .comment, .grant, .revoke, .truncate, .begin, .commit, .copy, .do,
            .update, .delete:
            let start = Int(current.pointee.start)
            return start == 0 || source.base[start - 1] == UInt8(ascii: "\n")
        default:
            return false
        }
    }
}

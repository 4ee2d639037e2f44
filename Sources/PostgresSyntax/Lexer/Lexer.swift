/// Cuts a source into the tokens that PostgreSQL 18's scanner finds, in one pass over its bytes.
///
/// What differs from PostgreSQL's scanner:
///
/// - `U&'…' UESCAPE '…'` is one token, as PostgreSQL's parser sees it.
/// - An error does not end the work: the bytes in question become a ``TokenKind/invalid`` token with a
///   ``LexicalError``, and lexing goes on behind it. A string, a comment or a quoted name that does not end reaches
///   to the end of input.
/// - A byte that begins no token is invalid, but has no error: it is the parser's syntax error, as in PostgreSQL.
/// - In ``LexerMode/script``, what psql reads is found as well: see `Lexer+Script.swift`.
///
/// Bytes outside ASCII are letters. Values are not computed here but when asked for: see `TokenBuffer+Text.swift`.
public struct Lexer: ~Copyable {
    let source: SourceText
    let bytes: ByteScanner
    let mode: LexerMode
    /// Whether a backslash in `'…'` is just that. Scripts change it with SET.
    private(set) var standardConformingStrings: Bool
    private var stringRuleChanges: [Int] = []
    var errors: [LexicalError] = []

    let singleKinds = TokenKind.ofSingleByte
    // The tokens. `limit` stands `slack` tokens before the end of the memory.
    var tokens: UnsafeMutablePointer<Token>
    var limit: UnsafeMutablePointer<Token>
    var capacity: Int
    private var growths = 0

    // The statement being read.
    /// Index of its first token.
    var statementStart = 0
    /// How many parentheses and brackets are open.
    var nesting = 0
    /// Where the COPY data begins whose end has not been found.
    var openData: Int?

    /// Whether psql would do more than send the statements as they are: see `ScriptInterpreter`.
    var needsInterpreter = false

    /// Room kept behind ``limit``, so that a step may add a few tokens and the ends of input without looking.
    static let slack = 16
    /// Bytes for which room for one token is reserved. Measured: 8 to 13 on schema dumps, 6.1 on PostgreSQL's
    /// regression tests, 4.3 to 4.9 on dumps made of INSERTs; a source with shorter tokens makes the buffer grow.
    static let bytesPerToken = 4

    /// A token whose start is known: where it ends and what it is.
    struct Scanned {
        var end: Int
        var kind: TokenKind
        var flags: TokenFlags = []
    }

    /// The tokens of `source`.
    ///
    /// - Parameter standardConformingStrings: the setting's value at the start.
    public static func lex(
        _ source: SourceText, mode: LexerMode, standardConformingStrings: Bool = true
    ) -> TokenBuffer {
        var lexer = Lexer(source, mode: mode, standardConformingStrings: standardConformingStrings)
        return lexer.buffer(count: lexer.run(from: mode == .script ? source.byteOrderMarkCount : 0, count: 0))
    }

    /// Hands over the tokens.
    private consuming func buffer(count: Int) -> TokenBuffer {
        let end = LexerEnd(
            standardConformingStrings: standardConformingStrings, stringRuleChanges: stringRuleChanges,
            isAtStatementStart: statementStart >= count && nesting == 0, openData: openData, growths: growths)
        return TokenBuffer(
            source: source, mode: mode, memory: tokens, count: count, errors: errors,
            needsInterpreter: needsInterpreter, end: end)
    }

    /// The tokens of a source of which the token at `index`, a quote that is not closed, is known to end before the line
    /// at `line`: those before it stay, those behind it are read anew.
    static func relex(_ tokens: TokenBuffer, keeping index: Int, endingAt line: Int) -> TokenBuffer {
        let source = tokens.source
        let start = Int(tokens[index].start)
        var lexer = Lexer(
            source, mode: tokens.mode, standardConformingStrings: tokens.end.standardConformingStrings(at: start))
        lexer.stringRuleChanges = tokens.end.stringRuleChanges.filter { $0 <= start }
        while lexer.tokens + index + 1 >= lexer.limit { _ = lexer.grow(lexer.tokens) }
        lexer.tokens.initialize(from: tokens.base, count: index)
        lexer.errors = tokens.errors.filter { $0.token < index }
        let what = tokens[index].kind == .identifier ? "quoted identifier" : "quoted string"
        let shown = source.message("unterminated \(what)", near: start..<source.lineRange(at: start).upperBound)
        var end = line
        while lexer.bytes.byteClass(at: end - 1) == .space { end -= 1 }
        let error = tokens.error(at: index).map { LexicalError($0.message, offset: $0.offset) }
        let token = lexer.invalid(error ?? LexicalError(shown, offset: start), end: end)
        (lexer.tokens + index).initialize(
            to: Token(start: UInt32(start), end: UInt32(token.end), kind: .invalid, flags: []))
        lexer.assignError(to: index)
        lexer.statementStart = index + 1
        lexer.needsInterpreter = tokens.needsInterpreter
        return lexer.buffer(count: lexer.run(from: line, count: index + 1))
    }

    private init(_ source: SourceText, mode: LexerMode, standardConformingStrings: Bool) {
        self.source = source
        self.mode = mode
        self.standardConformingStrings = standardConformingStrings
        bytes = ByteScanner(source)
        capacity = source.count / Self.bytesPerToken + 2 * Self.slack
        tokens = .allocate(capacity: capacity)
        limit = tokens + capacity - Self.slack
    }

    /// Reads the tokens from `start` on, `count` tokens being there already, and returns their number.
    private mutating func run(from start: Int, count: Int) -> Int {
        let bytes = bytes
        var out = tokens + count
        var position = start
        while true {
            let start = position
            let scanned: Scanned
            switch bytes.byteClass(at: start) {
            case .space:
                position = bytes.spaceEnd(from: start)
                continue
            case .minus where bytes[start + 1] == UInt8(ascii: "-"):
                position = bytes.lineCommentEnd(from: start)
                continue
            case .slash where bytes[start + 1] == UInt8(ascii: "*"):
                if let end = bytes.blockCommentEnd(from: start) {
                    position = end
                    continue
                }
                scanned = unterminated("/* comment", start)
                position = scanned.end
            case .nul where start == bytes.end:
                return finish(out)
            case .semicolon where mode == .script, .backslash where mode == .script, .colon where mode == .script:
                (out, position) = scriptToken(start, out)
                if out >= limit { out = grow(out) }
                continue
            case .letter:
                (scanned, position) = word(start, bytes)
            case let byteClass:
                scanned = scan(start, byteClass, bytes)
                position = bytes.behindBlank(scanned.end)
            }
            append(scanned, start, out)
            if scanned.kind == .invalid { assignError(to: out - tokens) }
            if scanned.flags.contains(.splitsWord) { splitWord(before: out) }
            out += 1
            // A comma right behind a token, and the blank behind that, need no turn of their own. These branches are
            // guessed right nearly always, and then nothing waits for the place they lead to.
            if bytes[scanned.end] == UInt8(ascii: ",") {
                append(Scanned(end: scanned.end &+ 1, kind: .comma), scanned.end, out)
                out += 1
                position = scanned.end &+ 1
                if bytes[position] == UInt8(ascii: " ") {
                    position &+= 1
                    if out >= limit { out = grow(out) }
                    continue
                }
            }
            if out >= limit { out = grow(out) }
        }
    }

    /// Reads the token at `start`, which is neither white space nor a comment nor the end of input.
    @inline(__always)
    mutating func scan(_ start: Int, _ byteClass: ByteClass, _ bytes: ByteScanner) -> Scanned {
        switch byteClass {
        case .letter: return word(start, bytes).scanned
        case .digit: return number(start, bytes)
        case .punctuation: return Scanned(end: start &+ 1, kind: .comma)
        case .semicolon: return Scanned(end: start &+ 1, kind: .semicolon)
        case .opening:
            nesting &+= 1
            return single(start, bytes)
        case .closing:
            nesting = max(nesting &- 1, 0)
            return single(start, bytes)
        case .operatorByte, .minus, .slash: return operatorSymbol(start, bytes)
        case .dot: return dot(start, bytes)
        case .colon: return colon(start)
        case .quote: return string(start, bytes)
        case .doubleQuote: return quotedIdentifier(start)
        case .dollar: return dollar(start)
        case .nul: return nul(start)
        case .space, .backslash, .other: return Scanned(end: start + 1, kind: .invalid)
        }
    }

    /// The token of one byte at `start`.
    @inline(__always)
    func single(_ start: Int, _ bytes: ByteScanner) -> Scanned {
        Scanned(end: start &+ 1, kind: singleKinds[Int(bytes[start])])
    }

    private mutating func dot(_ start: Int, _ bytes: ByteScanner) -> Scanned {
        switch bytes.byteClass(at: start &+ 1) {
        case .dot: Scanned(end: start &+ 2, kind: .dotDot)
        case .digit: number(start, bytes)
        default: single(start, bytes)
        }
    }

    func colon(_ start: Int) -> Scanned {
        switch bytes[start + 1] {
        case UInt8(ascii: ":"): Scanned(end: start + 2, kind: .typecast)
        case UInt8(ascii: "="): Scanned(end: start + 2, kind: .colonEquals)
        default: single(start, bytes)
        }
    }

    /// Writes the token that begins at `start` to `out`.
    @inline(__always)
    func append(_ scanned: Scanned, _ start: Int, _ out: UnsafeMutablePointer<Token>) {
        out.initialize(
            to: Token(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: scanned.end),
                kind: scanned.kind, flags: scanned.flags))
    }

    /// Gives the word before the keyword at `out` the kind that PostgreSQL's lexer gives it there: `NOT` before `IN`
    /// is another token than `NOT`, so that its grammar need not look further ahead.
    @inline(never)
    private func splitWord(before out: UnsafeMutablePointer<Token>) {
        out.pointee.flags.remove(.splitsWord)
        guard out > tokens, let kind = out[-1].kind.split(before: out.pointee.kind) else { return }
        out[-1].kind = kind
    }

    /// Sets ``standardConformingStrings`` for what stands behind `offset`.
    mutating func setStringRule(_ isStandard: Bool, at offset: Int) {
        guard isStandard != standardConformingStrings else { return }
        standardConformingStrings = isStandard
        stringRuleChanges.append(offset)
    }

    // MARK: The buffer

    /// Writes the ends of input behind the last token and returns the number of tokens.
    private func finish(_ out: UnsafeMutablePointer<Token>) -> Int {
        let end = UInt32(truncatingIfNeeded: bytes.end)
        out.initialize(
            repeating: Token(start: end, end: end, kind: .endOfInput, flags: []), count: TokenBuffer.lookahead)
        return out - tokens
    }

    /// Doubles the room for tokens and returns the place of the next one.
    @inline(never)
    private mutating func grow(_ out: UnsafeMutablePointer<Token>) -> UnsafeMutablePointer<Token> {
        let count = out - tokens
        capacity *= 2
        growths += 1
        let larger = UnsafeMutablePointer<Token>.allocate(capacity: capacity)
        larger.moveInitialize(from: tokens, count: count)
        tokens.deallocate()
        tokens = larger
        limit = larger + capacity - Self.slack
        return larger + count
    }

    // MARK: Errors

    /// An invalid token from `start` to `end` with a complete message.
    @inline(never)
    mutating func invalid(_ error: LexicalError, end: Int) -> Scanned {
        errors.append(error)
        return Scanned(end: end, kind: .invalid)
    }

    /// An invalid token from `start` to `end` whose message ends as those of PostgreSQL's scanner do: with the text
    /// from `start` to where the scanner has come.
    mutating func invalid(_ message: String, _ start: Int, end: Int) -> Scanned {
        invalid(LexicalError(source.message(message, near: start..<end), offset: start), end: end)
    }

    /// Something that begins at `start` and has no end.
    mutating func unterminated(_ what: String, _ start: Int) -> Scanned {
        invalid("unterminated \(what)", start, end: bytes.end)
    }

    /// Lets the error raised last, if no token has it yet, be that of the invalid token at `index`.
    mutating func assignError(to index: Int) {
        if hasUnassignedError { errors[errors.count - 1].token = index }
    }

    /// Whether the token being read has raised an error.
    var hasUnassignedError: Bool { errors.last.map { $0.token < 0 } ?? false }

    /// NUL bytes before the end, which no PostgreSQL text can hold.
    private mutating func nul(_ start: Int) -> Scanned {
        var end = start
        while end < bytes.end, bytes[end] == 0 { end += 1 }
        return invalid(LexicalError("invalid byte sequence for encoding \"UTF8\": 0x00", offset: start), end: end)
    }
}

extension SourceText {
    /// `message` with the place added as PostgreSQL does it.
    func message(_ message: String, near range: Range<Int>) -> String {
        range.lowerBound >= count
            ? "\(message) at end of input" : "\(message) at or near \"\(text(in: range))\""
    }

    /// Length of the UTF-8 byte order mark at the start, if there is one.
    var byteOrderMarkCount: Int {
        firstOffset == 0 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0
    }
}

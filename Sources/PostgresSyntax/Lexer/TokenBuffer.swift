/// The tokens of one source, with the errors found between them.
///
/// Immutable once lexed. Behind the last token stand ``lookahead`` tokens of kind ``TokenKind/endOfInput``, so that
/// looking a few tokens ahead needs no check.
public final class TokenBuffer: Sendable {
    /// How many ``TokenKind/endOfInput`` tokens follow the last one.
    static let lookahead = 4

    /// What the offsets count in.
    public let source: SourceText
    /// How the source was read.
    public let mode: LexerMode
    /// Number of tokens, the end of input not counted.
    public let count: Int
    /// The errors of ``TokenKind/invalid`` tokens, in order; a byte that begins no token has none.
    public let errors: [LexicalError]
    /// Whether there are variables, or commands that psql carries out itself.
    let needsInterpreter: Bool
    /// What the lexer has come to.
    let end: LexerEnd
    /// `count` + ``lookahead`` tokens; immutable after `init`, freed in `deinit`.
    nonisolated(unsafe) let base: UnsafePointer<Token>

    /// Takes over `memory`, which holds `count` + ``lookahead`` tokens.
    init(
        source: SourceText, mode: LexerMode, memory: UnsafeMutablePointer<Token>, count: Int, errors: [LexicalError],
        needsInterpreter: Bool, end: LexerEnd
    ) {
        self.source = source
        self.mode = mode
        self.base = UnsafePointer(memory)
        self.count = count
        self.errors = errors
        self.needsInterpreter = needsInterpreter
        self.end = end
    }

    deinit {
        UnsafeMutablePointer(mutating: base).deallocate()
    }

    /// The token at `index`; the end of input for `count` and the three indices behind it.
    @inline(__always)
    public subscript(index: Int) -> Token {
        assert(index >= 0 && index < count + Self.lookahead)
        return base[index]
    }

    /// The error of the token at `index`; nil if it is valid or just a byte that begins no token.
    public func error(at index: Int) -> LexicalError? {
        var low = 0
        var high = errors.count
        while low < high {
            let middle = (low + high) / 2
            if errors[middle].token < index { low = middle + 1 } else { high = middle }
        }
        return low < errors.count && errors[low].token == index ? errors[low] : nil
    }
}

/// How a source ends, for what follows it in the same file.
struct LexerEnd {
    /// Whether a backslash in `'…'` is just that.
    var standardConformingStrings: Bool
    /// The offsets behind which it is another than before.
    var stringRuleChanges: [Int]
    /// Whether a statement could begin behind the last token.
    var isAtStatementStart: Bool
    /// Where the COPY data begins that reaches to the end or stands behind it.
    var openData: Int?
    /// How often the memory for tokens had to grow.
    var growths: Int

    /// What ``standardConformingStrings`` was for the token at an offset.
    func standardConformingStrings(at offset: Int) -> Bool {
        var low = 0
        var high = stringRuleChanges.count
        while low < high {
            let middle = (low + high) / 2
            if stringRuleChanges[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return (stringRuleChanges.count - low).isMultiple(of: 2) == standardConformingStrings
    }
}

/// Bytes that are no token, in PostgreSQL's words.
public struct LexicalError: Sendable, Equatable {
    /// PostgreSQL's message, with its `at or near "…"` or `at end of input` where it has one.
    public let message: String
    /// Byte offset that PostgreSQL's cursor position points to; nil where it gives none.
    public let offset: Int?
    /// PostgreSQL's hint.
    public let hint: String?
    /// PostgreSQL's detail.
    public let detail: String?
    /// Whether PostgreSQL finds it only when its parser reads the token, and not when it looks ahead to it: the
    /// escapes of a `U&` literal are wrong, or its UESCAPE is.
    var isOfEscapes = false
    /// Index of the ``TokenKind/invalid`` token.
    public internal(set) var token: Int

    init(_ message: String, offset: Int?, hint: String? = nil, detail: String? = nil) {
        self.message = message
        self.offset = offset
        self.hint = hint
        self.detail = detail
        token = -1
    }
}

/// Who reads the source.
public enum LexerMode: Sendable {
    /// The server: SQL and nothing else.
    case server
    /// psql: SQL with meta-commands, variables and COPY data between.
    case script
    /// A tool that reads queries as `pg_stat_statements` shows them: SQL as for the server, and parameters in the
    /// place of constants, as in `SET work_mem = $1` or `date $2`, also with a word right behind them. The server
    /// rejects these.
    case normalized
}

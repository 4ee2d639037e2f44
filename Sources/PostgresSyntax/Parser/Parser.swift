/// Thrown when the statement being parsed is given up; ``Parser/failure`` says why.
struct ParseFailure: Error {}

/// The parser's position, what it has built, and the error that ended the current statement.
///
/// One function per production of `Grammar/productions`, named after it. Conventions:
///
/// - `parseX` builds the nodes of X or throws; its first token has been looked at only where the caller says so.
/// - A function that builds a node leaves it as the last node of ``tree``; the caller then gives it the field it has
///   in its parent: `try parseQualifiedName(); label(.relation)`.
/// - `parseOptX` returns whether it built something.
/// - A syntax error is raised at the first token that no statement could continue with, as PostgreSQL's LALR parser
///   does: never look past a token before it is known to be acceptable.
struct Parser: ~Copyable {
    /// The tokens; those behind the current statement change where a quote turns out to be left open.
    var tokens: TokenBuffer
    let source: SourceText
    /// The token to be read next.
    var current: UnsafePointer<Token>
    var firstToken: UnsafePointer<Token>
    var tree: TreeBuilder
    /// The first error of the current statement.
    var failure: SyntaxError?
    /// How many expressions, subqueries and types the parser stands in; see ``enter()``.
    var depth = 0
    /// The deepest nesting that is parsed on the stack in use.
    var depthLimit = shallowDepth
    /// Whether a parameter may stand where PostgreSQL's grammar has a constant; see ``LexerMode/normalized``.
    let allowsParameterConstants: Bool

    /// The deepest nesting that is parsed at all: an expression in 9,996 parentheses, as in PostgreSQL.
    static let maximumDepth = 9_997
    /// The deepest nesting that any thread's stack has room for.
    static let shallowDepth = 48
    /// The stack of a statement that is nested deeper, in bytes; only what is used of it takes memory.
    static let deepStackSize = 512 << 20
    /// Room for the tree, in units per token. Measured: 1.1 on dumps; the rest is for what is denser.
    static let unitsPerToken = 2

    /// What went wrong in a statement, in PostgreSQL's words.
    struct SyntaxError {
        let message: String
        /// Byte offset that PostgreSQL's cursor position points to, if it gives one.
        let offset: Int?
        let hint: String?
        let detail: String?
        /// The token at which it was noticed.
        let token: Int
    }

    /// The error that ended the last statement; the next statement starts without one.
    mutating func takeFailure() -> SyntaxError {
        defer { failure = nil }
        return failure!
    }

    init(source: SourceText, tokens: TokenBuffer) {
        self.source = source
        self.tokens = tokens
        firstToken = tokens.base
        current = tokens.base
        allowsParameterConstants = tokens.mode == .normalized
        tree = TreeBuilder(capacity: tokens.count * Self.unitsPerToken + 64)
    }

    // MARK: Tokens

    @inline(__always)
    var kind: TokenKind { current.pointee.kind }

    /// Index of the token to be read next.
    @inline(__always)
    var position: Int { current - firstToken }

    /// The kind of the token `distance` ahead; the end of input repeats.
    @inline(__always)
    func peek(_ distance: Int = 1) -> TokenKind {
        assert(distance >= 0 && distance < TokenBuffer.lookahead)
        return current[distance].kind
    }

    @inline(__always)
    mutating func advance() {
        current += 1
    }

    @inline(__always)
    func at(_ kind: TokenKind) -> Bool { self.kind == kind }

    @inline(__always)
    func at(_ first: TokenKind, _ second: TokenKind) -> Bool { kind == first && peek() == second }

    /// Reads the token if it is of `kind`.
    @inline(__always)
    mutating func eat(_ kind: TokenKind) -> Bool {
        guard self.kind == kind else { return false }
        advance()
        return true
    }

    /// Reads `first` if it is there and then requires `second`, for keyword pairs that cannot go on otherwise.
    @inline(__always)
    mutating func eat(_ first: TokenKind, _ second: TokenKind) throws(ParseFailure) -> Bool {
        guard eat(first) else { return false }
        try expect(second)
        return true
    }

    /// Reads a token of `kind` or fails.
    @inline(__always)
    mutating func expect(_ kind: TokenKind) throws(ParseFailure) {
        guard self.kind == kind else { throw syntaxError() }
        advance()
    }

    /// Reads tokens of these kinds in turn or fails at the first that differs.
    @inline(__always)
    mutating func expect(_ first: TokenKind, _ second: TokenKind) throws(ParseFailure) {
        try expect(first)
        try expect(second)
    }

    /// Reads `IF NOT EXISTS` if it is there; `IF` alone can be a name.
    mutating func eatIfNotExists() throws(ParseFailure) -> Bool {
        guard at(.if, .not) else { return false }
        advance()
        try expect(.not, .exists)
        return true
    }

    /// Reads `IF EXISTS` if it is there; `IF` alone can be a name.
    mutating func eatIfExists() throws(ParseFailure) -> Bool {
        guard at(.if, .exists) else { return false }
        advance()
        advance()
        return true
    }

    /// Reads `WITH` if it is there, whatever follows it (`opt_with`).
    mutating func eatWith() -> Bool { eat(.with) || eat(.withLA) }

    // MARK: Nodes

    /// The place where a node begins that starts with the current token.
    @inline(__always)
    func mark() -> Mark { Mark(unit: tree.count, token: position) }

    /// Wraps what was built since `mark` into a node that ends before the current token.
    ///
    /// - Parameter location: index of the token that is PostgreSQL's `location`; the first token if left out.
    @inline(__always)
    mutating func close(_ kind: NodeKind, _ mark: Mark, location: Int? = nil, scalars: Scalars = Scalars(bits: 0)) {
        tree.close(
            kind, from: mark.unit, start: mark.token, end: position,
            location: UInt32(truncatingIfNeeded: location ?? mark.token), scalars: scalars.bits)
    }

    /// The same for a node for which PostgreSQL gives no location (-1).
    @inline(__always)
    mutating func closeWithoutLocation(_ kind: NodeKind, _ mark: Mark, scalars: Scalars = Scalars(bits: 0)) {
        tree.close(
            kind, from: mark.unit, start: mark.token, end: position, location: NodeUnit.noToken,
            scalars: scalars.bits)
    }

    /// Closes a node taken apart by `tree.reopen()`, now ending before the current token.
    mutating func close(_ opened: TreeBuilder.Opened) {
        tree.close(
            opened.kind, from: opened.mark.unit, start: opened.mark.token, end: position,
            location: opened.location, scalars: opened.scalars)
    }

    /// The same for a node that begins at `mark` because something before it belongs to it too.
    mutating func close(_ opened: TreeBuilder.Opened, from mark: Mark) {
        tree.close(
            opened.kind, from: mark.unit, start: mark.token, end: position, location: opened.location,
            scalars: opened.scalars)
    }

    @inline(__always)
    mutating func label(_ field: FieldName) {
        tree.label(field)
    }

    /// A node without children or text, such as `A_Star`, that stands for the token at `token`.
    @inline(__always)
    mutating func leaf(_ kind: NodeKind, _ field: FieldName = .none, value: UInt32 = 0, token: Int) {
        tree.append(.leaf(kind, field, value: value, token: token))
    }

    /// The value of a field of type string, spelled by the current token, which is read.
    @inline(__always)
    mutating func stringField(_ field: FieldName) {
        let token = position
        tree.append(.leaf(.stringValue, field, value: StringReference.token(token).raw, token: token))
        advance()
    }

    /// The value of a field of type string that no token spells as it is.
    mutating func stringField(_ field: FieldName, _ text: StringReference, token: Int) {
        tree.append(.leaf(.stringValue, field, value: text.raw, token: token))
    }

    /// A `String` node for the current token, which is read.
    @inline(__always)
    mutating func stringNode(_ field: FieldName = .none) {
        let token = position
        tree.append(.leaf(.string, field, value: StringReference.token(token).raw, token: token))
        advance()
    }

    /// A `String` node that no token spells as it is.
    mutating func stringNode(_ field: FieldName, _ text: StringReference, token: Int) {
        tree.append(.leaf(.string, field, value: text.raw, token: token))
    }

    /// The value of an integer field; a zero is not stored. `Int.max` stands for PostgreSQL's "all" in FETCH.
    mutating func integerField(_ field: FieldName, _ value: Int, token: Int) {
        guard value != 0 else { return }
        tree.append(
            .leaf(
                .integerValue, field, value: UInt32(bitPattern: Int32(truncatingIfNeeded: value)), token: token,
                flags: value == Int.max ? NodeUnit.unlimitedFlag : 0))
    }

    /// The value of a second location field, such as `list_start`.
    @inline(__always)
    mutating func locationField(_ field: FieldName, token: Int) {
        leaf(.locationValue, field, token: token)
    }

    // MARK: Errors

    /// PostgreSQL's `syntax error at or near "…"` at the current token, or the lexer's error if it has one there.
    @inline(never)
    mutating func syntaxError() -> ParseFailure {
        grammarError("syntax error")
    }

    /// An error of PostgreSQL's grammar actions that is shown with the token that stands next.
    @inline(never)
    mutating func grammarError(_ message: String) -> ParseFailure {
        let range = current.pointee.range
        let text = at(.endOfInput) ? "\(message) at end of input" : source.message(message, near: range)
        return error(text, offset: range.lowerBound)
    }

    /// An error that the grammar's own checks raise, placed at the token at `token`.
    ///
    /// - Parameter readsNext: whether PostgreSQL reads the current token before it makes the check, because the text
    ///   might have gone on with that.
    @inline(never)
    mutating func error(
        _ message: String, at token: Int, hint: String? = nil, readsNext: Bool = true
    ) -> ParseFailure {
        error(message, offset: Int(firstToken[token].start), hint: hint, readsNext: readsNext)
    }

    /// The same at `offset`, which is nil where PostgreSQL gives no position.
    mutating func error(
        _ message: String, offset: Int?, hint: String? = nil, detail: String? = nil, readsNext: Bool = true
    ) -> ParseFailure {
        guard let error = lexicalError(readsNext: readsNext) else {
            return fail(message, offset: offset, hint: hint, detail: detail)
        }
        return fail(error.message, offset: error.offset, hint: error.hint, detail: error.detail)
    }

    /// Records the statement's first error.
    mutating func fail(
        _ message: String, offset: Int?, hint: String? = nil, detail: String? = nil
    ) -> ParseFailure {
        if failure == nil {
            failure = SyntaxError(message: message, offset: offset, hint: hint, detail: detail, token: position)
        }
        return ParseFailure()
    }

    /// The error that PostgreSQL's lexer raises before its parser gets to see the current token, or, where it does not
    /// read that yet, to act on the one before.
    private func lexicalError(readsNext: Bool) -> LexicalError? {
        let last = readsNext ? position : position - 1
        if last >= 0, tokens[last].looksAhead, let error = tokens.error(at: last + 1), !error.isOfEscapes {
            return error
        }
        return readsNext ? tokens.error(at: last) : nil
    }

    /// To be called on entry to every production that can contain itself; ``leave()`` undoes it.
    @inline(__always)
    mutating func enter() throws(ParseFailure) {
        depth += 1
        if depth > depthLimit { throw tooDeep() }
    }

    /// PostgreSQL's error for what its parser's stack does not hold.
    @inline(never)
    mutating func tooDeep() -> ParseFailure {
        grammarError("memory exhausted")
    }

    @inline(__always)
    mutating func leave() {
        depth -= 1
    }
}

extension Token {
    /// Whether PostgreSQL's lexer reads the token behind it before it hands this one to the parser: what that is
    /// decides what this one is.
    fileprivate var looksAhead: Bool {
        switch kind {
        case .format, .not, .nulls, .with, .without: true
        default: flags.contains(.unicode) && !flags.contains(.uescape)
        }
    }
}

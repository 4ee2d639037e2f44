/// Parses the body of a PL/pgSQL function, procedure or DO statement into ``PlpgsqlNode``s.
///
/// One function per production of `pl_gram.y`. The SQL within is cut out as PL/pgSQL does, at the first word that may
/// end it outside parentheses, and given to the SQL ``Parser``, which builds into the same tree.
struct PLpgSQLParser: ~Copyable {
    var sql: Parser
    var scope = PLpgSQLScope()
    let routine: PLpgSQLRoutine
    let types: PLpgSQLTypes
    /// The errors behind which parsing went on, in the order in which they were found.
    var failures: [Parser.SyntaxError] = []
    /// The messages about variables among them.
    var unknownVariables: Set<String> = []
    /// The first token of the declaration being read.
    var declarationStart: Int?
    /// Whether variables may be missing because their declaration is broken.
    var hasBrokenDeclaration = false
    private let keywords = PLpgSQLKeywordTable.shared

    /// How variables' names are looked up among words.
    enum Lookup {
        /// A word that names a variable is that variable.
        case variables
        /// The same, but a word that begins a statement is a variable only if `=`, `:=`, `[` or `.` follows.
        case statementStart
        /// Words are only words: in declarations.
        case none
    }

    /// One or more tokens that are one word for PL/pgSQL.
    struct Word {
        enum Shape {
            /// A token that is no word.
            case symbol
            case reserved(PLpgSQLKeyword)
            case keyword(PLpgSQLKeyword)
            /// A single name.
            case name
            /// Two or three names with dots between.
            case dottedName
            /// One to three names that lead to a variable.
            case variable(PLpgSQLScope.Match)
        }

        var shape: Shape
        /// Index of its first token, and of the one behind the last.
        let first: Int
        var end: Int
        /// Whether it is a single word in double quotes.
        var isQuoted = false

        var isSingle: Bool { end == first + 1 }
    }

    init(source: SourceText, tokens: TokenBuffer, routine: PLpgSQLRoutine, types: PLpgSQLTypes) {
        sql = Parser(source: source, tokens: tokens)
        self.routine = routine
        self.types = types
    }

    // MARK: Tokens

    var kind: TokenKind { sql.kind }
    var position: Int { sql.position }

    func kind(at index: Int) -> TokenKind { sql.firstToken[index].kind }

    mutating func move(to index: Int) {
        sql.current = sql.firstToken + index
    }

    /// The keyword that the token at `index` spells, whether or not a variable has that name too.
    func keyword(at index: Int) -> PLpgSQLKeyword? {
        let token = sql.firstToken[index]
        guard token.kind.isWord else { return nil }
        guard token.flags.isDisjoint(with: [.quoted, .unicode]) else { return nil }
        return keywords.lookup(sql.source.bytes(in: token.range))
    }

    /// Whether the token at `index` is one of several parts that a name can have: no reserved word.
    private func isNamePart(_ index: Int) -> Bool {
        let token = sql.firstToken[index]
        guard token.kind.isWord else { return false }
        return !token.flags.contains(.unicode) && keyword(at: index)?.isReserved != true
    }

    /// Whether the token at `index` is an operator of these bytes.
    func isOperator(_ text: StaticString, at index: Int) -> Bool {
        let token = sql.firstToken[index]
        guard token.kind == .operatorSymbol, token.range.count == text.utf8CodeUnitCount else { return false }
        return ByteScanner(sql.source).matches(text, at: token.range.lowerBound)
    }

    /// Whether PostgreSQL's scanner fails at the token at `index`; other bytes that begin no token it passes on.
    func isLexicalError(at index: Int) -> Bool {
        guard let error = sql.tokens.error(at: index) else { return false }
        return !error.message.hasPrefix("syntax error")
    }

    /// The next word, which is not read.
    mutating func peekWord(_ lookup: Lookup = .variables) -> Word {
        let first = position
        var word = Word(shape: .symbol, first: first, end: first + 1)
        guard kind == .positionalParameter || isNamePart(first) else {
            if let keyword = keyword(at: first) { word.shape = .reserved(keyword) }
            return word
        }
        if kind(at: first + 1) == .dot, isNamePart(first + 2) {
            word.end = first + 3
            if kind(at: first + 3) == .dot, isNamePart(first + 4) { word.end = first + 5 }
            word.shape = .dottedName
            if lookup != .none, let match = match(word) { word.shape = .variable(match) }
            return word
        }
        word.isQuoted = sql.current.pointee.flags.contains(.quoted)
        word.shape = .name
        if isVariablePossible(lookup, before: kind(at: first + 1)), let match = match(word) {
            word.shape = .variable(match)
        } else if let keyword = keyword(at: first) {
            word.shape = .keyword(keyword)
        }
        return word
    }

    private func isVariablePossible(_ lookup: Lookup, before next: TokenKind) -> Bool {
        switch lookup {
        case .variables: true
        case .statementStart: next == .equals || next == .colonEquals || next == .leftBracket || next == .dot
        case .none: false
        }
    }

    /// The next word, which is read.
    mutating func readWord(_ lookup: Lookup = .variables) -> Word {
        let word = peekWord(lookup)
        move(to: word.end)
        return word
    }

    /// The variable that `word` leads to.
    private mutating func match(_ word: Word) -> PLpgSQLScope.Match? {
        let tokens = sql.tokens
        let first = scope.name(ofToken: word.first, in: tokens)
        defer { scope.forget(since: first) }
        if word.isSingle { return scope.lookup(first) }
        let second = scope.name(ofToken: word.first + 2, in: tokens)
        guard word.end > word.first + 3 else { return scope.lookup(first, second) }
        let third = scope.name(ofToken: word.first + 4, in: tokens)
        guard let match = scope.lookup(first, second, third),
            scope.variables[match.variable].shape != .scalar
        else { return nil }
        return match
    }

    /// Whether `word` is the keyword, even if a variable of that name was found.
    func matches(_ word: Word, _ keyword: PLpgSQLKeyword) -> Bool {
        switch word.shape {
        case .reserved(keyword), .keyword(keyword): true
        case .variable: word.isSingle && !word.isQuoted && self.keyword(at: word.first) == keyword
        default: false
        }
    }

    /// Whether the next word is the keyword and no variable.
    mutating func at(_ keyword: PLpgSQLKeyword, _ lookup: Lookup = .variables) -> Bool {
        switch peekWord(lookup).shape {
        case .reserved(keyword), .keyword(keyword): true
        default: false
        }
    }

    /// Reads the keyword if it is next and no variable.
    mutating func eat(_ keyword: PLpgSQLKeyword, _ lookup: Lookup = .variables) -> Bool {
        guard at(keyword, lookup) else { return false }
        sql.advance()
        return true
    }

    mutating func expect(_ keyword: PLpgSQLKeyword, _ lookup: Lookup = .variables) throws(ParseFailure) {
        guard eat(keyword, lookup) else { throw unexpectedWord(lookup) }
    }

    mutating func expect(_ kind: TokenKind) throws(ParseFailure) {
        guard sql.eat(kind) else { throw unexpectedWord(.none) }
    }

    // MARK: Names

    /// The names that `word` consists of, with dots between, as messages show them.
    func text(of word: Word) -> String {
        stride(from: word.first, to: word.end, by: 2).map { sql.tokens.decoded($0) }.joined(separator: ".")
    }

    /// Reads a word that can be any name, such as a label, and returns it.
    ///
    /// ```ebnf
    /// any_identifier = IDENT ;
    /// ```
    mutating func parseAnyIdentifier() throws(ParseFailure) -> PLpgSQLScope.Name {
        let word = peekWord()
        switch word.shape {
        case .name, .keyword: break
        case .variable where word.isSingle: break
        default: throw unexpected(word)
        }
        move(to: word.end)
        return scope.name(ofToken: word.first, in: sql.tokens)
    }

    // MARK: Nodes

    func mark() -> Mark { sql.mark() }

    mutating func close(_ mark: Mark, _ scalars: Scalars) {
        sql.close(.plpgsqlNode, mark, scalars: scalars)
    }

    /// A `ColumnRef` of the names of the word that begins with the token at `first`, in `field`.
    mutating func appendReference(_ field: FieldName, first: Int, end: Int) {
        let position = position
        move(to: first)
        let mark = mark()
        while true {
            sql.stringNode(.fields)
            if self.position >= end { break }
            sql.advance()
        }
        sql.close(.columnRef, mark)
        sql.label(field)
        move(to: position)
    }

    mutating func appendReference(_ field: FieldName, _ word: Word) {
        appendReference(field, first: word.first, end: word.end)
    }

    /// The values of a string field: the decoded token at `token`.
    mutating func appendString(_ field: FieldName, token: Int) {
        sql.stringField(field, .token(token), token: token)
    }

    // MARK: Errors

    /// `message` with the text of `word`, as PL/pgSQL's `yyerror` shows it.
    mutating func near(_ message: String, _ word: Word) -> ParseFailure {
        let first = sql.tokens[word.first]
        if first.kind == .invalid { return unexpected(word) }
        guard first.kind != .endOfInput else {
            return sql.fail("\(message) at end of input", offset: Int(first.start))
        }
        let range = Int(first.start)..<Int(sql.tokens[word.end - 1].end)
        return sql.fail("\(message) at or near \"\(sql.source.text(in: range))\"", offset: range.lowerBound)
    }

    /// A syntax error at `word`, or the lexer's error if it has one there.
    mutating func unexpected(_ word: Word) -> ParseFailure {
        move(to: word.first)
        return kind == .invalid ? sql.syntaxError() : near("syntax error", word)
    }

    mutating func unexpectedWord(_ lookup: Lookup = .variables) -> ParseFailure {
        unexpected(peekWord(lookup))
    }

    mutating func error(_ message: String, _ word: Word, hint: String? = nil) -> ParseFailure {
        sql.fail(message, offset: Int(sql.tokens[word.first].start), hint: hint)
    }

    mutating func unknownVariable(_ word: Word) -> ParseFailure {
        error("\"\(text(of: word))\" is not a known variable", word)
    }

    /// What PL/pgSQL says where a variable should stand: only of names that they are none.
    mutating func notVariable(_ word: Word) -> ParseFailure {
        switch word.shape {
        case .name, .dottedName: unknownVariable(word)
        default: unexpected(word)
        }
    }
}

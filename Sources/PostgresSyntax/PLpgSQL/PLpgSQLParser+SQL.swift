/// What stands between PL/pgSQL's own words: expressions, statements and types of SQL.
extension PLpgSQLParser {
    /// Tokens that end a piece of SQL.
    struct Terminators: OptionSet {
        let rawValue: UInt16

        static let semicolon = Terminators(rawValue: 1 << 0)
        static let comma = Terminators(rawValue: 1 << 1)
        static let rightParenthesis = Terminators(rawValue: 1 << 2)
        static let dotDot = Terminators(rawValue: 1 << 3)
        static let then = Terminators(rawValue: 1 << 4)
        static let loop = Terminators(rawValue: 1 << 5)
        static let when = Terminators(rawValue: 1 << 6)
        static let using = Terminators(rawValue: 1 << 7)
        static let into = Terminators(rawValue: 1 << 8)
        static let from = Terminators(rawValue: 1 << 9)
        static let `in` = Terminators(rawValue: 1 << 10)
        static let by = Terminators(rawValue: 1 << 11)

        var count: Int { rawValue.nonzeroBitCount }
    }

    /// What a piece of SQL has to be.
    enum Fragment {
        case expression, statement, assignment, typeName
    }

    /// The terminator that the token at `index` is; empty if it is none.
    func terminator(at index: Int) -> Terminators {
        switch kind(at: index) {
        case .semicolon: .semicolon
        case .comma: .comma
        case .rightParenthesis: .rightParenthesis
        case .dotDot: .dotDot
        case .then: .then
        case .when: .when
        case .using: .using
        case .into: .into
        case .from: .from
        case .in: .in
        case .by: .by
        case .identifier where keyword(at: index) == .loop: .loop
        default: []
        }
    }

    /// Finds where the SQL that begins here ends: PL/pgSQL's `read_sql_construct`.
    ///
    /// - Parameters:
    ///   - what: `expression` or `statement`, for messages.
    ///   - missing: what PostgreSQL asks for if none of `terminators` comes.
    /// - Returns: the index of the token that ends it. The end of the body is one too, as for PostgreSQL, unless three
    ///   others are given; the caller then fails behind the SQL.
    mutating func findEnd(
        _ terminators: Terminators, what: StaticString, missing: String
    ) throws(ParseFailure) -> Int {
        var index = position
        var depth = 0
        while depth != 0 || terminators.isDisjoint(with: terminator(at: index)) {
            switch kind(at: index) {
            case .leftParenthesis, .leftBracket:
                depth += 1
            case .rightParenthesis, .rightBracket:
                depth -= 1
                if depth < 0 { throw near("mismatched parentheses", symbol(at: index)) }
            case .semicolon, .endOfInput:
                if depth != 0 { throw near("mismatched parentheses", symbol(at: index)) }
                if kind(at: index) == .endOfInput, terminators.count < 3 { return try notEmpty(index, what) }
                throw error("missing \"\(missing)\" at end of SQL \(what)", symbol(at: index))
            case .invalid where isLexicalError(at: index):
                throw unexpected(symbol(at: index))
            default:
                break
            }
            index += 1
        }
        return try notEmpty(index, what)
    }

    /// `end`, before which there must be something.
    private mutating func notEmpty(_ end: Int, _ what: StaticString) throws(ParseFailure) -> Int {
        guard end == position else { return end }
        let missing = what.description == "expression" ? "missing expression" : "missing SQL statement"
        throw near(missing, symbol(at: end))
    }

    /// The body must not end here, where its SQL did.
    mutating func expectMore() throws(ParseFailure) {
        if kind == .endOfInput { throw unexpectedWord() }
    }

    private func symbol(at index: Int) -> Word { Word(shape: .symbol, first: index, end: index + 1) }

    /// Reads SQL up to the first of `terminators`, which is not read, and puts its node into `field`.
    mutating func readSQL(
        _ fragment: Fragment, _ field: FieldName, until terminators: Terminators, missing: String
    ) throws(ParseFailure) {
        let end = try findEnd(terminators, what: fragment == .expression ? "expression" : "statement", missing: missing)
        try readFragment(fragment, to: end)
        sql.label(field)
        try expectMore()
    }

    /// Reads an expression and the single word that ends it.
    mutating func readExpression(
        _ field: FieldName, until terminator: Terminators, missing: String
    ) throws(ParseFailure) {
        try readSQL(.expression, field, until: terminator, missing: missing)
        sql.advance()
    }

    /// Reads an expression and the one of `terminators` that ends it, which is returned.
    mutating func readExpression(
        _ field: FieldName, untilOneOf terminators: Terminators, missing: String
    ) throws(ParseFailure) -> Terminators {
        try readSQL(.expression, field, until: terminators, missing: missing)
        defer { sql.advance() }
        return terminator(at: position)
    }

    /// Reads a statement and its semicolon.
    mutating func readStatement(_ field: FieldName) throws(ParseFailure) {
        try readSQL(.statement, field, until: .semicolon, missing: ";")
        sql.advance()
    }

    /// Lets the SQL parser read the tokens before `end` as if nothing followed.
    mutating func takeFragment(_ fragment: Fragment, to end: Int) throws(ParseFailure) {
        let tokens = sql.tokens
        let kind = tokens.replaceKind(at: end, with: .endOfInput)
        defer { _ = tokens.replaceKind(at: end, with: kind) }
        switch fragment {
        case .expression: try sql.parsePLpgSQLExpr()
        case .assignment: try sql.parsePLAssignStmt()
        case .statement: try sql.parseToplevelStmt()
        case .typeName: try sql.parseTypename()
        }
        guard position == end else { throw sql.syntaxError() }
    }
}

extension TokenBuffer {
    /// Changes the kind of the token at `index` and returns what it was; only for a parser that holds the tokens alone.
    func replaceKind(at index: Int, with kind: TokenKind) -> TokenKind {
        let token = UnsafeMutablePointer(mutating: base + index)
        defer { token.pointee.kind = kind }
        return token.pointee.kind
    }

    /// Moves the tokens in `range` behind the others before `end`; only for a parser that holds the tokens alone.
    func moveTokens(_ range: Range<Int>, behind end: Int) {
        var tokens = UnsafeMutableBufferPointer(
            start: UnsafeMutablePointer(mutating: base + range.lowerBound), count: end - range.lowerBound)
        tokens[..<range.count].reverse()
        tokens[range.count...].reverse()
        tokens.reverse()
    }
}

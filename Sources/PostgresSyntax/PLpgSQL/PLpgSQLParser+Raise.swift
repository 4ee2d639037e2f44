/// RAISE.
extension PLpgSQLParser {
    /// `RAISE` in its forms: a message with its values, a condition, options; or nothing, to raise the error again.
    ///
    /// ```ebnf
    /// stmt_raise = "RAISE" [ raise_level ] [ raise_message | [ raise_condition ] raise_options ] ";" ;
    /// ```
    mutating func parseStmtRaise() throws(ParseFailure) {
        let mark = mark()
        let statement = readWord(.none)
        if kind == .endOfInput { throw near("unexpected end of function definition", peekWord()) }
        if sql.eat(.semicolon) {
            close(mark, .plpgsqlNode(kind: .raise, elogLevel: .exception))
            return
        }
        let level = parseRaiseLevel()
        if kind == .endOfInput { throw near("unexpected end of function definition", peekWord()) }
        if isStringConstant {
            try parseRaiseMessage(statement)
        } else {
            if !at(.using) { try parseRaiseCondition() }
            try parseRaiseOptions()
        }
        close(mark, .plpgsqlNode(kind: .raise, elogLevel: level))
    }

    /// The level, if one is given.
    ///
    /// ```ebnf
    /// raise_level = "EXCEPTION" | "WARNING" | "NOTICE" | "INFO" | "LOG" | "DEBUG" ;
    /// ```
    private mutating func parseRaiseLevel() -> PlpgsqlLevel {
        let word = peekWord()
        for (keyword, level) in Self.levels where matches(word, keyword) {
            sql.advance()
            return level
        }
        return .exception
    }

    private static let levels: [(PLpgSQLKeyword, PlpgsqlLevel)] = [
        (.exception, .exception), (.warning, .warning), (.notice, .notice), (.info, .info), (.log, .log),
        (.debug, .debug),
    ]

    /// A message in which each `%` stands for a value, the values, and options.
    ///
    /// ```ebnf
    /// raise_message = SCONST { "," PLpgSQL_Expr } [ "USING" raise_option { "," raise_option } ] ;
    /// ```
    private mutating func parseRaiseMessage(_ statement: Word) throws(ParseFailure) {
        let placeholders = placeholderCount(ofToken: position)
        sql.stringField(.message)
        var values = 0
        switch kind {
        case .comma, .semicolon: break
        default: guard at(.using) else { throw unexpectedWord() }
        }
        var end = terminator(at: position)
        sql.advance()
        while end == .comma {
            end = try readExpression(
                .params, untilOneOf: [.comma, .semicolon, .using], missing: ", or ; or USING")
            values += 1
        }
        if end == .using { try readOptions() }
        if placeholders < values { throw error("too many parameters specified for RAISE", statement) }
        if placeholders > values { throw error("too few parameters specified for RAISE", statement) }
    }

    private func placeholderCount(ofToken index: Int) -> Int {
        var text: [UInt8] = []
        sql.tokens.appendDecoded(index, to: &text)
        var count = 0
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%") {
                if index + 1 < text.count, text[index + 1] == UInt8(ascii: "%") { index += 1 } else { count += 1 }
            }
            index += 1
        }
        return count
    }

    /// The name of a condition, or `SQLSTATE` and its code.
    ///
    /// ```ebnf
    /// raise_condition = any_identifier | "SQLSTATE" sqlstate_code ;
    /// ```
    private mutating func parseRaiseCondition() throws(ParseFailure) {
        let mark = mark()
        let word = peekWord()
        if matches(word, .sqlstate) {
            sql.advance()
            try parseSqlstateCode()
        } else {
            switch word.shape {
            case .name, .keyword: break
            default: throw unexpected(word)
            }
            let name = sql.tokens.decoded(word.first)
            guard PLpgSQLCondition.isKnown(name) else {
                throw error("unrecognized exception condition \"\(name)\"", word)
            }
            sql.stringField(.name)
        }
        close(mark, .plpgsqlNode(kind: .condition))
        sql.label(.conditions)
    }

    /// `USING` options, or nothing, and the semicolon.
    ///
    /// ```ebnf
    /// raise_options = [ "USING" raise_option { "," raise_option } ] ;
    /// ```
    private mutating func parseRaiseOptions() throws(ParseFailure) {
        if sql.eat(.semicolon) { return }
        try expect(.using)
        try readOptions()
    }

    /// Options behind `USING`, which has been read, and the semicolon.
    private mutating func readOptions() throws(ParseFailure) {
        repeat {
            try parseRaiseOption()
            sql.label(.options)
        } while sql.eat(.comma)
        sql.advance()
    }

    /// An option's name and value, up to a comma or semicolon.
    ///
    /// ```ebnf
    /// raise_option =
    ///       ( "ERRCODE" | "MESSAGE" | "DETAIL" | "HINT" | "COLUMN" | "CONSTRAINT" | "DATATYPE" | "TABLE" |
    ///         "SCHEMA" ) ( "=" | ":=" ) PLpgSQL_Expr ;
    /// ```
    private mutating func parseRaiseOption() throws(ParseFailure) {
        let mark = mark()
        let word = readWord()
        if kind(at: word.first) == .endOfInput { throw near("unexpected end of function definition", word) }
        guard let option = Self.options.first(where: { matches(word, $0.0) }) else {
            throw near("unrecognized RAISE statement option", word)
        }
        guard sql.eat(.equals) || sql.eat(.colonEquals) else {
            throw near("syntax error, expected \"=\"", peekWord())
        }
        try readSQL(.expression, .expr, until: [.comma, .semicolon], missing: ", or ;")
        close(mark, .plpgsqlNode(kind: .raiseOption, optType: option.1))
    }

    private static let options: [(PLpgSQLKeyword, PlpgsqlRaiseOption)] = [
        (.errcode, .errcode), (.message, .message), (.detail, .detail), (.hint, .hint), (.column, .column),
        (.constraint, .constraint), (.datatype, .datatype), (.table, .table), (.schema, .schema),
    ]
}

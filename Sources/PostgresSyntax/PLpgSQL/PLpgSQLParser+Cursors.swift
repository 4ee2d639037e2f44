/// OPEN, FETCH, MOVE and CLOSE.
extension PLpgSQLParser {
    /// A variable that is a cursor, in the field `curvar`.
    ///
    /// ```ebnf
    /// cursor_variable = any_name | PARAM ;
    /// ```
    mutating func parseCursorVariable() throws(ParseFailure) -> PLpgSQLScope.Match {
        let word = readWord()
        guard case .variable(let match) = word.shape else { throw notVariable(word) }
        let variable = scope.variables[match.variable]
        if variable.shape == .record || match.isField || kind == .leftBracket {
            throw error("cursor variable must be a simple variable", word)
        }
        if variable.isCursor == false {
            throw error("variable \"\(scope.text(variable.name))\" must be of type cursor or refcursor", word)
        }
        appendReference(.curvar, word)
        return match
    }

    /// `OPEN` a cursor that has its query, or one with the query that follows.
    ///
    /// ```ebnf
    /// stmt_open =
    ///       "OPEN" cursor_variable ( cursor_args | opt_scrollable "FOR" ( toplevel_stmt | "EXECUTE"
    ///         PLpgSQL_Expr [ "USING" PLpgSQL_Expr { "," PLpgSQL_Expr } ] ) ";" ) ;
    /// ```
    mutating func parseStmtOpen() throws(ParseFailure) {
        let mark = mark()
        sql.advance()
        let match = try parseCursorVariable()
        var scroll = PlpgsqlScroll.default
        if scope.variables[match.variable].isBoundCursor {
            try parseCursorArgs(match, until: .semicolon)
        } else {
            if matches(peekWord(), .no) {
                sql.advance()
                if matches(peekWord(), .scroll) {
                    sql.advance()
                    scroll = .no
                }
            } else if matches(peekWord(), .scroll) {
                sql.advance()
                scroll = .yes
            }
            guard eat(.for) else { throw near("syntax error, expected \"FOR\"", peekWord()) }
            if eat(.execute) {
                let end = try readExpression(.dynquery, untilOneOf: [.using, .semicolon], missing: "USING or ;")
                if end == .using { try readParameters() }
            } else {
                try readStatement(.query)
            }
        }
        close(mark, .plpgsqlNode(kind: .open, scroll: scroll))
    }

    /// The arguments of a cursor, if it has any, and the word behind them: `;` or `LOOP`.
    ///
    /// ```ebnf
    /// cursor_args = [ "(" cursor_arg { "," cursor_arg } ")" ] ( ";" | "LOOP" ) ;
    /// ```
    mutating func parseCursorArgs(_ match: PLpgSQLScope.Match, until end: Terminators) throws(ParseFailure) {
        let cursor = scope.variables[match.variable]
        let name = scope.text(cursor.name)
        if cursor.arguments.isEmpty {
            if kind == .leftParenthesis { throw error("cursor \"\(name)\" has no arguments", peekWord()) }
        } else {
            guard kind == .leftParenthesis else { throw error("cursor \"\(name)\" has arguments", peekWord()) }
            sql.advance()
            var given = [Bool](repeating: false, count: cursor.arguments.count)
            for index in 0..<given.count {
                try parseCursorArg(index, of: cursor, &given)
            }
        }
        guard terminator(at: position) == end else { throw unexpectedWord() }
        sql.advance()
    }

    /// The argument at `index`, which can have the name of another one, and the comma or parenthesis behind it.
    ///
    /// ```ebnf
    /// cursor_arg = [ IDENT ( ":=" | "=>" ) ] PLpgSQL_Expr ;
    /// ```
    private mutating func parseCursorArg(
        _ index: Int, of cursor: PLpgSQLVariable, _ given: inout [Bool]
    ) throws(ParseFailure) {
        let name = scope.text(cursor.name)
        let mark = mark()
        let word = peekWord(.none)
        var place = index
        var isNamed = false
        switch (word.shape, kind(at: position + 1)) {
        case (.name, .colonEquals), (.name, .equalsGreater), (.keyword, .colonEquals), (.keyword, .equalsGreater):
            isNamed = kind != .positionalParameter
        default: break
        }
        if isNamed {
            guard let named = argument(word, of: cursor) else {
                throw error("cursor \"\(name)\" has no argument named \"\(text(of: word))\"", word)
            }
            place = named
            sql.stringField(.name)
            sql.advance()
        }
        if given[place] {
            let argument = scope.text(scope.cursorArguments[cursor.arguments.lowerBound + place])
            throw error("value for parameter \"\(argument)\" of cursor \"\(name)\" specified more than once", word)
        }
        given[place] = true
        let end = try readExpression(.arg, untilOneOf: [.comma, .rightParenthesis], missing: ",\" or \")")
        let isLast = index == given.count - 1
        let terminator = Word(shape: .symbol, first: position - 1, end: position)
        if end == .rightParenthesis, !isLast { throw error("not enough arguments for cursor \"\(name)\"", terminator) }
        if end == .comma, isLast { throw error("too many arguments for cursor \"\(name)\"", terminator) }
        move(to: position - 1)
        sql.close(.namedArgExpr, mark)
        sql.label(.args)
        sql.advance()
    }

    /// The place of the argument that `word` names.
    private mutating func argument(_ word: Word, of cursor: PLpgSQLVariable) -> Int? {
        let name = scope.name(ofToken: word.first, in: sql.tokens)
        defer { scope.forget(since: name) }
        return cursor.arguments.firstIndex { scope.isEqual(scope.cursorArguments[$0], name) }
            .map { $0 - cursor.arguments.lowerBound }
    }

    // MARK: FETCH and MOVE

    /// Which rows are asked for.
    struct Direction {
        var direction = FetchDirection.forward
        var returnsManyRows = false
    }

    /// `FETCH … INTO` variables.
    ///
    /// ```ebnf
    /// stmt_fetch = "FETCH" opt_fetch_direction cursor_variable "INTO" into_target ";" ;
    /// ```
    mutating func parseStmtFetch() throws(ParseFailure) {
        let mark = mark()
        let statement = readWord(.none)
        let direction = try parseOptFetchDirection()
        _ = try parseCursorVariable()
        try expect(.into)
        let start = position
        _ = try parseIntoTarget(allowsStrict: false)
        let end = position
        try expect(.semicolon)
        if direction.returnsManyRows { throw error("FETCH statement cannot return multiple rows", statement) }
        move(to: start)
        appendTargets(to: end)
        sql.advance()
        close(mark, .plpgsqlNode(kind: .fetch, direction: direction.direction))
    }

    /// ```ebnf
    /// stmt_move = "MOVE" opt_fetch_direction cursor_variable ";" ;
    /// ```
    mutating func parseStmtMove() throws(ParseFailure) {
        let mark = mark()
        sql.advance()
        let direction = try parseOptFetchDirection()
        _ = try parseCursorVariable()
        try expect(.semicolon)
        close(mark, .plpgsqlNode(kind: .move, direction: direction.direction))
    }

    /// ```ebnf
    /// stmt_close = "CLOSE" cursor_variable ";" ;
    /// ```
    mutating func parseStmtClose() throws(ParseFailure) {
        let mark = mark()
        sql.advance()
        _ = try parseCursorVariable()
        try expect(.semicolon)
        close(mark, .plpgsqlNode(kind: .close))
    }

    /// The direction, up to `FROM` or `IN`, which are read; a cursor's name ends it too.
    ///
    /// ```ebnf
    /// opt_fetch_direction =
    ///       [ [ "NEXT" | "PRIOR" | "FIRST" | "LAST" | ( "ABSOLUTE" | "RELATIVE" ) PLpgSQL_Expr | "ALL" |
    ///         PLpgSQL_Expr | ( "FORWARD" | "BACKWARD" ) [ "ALL" | PLpgSQL_Expr ] ] ( "FROM" | "IN" ) ] ;
    /// ```
    mutating func parseOptFetchDirection() throws(ParseFailure) -> Direction {
        let word = peekWord()
        if kind == .endOfInput { throw near("unexpected end of function definition", word) }
        if matches(word, .next) { return try simpleDirection(.forward) }
        if matches(word, .prior) { return try simpleDirection(.backward) }
        if matches(word, .first) || matches(word, .last) { return try simpleDirection(.absolute) }
        if matches(word, .absolute) { return try countedDirection(.absolute) }
        if matches(word, .relative) { return try countedDirection(.relative) }
        if matches(word, .all) { return try simpleDirection(.forward, returnsManyRows: true) }
        if matches(word, .forward) { return try repeatedDirection(.forward) }
        if matches(word, .backward) { return try repeatedDirection(.backward) }
        if eat(.from) || eat(.in) { return Direction() }
        if case .variable = word.shape { return Direction() }
        _ = try readExpression(.expr, untilOneOf: [.from, .in], missing: "FROM or IN")
        return Direction(returnsManyRows: true)
    }

    private mutating func simpleDirection(
        _ direction: FetchDirection, returnsManyRows: Bool = false
    ) throws(ParseFailure) -> Direction {
        sql.advance()
        guard eat(.from) || eat(.in) else { throw near("expected FROM or IN", peekWord()) }
        return Direction(direction: direction, returnsManyRows: returnsManyRows)
    }

    private mutating func countedDirection(_ direction: FetchDirection) throws(ParseFailure) -> Direction {
        sql.advance()
        _ = try readExpression(.expr, untilOneOf: [.from, .in], missing: "FROM or IN")
        return Direction(direction: direction)
    }

    private mutating func repeatedDirection(_ direction: FetchDirection) throws(ParseFailure) -> Direction {
        sql.advance()
        if kind == .endOfInput { throw near("unexpected end of function definition", peekWord()) }
        if eat(.from) || eat(.in) { return Direction(direction: direction) }
        if at(.all) { return try simpleDirection(direction, returnsManyRows: true) }
        _ = try readExpression(.expr, untilOneOf: [.from, .in], missing: "FROM or IN")
        return Direction(direction: direction, returnsManyRows: true)
    }
}

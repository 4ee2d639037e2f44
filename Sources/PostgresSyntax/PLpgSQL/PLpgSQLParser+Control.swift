/// IF, CASE, loops, and what leaves them.
extension PLpgSQLParser {
    /// `IF … THEN … ELSIF … ELSE … END IF`.
    ///
    /// ```ebnf
    /// stmt_if = "IF" PLpgSQL_Expr "THEN" proc_sect { stmt_elsif } [ "ELSE" proc_sect ] "END" "IF" ";" ;
    /// ```
    mutating func parseStmtIf() throws(ParseFailure) {
        let mark = mark()
        try sql.enter()
        sql.advance()
        try readExpression(.expr, until: .then, missing: "THEN")
        try parseProcSect(.body)
        while at(.elsif, .statementStart) || at(.elseif, .statementStart) {
            try parseStmtElsif()
            sql.label(.elsifList)
        }
        let hasElse = eat(.else)
        if hasElse { try parseProcSect(.elseBody) }
        try expect(.end)
        try expect(.if)
        try expect(.semicolon)
        sql.leave()
        close(mark, .plpgsqlNode(kind: .if, haveElse: hasElse))
    }

    /// ```ebnf
    /// stmt_elsif = ( "ELSIF" | "ELSEIF" ) PLpgSQL_Expr "THEN" proc_sect ;
    /// ```
    mutating func parseStmtElsif() throws(ParseFailure) {
        let mark = mark()
        sql.advance()
        try readExpression(.expr, until: .then, missing: "THEN")
        try parseProcSect(.body)
        close(mark, .plpgsqlNode(kind: .elsif))
    }

    /// `CASE`, with or without a value to compare.
    ///
    /// ```ebnf
    /// stmt_case = "CASE" [ PLpgSQL_Expr ] case_when { case_when } [ "ELSE" proc_sect ] "END" "CASE" ";" ;
    /// ```
    mutating func parseStmtCase() throws(ParseFailure) {
        let mark = mark()
        try sql.enter()
        sql.advance()
        if !at(.when) { try readSQL(.expression, .expr, until: .when, missing: "WHEN") }
        repeat {
            try parseCaseWhen()
            sql.label(.args)
        } while at(.when)
        let hasElse = eat(.else)
        if hasElse { try parseProcSect(.elseBody) }
        try expect(.end)
        try expect(.case)
        try expect(.semicolon)
        sql.leave()
        close(mark, .plpgsqlNode(kind: .case, haveElse: hasElse))
    }

    /// ```ebnf
    /// case_when = "WHEN" PLpgSQL_Expr "THEN" proc_sect ;
    /// ```
    mutating func parseCaseWhen() throws(ParseFailure) {
        let mark = mark()
        sql.advance()
        try readExpression(.expr, until: .then, missing: "THEN")
        try parseProcSect(.body)
        close(mark, .plpgsqlNode(kind: .caseWhen))
    }

    // MARK: Loops

    /// A loop whose label has been read and whose name space is open.
    ///
    /// ```ebnf
    /// stmt_loop = ( "LOOP" | "WHILE" PLpgSQL_Expr "LOOP" | for_control | foreach_control ) loop_body ;
    /// ```
    mutating func parseStmtLoop(from mark: Mark, label: PLpgSQLScope.Name?) throws(ParseFailure) {
        let scalars: Scalars
        switch keyword(at: position) {
        case .while:
            sql.advance()
            try readExpression(.expr, until: .loop, missing: "LOOP")
            scalars = .plpgsqlNode(kind: .while)
        case .for:
            scalars = try parseForControl()
        case .foreach:
            try parseForeachControl()
            scalars = .plpgsqlNode(kind: .foreachA)
        default:
            sql.advance()
            scalars = .plpgsqlNode(kind: .loop)
        }
        try parseLoopBody(label)
        scope.pop()
        close(mark, scalars)
    }

    /// Statements up to `END LOOP`, the label there, and the semicolon.
    ///
    /// ```ebnf
    /// loop_body = proc_sect "END" "LOOP" opt_label ";" ;
    /// ```
    mutating func parseLoopBody(_ label: PLpgSQLScope.Name?) throws(ParseFailure) {
        try parseProcSect(.body)
        try expect(.end)
        try expect(.loop)
        let end = try parseOptLabel()
        try expect(.semicolon)
        check(end, matches: label)
    }

    /// What stands before `IN`: a new variable's name, a variable, or several scalar variables.
    struct ForVariable {
        let word: Word
        /// The variable; nil if none has this name.
        let match: PLpgSQLScope.Match?
        let isList: Bool
    }

    /// ```ebnf
    /// for_variable = ( any_name | PARAM ) { "," ( any_name | PARAM ) } ;
    /// ```
    mutating func parseForVariable() throws(ParseFailure) -> ForVariable {
        let word = readWord()
        switch word.shape {
        case .variable(let match):
            let isList = kind == .comma && !isRecord(match)
            if isList {
                try checkAssignable(match, word)
                try readScalars()
            }
            return ForVariable(word: word, match: match, isList: isList)
        case .name:
            if kind == .comma { throw unknownVariable(word) }
            return ForVariable(word: word, match: nil, isList: false)
        case .dottedName:
            throw unknownVariable(word)
        default:
            throw unexpected(word)
        }
    }

    private mutating func appendTargets(_ variable: ForVariable, to end: Int) {
        let position = position
        move(to: variable.word.first)
        appendTargets(to: end)
        move(to: position)
    }

    /// `FOR`, its variables and what they go through, up to `LOOP`.
    ///
    /// ```ebnf
    /// for_control =
    ///       "FOR" for_variable "IN" ( [ "REVERSE" ] PLpgSQL_Expr ".." PLpgSQL_Expr [ "BY" PLpgSQL_Expr ]
    ///         "LOOP" | toplevel_stmt "LOOP" | any_name cursor_args | "EXECUTE" PLpgSQL_Expr [ "USING"
    ///         PLpgSQL_Expr { "," PLpgSQL_Expr } ] "LOOP" ) ;
    /// ```
    mutating func parseForControl() throws(ParseFailure) -> Scalars {
        sql.advance()
        let variable = try parseForVariable()
        let endOfVariables = position
        try expect(.in)
        appendTargets(variable, to: endOfVariables)
        let word = peekWord()
        if case .reserved(.execute) = word.shape {
            sql.advance()
            var end = try readExpression(.dynquery, untilOneOf: [.loop, .using], missing: "LOOP or USING")
            try checkRowTarget(variable)
            if end == .using {
                repeat {
                    end = try readExpression(.params, untilOneOf: [.comma, .loop], missing: ", or LOOP")
                } while end == .comma
            }
            return .plpgsqlNode(kind: .dynfors)
        }
        if case .variable(let match) = word.shape, !match.isField, scope.variables[match.variable].isCursor == true {
            try cursorLoop(variable, cursor: word, match)
            return .plpgsqlNode(kind: .forc)
        }
        let isReverse = matches(word, .reverse)
        if isReverse { sql.advance() }
        let end = try findEnd([.dotDot, .loop], what: "expression", missing: "LOOP")
        if kind(at: end) == .dotDot {
            try integerLoop(variable, to: end)
            return .plpgsqlNode(kind: .fori, reverse: isReverse)
        }
        if isReverse { throw error("cannot specify REVERSE in query FOR loop", word) }
        let failureCount = failures.count
        try readFragment(.statement, to: end)
        sql.label(.query)
        try expectMore()
        if failures.count == failureCount {
            try checkRowTarget(variable)
        } else if variable.match == nil {
            declareLoopVariable(variable, .record)
        }
        sql.advance()
        return .plpgsqlNode(kind: .fors)
    }

    private mutating func checkRowTarget(_ variable: ForVariable) throws(ParseFailure) {
        guard let match = variable.match else {
            keep(
                error(
                    "loop variable of loop over rows must be a record variable or list of scalar variables",
                    variable.word))
            return declareLoopVariable(variable, .record)
        }
        try checkAssignable(match, variable.word)
    }

    private mutating func cursorLoop(
        _ variable: ForVariable, cursor: Word, _ match: PLpgSQLScope.Match
    ) throws(ParseFailure) {
        if variable.isList { throw error("cursor FOR loop must have only one target variable", variable.word) }
        if !scope.variables[match.variable].isBoundCursor {
            throw error("cursor FOR loop must use a bound cursor variable", cursor)
        }
        appendReference(.curvar, cursor)
        move(to: cursor.end)
        try parseCursorArgs(match, until: .loop)
        declareLoopVariable(variable, .record)
    }

    private mutating func integerLoop(_ variable: ForVariable, to end: Int) throws(ParseFailure) {
        try readFragment(.expression, to: end)
        sql.label(.lower)
        sql.advance()
        if try readExpression(.upper, untilOneOf: [.loop, .by], missing: "LOOP") == .by {
            try readExpression(.step, until: .loop, missing: "LOOP")
        }
        if variable.isList { throw error("integer FOR loop must have only one target variable", variable.word) }
        declareLoopVariable(variable, .scalar)
    }

    /// The loop's own variable, which hides others of its name.
    private mutating func declareLoopVariable(_ variable: ForVariable, _ type: PLpgSQLType) {
        let name =
            variable.word.isSingle
            ? scope.name(ofToken: variable.word.first, in: sql.tokens) : scope.name(text(of: variable.word).utf8)
        scope.declare(type.variable(name))
    }

    /// `FOREACH`, its variables, `SLICE` and the array, up to `LOOP`.
    ///
    /// ```ebnf
    /// foreach_control = "FOREACH" for_variable [ "SLICE" ICONST ] "IN" "ARRAY" PLpgSQL_Expr "LOOP" ;
    /// ```
    mutating func parseForeachControl() throws(ParseFailure) {
        sql.advance()
        let variable = try parseForVariable()
        let endOfVariables = position
        if eat(.slice) {
            guard kind == .integerConstant else { throw unexpectedWord() }
            sql.integerField(.slice, Int(sql.tokens.integerValue(of: position)), token: position)
            sql.advance()
        }
        try expect(.in)
        try expect(.array)
        try readExpression(.expr, until: .loop, missing: "LOOP")
        appendTargets(variable, to: endOfVariables)
        guard let match = variable.match else {
            throw error("loop variable of FOREACH must be a known variable or list of variables", variable.word)
        }
        try checkAssignable(match, variable.word)
    }

    // MARK: Leaving

    /// `EXIT` or `CONTINUE`, with or without a label and a condition.
    ///
    /// ```ebnf
    /// stmt_exit = ( "EXIT" | "CONTINUE" ) [ any_identifier ] [ "WHEN" PLpgSQL_Expr ] ";" ;
    /// ```
    mutating func parseStmtExit(_ kind: PlpgsqlKind) throws(ParseFailure) {
        let mark = mark()
        let statement = readWord(.none)
        var label: (word: Word, name: PLpgSQLScope.Name)?
        if self.kind != .semicolon, !at(.when) {
            let word = peekWord()
            label = (word, try parseAnyIdentifier())
            appendString(.label, token: word.first)
        }
        if !sql.eat(.semicolon) {
            try expect(.when)
            try readExpression(.expr, until: .semicolon, missing: ";")
        }
        if let label {
            try checkLabel(label.name, label.word, isExit: kind == .exit)
        } else if !scope.isInsideLoop {
            throw error(
                kind == .exit
                    ? "EXIT cannot be used outside a loop, unless it has a label"
                    : "CONTINUE cannot be used outside a loop", statement)
        }
        close(mark, .plpgsqlNode(kind: kind))
    }

    private mutating func checkLabel(
        _ name: PLpgSQLScope.Name, _ word: Word, isExit: Bool
    ) throws(ParseFailure) {
        let text = scope.text(name)
        guard let label = scope.label(name) else {
            throw error("there is no label \"\(text)\" attached to any block or loop enclosing this statement", word)
        }
        if label.kind != .loopLabel, !isExit {
            throw error("block label \"\(text)\" cannot be used in CONTINUE", word)
        }
    }

    /// `RETURN` in its forms.
    ///
    /// ```ebnf
    /// stmt_return =
    ///       "RETURN" ( [ "NEXT" ] [ PLpgSQL_Expr ] | "QUERY" ( toplevel_stmt | "EXECUTE" PLpgSQL_Expr [
    ///         "USING" PLpgSQL_Expr { "," PLpgSQL_Expr } ] ) ) ";" ;
    /// ```
    mutating func parseStmtReturn() throws(ParseFailure) {
        let mark = mark()
        let statement = readWord(.none)
        if kind == .endOfInput { throw near("unexpected end of function definition", peekWord()) }
        let word = peekWord()
        if matches(word, .next) {
            sql.advance()
            if !routine.returnsSet { throw error("cannot use RETURN NEXT in a non-SETOF function", statement) }
            try returnValue(mayHaveValue: !routine.hasOutputParameters) {
                "RETURN NEXT cannot have a parameter in function with OUT parameters"
            }
            close(mark, .plpgsqlNode(kind: .returnNext))
        } else if matches(word, .query) {
            sql.advance()
            if !routine.returnsSet { throw error("cannot use RETURN QUERY in a non-SETOF function", statement) }
            try returnQuery()
            close(mark, .plpgsqlNode(kind: .returnQuery))
        } else {
            let isWithoutValue = routine.returnsSet || routine.returnsVoid || routine.hasOutputParameters
            let routine = routine
            try returnValue(mayHaveValue: !isWithoutValue) { Self.messageOfValue(returnedBy: routine) }
            close(mark, .plpgsqlNode(kind: .return))
        }
    }

    private static func messageOfValue(returnedBy routine: PLpgSQLRoutine) -> String {
        if routine.returnsSet { return "RETURN cannot have a parameter in function returning set" }
        if !routine.returnsVoid { return "RETURN cannot have a parameter in function with OUT parameters" }
        return routine.isProcedure
            ? "RETURN cannot have a parameter in a procedure"
            : "RETURN cannot have a parameter in function returning void"
    }

    /// A value and the semicolon behind it, or only that; a variable alone is not looked at as SQL.
    private mutating func returnValue(mayHaveValue: Bool, message: () -> String) throws(ParseFailure) {
        guard mayHaveValue else {
            let word = peekWord()
            guard sql.eat(.semicolon) else {
                if kind == .invalid { throw unexpected(word) }
                throw error(
                    message(), word, hint: routine.returnsSet ? "Use RETURN NEXT or RETURN QUERY." : nil)
            }
            return
        }
        let word = peekWord()
        guard case .variable(let match) = word.shape, !match.isField, kind(at: word.end) == .semicolon else {
            try readExpression(.expr, until: .semicolon, missing: ";")
            return
        }
        appendReference(.expr, word)
        move(to: word.end + 1)
    }

    private mutating func returnQuery() throws(ParseFailure) {
        guard eat(.execute) else { return try readStatement(.query) }
        let end = try readExpression(.dynquery, untilOneOf: [.semicolon, .using], missing: "; or USING")
        if end == .using { try readParameters() }
    }
}

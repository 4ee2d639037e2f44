/// PL/pgSQL's statements, one function each; every one reads its semicolon.
extension PLpgSQLParser {
    /// Statements as children in `field`, up to a word that starts none.
    ///
    /// ```ebnf
    /// proc_sect = { proc_stmt } ;
    /// ```
    mutating func parseProcSect(_ field: FieldName) throws(ParseFailure) {
        while try procStmtOrSkip() {
            sql.label(field)
        }
    }

    /// One statement; false if the next word starts none.
    ///
    /// ```ebnf
    /// proc_stmt =
    ///       opt_block_label ( pl_block ";" | stmt_loop )
    ///     | stmt_assign
    ///     | stmt_if
    ///     | stmt_case
    ///     | stmt_exit
    ///     | stmt_return
    ///     | stmt_raise
    ///     | stmt_assert
    ///     | stmt_execsql
    ///     | stmt_dynexecute
    ///     | stmt_perform
    ///     | stmt_call
    ///     | stmt_getdiag
    ///     | stmt_open
    ///     | stmt_fetch
    ///     | stmt_move
    ///     | stmt_close
    ///     | stmt_null
    ///     | stmt_transaction ;
    /// ```
    mutating func parseProcStmt() throws(ParseFailure) -> Bool {
        let word = peekWord(.statementStart)
        switch word.shape {
        case .reserved(let keyword): return try reservedStatement(keyword)
        case .keyword(let keyword): return try keywordStatement(keyword, word)
        case .name, .dottedName: try parseStmtExecsql(word)
        case .variable(let match): try parseStmtAssign(word, match)
        case .symbol:
            guard isOperator("<<", at: position) else { return false }
            try labeledStatement()
        }
        return true
    }

    private mutating func reservedStatement(_ keyword: PLpgSQLKeyword) throws(ParseFailure) -> Bool {
        switch keyword {
        case .begin, .declare, .loop, .while, .for, .foreach: try labeledStatement()
        case .if: try parseStmtIf()
        case .case: try parseStmtCase()
        case .execute: try parseStmtDynexecute()
        case .null: try parseStmtNull()
        default: return false
        }
        return true
    }

    private mutating func keywordStatement(
        _ keyword: PLpgSQLKeyword, _ word: Word
    ) throws(ParseFailure) -> Bool {
        switch keyword {
        case .assert: try parseStmtAssert()
        case .call, .do: try parseStmtCall()
        case .close: try parseStmtClose()
        case .commit, .rollback: try parseStmtTransaction()
        case .exit: try parseStmtExit(.exit)
        case .continue: try parseStmtExit(.continue)
        case .fetch: try parseStmtFetch()
        case .get: try parseStmtGetdiag()
        case .import, .insert, .merge: try parseStmtExecsql(word)
        case .move: try parseStmtMove()
        case .open: try parseStmtOpen()
        case .perform: try parseStmtPerform()
        case .raise: try parseStmtRaise()
        case .return: try parseStmtReturn()
        default: return false
        }
        return true
    }

    /// A block or a loop, with or without a label.
    private mutating func labeledStatement() throws(ParseFailure) {
        let mark = mark()
        // The label's name space is of the kind of what follows.
        var first = position
        if isOperator("<<", at: first), isOperator(">>", at: first + 2) { first += 3 }
        switch keyword(at: first) {
        case .loop, .while, .for, .foreach:
            let label = try parseOptBlockLabel(.loopLabel)
            try sql.enter()
            try parseStmtLoop(from: mark, label: label)
            sql.leave()
        default:
            let label = try parseOptBlockLabel(.blockLabel)
            try parsePlBlock(from: mark, label: label)
            try expect(.semicolon)
        }
    }

    // MARK: Assignment and SQL

    /// A new value for a variable, its field or its element.
    ///
    /// ```ebnf
    /// stmt_assign = PLAssignStmt ";" ;
    /// ```
    mutating func parseStmtAssign(_ word: Word, _ match: PLpgSQLScope.Match) throws(ParseFailure) {
        let mark = mark()
        try checkAssignable(match, word)
        let end = try findEnd(.semicolon, what: "statement", missing: ";")
        try readFragment(.assignment, to: end)
        try expectMore()
        sql.advance()
        close(mark, .plpgsqlNode(kind: .assign))
    }

    mutating func checkAssignable(_ match: PLpgSQLScope.Match, _ word: Word) throws(ParseFailure) {
        let variable = scope.variables[match.variable]
        if variable.isConstant {
            throw error("variable \"\(scope.text(variable.name))\" is declared CONSTANT", word)
        }
    }

    /// `PERFORM` and a query, in which it stands for `SELECT`.
    ///
    /// ```ebnf
    /// stmt_perform = "PERFORM" PLpgSQL_Expr ";" ;
    /// ```
    mutating func parseStmtPerform() throws(ParseFailure) {
        let mark = mark()
        let end = try findEnd(.semicolon, what: "statement", missing: ";")
        let tokens = sql.tokens
        let kind = tokens.replaceKind(at: mark.token, with: .select)
        defer { _ = tokens.replaceKind(at: mark.token, with: kind) }
        try readFragment(.statement, to: end)
        sql.label(.query)
        try expectMore()
        sql.advance()
        close(mark, .plpgsqlNode(kind: .perform))
    }

    /// `CALL` or `DO`.
    ///
    /// ```ebnf
    /// stmt_call = ( CallStmt | DoStmt ) ";" ;
    /// ```
    mutating func parseStmtCall() throws(ParseFailure) {
        let mark = mark()
        try readStatement(.query)
        close(mark, .plpgsqlNode(kind: .call))
    }

    /// Any other statement of SQL, with `INTO` and variables somewhere in it.
    ///
    /// The tokens of the `INTO` clause are moved behind the statement, so that the SQL parser does not see them.
    ///
    /// ```ebnf
    /// stmt_execsql = toplevel_stmt [ "INTO" into_target ] ";" ;
    /// ```
    mutating func parseStmtExecsql(_ word: Word) throws(ParseFailure) {
        let mark = mark()
        switch word.shape {
        case .name, .dottedName:
            switch kind(at: word.end) {
            case .equals, .colonEquals, .leftBracket, .dot: throw unknownVariable(word)
            default: break
            }
        default: break
        }
        let target = try findIntoClause(word)
        var end = position
        if let target {
            sql.tokens.moveTokens(target.tokens, behind: end)
            end -= target.tokens.count
        }
        let semicolon = position
        move(to: mark.token)
        try readFragment(.statement, to: end)
        sql.label(.query)
        move(to: end)
        if let target {
            sql.advance()
            if target.isStrict { sql.advance() }
            appendTargets(to: semicolon)
        }
        move(to: semicolon + 1)
        close(mark, .plpgsqlNode(kind: .execsql, strict: target?.isStrict ?? false))
    }

    private struct IntoClause {
        let tokens: Range<Int>
        let isStrict: Bool
    }

    /// Moves to the semicolon that ends the statement and returns the `INTO` clause on the way, if there is one.
    private mutating func findIntoClause(_ first: Word) throws(ParseFailure) -> IntoClause? {
        let isRoutine = beginsRoutineDefinition
        let isImport = matches(first, .import)
        var parentheses = 0
        var blocks = 0
        var clause: IntoClause?
        move(to: first.end)
        while true {
            switch kind {
            case .leftParenthesis: parentheses += 1
            case .rightParenthesis: parentheses = max(0, parentheses - 1)
            case .begin where isRoutine && parentheses == 0: blocks += 1
            case .case where isRoutine && parentheses == 0: blocks += 1
            case .end where isRoutine && parentheses == 0: blocks = max(0, blocks - 1)
            case .semicolon where parentheses == 0 && blocks == 0: return clause
            case .endOfInput: throw near("unexpected end of function definition", peekWord())
            case .invalid where isLexicalError(at: position): throw unexpectedWord()
            case .into where !isImport && !followsInsert:
                let into = readWord()
                if clause != nil { throw near("INTO specified more than once", into) }
                let isStrict = try parseIntoTarget(allowsStrict: true)
                clause = IntoClause(tokens: into.first..<position, isStrict: isStrict)
                continue
            default: break
            }
            sql.advance()
        }
    }

    /// Whether the word before is `INSERT` or `MERGE`, whose `INTO` names a table.
    private var followsInsert: Bool {
        let previous = keyword(at: position - 1)
        return (previous == .insert || previous == .merge) && kind(at: position - 2) != .dot
    }

    /// Whether the statement is `CREATE [OR REPLACE] FUNCTION` or `PROCEDURE`, which may have semicolons in it.
    private var beginsRoutineDefinition: Bool {
        guard kind == .create else { return false }
        let next = kind(at: position + 1) == .or && kind(at: position + 2) == .replace ? 3 : 1
        let kind = kind(at: position + next)
        return kind == .function || kind == .procedure
    }

    // MARK: INTO

    /// What follows `INTO`: a record or scalars; tells whether exactly one row is asked for. Builds nothing.
    ///
    /// ```ebnf
    /// into_target = [ "STRICT" ] ( any_name | PARAM ) { "," ( any_name | PARAM ) } ;
    /// ```
    mutating func parseIntoTarget(allowsStrict: Bool) throws(ParseFailure) -> Bool {
        let isStrict = allowsStrict && at(.strict)
        if isStrict { sql.advance() }
        let word = readWord()
        guard case .variable(let match) = word.shape else { throw notVariable(word) }
        try checkAssignable(match, word)
        if isRecord(match) {
            if kind == .comma {
                throw error("record variable cannot be part of multiple-item INTO list", peekWord())
            }
        } else {
            try readScalars()
        }
        return isStrict
    }

    /// Whether a variable can only hold rows.
    func isRecord(_ match: PLpgSQLScope.Match) -> Bool {
        scope.variables[match.variable].shape == .record && !match.isField
    }

    /// Further scalar variables, each behind a comma.
    mutating func readScalars() throws(ParseFailure) {
        var count = 1
        while kind == .comma {
            if count >= Self.maximumTargetCount { throw error("too many INTO variables specified", peekWord()) }
            sql.advance()
            let word = readWord()
            guard case .variable(let match) = word.shape else { throw notVariable(word) }
            try checkAssignable(match, word)
            if isRecord(match) { throw error("\"\(text(of: word))\" is not a scalar variable", word) }
            count += 1
        }
    }

    private static let maximumTargetCount = 1_024

    /// References to the variables between here and `end`, which commas separate.
    mutating func appendTargets(to end: Int) {
        while position < end {
            var last = position + 1
            while last < end, kind(at: last) == .dot { last += 2 }
            appendReference(.target, first: position, end: last)
            move(to: min(last + 1, end))
        }
    }

    // MARK: Dynamic SQL

    /// `EXECUTE` with `INTO` and `USING` in either order.
    ///
    /// ```ebnf
    /// stmt_dynexecute =
    ///       "EXECUTE" PLpgSQL_Expr { "INTO" into_target | "USING" PLpgSQL_Expr { "," PLpgSQL_Expr } } ";" ;
    /// ```
    mutating func parseStmtDynexecute() throws(ParseFailure) {
        let mark = mark()
        sql.advance()
        var end = try readExpression(
            .dynquery, untilOneOf: [.into, .using, .semicolon], missing: "INTO or USING or ;")
        var hasInto = false
        var hasUsing = false
        var isStrict = false
        while end != .semicolon {
            let word = Word(shape: .symbol, first: position - 1, end: position)
            if end == .into, !hasInto {
                hasInto = true
                let start = position
                isStrict = try parseIntoTarget(allowsStrict: true)
                let next = position
                move(to: isStrict ? start + 1 : start)
                appendTargets(to: next)
                end = terminator(at: position)
                if !end.isSubset(of: [.semicolon, .using, .into]) || end.isEmpty { throw unexpectedWord() }
                sql.advance()
            } else if end == .using, !hasUsing {
                hasUsing = true
                repeat {
                    end = try readExpression(
                        .params, untilOneOf: [.comma, .semicolon, .into], missing: ", or ; or INTO")
                } while end == .comma
            } else {
                throw near("syntax error", word)
            }
        }
        close(mark, .plpgsqlNode(kind: .dynexecute, strict: isStrict))
    }

    /// Expressions separated by commas, up to a semicolon, which is read.
    mutating func readParameters() throws(ParseFailure) {
        while try readExpression(.params, untilOneOf: [.comma, .semicolon], missing: ", or ;") == .comma {}
    }

    // MARK: Diagnostics

    /// `GET [CURRENT | STACKED] DIAGNOSTICS`.
    ///
    /// ```ebnf
    /// stmt_getdiag =
    ///       "GET" [ "CURRENT" | "STACKED" ] "DIAGNOSTICS" getdiag_list_item { "," getdiag_list_item } ";" ;
    /// ```
    mutating func parseStmtGetdiag() throws(ParseFailure) {
        let mark = mark()
        let get = readWord(.none)
        let isStacked = eat(.stacked)
        if !isStacked { _ = eat(.current) }
        try expect(.diagnostics)
        var misplaced: PLpgSQLKeyword?
        repeat {
            let item = try parseGetdiagListItem()
            sql.label(.args)
            if misplaced == nil, !isAllowed(item, isStacked: isStacked) { misplaced = item }
        } while sql.eat(.comma)
        try expect(.semicolon)
        if let misplaced {
            let area = isStacked ? "STACKED" : "CURRENT"
            throw error(
                "diagnostics item \(misplaced.rawValue.uppercased()) is not allowed in GET \(area) DIAGNOSTICS", get)
        }
        close(mark, .plpgsqlNode(kind: .getdiag, isStacked: isStacked))
    }

    private func isAllowed(_ item: PLpgSQLKeyword, isStacked: Bool) -> Bool {
        switch item {
        case .pgContext: true
        case .rowCount, .pgRoutineOid: !isStacked
        default: isStacked
        }
    }

    /// A variable and the item that it gets.
    ///
    /// ```ebnf
    /// getdiag_list_item =
    ///       ( any_name | PARAM ) ( "=" | ":=" ) ( "ROW_COUNT" | "PG_ROUTINE_OID" | "PG_CONTEXT" |
    ///         "PG_EXCEPTION_DETAIL" | "PG_EXCEPTION_HINT" | "PG_EXCEPTION_CONTEXT" | "COLUMN_NAME" |
    ///         "CONSTRAINT_NAME" | "PG_DATATYPE_NAME" | "MESSAGE_TEXT" | "TABLE_NAME" | "SCHEMA_NAME" |
    ///         "RETURNED_SQLSTATE" ) ;
    /// ```
    mutating func parseGetdiagListItem() throws(ParseFailure) -> PLpgSQLKeyword {
        let mark = mark()
        let target = readWord()
        guard case .variable(let match) = target.shape else { throw notVariable(target) }
        if isRecord(match) || kind == .leftBracket {
            throw error("\"\(text(of: target))\" is not a scalar variable", target)
        }
        try checkAssignable(match, target)
        appendReference(.target, target)
        guard sql.eat(.equals) || sql.eat(.colonEquals) else { throw unexpectedWord() }
        let word = readWord()
        for (keyword, item) in Self.diagnostics where matches(word, keyword) {
            close(mark, .plpgsqlNode(kind: .diagItem, diagnostic: item))
            return keyword
        }
        throw near("unrecognized GET DIAGNOSTICS item", word)
    }

    private static let diagnostics: [(PLpgSQLKeyword, PlpgsqlDiagnostic)] = [
        (.rowCount, .rowCount), (.pgRoutineOid, .routineOid), (.pgContext, .context),
        (.pgExceptionDetail, .errorDetail), (.pgExceptionHint, .errorHint),
        (.pgExceptionContext, .errorContext), (.columnName, .columnName), (.constraintName, .constraintName),
        (.pgDatatypeName, .datatypeName), (.messageText, .messageText), (.tableName, .tableName),
        (.schemaName, .schemaName), (.returnedSqlstate, .returnedSqlstate),
    ]

    // MARK: Others

    /// `ASSERT` a condition, with or without a message.
    ///
    /// ```ebnf
    /// stmt_assert = "ASSERT" PLpgSQL_Expr [ "," PLpgSQL_Expr ] ";" ;
    /// ```
    mutating func parseStmtAssert() throws(ParseFailure) {
        let mark = mark()
        sql.advance()
        if try readExpression(.expr, untilOneOf: [.comma, .semicolon], missing: ", or ;") == .comma {
            try readExpression(.params, until: .semicolon, missing: ";")
        }
        close(mark, .plpgsqlNode(kind: .assert))
    }

    /// ```ebnf
    /// stmt_null = "NULL" ";" ;
    /// ```
    mutating func parseStmtNull() throws(ParseFailure) {
        let mark = mark()
        sql.advance()
        try expect(.semicolon)
        close(mark, .plpgsqlNode(kind: .null))
    }

    /// `COMMIT` or `ROLLBACK`, with or without a new transaction like the old one.
    ///
    /// ```ebnf
    /// stmt_transaction = ( "COMMIT" | "ROLLBACK" ) opt_chain ";" ;
    /// ```
    mutating func parseStmtTransaction() throws(ParseFailure) {
        let mark = mark()
        let kind: PlpgsqlKind = self.kind == .commit ? .commit : .rollback
        sql.advance()
        let chain = try parseOptChain()
        try expect(.semicolon)
        close(mark, .plpgsqlNode(kind: kind, chain: chain))
    }

    /// ```ebnf
    /// opt_chain = [ "AND" [ "NO" ] "CHAIN" ] ;
    /// ```
    mutating func parseOptChain() throws(ParseFailure) -> Bool {
        guard eat(.and) else { return false }
        let isNo = eat(.no)
        try expect(.chain)
        return !isNo
    }
}

/// Statements around queries: views and rules made of them, prepared statements, cursors, `EXPLAIN`.
extension Parser {
    // MARK: EXPLAIN

    /// A statement whose plan is to be shown.
    ///
    /// ```ebnf
    /// ExplainStmt =
    ///       "EXPLAIN" [ ( "ANALYZE" | "ANALYSE" ) [ "VERBOSE" ] | "VERBOSE" | "(" utility_option_list ")" ]
    ///         ExplainableStmt ;
    /// ```
    mutating func parseExplainStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.explain)
        switch kind {
        case .analyze, .analyse:
            keywordOption(.wellKnown(.analyze))
            if at(.verbose) { keywordOption(.token(position)) }
        case .verbose:
            keywordOption(.token(position))
        case .leftParenthesis where !parenthesisHoldsStatement:
            advance()
            try parseUtilityOptionList(.options)
            try expect(.rightParenthesis)
        default:
            break
        }
        try parseExplainableStmt()
        label(.query)
        close(.explainStmt, mark)
    }

    /// An option that is a keyword of its own, which is read.
    private mutating func keywordOption(_ name: StringReference) {
        let mark = mark()
        stringField(.defname, name, token: mark.token)
        advance()
        close(.defElem, mark)
        label(.options)
    }

    /// A statement that has a plan.
    ///
    /// ```ebnf
    /// ExplainableStmt =
    ///       PreparableStmt
    ///     | DeclareCursorStmt
    ///     | CreateAsStmt
    ///     | CreateMatViewStmt
    ///     | RefreshMatViewStmt
    ///     | ExecuteStmt ;
    /// ```
    mutating func parseExplainableStmt() throws(ParseFailure) {
        switch kind {
        case .declare: try parseDeclareCursorStmt()
        case .refresh: try parseRefreshMatViewStmt()
        case .execute: try parseExecuteStmt()
        case .create where peek() == .materialized || peek() == .unlogged && peek(2) == .materialized:
            try parseCreateMatViewStmt()
        case .create: try parseCreateAsStmt()
        default: try parsePreparableStmt()
        }
    }

    // MARK: Options

    /// Options of a utility statement, separated by commas, each a `DefElem`.
    ///
    /// ```ebnf
    /// utility_option_list = utility_option_elem { "," utility_option_elem } ;
    /// ```
    mutating func parseUtilityOptionList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseUtilityOptionElem()
            label(field)
        } while eat(.comma)
    }

    /// An option of a utility statement and perhaps its value.
    ///
    /// ```ebnf
    /// utility_option_elem =
    ///       ( NonReservedWord | "ANALYZE" | "ANALYSE" ) [ opt_boolean_or_string | NumericOnly ] ;
    /// ```
    mutating func parseUtilityOptionElem() throws(ParseFailure) {
        let mark = mark()
        switch kind {
        case .analyze, .analyse:
            stringField(.defname, .wellKnown(.analyze), token: position)
            advance()
        case .formatLA: stringField(.defname)
        default: try parseNonReservedWord(.stringValue, .defname)
        }
        switch kind {
        case .comma, .rightParenthesis:
            break
        case .integerConstant, .floatConstant, .plus, .minus:
            try parseNumericOnly()
            label(.arg)
        default:
            try parseOptBooleanOrString(.string, .arg)
        }
        close(.defElem, mark)
    }

    // MARK: Prepared statements

    /// A statement with a name, to be run later.
    ///
    /// ```ebnf
    /// PrepareStmt = "PREPARE" name [ "(" Typename { "," Typename } ")" ] "AS" PreparableStmt ;
    /// ```
    mutating func parsePrepareStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.prepare)
        try parseName(.stringValue, .name)
        if eat(.leftParenthesis) {
            repeat {
                try parseTypename()
                label(.argtypes)
            } while eat(.comma)
            try expect(.rightParenthesis)
        }
        try expect(.as)
        try parsePreparableStmt()
        label(.query)
        close(.prepareStmt, mark)
    }

    /// Runs a prepared statement.
    ///
    /// ```ebnf
    /// ExecuteStmt = "EXECUTE" name [ "(" expr_list ")" ] ;
    /// ```
    mutating func parseExecuteStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.execute)
        try parseName(.stringValue, .name)
        if eat(.leftParenthesis) {
            try parseExprList(.params)
            try expect(.rightParenthesis)
        }
        close(.executeStmt, mark)
    }

    /// Forgets a prepared statement, or all of them, which have no location.
    ///
    /// ```ebnf
    /// DeallocateStmt = "DEALLOCATE" [ "PREPARE" ] ( name | "ALL" ) ;
    /// ```
    mutating func parseDeallocateStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.deallocate)
        // PREPARE is a name where nothing follows that could be one.
        if at(.prepare), peek().isColId || peek() == .all { advance() }
        if eat(.all) {
            closeWithoutLocation(.deallocateStmt, mark, scalars: .deallocateStmt(isall: true))
        } else {
            let name = position
            try parseName(.stringValue, .name)
            close(.deallocateStmt, mark, location: name)
        }
    }

    // MARK: Cursors

    /// A query with a name, to be read piece by piece.
    ///
    /// ```ebnf
    /// DeclareCursorStmt = "DECLARE" name cursor_options "CURSOR" opt_hold "FOR" SelectStmt ;
    /// ```
    mutating func parseDeclareCursorStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.declare)
        try parseName(.stringValue, .portalname)
        let token = position
        var options = try parseCursorOptions()
        try expect(.cursor)
        if try parseOptHold() { options |= CursorOption.hold }
        // PostgreSQL's grammar prefers a plan that gives the first rows soon for every cursor.
        integerField(.options, options | CursorOption.fastPlan, token: token)
        try expect(.for)
        try parseSelectStmt()
        label(.query)
        close(.declareCursorStmt, mark)
    }

    /// The bits of a cursor's options.
    private enum CursorOption {
        static let binary = 0x01
        static let scroll = 0x02
        static let noScroll = 0x04
        static let insensitive = 0x08
        static let asensitive = 0x10
        static let hold = 0x20
        static let fastPlan = 0x100
    }

    /// The words between a cursor's name and `CURSOR`, one bit each.
    ///
    /// ```ebnf
    /// cursor_options = { "NO" "SCROLL" | "SCROLL" | "BINARY" | "ASENSITIVE" | "INSENSITIVE" } ;
    /// ```
    mutating func parseCursorOptions() throws(ParseFailure) -> Int {
        var options = 0
        while true {
            switch kind {
            case .binary: options |= CursorOption.binary
            case .scroll: options |= CursorOption.scroll
            case .insensitive: options |= CursorOption.insensitive
            case .asensitive: options |= CursorOption.asensitive
            case .no:
                options |= CursorOption.noScroll
                advance()
                guard at(.scroll) else { throw syntaxError() }
            default: return options
            }
            advance()
        }
    }

    /// Whether a cursor outlives its transaction.
    ///
    /// ```ebnf
    /// opt_hold = [ ( "WITH" | "WITHOUT" ) "HOLD" ] ;
    /// ```
    mutating func parseOptHold() throws(ParseFailure) -> Bool {
        if try eat(.with, .hold) { return true }
        _ = try eat(.without, .hold)
        return false
    }

    /// `FETCH` or `MOVE`.
    ///
    /// ```ebnf
    /// FetchStmt = ( "FETCH" | "MOVE" ) fetch_direction [ "FROM" | "IN" ] name ;
    /// ```
    mutating func parseFetchStmt() throws(ParseFailure) {
        let mark = mark()
        let ismove = at(.move)
        advance()
        let direction = try parseFetchDirection()
        if at(.from) || at(.in) { advance() }
        try parseName(.stringValue, .portalname)
        close(.fetchStmt, mark, scalars: .fetchStmt(direction: direction, ismove: ismove))
    }

    /// Which way and how far a cursor is to go; the words for that are names where no cursor's name follows.
    ///
    /// ```ebnf
    /// fetch_direction =
    ///       [ "NEXT" | "PRIOR" | "FIRST" | "LAST" | ( "ABSOLUTE" | "RELATIVE" ) SignedIconst | [ "FORWARD" |
    ///         "BACKWARD" ] ( SignedIconst | "ALL" ) | "FORWARD" | "BACKWARD" ] ;
    /// ```
    mutating func parseFetchDirection() throws(ParseFailure) -> FetchDirection {
        let token = position
        let namesCursorNext = peek() == .from || peek() == .in || peek().isColId
        switch kind {
        case .next where namesCursorNext:
            return fetchDirection(.forward, 1, token)
        case .prior where namesCursorNext:
            return fetchDirection(.backward, 1, token)
        case .first where namesCursorNext:
            return fetchDirection(.absolute, 1, token)
        case .last where namesCursorNext:
            return fetchDirection(.absolute, -1, token)
        case .absolute where peek().beginsSignedInteger, .relative where peek().beginsSignedInteger:
            let direction: FetchDirection = at(.absolute) ? .absolute : .relative
            advance()
            integerField(.howMany, try parseSignedIconst(), token: token)
            return direction
        case .forward, .backward:
            let direction: FetchDirection = at(.forward) ? .forward : .backward
            if namesCursorNext { return fetchDirection(direction, 1, token) }
            guard peek().beginsSignedInteger || peek() == .all else { break }
            advance()
            try fetchCount(token)
            return direction
        case .all, .plus, .minus, .integerConstant:
            try fetchCount(token)
            return .forward
        default:
            break
        }
        integerField(.howMany, 1, token: token)
        return .forward
    }

    private mutating func fetchDirection(_ direction: FetchDirection, _ count: Int, _ token: Int) -> FetchDirection {
        integerField(.howMany, count, token: token)
        advance()
        return direction
    }

    /// A number of rows or `ALL`.
    private mutating func fetchCount(_ token: Int) throws(ParseFailure) {
        if eat(.all) {
            tree.append(.leaf(.integerValue, .howMany, value: 0, token: token, flags: NodeUnit.unlimitedFlag))
        } else {
            integerField(.howMany, try parseSignedIconst(), token: token)
        }
    }

    /// Closes a cursor, or all if it names none.
    ///
    /// ```ebnf
    /// ClosePortalStmt = "CLOSE" ( name | "ALL" ) ;
    /// ```
    mutating func parseClosePortalStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.close)
        if !eat(.all) { try parseName(.stringValue, .portalname) }
        close(.closePortalStmt, mark)
    }

    // MARK: Changing and locking tables

    /// Empties tables.
    ///
    /// ```ebnf
    /// TruncateStmt =
    ///       "TRUNCATE" [ "TABLE" ] relation_expr_list [ ( "CONTINUE" | "RESTART" ) "IDENTITY" ]
    ///         opt_drop_behavior ;
    /// ```
    mutating func parseTruncateStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.truncate)
        _ = eat(.table)
        try parseRelationExprList(.relations)
        let restarts = at(.restart)
        if restarts || at(.continue) {
            advance()
            try expect(.identity)
        }
        let behavior = parseOptDropBehavior()
        close(.truncateStmt, mark, scalars: .truncateStmt(restartSeqs: restarts, behavior: behavior))
    }

    /// Locks tables.
    ///
    /// ```ebnf
    /// LockStmt = "LOCK" [ "TABLE" ] relation_expr_list [ "IN" lock_type "MODE" ] [ "NOWAIT" ] ;
    /// ```
    mutating func parseLockStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.lock)
        _ = eat(.table)
        try parseRelationExprList(.relations)
        let token = position
        var mode = 8
        if eat(.in) {
            mode = try parseLockType()
            try expect(.mode)
        }
        integerField(.mode, mode, token: token)
        close(.lockStmt, mark, scalars: .lockStmt(nowait: eat(.nowait)))
    }

    /// The number of a lock mode, from the weakest, 1, to the strongest, 8.
    ///
    /// ```ebnf
    /// lock_type =
    ///       ( "ACCESS" | "ROW" ) ( "SHARE" | "EXCLUSIVE" )
    ///     | "SHARE" [ ( "UPDATE" | "ROW" ) "EXCLUSIVE" ]
    ///     | "EXCLUSIVE" ;
    /// ```
    mutating func parseLockType() throws(ParseFailure) -> Int {
        let first = kind
        switch first {
        case .access, .row:
            advance()
            let isShare = at(.share)
            guard isShare || at(.exclusive) else { throw syntaxError() }
            advance()
            return first == .access ? (isShare ? 1 : 8) : (isShare ? 2 : 3)
        case .share:
            advance()
            if try eat(.update, .exclusive) { return 4 }
            return try eat(.row, .exclusive) ? 6 : 5
        case .exclusive:
            advance()
            return 7
        default:
            throw syntaxError()
        }
    }

    /// Calls a procedure.
    ///
    /// ```ebnf
    /// CallStmt = "CALL" func_application ;
    /// ```
    mutating func parseCallStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.call)
        try parseFuncApplication()
        label(.funccall)
        close(.callStmt, mark)
    }
}

extension TokenKind {
    fileprivate var beginsSignedInteger: Bool { self == .integerConstant || self == .plus || self == .minus }
}

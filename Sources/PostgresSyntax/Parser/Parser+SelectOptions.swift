/// What may follow a query as a whole: `ORDER BY`, `LIMIT`, `OFFSET`, `FETCH FIRST` and row locks.
extension Parser {
    /// The options that a query in parentheses has of its own, or that have been read for it.
    private struct SelectOptions {
        var sort = false
        var offset = false
        var count = false
        var withClause = false
        var skipsLocked = false
    }

    /// The `LIMIT`, `OFFSET` and `FETCH` that follow a query: the tokens they begin with.
    private struct SelectLimit {
        var offsetToken: Int?
        var countToken: Int?
        /// The `WITH` of `WITH TIES`.
        var tiesToken: Int?
    }

    /// Reads the options of the query built last and puts them into its `SelectStmt`.
    ///
    /// - Parameters:
    ///   - start: where the query begins, before its parentheses if it has any.
    ///   - withClause: where a WITH clause that stands before it begins; it becomes part of the query.
    ///   - lockIsLast: whether no limit may follow row locks.
    mutating func selectOptions(
        from start: Mark, withClause: Mark? = nil, lockIsLast: Bool = false
    ) throws(ParseFailure) {
        let opened = tree.reopen()
        // Only a query that was closed within parentheses can have options already.
        let own = opened.mark.token == start.token ? SelectOptions() : optionsOfOpened(opened, all: withClause != nil)
        var scalars = Scalars(bits: opened.scalars)
        let sortUnit = tree.count
        var skipsLocked = own.skipsLocked
        var limit: SelectLimit?

        try parseOptSortClause(.sortClause)
        let sortEnd = tree.count
        let sorted = sortEnd > sortUnit
        if at(.for) {
            skipsLocked = try parseForLockingClause() || skipsLocked
            if atSelectLimit, !lockIsLast { limit = try parseSelectLimit() }
        } else if atSelectLimit {
            limit = try parseSelectLimit()
            if at(.for) { skipsLocked = try parseForLockingClause() || skipsLocked }
        }
        if sorted, own.sort {
            throw error("multiple ORDER BY clauses not allowed", at: expressionLocation(sortUnit..<sortEnd))
        }
        if let limit {
            try check(limit, own: own, sorted: sorted || own.sort, skipsLocked: skipsLocked)
            scalars.set(
                .limitOption, of: .selectStmt,
                to: (limit.tiesToken == nil ? LimitOption.count : LimitOption.withTies).rawValue)
        }
        if let withClause, own.withClause {
            throw error("multiple WITH clauses not allowed", at: withClause.token)
        }
        close(.selectStmt, withClause ?? start, scalars: scalars)
    }

    /// PostgreSQL's checks of the limits, in its order.
    private mutating func check(
        _ limit: SelectLimit, own: SelectOptions, sorted: Bool, skipsLocked: Bool
    ) throws(ParseFailure) {
        if let token = limit.offsetToken, own.offset {
            throw error("multiple OFFSET clauses not allowed", at: token)
        }
        if let token = limit.countToken, own.count {
            throw error("multiple LIMIT clauses not allowed", at: token)
        }
        guard let token = limit.tiesToken else { return }
        if !sorted {
            throw error("WITH TIES cannot be specified without ORDER BY clause", at: token)
        }
        if skipsLocked {
            throw error("SKIP LOCKED and WITH TIES options cannot be used together", at: token)
        }
    }

    /// The options among the children of a node taken apart. They stand behind the rest of the query, except for the
    /// WITH clause before it, which is looked for only if `all` are.
    private func optionsOfOpened(_ opened: TreeBuilder.Opened, all: Bool) -> SelectOptions {
        var options = SelectOptions()
        var head = tree.count - 1
        while head >= opened.mark.unit {
            let unit = tree[head]
            switch unit.field {
            case .sortClause: options.sort = true
            case .limitOffset: options.offset = true
            case .limitCount: options.count = true
            case .withClause: options.withClause = true
            case .lockingClause:
                options.skipsLocked = options.skipsLocked || Self.skipsLocked(Scalars(bits: unit.word1))
            default: if !all { return options }
            }
            head -= unit.subtreeSize
        }
        return options
    }

    private static func skipsLocked(_ lockingClause: Scalars) -> Bool {
        let waitPolicy = NodeKind.lockingClause.fields.first { $0.name == .waitPolicy }!
        return lockingClause.value(of: waitPolicy) == LockWaitPolicy.skip.rawValue
    }

    /// PostgreSQL's `exprLocation` of the nodes in a range of units: the leftmost location of the first one, of its
    /// first child, and so on.
    private func expressionLocation(_ units: Range<Int>) -> Int {
        var leftmost = UInt32.max
        var index = units.upperBound - 1
        while index >= units.lowerBound {
            let head = tree[index]
            let isFirst = index - head.subtreeSize + 1 == units.lowerBound
            if isFirst { leftmost = min(leftmost, head.isInterior ? tree[index - 1].word0 : head.word2) }
            index -= head.isInterior ? 2 : 1
        }
        return Int(leftmost)
    }

    // MARK: Limits

    private var atSelectLimit: Bool { at(.limit) || at(.offset) || at(.fetch) }

    /// A count and an offset in either order, or one of them.
    ///
    /// ```ebnf
    /// select_limit = limit_clause [ offset_clause ] | offset_clause [ limit_clause ] ;
    /// ```
    private mutating func parseSelectLimit() throws(ParseFailure) -> SelectLimit {
        var limit = SelectLimit()
        let offsetFirst = at(.offset)
        if offsetFirst {
            limit.offsetToken = position
            try parseOffsetClause()
        }
        if at(.limit) || at(.fetch) {
            limit.countToken = position
            limit.tiesToken = try parseLimitClause()
        }
        if !offsetFirst, at(.offset) {
            limit.offsetToken = position
            try parseOffsetClause()
        }
        return limit
    }

    /// `LIMIT` or `FETCH FIRST`; returns the `WITH` of `WITH TIES`.
    ///
    /// ```ebnf
    /// limit_clause =
    ///       "LIMIT" ( a_expr | "ALL" )
    ///     | "FETCH" ( "FIRST" | "NEXT" ) [ select_fetch_first_value ] ( "ROW" | "ROWS" ) ( "ONLY" | "WITH"
    ///         "TIES" ) ;
    /// ```
    mutating func parseLimitClause() throws(ParseFailure) -> Int? {
        let start = position
        if eat(.fetch) { return try fetchFirst(start: start) }
        try expect(.limit)
        if at(.all) {
            constant(.null, .limitCount, token: position)
            advance()
        } else {
            try parseAExpr()
            label(.limitCount)
        }
        if eat(.comma) {
            try parseAExpr()
            throw error(
                "LIMIT #,# syntax is not supported", at: start, hint: "Use separate LIMIT and OFFSET clauses.")
        }
        return nil
    }

    /// The rest of `FETCH FIRST`, whose count is 1 if it is left out.
    private mutating func fetchFirst(start: Int) throws(ParseFailure) -> Int? {
        guard at(.first) || at(.next) else { throw syntaxError() }
        advance()
        if atRowOrRowsWithoutCount {
            integerConstant(.limitCount, 1, token: -1)
        } else {
            try parseSelectFetchFirstValue()
            label(.limitCount)
        }
        guard at(.row) || at(.rows) else { throw syntaxError() }
        advance()
        if eat(.only) { return nil }
        let token = position
        guard at(.with) else { throw syntaxError() }
        advance()
        try expect(.ties)
        return token
    }

    /// `ROW` and `ROWS` where no count stands before them: they can also begin a row constructor or name a column.
    private var atRowOrRowsWithoutCount: Bool {
        switch kind {
        case .row, .rows: peek() == .only || peek() == .with
        default: false
        }
    }

    /// A number of rows that the words `ROW` or `ROWS` follow.
    ///
    /// ```ebnf
    /// select_fetch_first_value = c_expr | ( "+" | "-" ) ( ICONST | FCONST ) ;
    /// ```
    mutating func parseSelectFetchFirstValue() throws(ParseFailure) {
        guard at(.plus) || at(.minus) else { return try parseCExpr() }
        let mark = mark()
        let negative = at(.minus)
        if negative { advance() } else { stringNode(.name) }
        let token = negative ? mark.token : position
        switch kind {
        case .integerConstant:
            let value = try parseIconst()
            integerConstant(.rexpr, negative ? -value : value, token: token)
        case .floatConstant:
            tree.append(
                .leaf(
                    .aConst, .rexpr, value: StringReference.token(position).raw, token: token,
                    flags: ConstantVariant.float.rawValue | (negative ? ConstantVariant.negatedFlag : 0)))
            advance()
        default:
            throw syntaxError()
        }
        if !negative { close(.aExpr, mark, scalars: .aExpr(kind: .op)) }
    }

    /// `OFFSET` with an expression, or with a number of `ROWS`.
    ///
    /// ```ebnf
    /// offset_clause = "OFFSET" ( a_expr | select_fetch_first_value ( "ROW" | "ROWS" ) ) ;
    /// ```
    mutating func parseOffsetClause() throws(ParseFailure) {
        try expect(.offset)
        let mark = mark()
        switch kind {
        case .plus, .minus:
            let number = peek()
            if number == .integerConstant || number == .floatConstant, peek(2) == .row || peek(2) == .rows {
                try parseSelectFetchFirstValue()
                advance()
            } else {
                try parseAExpr()
            }
        case .not, .notLA, .default, .unique, .operatorSymbol:
            try parseAExpr()
        case .operator where peek() == .leftParenthesis:
            try parseAExpr()
        default:
            try parseCExpr()
            if at(.row) || at(.rows) {
                advance()
            } else {
                try continueExpression(mark, .expression)
            }
        }
        label(.limitOffset)
    }

    // MARK: Row locks

    /// Row locks, or `FOR READ ONLY` for none; tells whether one skips locked rows.
    ///
    /// ```ebnf
    /// for_locking_clause = for_locking_item { for_locking_item } | "FOR" "READ" "ONLY" ;
    /// ```
    mutating func parseForLockingClause() throws(ParseFailure) -> Bool {
        if at(.for), peek() == .read {
            advance()
            advance()
            try expect(.only)
            return false
        }
        var skipsLocked = false
        repeat {
            skipsLocked = try parseForLockingItem() || skipsLocked
        } while at(.for)
        return skipsLocked
    }

    /// One row lock as a `LockingClause`; tells whether it skips locked rows.
    ///
    /// ```ebnf
    /// for_locking_item =
    ///       "FOR" for_locking_strength [ "OF" qualified_name_list ] [ "NOWAIT" | "SKIP" "LOCKED" ] ;
    /// ```
    mutating func parseForLockingItem() throws(ParseFailure) -> Bool {
        let mark = mark()
        try expect(.for)
        let strength = try parseForLockingStrength()
        if eat(.of) { try parseQualifiedNameList(.lockedRels) }
        var waitPolicy = LockWaitPolicy.block
        if eat(.nowait) {
            waitPolicy = .error
        } else if try eat(.skip, .locked) {
            waitPolicy = .skip
        }
        close(.lockingClause, mark, scalars: .lockingClause(strength: strength, waitPolicy: waitPolicy))
        label(.lockingClause)
        return waitPolicy == .skip
    }

    /// How strong a row lock is: the words after `FOR`.
    ///
    /// ```ebnf
    /// for_locking_strength = "UPDATE" | "NO" "KEY" "UPDATE" | "SHARE" | "KEY" "SHARE" ;
    /// ```
    mutating func parseForLockingStrength() throws(ParseFailure) -> LockClauseStrength {
        switch kind {
        case .update:
            advance()
            return .forupdate
        case .share:
            advance()
            return .forshare
        case .no:
            advance()
            try expect(.key, .update)
            return .fornokeyupdate
        case .key:
            advance()
            try expect(.share)
            return .forkeyshare
        default:
            throw syntaxError()
        }
    }
}

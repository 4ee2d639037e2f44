/// Queries: `SELECT`, `VALUES`, `TABLE`, their set operations and what may follow them.
///
/// PostgreSQL's `select_clause` is ambiguous and lets operator precedence decide; here `INTERSECT` has a production of
/// its own, `select_term`. Set operations and everything else that repeats are loops that wrap what stands before.
extension Parser {
    /// A query, in parentheses or not.
    ///
    /// ```ebnf
    /// SelectStmt = select_no_parens | select_with_parens ;
    /// ```
    mutating func parseSelectStmt() throws(ParseFailure) {
        guard at(.leftParenthesis) else { return try parseSelectNoParens() }
        let mark = mark()
        try parseSelectWithParens()
        if canContinueSelect() { try continueSelect(from: mark) }
    }

    /// A query in at least one pair of parentheses; the `SelectStmt` does not include them.
    ///
    /// ```ebnf
    /// select_with_parens = "(" SelectStmt ")" ;
    /// ```
    mutating func parseSelectWithParens() throws(ParseFailure) {
        try enter()
        try expect(.leftParenthesis)
        try parseSelectStmt()
        try expect(.rightParenthesis)
        leave()
    }

    /// A query that has no parentheses around all of it.
    ///
    /// ```ebnf
    /// select_no_parens =
    ///       [ with_clause ] select_clause opt_sort_clause [ for_locking_clause [ select_limit ] |
    ///         select_limit [ for_locking_clause ] ] ;
    /// ```
    mutating func parseSelectNoParens() throws(ParseFailure) {
        let mark = mark()
        if at(.with) || at(.withLA) {
            try parseWithClause()
            label(.withClause)
            try finishSelect(withClause: mark)
        } else {
            try parseSelectClause()
            if canContinueSelect() { try selectOptions(from: mark) }
        }
    }

    /// The query that follows a WITH clause, which has been built as the last node and begins at `start`.
    mutating func finishSelect(withClause start: Mark) throws(ParseFailure) {
        let mark = mark()
        try parseSelectClause()
        try selectOptions(from: mark, withClause: start)
    }

    /// Whether what stands next can follow a query in parentheses and belong to the same query.
    func canContinueSelect() -> Bool {
        switch kind {
        case .union, .intersect, .except, .order, .limit, .offset, .fetch, .for: true
        default: false
        }
    }

    /// Goes on with a query whose first operand, in parentheses, has just been built and begins at `mark`, before its
    /// parentheses.
    mutating func continueSelect(from mark: Mark) throws(ParseFailure) {
        try setOperations(from: mark)
        if canContinueSelect() { try selectOptions(from: mark) }
    }

    // MARK: Set operations

    /// Queries joined by set operations, without what follows all of them.
    ///
    /// ```ebnf
    /// select_clause = select_term { ( "UNION" | "EXCEPT" ) set_quantifier select_term } ;
    /// ```
    mutating func parseSelectClause() throws(ParseFailure) {
        let mark = mark()
        try parseSimpleSelect()
        try setOperations(from: mark)
    }

    /// An operand of `UNION` and `EXCEPT`.
    ///
    /// ```ebnf
    /// select_term = simple_select { "INTERSECT" set_quantifier simple_select } ;
    /// ```
    mutating func parseSelectTerm() throws(ParseFailure) {
        let mark = mark()
        try parseSimpleSelect()
        try intersections(from: mark)
    }

    private mutating func setOperations(from mark: Mark) throws(ParseFailure) {
        try intersections(from: mark)
        while at(.union) || at(.except) {
            let operation: SetOperation = at(.union) ? .union : .except
            label(.larg)
            advance()
            let all = parseSetQuantifier() == .all
            try parseSelectTerm()
            label(.rarg)
            close(.selectStmt, mark, scalars: .selectStmt(op: operation, all: all))
        }
    }

    private mutating func intersections(from mark: Mark) throws(ParseFailure) {
        while at(.intersect) {
            label(.larg)
            advance()
            let all = parseSetQuantifier() == .all
            try parseSimpleSelect()
            label(.rarg)
            close(.selectStmt, mark, scalars: .selectStmt(op: .intersect, all: all))
        }
    }

    /// `ALL` or `DISTINCT`, which is read, or nil.
    ///
    /// ```ebnf
    /// set_quantifier = [ "ALL" | "DISTINCT" ] ;
    /// ```
    mutating func parseSetQuantifier() -> TokenKind? {
        let quantifier = kind
        guard quantifier == .all || quantifier == .distinct else { return nil }
        advance()
        return quantifier
    }

    /// One operand of a set operation.
    ///
    /// ```ebnf
    /// simple_select =
    ///       "SELECT" ( [ "ALL" ] [ target_list ] | distinct_clause target_list ) [ into_clause ] from_clause
    ///         where_clause [ group_clause ] [ "HAVING" a_expr ] [ window_clause ]
    ///     | values_clause
    ///     | "TABLE" relation_expr
    ///     | select_with_parens ;
    /// ```
    mutating func parseSimpleSelect() throws(ParseFailure) {
        switch kind {
        case .select: try selectStatement()
        case .values: try parseValuesClause()
        case .table: try tableStatement()
        case .leftParenthesis: try parseSelectWithParens()
        default: throw syntaxError()
        }
    }

    private mutating func selectStatement() throws(ParseFailure) {
        let mark = mark()
        advance()
        try queryParts(allowsInto: true, from: mark)
    }

    /// What follows `SELECT`, up to `WINDOW`, as the `SelectStmt` that begins at `mark`.
    mutating func queryParts(allowsInto: Bool, from mark: Mark) throws(ParseFailure) {
        if at(.distinct) {
            try parseDistinctClause()
            if allowsInto || !atEndOfEmptyTargetList { try parseTargetList(.targetList) }
        } else {
            _ = eat(.all)
            if !atEndOfEmptyTargetList { try parseTargetList(.targetList) }
        }
        if allowsInto, at(.into) { try parseIntoClause() }
        try parseFromClause()
        try parseWhereClause(.whereClause)
        let groupDistinct = at(.group) ? try parseGroupClause() : false
        if eat(.having) {
            try parseAExpr()
            label(.havingClause)
        }
        if at(.window) { try parseWindowClause() }
        close(.selectStmt, mark, scalars: .selectStmt(groupDistinct: groupDistinct))
    }

    /// Whether a query without targets, such as `SELECT FROM t`, goes on or ends here.
    private var atEndOfEmptyTargetList: Bool {
        switch kind {
        case .into, .from, .where, .group, .having, .window, .union, .intersect, .except, .order, .limit, .offset,
            .fetch, .for, .with, .formatLA, .on, .returning, .create, .grant, .rightParenthesis, .semicolon,
            .endOfInput:
            true
        default: false
        }
    }

    /// `TABLE t`, for which PostgreSQL builds `SELECT * FROM t`.
    private mutating func tableStatement() throws(ParseFailure) {
        let mark = mark()
        advance()
        leaf(.aStar, .fields, token: mark.token)
        closeWithoutLocation(.columnRef, mark)
        label(.val)
        closeWithoutLocation(.resTarget, mark)
        label(.targetList)
        try parseRelationExpr()
        label(.fromClause)
        close(.selectStmt, mark)
    }

    /// Rows of constants and expressions; each row becomes a `List`.
    ///
    /// ```ebnf
    /// values_clause = "VALUES" "(" expr_list ")" { "," "(" expr_list ")" } ;
    /// ```
    mutating func parseValuesClause() throws(ParseFailure) {
        let statement = mark()
        try expect(.values)
        repeat {
            let row = mark()
            try expect(.leftParenthesis)
            try parseExprList(.items)
            try expect(.rightParenthesis)
            close(.list, row)
            label(.valuesLists)
        } while eat(.comma)
        close(.selectStmt, statement)
    }

    // MARK: Targets

    /// `DISTINCT`, which stands for all targets as a null element, or `DISTINCT ON` expressions.
    ///
    /// ```ebnf
    /// distinct_clause = "DISTINCT" [ "ON" "(" expr_list ")" ] ;
    /// ```
    mutating func parseDistinctClause() throws(ParseFailure) {
        let token = position
        try expect(.distinct)
        if eat(.on) {
            try expect(.leftParenthesis)
            try parseExprList(.distinctClause)
            try expect(.rightParenthesis)
        } else {
            leaf(.null, .distinctClause, token: token)
        }
    }

    /// Targets separated by commas.
    ///
    /// ```ebnf
    /// target_list = target_el { "," target_el } ;
    /// ```
    mutating func parseTargetList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseTargetEl()
            label(field)
        } while eat(.comma)
    }

    /// An expression with or without a label, or `*`, as a `ResTarget`.
    ///
    /// ```ebnf
    /// target_el = a_expr [ "AS" ColLabel | BareColLabel ] | "*" ;
    /// ```
    mutating func parseTargetEl() throws(ParseFailure) {
        let mark = mark()
        if at(.star) {
            leaf(.aStar, .fields, token: position)
            advance()
            close(.columnRef, mark)
            label(.val)
        } else {
            try expression(.targetElement)
            label(.val)
            if eat(.as) {
                try parseColLabel(.stringValue, .name)
            } else if kind.isBareColLabel {
                try parseBareColLabel(.stringValue, .name)
            }
        }
        close(.resTarget, mark)
    }

    /// Where the rows go: `INTO` a new table.
    ///
    /// ```ebnf
    /// into_clause = "INTO" OptTempTableName ;
    /// ```
    mutating func parseIntoClause() throws(ParseFailure) {
        let mark = mark()
        try expect(.into)
        try parseOptTempTableName()
        label(.rel)
        close(.intoClause, mark)
        label(.intoClause)
    }

    /// The name of a new table and how long it is to live; the words for that are no keywords where a name ends.
    ///
    /// ```ebnf
    /// OptTempTableName =
    ///       [ [ "LOCAL" | "GLOBAL" ] ( "TEMPORARY" | "TEMP" ) | "UNLOGGED" ] [ "TABLE" ] qualified_name ;
    /// ```
    mutating func parseOptTempTableName() throws(ParseFailure) {
        var persistence = UInt8(ascii: "p")
        switch kind {
        case .temporary, .temp, .unlogged:
            guard peek() == .table || peek().isColId else { break }
            persistence = at(.unlogged) ? UInt8(ascii: "u") : UInt8(ascii: "t")
            advance()
        case .local, .global:
            guard peek() == .temporary || peek() == .temp else { break }
            persistence = UInt8(ascii: "t")
            advance()
            advance()
        default:
            break
        }
        _ = eat(.table)
        try qualifiedName(scalars: .rangeVar(inh: true, relpersistence: persistence))
    }

    // MARK: Grouping and windows

    /// `WHERE` and its condition, if there is one.
    ///
    /// ```ebnf
    /// where_clause = [ "WHERE" a_expr ] ;
    /// ```
    @inline(__always)
    mutating func parseWhereClause(_ field: FieldName) throws(ParseFailure) {
        guard eat(.where) else { return }
        try parseAExpr()
        label(field)
    }

    /// `GROUP BY`; tells whether `DISTINCT` grouping sets are asked for.
    ///
    /// ```ebnf
    /// group_clause = "GROUP" "BY" set_quantifier group_by_list ;
    /// ```
    mutating func parseGroupClause() throws(ParseFailure) -> Bool {
        try expect(.group, .by)
        let distinct = parseSetQuantifier() == .distinct
        try parseGroupByList(.groupClause)
        return distinct
    }

    /// What to group by, separated by commas.
    ///
    /// ```ebnf
    /// group_by_list = group_by_item { "," group_by_item } ;
    /// ```
    mutating func parseGroupByList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseGroupByItem()
            label(field)
        } while eat(.comma)
    }

    /// An expression or a `GroupingSet`.
    ///
    /// ```ebnf
    /// group_by_item =
    ///       a_expr
    ///     | "(" ")"
    ///     | ( "ROLLUP" | "CUBE" ) "(" expr_list ")"
    ///     | "GROUPING" "SETS" "(" group_by_list ")" ;
    /// ```
    mutating func parseGroupByItem() throws(ParseFailure) {
        let mark = mark()
        switch (kind, peek()) {
        case (.leftParenthesis, .rightParenthesis):
            advance()
            advance()
            close(.groupingSet, mark, scalars: .groupingSet(kind: .empty))
        case (.rollup, .leftParenthesis), (.cube, .leftParenthesis):
            let kind: GroupingSetKind = at(.rollup) ? .rollup : .cube
            advance()
            advance()
            try parseExprList(.content)
            try expect(.rightParenthesis)
            close(.groupingSet, mark, scalars: .groupingSet(kind: kind))
        case (.grouping, .sets):
            advance()
            advance()
            try enter()
            try expect(.leftParenthesis)
            try parseGroupByList(.content)
            try expect(.rightParenthesis)
            leave()
            close(.groupingSet, mark, scalars: .groupingSet(kind: .sets))
        default:
            try parseAExpr()
        }
    }

    /// Named windows, each a `WindowDef` with a name.
    ///
    /// ```ebnf
    /// window_clause = "WINDOW" ColId "AS" window_specification { "," ColId "AS" window_specification } ;
    /// ```
    mutating func parseWindowClause() throws(ParseFailure) {
        try expect(.window)
        repeat {
            let mark = mark()
            try parseColId(.stringValue, .name)
            try expect(.as)
            try parseWindowSpecification(from: mark)
            label(.windowClause)
        } while eat(.comma)
    }

    // MARK: Sorting

    /// `ORDER BY`, if it is there.
    ///
    /// ```ebnf
    /// opt_sort_clause = [ sort_clause ] ;
    /// ```
    mutating func parseOptSortClause(_ field: FieldName) throws(ParseFailure) {
        if at(.order) { try parseSortClause(field) }
    }

    /// `ORDER BY` and its keys.
    ///
    /// ```ebnf
    /// sort_clause = "ORDER" "BY" sortby { "," sortby } ;
    /// ```
    mutating func parseSortClause(_ field: FieldName) throws(ParseFailure) {
        try expect(.order, .by)
        repeat {
            try parseSortby()
            label(field)
        } while eat(.comma)
    }

    /// One sort key as a `SortBy`; it has a location only if it names an operator.
    ///
    /// ```ebnf
    /// sortby = a_expr ( "USING" qual_all_Op | opt_asc_desc ) opt_nulls_order ;
    /// ```
    mutating func parseSortby() throws(ParseFailure) {
        let mark = mark()
        try parseAExpr()
        label(.node)
        if eat(.using) {
            let operatorToken = position
            try parseQualAllOp(.useOp)
            let nulls = parseOptNullsOrder()
            close(
                .sortBy, mark, location: operatorToken, scalars: .sortBy(sortbyDir: .using, sortbyNulls: nulls))
        } else {
            let direction = parseOptAscDesc()
            let nulls = parseOptNullsOrder()
            closeWithoutLocation(.sortBy, mark, scalars: .sortBy(sortbyDir: direction, sortbyNulls: nulls))
        }
    }

    /// `ASC`, `DESC` or nothing.
    ///
    /// ```ebnf
    /// opt_asc_desc = [ "ASC" | "DESC" ] ;
    /// ```
    mutating func parseOptAscDesc() -> SortByDir {
        if eat(.asc) { return .asc }
        return eat(.desc) ? .desc : .default
    }

    /// `NULLS FIRST`, `NULLS LAST` or nothing; another word after `NULLS` leaves that an ordinary name.
    ///
    /// ```ebnf
    /// opt_nulls_order = [ "NULLS" ( "FIRST" | "LAST" ) ] ;
    /// ```
    mutating func parseOptNullsOrder() -> SortByNulls {
        guard eat(.nullsLA) else { return .default }
        let nulls: SortByNulls = at(.first) ? .first : .last
        advance()
        return nulls
    }
}

/// `FROM`: tables, joins, functions, subqueries and their aliases.
extension Parser {
    /// `FROM` and its tables, if they are there.
    ///
    /// ```ebnf
    /// from_clause = [ "FROM" from_list ] ;
    /// ```
    @inline(__always)
    mutating func parseFromClause() throws(ParseFailure) {
        if eat(.from) { try parseFromList(.fromClause) }
    }

    /// Tables and joins separated by commas.
    ///
    /// ```ebnf
    /// from_list = table_ref { "," table_ref } ;
    /// ```
    mutating func parseFromList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseTableRef()
            label(field)
        } while eat(.comma)
    }

    /// A table or a join.
    ///
    /// ```ebnf
    /// table_ref =
    ///       relation_expr opt_alias_clause [ tablesample_clause ]
    ///     | [ "LATERAL" ] ( func_expr_windowless | "ROWS" "FROM" "(" rowsfrom_item { "," rowsfrom_item } ")"
    ///         ) [ "WITH" "ORDINALITY" ] func_alias_clause
    ///     | [ "LATERAL" ] ( xmltable | json_table | select_with_parens ) opt_alias_clause
    ///     | "(" table_ref ")" opt_alias_clause
    ///     | table_ref "CROSS" "JOIN" table_ref
    ///     | table_ref "NATURAL" join_type "JOIN" table_ref
    ///     | table_ref join_type "JOIN" table_ref join_qual ;
    /// ```
    mutating func parseTableRef() throws(ParseFailure) {
        let mark = mark()
        try tablePrimary()
        if kind.isJoinWord { try joins(from: mark) }
    }

    // MARK: Joins

    /// Wraps the table built last, which begins at `mark`, and what is joined to it into `JoinExpr`s.
    ///
    /// A join that needs a condition takes joins without one on its right side, up to its own `ON` or `USING`.
    private mutating func joins(from mark: Mark) throws(ParseFailure) {
        while kind.isJoinWord {
            label(.larg)
            var jointype = JoinType.inner
            let isNatural = eat(.natural)
            if isNatural || !at(.cross) {
                jointype = parseJoinType()
            } else {
                advance()
                try expect(.join)
                try tablePrimary()
                label(.rarg)
                close(.joinExpr, mark)
                continue
            }
            try expect(.join)
            if isNatural {
                try tablePrimary()
                label(.rarg)
            } else {
                try enter()
                try parseTableRef()
                leave()
                label(.rarg)
                try parseJoinQual()
            }
            close(.joinExpr, mark, scalars: .joinExpr(jointype: jointype, isNatural: isNatural))
        }
    }

    /// The kind of join before the word `JOIN`.
    ///
    /// ```ebnf
    /// join_type = [ ( "FULL" | "LEFT" | "RIGHT" ) [ "OUTER" ] | "INNER" ] ;
    /// ```
    mutating func parseJoinType() -> JoinType {
        let jointype: JoinType
        switch kind {
        case .full: jointype = .full
        case .left: jointype = .left
        case .right: jointype = .right
        case .inner:
            advance()
            return .inner
        default: return .inner
        }
        advance()
        _ = eat(.outer)
        return jointype
    }

    /// `ON` a condition or `USING` columns.
    ///
    /// ```ebnf
    /// join_qual = "ON" a_expr | "USING" "(" name_list ")" [ "AS" ColId ] ;
    /// ```
    mutating func parseJoinQual() throws(ParseFailure) {
        if eat(.on) {
            try parseAExpr()
            label(.quals)
            return
        }
        try expect(.using)
        try expect(.leftParenthesis)
        try parseNameList(.usingClause)
        try expect(.rightParenthesis)
        guard at(.as) else { return }
        let mark = mark()
        advance()
        try parseColId(.stringValue, .aliasname)
        close(.alias, mark)
        label(.joinUsingAlias)
    }

    // MARK: One table

    /// A table reference that is no join outside of parentheses.
    private mutating func tablePrimary() throws(ParseFailure) {
        switch kind {
        case .leftParenthesis: try tableInParentheses()
        case .lateral: try lateralTable()
        case .only: try relation()
        case .rows where peek() == .from: try rangeFunction(from: mark(), lateral: false)
        case .xmltable where peek() == .leftParenthesis: try rangeTableFunc(from: mark(), lateral: false)
        case .jsonTable where peek() == .leftParenthesis: try jsonTable(from: mark(), lateral: false)
        default:
            if isRelationName {
                try relation()
            } else {
                try rangeFunction(from: mark(), lateral: false)
            }
        }
    }

    /// Whether the dotted name that stands here is a relation's; it is a function's if a parenthesis follows.
    private var isRelationName: Bool {
        guard kind.isColId else { return false }
        switch peek() {
        // No function is named by a word that is reserved for columns, but some have a syntax of their own.
        case .leftParenthesis: return false
        case .dot: break
        default: return true
        }
        var next = current + 1
        while next.pointee.kind == .dot, next[1].kind.isColLabel { next += 2 }
        return next.pointee.kind != .leftParenthesis
    }

    /// A relation, its alias and its sample.
    private mutating func relation() throws(ParseFailure) {
        let mark = mark()
        try parseRelationExpr()
        if at(.as) || kind.isColId {
            let opened = tree.reopen()
            try parseAliasClause()
            close(opened)
        }
        if at(.tablesample) { try parseTablesampleClause(of: mark) }
    }

    /// `LATERAL` and a function, a subquery or a table made from XML or JSON.
    private mutating func lateralTable() throws(ParseFailure) {
        let mark = mark()
        advance()
        switch kind {
        case .leftParenthesis:
            try parseSelectWithParens()
            try rangeSubselect(from: mark, lateral: true)
        case .xmltable where peek() == .leftParenthesis: try rangeTableFunc(from: mark, lateral: true)
        case .jsonTable where peek() == .leftParenthesis: try jsonTable(from: mark, lateral: true)
        default: try rangeFunction(from: mark, lateral: true)
        }
    }

    /// Wraps the query built last and the alias behind it into a `RangeSubselect`.
    private mutating func rangeSubselect(from mark: Mark, lateral: Bool) throws(ParseFailure) {
        label(.subquery)
        try parseOptAliasClause()
        close(.rangeSubselect, mark, scalars: .rangeSubselect(lateral: lateral))
    }

    // MARK: Parentheses

    /// What stood between parentheses.
    private enum Parenthesized {
        case select
        case joinedTable
    }

    /// A subquery or a join in parentheses, with its alias.
    private mutating func tableInParentheses() throws(ParseFailure) {
        let mark = mark()
        switch try parenthesized(holdsSelect: atParenthesizedSelect) {
        case .select: try rangeSubselect(from: mark, lateral: false)
        case .joinedTable:
            guard at(.as) || kind.isColId else { return }
            let opened = tree.reopen()
            try parseAliasClause()
            close(opened, from: mark)
        }
    }

    /// Whether the innermost of the parentheses that open here begins with a query.
    ///
    /// Looked at once for the whole run of parentheses, so that deep nesting costs no more than its length.
    var atParenthesizedSelect: Bool {
        var next = current
        while next.pointee.kind == .leftParenthesis { next += 1 }
        switch next.pointee.kind {
        case .select, .with, .withLA, .table: return true
        case .values: return next[1].kind == .leftParenthesis
        default: return false
        }
    }

    /// Reads one pair of parentheses. What is in them is a query if `holdsSelect` and nothing but what continues a
    /// query follows the inner ones; otherwise it must turn out to be a join.
    private mutating func parenthesized(holdsSelect: Bool) throws(ParseFailure) -> Parenthesized {
        try enter()
        try expect(.leftParenthesis)
        let inner = mark()
        var content = Parenthesized.joinedTable
        if at(.leftParenthesis) {
            content = try parenthesized(holdsSelect: holdsSelect)
            switch content {
            case .select where canContinueSelect():
                try continueSelect(from: inner)
            case .select where !at(.rightParenthesis):
                try rangeSubselect(from: inner, lateral: false)
                content = .joinedTable
                try requiredJoins(from: inner)
            case .joinedTable where !at(.rightParenthesis):
                if at(.as) || kind.isColId {
                    let opened = tree.reopen()
                    try parseAliasClause()
                    close(opened, from: inner)
                }
                try requiredJoins(from: inner)
            default:
                break
            }
        } else if holdsSelect {
            try parseSelectNoParens()
            content = .select
        } else {
            try tablePrimary()
            try requiredJoins(from: inner)
        }
        try expect(.rightParenthesis)
        leave()
        return content
    }

    private mutating func requiredJoins(from mark: Mark) throws(ParseFailure) {
        guard kind.isJoinWord else { throw syntaxError() }
        try joins(from: mark)
    }

    // MARK: Aliases

    /// An alias, if there is one.
    ///
    /// ```ebnf
    /// opt_alias_clause = [ alias_clause ] ;
    /// ```
    mutating func parseOptAliasClause() throws(ParseFailure) {
        if at(.as) || kind.isColId { try parseAliasClause() }
    }

    /// A name for a table and perhaps for its columns, as an `Alias` in the field `alias`.
    ///
    /// ```ebnf
    /// alias_clause = [ "AS" ] ColId [ "(" name_list ")" ] ;
    /// ```
    mutating func parseAliasClause() throws(ParseFailure) {
        let mark = mark()
        _ = eat(.as)
        try parseColId(.stringValue, .aliasname)
        if eat(.leftParenthesis) {
            try parseNameList(.colnames)
            try expect(.rightParenthesis)
        }
        close(.alias, mark)
        label(.alias)
    }

    /// The alias of a function: names, or columns with their types.
    ///
    /// ```ebnf
    /// func_alias_clause =
    ///       [ alias_clause | "AS" "(" TableFuncElementList ")" | [ "AS" ] ColId "(" TableFuncElementList ")"
    ///         ] ;
    /// ```
    mutating func parseFuncAliasClause() throws(ParseFailure) {
        let mark = mark()
        if eat(.as) {
            if at(.leftParenthesis) { return try columnDefinitions() }
        } else if !kind.isColId {
            return
        }
        try parseColId(.stringValue, .aliasname)
        if at(.leftParenthesis), peek().isColId, peek(2) != .comma, peek(2) != .rightParenthesis {
            close(.alias, mark)
            label(.alias)
            return try columnDefinitions()
        }
        if eat(.leftParenthesis) {
            try parseNameList(.colnames)
            try expect(.rightParenthesis)
        }
        close(.alias, mark)
        label(.alias)
    }

    private mutating func columnDefinitions() throws(ParseFailure) {
        try expect(.leftParenthesis)
        try parseTableFuncElementList(.coldeflist)
        try expect(.rightParenthesis)
    }

    /// A relation that is changed, with an alias; `SET` is none without `AS`.
    ///
    /// ```ebnf
    /// relation_expr_opt_alias = relation_expr [ [ "AS" ] ColId ] ;
    /// ```
    mutating func parseRelationExprOptAlias() throws(ParseFailure) {
        try parseRelationExpr()
        guard at(.as) || kind.isColId && !at(.set) else { return }
        let opened = tree.reopen()
        let mark = mark()
        _ = eat(.as)
        try parseColId(.stringValue, .aliasname)
        close(.alias, mark)
        label(.alias)
        close(opened)
    }

    // MARK: Samples and functions

    /// `TABLESAMPLE` of the relation built last, which begins at `start`; wraps it into a `RangeTableSample`.
    ///
    /// ```ebnf
    /// tablesample_clause = "TABLESAMPLE" func_name "(" expr_list ")" [ "REPEATABLE" "(" a_expr ")" ] ;
    /// ```
    mutating func parseTablesampleClause(of start: Mark) throws(ParseFailure) {
        label(.relation)
        try expect(.tablesample)
        let method = position
        try parseFuncName(.method)
        try expect(.leftParenthesis)
        try parseExprList(.args)
        try expect(.rightParenthesis)
        if eat(.repeatable) {
            try expect(.leftParenthesis)
            try parseAExpr()
            label(.repeatable)
            try expect(.rightParenthesis)
        }
        close(.rangeTableSample, start, location: method)
    }

    /// A function or `ROWS FROM` several, and the alias, as a `RangeFunction` that begins at `start`.
    private mutating func rangeFunction(from start: Mark, lateral: Bool) throws(ParseFailure) {
        let isRowsfrom = at(.rows, .from)
        if isRowsfrom {
            advance()
            advance()
            try expect(.leftParenthesis)
            repeat { try parseRowsfromItem() } while eat(.comma)
            try expect(.rightParenthesis)
        } else {
            let function = mark()
            try parseFuncExprWindowless()
            label(.items)
            leaf(.null, .items, token: position)
            close(.list, function)
            label(.functions)
        }
        let ordinality = try eat(.withLA, .ordinality)
        try parseFuncAliasClause()
        close(
            .rangeFunction, start,
            scalars: .rangeFunction(lateral: lateral, ordinality: ordinality, isRowsfrom: isRowsfrom))
    }

    /// A function of `ROWS FROM` and the columns it returns: a `List` of two.
    ///
    /// ```ebnf
    /// rowsfrom_item = func_expr_windowless [ "AS" "(" TableFuncElementList ")" ] ;
    /// ```
    mutating func parseRowsfromItem() throws(ParseFailure) {
        let mark = mark()
        try parseFuncExprWindowless()
        label(.items)
        let columns = self.mark()
        if eat(.as) {
            try expect(.leftParenthesis)
            try parseTableFuncElementList(.items)
            try expect(.rightParenthesis)
            close(.list, columns)
            label(.items)
        } else {
            leaf(.null, .items, token: position)
        }
        close(.list, mark)
        label(.functions)
    }
}

extension TokenKind {
    /// Whether a join begins with it, once a table stands before.
    @inline(__always)
    fileprivate var isJoinWord: Bool {
        switch self {
        case .join, .inner, .left, .right, .full, .cross, .natural: true
        default: false
        }
    }
}

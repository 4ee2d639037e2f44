/// `WITH`: the common table expressions that stand before a query.
extension Parser {
    /// `WITH` and its queries, as a `WithClause`.
    ///
    /// ```ebnf
    /// with_clause = "WITH" [ "RECURSIVE" ] common_table_expr { "," common_table_expr } ;
    /// ```
    mutating func parseWithClause() throws(ParseFailure) {
        let mark = mark()
        if !eat(.withLA) { try expect(.with) }
        // RECURSIVE is a name where no name follows.
        let recursive = at(.recursive) && peek().isColId
        if recursive { advance() }
        repeat {
            try parseCommonTableExpr()
            label(.ctes)
        } while eat(.comma)
        close(.withClause, mark, scalars: .withClause(recursive: recursive))
    }

    /// One named query, as a `CommonTableExpr`.
    ///
    /// ```ebnf
    /// common_table_expr =
    ///       name opt_name_list "AS" opt_materialized "(" PreparableStmt ")" [ opt_search_clause ] [
    ///         opt_cycle_clause ] ;
    /// ```
    mutating func parseCommonTableExpr() throws(ParseFailure) {
        let mark = mark()
        try parseName(.stringValue, .ctename)
        try parseOptNameList(.aliascolnames)
        try expect(.as)
        let materialized = try parseOptMaterialized()
        try enter()
        try expect(.leftParenthesis)
        try parsePreparableStmt()
        label(.ctequery)
        try expect(.rightParenthesis)
        leave()
        if at(.search) { try parseOptSearchClause() }
        if at(.cycle) { try parseOptCycleClause() }
        close(.commonTableExpr, mark, scalars: .commonTableExpr(ctematerialized: materialized))
    }

    /// Names in parentheses, if they are there.
    ///
    /// ```ebnf
    /// opt_name_list = [ "(" name_list ")" ] ;
    /// ```
    mutating func parseOptNameList(_ field: FieldName) throws(ParseFailure) {
        guard eat(.leftParenthesis) else { return }
        try parseNameList(field)
        try expect(.rightParenthesis)
    }

    /// `MATERIALIZED`, `NOT MATERIALIZED` or nothing.
    ///
    /// ```ebnf
    /// opt_materialized = [ [ "NOT" ] "MATERIALIZED" ] ;
    /// ```
    mutating func parseOptMaterialized() throws(ParseFailure) -> CTEMaterialize {
        if eat(.materialized) { return .always }
        return try eat(.not, .materialized) ? .never : .default
    }

    /// The order in which a recursive query is to be searched.
    ///
    /// ```ebnf
    /// opt_search_clause = "SEARCH" ( "DEPTH" | "BREADTH" ) "FIRST" "BY" columnList "SET" ColId ;
    /// ```
    mutating func parseOptSearchClause() throws(ParseFailure) {
        let mark = mark()
        try expect(.search)
        guard at(.depth) || at(.breadth) else { throw syntaxError() }
        let breadthFirst = at(.breadth)
        advance()
        try expect(.first, .by)
        try parseColumnList(.searchColList)
        try expect(.set)
        try parseColId(.stringValue, .searchSeqColumn)
        close(.cteSearchClause, mark, scalars: .cteSearchClause(searchBreadthFirst: breadthFirst))
        label(.searchClause)
    }

    /// How a recursive query detects cycles; the mark is true and false unless values are given.
    ///
    /// ```ebnf
    /// opt_cycle_clause =
    ///       "CYCLE" columnList "SET" ColId [ "TO" AexprConst "DEFAULT" AexprConst ] "USING" ColId ;
    /// ```
    mutating func parseOptCycleClause() throws(ParseFailure) {
        let mark = mark()
        try expect(.cycle)
        try parseColumnList(.cycleColList)
        try expect(.set)
        try parseColId(.stringValue, .cycleMarkColumn)
        if eat(.to) {
            try cycleMark(.cycleMarkValue)
            try expect(.default)
            try cycleMark(.cycleMarkDefault)
        } else {
            constant(.boolean, .cycleMarkValue, value: 1, token: -1)
            constant(.boolean, .cycleMarkDefault, value: 0, token: -1)
        }
        try expect(.using)
        try parseColId(.stringValue, .cyclePathColumn)
        close(.cteCycleClause, mark)
        label(.cycleClause)
    }
    /// A constant: an expression that names no column and applies nothing.
    private mutating func cycleMark(_ field: FieldName) throws(ParseFailure) {
        if at(.leftParenthesis) || at(.cast) || at(.positionalParameter) { throw syntaxError() }
        try parseCExpr()
        switch tree[tree.count - 1].kind {
        case .aConst, .typeCast: label(field)
        default: throw syntaxError()
        }
    }
}

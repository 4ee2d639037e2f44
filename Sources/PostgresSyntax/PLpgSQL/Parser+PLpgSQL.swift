/// What PostgreSQL's SQL grammar has for PL/pgSQL.
extension Parser {
    /// An expression: what can follow `SELECT`, as the `SelectStmt` of that.
    ///
    /// ```ebnf
    /// PLpgSQL_Expr =
    ///       ( [ "ALL" ] [ target_list ] | distinct_clause [ target_list ] ) from_clause where_clause [
    ///         group_clause ] [ "HAVING" a_expr ] [ window_clause ] opt_sort_clause [ select_limit ] [
    ///         for_locking_clause ] ;
    /// ```
    mutating func parsePLpgSQLExpr() throws(ParseFailure) {
        let mark = mark()
        try queryParts(allowsInto: false, from: mark)
        try selectOptions(from: mark, lockIsLast: true)
    }

    /// The target of an assignment and its new value, in the fields `target` and `expr`.
    ///
    /// ```ebnf
    /// PLAssignStmt = ( columnref | PARAM opt_indirection ) ( "=" | ":=" ) PLpgSQL_Expr ;
    /// ```
    mutating func parsePLAssignStmt() throws(ParseFailure) {
        if at(.positionalParameter) { try parseCExpr() } else { try parseColumnref() }
        label(.target)
        guard eat(.equals) || eat(.colonEquals) else { throw syntaxError() }
        try parsePLpgSQLExpr()
        label(.expr)
    }
}

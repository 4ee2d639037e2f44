/// Indexes and extended statistics.
extension Parser {
    /// `CREATE INDEX`.
    ///
    /// ```ebnf
    /// IndexStmt =
    ///       "CREATE" [ "UNIQUE" ] "INDEX" [ "CONCURRENTLY" ] ( opt_single_name | "IF" "NOT" "EXISTS" name )
    ///         "ON" relation_expr access_method_clause "(" index_params ")" opt_include
    ///         opt_unique_null_treatment opt_reloptions OptTableSpace [ "WHERE" a_expr ] ;
    /// ```
    mutating func parseIndexStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        let unique = eat(.unique)
        try expect(.index)
        let concurrent = eat(.concurrently)
        let ifNotExists = try eatIfNotExists()
        if ifNotExists {
            try parseName(.stringValue, .idxname)
        } else {
            parseOptSingleName(.idxname)
        }
        try expect(.on)
        try parseRelationExpr()
        label(.relation)
        try parseAccessMethodClause()
        try expect(.leftParenthesis)
        try parseIndexParams(.indexParams)
        try expect(.rightParenthesis)
        try parseOptInclude()
        let nullsNotDistinct = try parseOptUniqueNullTreatment()
        try parseOptReloptions(.options)
        try parseOptTableSpace(.tableSpace)
        if eat(.where) {
            try parseAExpr()
            label(.whereClause)
        }
        close(
            .indexStmt, statement,
            scalars: .indexStmt(
                unique: unique, nullsNotDistinct: nullsNotDistinct, concurrent: concurrent, ifNotExists: ifNotExists)
        )
    }

    /// A name without qualifiers, or nothing.
    ///
    /// ```ebnf
    /// opt_single_name = [ ColId ] ;
    /// ```
    mutating func parseOptSingleName(_ field: FieldName) {
        if kind.isColId { stringField(field) }
    }

    /// A dotted name whose parts go to `field`, or nothing.
    ///
    /// ```ebnf
    /// opt_qualified_name = [ any_name ] ;
    /// ```
    mutating func parseOptQualifiedName(_ field: FieldName) throws(ParseFailure) {
        if atName { try parseAnyName(field) }
    }

    /// Whether a name follows; `NULLS` before `FIRST` or `LAST` is none.
    private var atName: Bool {
        kind.isColId
    }

    /// The index's access method, `btree` if none is given.
    ///
    /// ```ebnf
    /// access_method_clause = [ "USING" name ] ;
    /// ```
    mutating func parseAccessMethodClause() throws(ParseFailure) {
        if eat(.using) {
            try parseName(.stringValue, .accessMethod)
        } else {
            stringField(.accessMethod, .wellKnown(.btree), token: position)
        }
    }

    /// What an index is over, as `IndexElem`s in `field`.
    ///
    /// ```ebnf
    /// index_params = index_elem { "," index_elem } ;
    /// ```
    mutating func parseIndexParams(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseIndexElem()
            label(field)
        } while eat(.comma)
    }

    /// A column, function call or expression of an index, as an `IndexElem`.
    ///
    /// ```ebnf
    /// index_elem =
    ///       ( ColId | func_expr_windowless | "(" a_expr ")" ) opt_collate [ any_name [ reloptions ] ]
    ///         opt_asc_desc opt_nulls_order ;
    /// ```
    mutating func parseIndexElem() throws(ParseFailure) {
        let mark = mark()
        try columnOrExpression()
        try parseOptCollate(.collation)
        if atName {
            try parseAnyName(.opclass)
            if at(.leftParenthesis) { try parseReloptions(.opclassopts) }
        }
        let ordering = parseOptAscDesc()
        let nullsOrdering = parseOptNullsOrder()
        close(.indexElem, mark, scalars: .indexElem(ordering: ordering, nullsOrdering: nullsOrdering))
    }

    /// Columns that an index only carries.
    ///
    /// ```ebnf
    /// opt_include = [ "INCLUDE" "(" index_params ")" ] ;
    /// ```
    mutating func parseOptInclude() throws(ParseFailure) {
        guard eat(.include) else { return }
        try expect(.leftParenthesis)
        try parseIndexParams(.indexIncludingParams)
        try expect(.rightParenthesis)
    }

    // MARK: Extended statistics

    /// `CREATE STATISTICS`.
    ///
    /// ```ebnf
    /// CreateStatsStmt =
    ///       "CREATE" "STATISTICS" ( opt_qualified_name | "IF" "NOT" "EXISTS" any_name ) opt_name_list "ON"
    ///         stats_params "FROM" from_list ;
    /// ```
    mutating func parseCreateStatsStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .statistics)
        let ifNotExists = try eatIfNotExists()
        if ifNotExists {
            try parseAnyName(.defnames)
        } else {
            try parseOptQualifiedName(.defnames)
        }
        try parseOptNameList(.statTypes)
        try expect(.on)
        try parseStatsParams()
        try expect(.from)
        try parseFromList(.relations)
        close(.createStatsStmt, statement, scalars: .createStatsStmt(ifNotExists: ifNotExists))
    }

    /// What statistics are about.
    ///
    /// ```ebnf
    /// stats_params = stats_param { "," stats_param } ;
    /// ```
    mutating func parseStatsParams() throws(ParseFailure) {
        repeat {
            try parseStatsParam()
            label(.exprs)
        } while eat(.comma)
    }

    /// A column or an expression that statistics are about, as a `StatsElem`.
    ///
    /// ```ebnf
    /// stats_param = ColId | func_expr_windowless | "(" a_expr ")" ;
    /// ```
    mutating func parseStatsParam() throws(ParseFailure) {
        let mark = mark()
        try columnOrExpression()
        close(.statsElem, mark)
    }

    /// `ALTER STATISTICS … SET STATISTICS`; all up to the name has been read.
    ///
    /// ```ebnf
    /// AlterStatsStmt =
    ///       "ALTER" "STATISTICS" [ "IF" "EXISTS" ] any_name "SET" "STATISTICS" set_statistics_value ;
    /// ```
    mutating func parseAlterStatsStmt(statement: Mark, missingOk: Bool) throws(ParseFailure) {
        try expect(.set, .statistics)
        if try parseSetStatisticsValue() { label(.stxstattarget) }
        close(.alterStatsStmt, statement, scalars: .alterStatsStmt(missingOk: missingOk))
    }

    /// A statistics target as an `Integer`; `DEFAULT` builds nothing and returns false.
    ///
    /// ```ebnf
    /// set_statistics_value = SignedIconst | "DEFAULT" ;
    /// ```
    mutating func parseSetStatisticsValue() throws(ParseFailure) -> Bool {
        if eat(.default) { return false }
        let token = position
        let value = try parseSignedIconst()
        leaf(.integer, value: UInt32(bitPattern: Int32(truncatingIfNeeded: value)), token: token)
        return true
    }
}

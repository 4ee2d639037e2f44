/// Tables made from documents: `XMLTABLE` and `JSON_TABLE`.
extension Parser {
    // MARK: XMLTABLE

    /// `XMLTABLE (…)` and its alias, as a `RangeTableFunc` that begins at `start`.
    mutating func rangeTableFunc(from start: Mark, lateral: Bool) throws(ParseFailure) {
        let location = position
        try parseXmltable()
        try parseOptAliasClause()
        close(.rangeTableFunc, start, location: location, scalars: .rangeTableFunc(lateral: lateral))
    }

    /// The contents of a `RangeTableFunc` except its alias.
    ///
    /// ```ebnf
    /// xmltable =
    ///       "XMLTABLE" "(" [ "XMLNAMESPACES" "(" xml_namespace_el { "," xml_namespace_el } ")" "," ] c_expr
    ///         xmlexists_argument "COLUMNS" xmltable_column_el { "," xmltable_column_el } ")" ;
    /// ```
    mutating func parseXmltable() throws(ParseFailure) {
        try expect(.xmltable, .leftParenthesis)
        if at(.xmlnamespaces, .leftParenthesis) {
            advance()
            try expect(.leftParenthesis)
            repeat {
                try parseXmlNamespaceEl()
                label(.namespaces)
            } while eat(.comma)
            try expect(.rightParenthesis)
            try expect(.comma)
        }
        try parseCExpr()
        label(.rowexpr)
        try parseXmlexistsArgument()
        label(.docexpr)
        try expect(.columns)
        repeat {
            try parseXmltableColumnEl()
            label(.columns)
        } while eat(.comma)
        try expect(.rightParenthesis)
    }

    /// A namespace with its prefix, or the default one, as a `ResTarget`.
    ///
    /// ```ebnf
    /// xml_namespace_el = b_expr "AS" ColLabel | "DEFAULT" b_expr ;
    /// ```
    mutating func parseXmlNamespaceEl() throws(ParseFailure) {
        let mark = mark()
        if eat(.default) {
            try parseBExpr()
            label(.val)
        } else {
            try parseBExpr()
            label(.val)
            try expect(.as)
            try parseColLabel(.stringValue, .name)
        }
        close(.resTarget, mark)
    }

    /// A column of an `XMLTABLE`, as a `RangeTableFuncCol`.
    ///
    /// ```ebnf
    /// xmltable_column_el = ColId ( "FOR" "ORDINALITY" | Typename { xmltable_column_option_el } ) ;
    /// ```
    mutating func parseXmltableColumnEl() throws(ParseFailure) {
        let mark = mark()
        try parseColId(.stringValue, .colname)
        if eat(.for) {
            try expect(.ordinality)
            close(.rangeTableFuncCol, mark, scalars: .rangeTableFuncCol(forOrdinality: true))
            return
        }
        try parseTypename()
        label(.typeName)
        var options = XmltableColumnOptions(column: mark.token)
        while atXmltableColumnOption { try parseXmltableColumnOptionEl(&options) }
        // PostgreSQL checks a column's options when it has read them all.
        if let mistake = options.mistake { throw error(mistake.message, at: mistake.token) }
        close(.rangeTableFuncCol, mark, scalars: .rangeTableFuncCol(isNotNull: options.isNotNull ?? false))
    }

    /// What has been said about a column of an `XMLTABLE`.
    struct XmltableColumnOptions {
        /// The token that is the column's name.
        let column: Int
        var hasDefault = false
        var hasPath = false
        var isNotNull: Bool?
        /// The first mistake and the token it is reported at.
        var mistake: (message: String, token: Int)?

        init(column: Int) {
            self.column = column
        }

        mutating func reject(_ message: String, at token: Int) {
            if mistake == nil { mistake = (message, token) }
        }
    }

    private var atXmltableColumnOption: Bool {
        switch kind {
        case .identifier, .default, .not, .null, .path: true
        default: false
        }
    }

    /// One option of a column of an `XMLTABLE`.
    ///
    /// ```ebnf
    /// xmltable_column_option_el = ( IDENT | "DEFAULT" | "PATH" ) b_expr | [ "NOT" ] "NULL" ;
    /// ```
    mutating func parseXmltableColumnOptionEl(_ options: inout XmltableColumnOptions) throws(ParseFailure) {
        let token = position
        let name = at(.identifier) ? tokens.decoded(token) : ""
        let word = kind
        if word == .not { try expect(.not, .null) } else { advance() }
        switch word {
        case .not, .null:
            if options.isNotNull != nil {
                let column = tokens.decoded(options.column)
                options.reject(
                    "conflicting or redundant NULL / NOT NULL declarations for column \"\(column)\"", at: token)
            }
            options.isNotNull = word == .not
        default:
            try parseBExpr()
            if name == "__pg__is_not_null" {
                throw error("option name \"\(name)\" cannot be used in XMLTABLE", at: token)
            }
            if word == .default || name == "default" {
                if options.hasDefault { options.reject("only one DEFAULT value is allowed", at: token) }
                options.hasDefault = true
                label(.coldefexpr)
            } else if word == .path || name == "path" {
                if options.hasPath { options.reject("only one PATH value per column is allowed", at: token) }
                options.hasPath = true
                label(.colexpr)
            } else {
                options.reject("unrecognized column option \"\(name)\"", at: token)
            }
        }
    }

    // MARK: JSON_TABLE

    /// `JSON_TABLE (…)` and its alias, as a `JsonTable` that begins at `start`.
    mutating func jsonTable(from start: Mark, lateral: Bool) throws(ParseFailure) {
        let location = position
        try parseJsonTable()
        try parseOptAliasClause()
        close(.jsonTable, start, location: location, scalars: .jsonTable(lateral: lateral))
    }

    /// The contents of a `JsonTable` except its alias.
    ///
    /// ```ebnf
    /// json_table =
    ///       "JSON_TABLE" "(" json_value_expr "," a_expr [ "AS" name ] json_passing_clause_opt "COLUMNS" "("
    ///         json_table_column_definition { "," json_table_column_definition } ")" json_on_error_clause_opt
    ///         ")" ;
    /// ```
    mutating func parseJsonTable() throws(ParseFailure) {
        try expect(.jsonTable, .leftParenthesis)
        try parseJsonValueExpr()
        label(.contextItem)
        try expect(.comma)
        let path = mark()
        try parseAExpr()
        let isString = makeStringConstant(at: path.token)
        label(.string)
        let asToken = at(.as) ? position : nil
        if asToken != nil {
            advance()
            try parseName(.stringValue, .name)
        }
        closeJsonPath(path, nameLocation: asToken)
        try parseJsonPassingClauseOpt(.passing)
        try jsonTableColumns()
        try parseJsonOnErrorClauseOpt()
        try expect(.rightParenthesis)
        if !isString {
            throw error(
                "only string constants are supported in JSON_TABLE path specification", at: path.token, readsNext: false
            )
        }
    }

    /// Locates the string constant built last at `token`; false if another expression was built.
    private mutating func makeStringConstant(at token: Int) -> Bool {
        var unit = tree[tree.count - 1]
        guard unit.kind == .aConst, unit.flags == ConstantVariant.string.rawValue else { return false }
        unit.word2 = UInt32(truncatingIfNeeded: token)
        tree[tree.count - 1] = unit
        return true
    }

    /// `COLUMNS (…)`, which nest.
    private mutating func jsonTableColumns() throws(ParseFailure) {
        try enter()
        try expect(.columns, .leftParenthesis)
        repeat {
            try parseJsonTableColumnDefinition()
            label(.columns)
        } while eat(.comma)
        try expect(.rightParenthesis)
        leave()
    }

    /// A column of a `JSON_TABLE`, or columns from a nested path, as a `JsonTableColumn`.
    ///
    /// ```ebnf
    /// json_table_column_definition =
    ///       ColId "FOR" "ORDINALITY"
    ///     | ColId Typename [ json_format_clause ] json_table_column_path_clause_opt json_wrapper_behavior
    ///         json_quotes_clause_opt json_behavior_clause_opt
    ///     | ColId Typename "EXISTS" json_table_column_path_clause_opt json_on_error_clause_opt
    ///     | "NESTED" [ "PATH" ] SCONST [ "AS" name ] "COLUMNS" "(" json_table_column_definition { ","
    ///         json_table_column_definition } ")" ;
    /// ```
    mutating func parseJsonTableColumnDefinition() throws(ParseFailure) {
        let mark = mark()
        if at(.nested), peek() == .path || peek() == .stringConstant { return try nestedColumns(mark) }
        try parseColId(.stringValue, .name)
        if eat(.for) {
            try expect(.ordinality)
            close(.jsonTableColumn, mark, scalars: .jsonTableColumn(coltype: .forOrdinality))
            return
        }
        try parseTypename()
        label(.typeName)
        if eat(.exists) {
            defaultJsonFormat()
            label(.format)
            try parseJsonTableColumnPathClauseOpt()
            try parseJsonOnErrorClauseOpt()
            close(.jsonTableColumn, mark, scalars: .jsonTableColumn(coltype: .exists, wrapper: .none))
            return
        }
        let isFormatted = at(.formatLA)
        if isFormatted {
            try parseJsonFormatClause()
            label(.format)
        } else {
            defaultJsonFormat()
            label(.format)
        }
        try parseJsonTableColumnPathClauseOpt()
        let wrapper = try parseJsonWrapperBehavior()
        let quotes = try parseJsonQuotesClauseOpt()
        try parseJsonBehaviorClauseOpt()
        close(
            .jsonTableColumn, mark,
            scalars: .jsonTableColumn(
                coltype: isFormatted ? .formatted : .regular, wrapper: wrapper, quotes: quotes))
    }

    /// The rest of `NESTED`, which stands next.
    private mutating func nestedColumns(_ mark: Mark) throws(ParseFailure) {
        advance()
        _ = eat(.path)
        let path = self.mark()
        try jsonPathString()
        var nameToken: Int?
        if eat(.as) {
            nameToken = position
            try parseName(.stringValue, .name)
        }
        closeJsonPath(path, nameLocation: nameToken)
        try jsonTableColumns()
        close(.jsonTableColumn, mark, scalars: .jsonTableColumn(coltype: .nested))
    }

    /// `PATH` and a string, if it is there.
    ///
    /// ```ebnf
    /// json_table_column_path_clause_opt = [ "PATH" SCONST ] ;
    /// ```
    mutating func parseJsonTableColumnPathClauseOpt() throws(ParseFailure) {
        guard eat(.path) else { return }
        let path = mark()
        try jsonPathString()
        closeJsonPath(path, nameLocation: nil)
    }

    private mutating func closeJsonPath(_ path: Mark, nameLocation: Int?) {
        if let nameLocation { locationField(.nameLocation, token: nameLocation) }
        close(.jsonTablePathSpec, path)
        label(.pathspec)
    }

    private mutating func jsonPathString() throws(ParseFailure) {
        guard at(.stringConstant) else { throw syntaxError() }
        stringConstant(.string)
    }
}

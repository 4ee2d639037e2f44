/// `COPY`, with its options in the old and the new spelling.
extension Parser {
    /// Copies rows between a table or a query and a file.
    ///
    /// ```ebnf
    /// CopyStmt =
    ///       "COPY" [ "BINARY" ] qualified_name opt_column_list ( "FROM" | "TO" ) [ "PROGRAM" ]
    ///         copy_file_name [ copy_delimiter ] [ "WITH" ] copy_options where_clause
    ///     | "COPY" "(" PreparableStmt ")" "TO" [ "PROGRAM" ] copy_file_name [ "WITH" ] copy_options ;
    /// ```
    mutating func parseCopyStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.copy)
        if at(.leftParenthesis) { return try copyQuery(mark) }
        if at(.binary) { try formatOption() }
        try parseQualifiedName()
        label(.relation)
        try parseOptColumnList(.attlist)
        let isFrom = at(.from)
        guard isFrom || at(.to) else { throw syntaxError() }
        advance()
        let isProgram = eat(.program)
        let hasFile = try parseCopyFileName()
        let delimiterToken = at(.using) || at(.delimiters) ? position : nil
        if delimiterToken != nil { try parseCopyDelimiter() }
        _ = eatWith()
        try parseCopyOptions()
        let whereToken = at(.where) ? position : nil
        try parseWhereClause(.whereClause)
        if isProgram, !hasFile {
            // PostgreSQL points at the delimiters, if there are any.
            throw error(
                "STDIN/STDOUT not allowed with PROGRAM",
                offset: delimiterToken.map { Int(firstToken[$0].start) })
        }
        if !isFrom, let whereToken {
            throw error("WHERE clause not allowed with COPY TO", at: whereToken)
        }
        close(.copyStmt, mark, scalars: .copyStmt(isFrom: isFrom, isProgram: isProgram))
    }

    /// The rest of `COPY (query) TO`.
    private mutating func copyQuery(_ mark: Mark) throws(ParseFailure) {
        try expect(.leftParenthesis)
        try parsePreparableStmt()
        label(.query)
        try expect(.rightParenthesis)
        let toToken = position
        try expect(.to)
        let isProgram = eat(.program)
        let hasFile = try parseCopyFileName()
        _ = eatWith()
        try parseCopyOptions()
        if isProgram, !hasFile { throw error("STDIN/STDOUT not allowed with PROGRAM", at: toToken) }
        close(.copyStmt, mark, scalars: .copyStmt(isProgram: isProgram))
    }

    /// A file or command; false for the client's input or output.
    ///
    /// ```ebnf
    /// copy_file_name = SCONST | "STDIN" | "STDOUT" ;
    /// ```
    mutating func parseCopyFileName() throws(ParseFailure) -> Bool {
        if eat(.stdin) || eat(.stdout) { return false }
        try parseSconst(.stringValue, .filename)
        return true
    }

    /// `DELIMITERS` in its oldest place.
    ///
    /// ```ebnf
    /// copy_delimiter = [ "USING" ] "DELIMITERS" SCONST ;
    /// ```
    mutating func parseCopyDelimiter() throws(ParseFailure) {
        _ = eat(.using)
        let mark = mark()
        try expect(.delimiters)
        stringField(.defname, .wellKnown(.delimiter), token: mark.token)
        try parseSconst(.string, .arg)
        closeOption(mark)
    }

    /// Options in parentheses, or in the old spelling without.
    ///
    /// ```ebnf
    /// copy_options = { copy_opt_item } | "(" copy_generic_opt_elem { "," copy_generic_opt_elem } ")" ;
    /// ```
    mutating func parseCopyOptions() throws(ParseFailure) {
        if eat(.leftParenthesis) {
            repeat { try parseCopyGenericOptElem() } while eat(.comma)
            try expect(.rightParenthesis)
        } else {
            while try parseCopyOptItem() {}
        }
    }

    private mutating func closeOption(_ mark: Mark) {
        close(.defElem, mark)
        label(.options)
    }

    // MARK: Old spelling

    /// One option in the old spelling; false if none follows.
    ///
    /// ```ebnf
    /// copy_opt_item =
    ///       "BINARY"
    ///     | "FREEZE"
    ///     | "CSV"
    ///     | "HEADER"
    ///     | ( "DELIMITER" | "NULL" | "QUOTE" | "ESCAPE" ) [ "AS" ] SCONST
    ///     | "FORCE" ( "QUOTE" | [ "NOT" ] "NULL" ) ( columnList | "*" )
    ///     | "ENCODING" SCONST ;
    /// ```
    mutating func parseCopyOptItem() throws(ParseFailure) -> Bool {
        let mark = mark()
        switch kind {
        case .binary, .csv:
            try formatOption()
            return true
        case .freeze, .header:
            stringField(.defname)
            leaf(.boolean, .arg, value: 1, token: mark.token)
        case .delimiter, .null, .quote, .escape:
            stringField(.defname)
            _ = eat(.as)
            try parseSconst(.string, .arg)
        case .force:
            try forceOption()
        case .encoding:
            stringField(.defname)
            try parseSconst(.string, .arg)
        default:
            return false
        }
        closeOption(mark)
        return true
    }

    /// The format that the current token names.
    private mutating func formatOption() throws(ParseFailure) {
        let mark = mark()
        stringField(.defname, .wellKnown(.format), token: mark.token)
        stringNode(.arg)
        closeOption(mark)
    }

    /// `FORCE` quoting or nulls in some columns or, with `*`, in all; the children of the `DefElem`.
    private mutating func forceOption() throws(ParseFailure) {
        let token = position
        advance()
        let name: WellKnownName
        switch kind {
        case .quote:
            advance()
            name = .forceQuote
        case .null:
            advance()
            name = .forceNull
        case .not:
            try expect(.not, .null)
            name = .forceNotNull
        default:
            throw syntaxError()
        }
        stringField(.defname, .wellKnown(name), token: token)
        let columns = mark()
        if eat(.star) {
            leaf(.aStar, .arg, token: columns.token)
        } else {
            try parseColumnList(.items)
            close(.list, columns)
            label(.arg)
        }
    }

    // MARK: New spelling

    /// One option in parentheses, with or without a value.
    ///
    /// ```ebnf
    /// copy_generic_opt_elem = ColLabel [ copy_generic_opt_arg ] ;
    /// ```
    mutating func parseCopyGenericOptElem() throws(ParseFailure) {
        let mark = mark()
        try parseColLabel(.stringValue, .defname)
        if !at(.comma), !at(.rightParenthesis) { try parseCopyGenericOptArg() }
        closeOption(mark)
    }

    /// The value of an option.
    ///
    /// ```ebnf
    /// copy_generic_opt_arg =
    ///       opt_boolean_or_string
    ///     | NumericOnly
    ///     | "*"
    ///     | "DEFAULT"
    ///     | "(" opt_boolean_or_string { "," opt_boolean_or_string } ")" ;
    /// ```
    mutating func parseCopyGenericOptArg() throws(ParseFailure) {
        let mark = mark()
        switch kind {
        case .integerConstant, .floatConstant, .plus, .minus:
            try parseNumericOnly()
            label(.arg)
        case .star:
            leaf(.aStar, .arg, token: position)
            advance()
        case .default:
            stringNode(.arg)
        case .leftParenthesis:
            advance()
            repeat { try parseOptBooleanOrString(.string, .items) } while eat(.comma)
            try expect(.rightParenthesis)
            close(.list, mark)
            label(.arg)
        default:
            try parseOptBooleanOrString(.string, .arg)
        }
    }
}

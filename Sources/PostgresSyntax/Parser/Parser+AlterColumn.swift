/// `ALTER TABLE … ALTER COLUMN`.
extension Parser {
    private mutating func command(_ mark: Mark, _ subtype: AlterTableType, missingOk: Bool = false) {
        close(.alterTableCmd, mark, scalars: .alterTableCmd(subtype: subtype, missingOk: missingOk))
    }

    /// The statistics target of a column of an index, which has a number and no name.
    mutating func alterNumberedColumn(_ mark: Mark) throws(ParseFailure) {
        let token = position
        let number = try parseIconst()
        try expect(.set, .statistics)
        if try parseSetStatisticsValue() { label(.def) }
        guard 1...Int(Int16.max) ~= number else {
            throw error("column number must be in range from 1 to \(Int16.max)", at: token, readsNext: false)
        }
        integerField(.num, number, token: token)
        command(mark, .setStatistics)
    }

    /// What is changed of a column whose name has been read; `column` is its token.
    ///
    /// ```ebnf
    /// alter_column_cmd =
    ///       "SET" "DEFAULT" a_expr
    ///     | "DROP" "DEFAULT"
    ///     | ( "SET" | "DROP" ) "NOT" "NULL"
    ///     | "SET" "EXPRESSION" "AS" "(" a_expr ")"
    ///     | "DROP" ( "EXPRESSION" | "IDENTITY" ) [ "IF" "EXISTS" ]
    ///     | "SET" "STATISTICS" set_statistics_value
    ///     | ( "SET" | "RESET" ) reloptions
    ///     | "SET" ( column_storage | column_compression )
    ///     | "ADD" "GENERATED" generated_when "AS" "IDENTITY" OptParenthesizedSeqOptList
    ///     | alter_identity_column_option_list
    ///     | [ "SET" "DATA" ] "TYPE" Typename opt_collate_clause [ "USING" a_expr ]
    ///     | alter_generic_options ;
    /// ```
    mutating func parseAlterColumnCmd(_ mark: Mark, column: Int) throws(ParseFailure) {
        switch kind {
        case .type: try alterType(mark, column: column)
        case .set: try setColumn(mark, column: column)
        case .drop: try dropOfColumn(mark)
        case .restart: try setIdentity(mark)
        case .add:
            advance()
            let constraint = self.mark()
            try expect(.generated)
            let generatedWhen = try parseGeneratedWhen()
            try expect(.as, .identity)
            try parseOptParenthesizedSeqOptList(.options)
            close(
                .constraint, constraint, scalars: .constraint(contype: .identity, generatedWhen: generatedWhen))
            label(.def)
            command(mark, .addIdentity)
        case .reset:
            advance()
            let list = self.mark()
            try parseReloptions(.items)
            close(.list, list)
            label(.def)
            command(mark, .resetOptions)
        case .options:
            let list = self.mark()
            try parseAlterGenericOptions(.items)
            close(.list, list)
            label(.def)
            command(mark, .alterColumnGenericOptions)
        default: throw syntaxError()
        }
    }

    /// `TYPE`, with a collation and the expression that converts the values.
    private mutating func alterType(_ mark: Mark, column: Int) throws(ParseFailure) {
        try expect(.type)
        let definition = self.mark()
        try parseTypename()
        label(.typeName)
        if try parseOptCollateClause() { label(.collClause) }
        if eat(.using) {
            try parseAExpr()
            label(.rawDefault)
        }
        close(.columnDef, definition, location: column)
        label(.def)
        command(mark, .alterColumnType)
    }

    private mutating func dropOfColumn(_ mark: Mark) throws(ParseFailure) {
        try expect(.drop)
        switch kind {
        case .default:
            advance()
            command(mark, .columnDefault)
        case .not:
            try expect(.not, .null)
            command(mark, .dropNotNull)
        case .expression:
            advance()
            command(mark, .dropExpression, missingOk: try eat(.if, .exists))
        case .identity:
            advance()
            command(mark, .dropIdentity, missingOk: try eat(.if, .exists))
        default: throw syntaxError()
        }
    }

    private mutating func setColumn(_ mark: Mark, column: Int) throws(ParseFailure) {
        switch peek() {
        case .default:
            advance()
            advance()
            try parseAExpr()
            label(.def)
            command(mark, .columnDefault)
        case .not:
            advance()
            try expect(.not, .null)
            command(mark, .setNotNull)
        case .data:
            advance()
            advance()
            try alterType(mark, column: column)
        case .statistics:
            advance()
            advance()
            if try parseSetStatisticsValue() { label(.def) }
            command(mark, .setStatistics)
        case .storage:
            advance()
            try parseColumnStorage(.string, .def)
            command(mark, .setStorage)
        case .compression:
            advance()
            try parseColumnCompression(.string, .def)
            command(mark, .setCompression)
        case .expression:
            advance()
            advance()
            try expect(.as, .leftParenthesis)
            try parseAExpr()
            label(.def)
            try expect(.rightParenthesis)
            command(mark, .setExpression)
        case .leftParenthesis:
            advance()
            let list = self.mark()
            try parseReloptions(.items)
            close(.list, list)
            label(.def)
            command(mark, .setOptions)
        default:
            try setIdentity(mark)
        }
    }

    private mutating func setIdentity(_ mark: Mark) throws(ParseFailure) {
        let list = self.mark()
        try parseAlterIdentityColumnOptionList()
        close(.list, list)
        label(.def)
        command(mark, .setIdentity)
    }

    /// Changes of an identity column's sequence, as `DefElem`s in `items`.
    ///
    /// ```ebnf
    /// alter_identity_column_option_list = alter_identity_column_option { alter_identity_column_option } ;
    /// ```
    mutating func parseAlterIdentityColumnOptionList() throws(ParseFailure) {
        repeat {
            try parseAlterIdentityColumnOption()
            label(.items)
        } while at(.restart) || at(.set)
    }

    /// One change of an identity column's sequence, as a `DefElem`.
    ///
    /// ```ebnf
    /// alter_identity_column_option =
    ///       "RESTART" [ [ "WITH" ] NumericOnly ]
    ///     | "SET" SeqOptElem
    ///     | "SET" "GENERATED" generated_when ;
    /// ```
    mutating func parseAlterIdentityColumnOption() throws(ParseFailure) {
        let mark = mark()
        if at(.restart) { return try parseSeqOptElem() }
        try expect(.set)
        if at(.generated) {
            stringField(.defname)
            let token = position
            leaf(.integer, .arg, value: UInt32(try parseGeneratedWhen()), token: token)
            return close(.defElem, mark)
        }
        let option = position
        let optionKind = kind
        try parseSeqOptElem()
        switch optionKind {
        case .as: throw unsupported("as", at: option, readsNext: !isIntegerType(tokens[position - 1].kind))
        case .restart: throw unsupported("restart", at: option)
        case .owned: throw unsupported("owned_by", at: option)
        default: break
        }
    }

    /// Whether `kind` is a type that nothing can follow.
    private func isIntegerType(_ kind: TokenKind) -> Bool {
        kind == .int || kind == .integer || kind == .smallint || kind == .bigint
    }

    private mutating func unsupported(_ option: String, at token: Int, readsNext: Bool = true) -> ParseFailure {
        error("sequence option \"\(option)\" not supported here", at: token, readsNext: readsNext)
    }
}

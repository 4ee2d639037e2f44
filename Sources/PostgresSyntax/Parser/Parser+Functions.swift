/// Function calls, and the functions that have a syntax of their own.
extension Parser {
    // MARK: Calls

    /// What the parentheses of a call say besides its arguments.
    private struct ArgumentList {
        var isPlain = false
        var isStar = false
        var isDistinct = false
        var isVariadic = false
        /// The token at which ORDER BY stands.
        var sort: Int?

        func scalars(isWithinGroup: Bool = false) -> Scalars {
            .funcCall(
                aggWithinGroup: isWithinGroup, aggStar: isStar, aggDistinct: isDistinct, funcVariadic: isVariadic)
        }
    }

    /// A call, with the clauses of aggregates and window functions, or a function with a syntax of its own.
    ///
    /// ```ebnf
    /// func_expr =
    ///       func_application [ within_group_clause ] filter_clause over_clause
    ///     | json_aggregate_func
    ///     | func_expr_common_subexpr ;
    /// ```
    mutating func parseFuncExpr() throws(ParseFailure) {
        if atSpecialFunction { return try parseFuncExprCommonSubexpr() }
        if atJsonAggregate { return try parseJsonAggregateFunc(isWindowless: false) }
        let mark = mark()
        try parseFuncName(.funcname)
        let list = try functionArguments()
        close(.funcCall, mark, scalars: list.scalars())
        try aggregateClauses(list)
    }

    /// A call, or a function with a syntax of its own, where window functions are not allowed.
    ///
    /// ```ebnf
    /// func_expr_windowless = func_application | json_aggregate_func | func_expr_common_subexpr ;
    /// ```
    mutating func parseFuncExprWindowless() throws(ParseFailure) {
        if atSpecialFunction { return try parseFuncExprCommonSubexpr() }
        if atJsonAggregate { return try parseJsonAggregateFunc(isWindowless: true) }
        try parseFuncApplication()
    }

    /// A function's name and arguments.
    ///
    /// ```ebnf
    /// func_application =
    ///       func_name "(" [ "*" | ( "ALL" | "DISTINCT" ) func_arg_list [ sort_clause ] | [ func_arg_list ","
    ///         ] "VARIADIC" func_arg_expr [ sort_clause ] | func_arg_list [ sort_clause ] ] ")" ;
    /// ```
    mutating func parseFuncApplication() throws(ParseFailure) {
        let mark = mark()
        try parseFuncName(.funcname)
        try finishFuncApplication(mark)
    }

    /// The parentheses of a call whose name's parts were built since `mark` as `String` nodes labelled `funcname`.
    mutating func finishFuncApplication(_ mark: Mark) throws(ParseFailure) {
        let list = try functionArguments()
        close(.funcCall, mark, scalars: list.scalars())
    }

    /// The same in an expression, where a string behind the parentheses makes it a constant of the named type.
    mutating func functionOrConstant(_ mark: Mark) throws(ParseFailure) {
        let arguments = tree.count
        let list = try functionArguments()
        if atConstant, list.isPlain {
            return try constantWithModifiers(mark, arguments, list)
        }
        close(.funcCall, mark, scalars: list.scalars())
        try aggregateClauses(list)
    }

    private mutating func constantWithModifiers(
        _ mark: Mark, _ arguments: Int, _ list: ArgumentList
    ) throws(ParseFailure) {
        if let named = tree.firstNode(.namedArgExpr, since: arguments) {
            throw error("type modifier cannot have parameter name", at: Int(tree[named - 1].word0))
        }
        if let sort = list.sort { throw error("type modifier cannot have ORDER BY", at: sort) }
        tree.labelAll(since: arguments, .typmods)
        for name in mark.unit..<arguments {
            tree[name].field = .names
        }
        typedConstant(mark)
    }

    private mutating func functionArguments() throws(ParseFailure) -> ArgumentList {
        var list = ArgumentList()
        try expect(.leftParenthesis)
        switch kind {
        case .rightParenthesis:
            advance()
            return list
        case .star:
            advance()
            try expect(.rightParenthesis)
            list.isStar = true
            return list
        case .all, .distinct:
            list.isDistinct = at(.distinct)
            advance()
            try parseFuncArgList(.args)
        default:
            list.isVariadic = eat(.variadic)
            try parseFuncArgExpr()
            label(.args)
            while !list.isVariadic, eat(.comma) {
                list.isVariadic = eat(.variadic)
                try parseFuncArgExpr()
                label(.args)
            }
            list.isPlain = !list.isVariadic
        }
        if at(.order) {
            list.sort = position
            try parseSortClause(.aggOrder)
        }
        try expect(.rightParenthesis)
        return list
    }

    /// Arguments separated by commas.
    ///
    /// ```ebnf
    /// func_arg_list = func_arg_expr { "," func_arg_expr } ;
    /// ```
    mutating func parseFuncArgList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseFuncArgExpr()
            label(field)
        } while eat(.comma)
    }

    /// An argument, with or without its parameter's name.
    ///
    /// ```ebnf
    /// func_arg_expr = [ type_function_name ( ":=" | "=>" ) ] a_expr ;
    /// ```
    mutating func parseFuncArgExpr() throws(ParseFailure) {
        guard atNamedArgument else { return try parseAExpr() }
        let mark = mark()
        stringField(.name)
        advance()
        try parseAExpr()
        label(.arg)
        integerField(.argnumber, -1, token: mark.token)
        close(.namedArgExpr, mark)
    }

    private var atNamedArgument: Bool {
        let next = peek()
        return (next == .equalsGreater || next == .colonEquals) && kind.isTypeFunctionName
    }

    // MARK: Clauses of aggregates and window functions

    /// `WITHIN GROUP`, `FILTER` and `OVER` behind the call just built.
    private mutating func aggregateClauses(_ list: ArgumentList) throws(ParseFailure) {
        guard kind == .within || kind == .filter || kind == .over else { return }
        var opened = tree.reopen()
        let within = at(.within) ? position : nil
        if within != nil { try parseWithinGroupClause() }
        try parseFilterClause()
        try parseOverClause()
        if let within {
            if list.sort != nil {
                throw error("cannot use multiple ORDER BY clauses with WITHIN GROUP", at: within)
            }
            if list.isDistinct { throw error("cannot use DISTINCT with WITHIN GROUP", at: within) }
            if list.isVariadic { throw error("cannot use VARIADIC with WITHIN GROUP", at: within) }
            opened.scalars = list.scalars(isWithinGroup: true).bits
        }
        close(opened)
    }

    /// ```ebnf
    /// within_group_clause = "WITHIN" "GROUP" "(" sort_clause ")" ;
    /// ```
    private mutating func parseWithinGroupClause() throws(ParseFailure) {
        try expect(.within, .group)
        try expect(.leftParenthesis)
        try parseSortClause(.aggOrder)
        try expect(.rightParenthesis)
    }

    /// `FILTER (WHERE …)`, if it is there.
    ///
    /// ```ebnf
    /// filter_clause = [ "FILTER" "(" "WHERE" a_expr ")" ] ;
    /// ```
    mutating func parseFilterClause() throws(ParseFailure) {
        guard eat(.filter) else { return }
        try expect(.leftParenthesis, .where)
        try parseAExpr()
        label(.aggFilter)
        try expect(.rightParenthesis)
    }

    /// `OVER` and a window's name or definition, if it is there.
    ///
    /// ```ebnf
    /// over_clause = [ "OVER" ( window_specification | ColId ) ] ;
    /// ```
    mutating func parseOverClause() throws(ParseFailure) {
        guard eat(.over) else { return }
        if at(.leftParenthesis) {
            try parseWindowSpecification()
        } else {
            let mark = mark()
            try parseColId(.stringValue, .name)
            integerField(.frameOptions, FrameOption.defaults, token: mark.token)
            close(.windowDef, mark)
        }
        label(.over)
    }

    // MARK: Functions with a syntax of their own

    /// Whether a function stands next that has a syntax of its own.
    var atSpecialFunction: Bool {
        switch kind {
        case .cast, .currentCatalog, .currentDate, .currentRole, .currentTime, .currentTimestamp, .currentUser,
            .localtime, .localtimestamp, .sessionUser, .systemUser, .user:
            true
        case .currentSchema:
            peek() != .leftParenthesis && peek() != .stringConstant
        case .collation:
            peek() == .for
        case .coalesce, .extract, .greatest, .json, .jsonArray, .jsonExists, .jsonObject, .jsonQuery, .jsonScalar,
            .jsonSerialize, .jsonValue, .least, .mergeAction, .normalize, .nullif, .overlay, .position, .substring,
            .treat, .trim, .xmlconcat, .xmlelement, .xmlexists, .xmlforest, .xmlparse, .xmlpi, .xmlroot, .xmlserialize:
            peek() == .leftParenthesis
        default:
            false
        }
    }

    /// A function with a syntax of its own.
    ///
    /// ```ebnf
    /// func_expr_common_subexpr =
    ///       "COLLATION" "FOR" "(" a_expr ")"
    ///     | "CURRENT_DATE"
    ///     | "CURRENT_ROLE"
    ///     | "CURRENT_USER"
    ///     | "SESSION_USER"
    ///     | "SYSTEM_USER"
    ///     | "USER"
    ///     | "CURRENT_CATALOG"
    ///     | "CURRENT_SCHEMA"
    ///     | ( "CURRENT_TIME" | "CURRENT_TIMESTAMP" | "LOCALTIME" | "LOCALTIMESTAMP" ) [ "(" Iconst ")" ]
    ///     | "CAST" "(" a_expr "AS" Typename ")"
    ///     | "EXTRACT" "(" extract_list ")"
    ///     | "NORMALIZE" "(" a_expr [ "," unicode_normal_form ] ")"
    ///     | "OVERLAY" "(" ( a_expr overlay_list | [ func_arg_list ] ) ")"
    ///     | "POSITION" "(" position_list ")"
    ///     | "SUBSTRING" "(" ( a_expr substr_list | [ func_arg_list ] ) ")"
    ///     | "TREAT" "(" a_expr "AS" Typename ")"
    ///     | "TRIM" "(" [ "BOTH" | "LEADING" | "TRAILING" ] trim_list ")"
    ///     | "NULLIF" "(" a_expr "," a_expr ")"
    ///     | ( "COALESCE" | "GREATEST" | "LEAST" ) "(" expr_list ")"
    ///     | "MERGE_ACTION" "(" ")"
    ///     | "XMLCONCAT" "(" expr_list ")"
    ///     | "XMLELEMENT" "(" "NAME" ColLabel [ "," xml_attributes ] [ "," expr_list ] ")"
    ///     | "XMLEXISTS" "(" c_expr xmlexists_argument ")"
    ///     | "XMLFOREST" "(" xml_attribute_list ")"
    ///     | "XMLPARSE" "(" document_or_content a_expr [ ( "PRESERVE" | "STRIP" ) "WHITESPACE" ] ")"
    ///     | "XMLPI" "(" "NAME" ColLabel [ "," a_expr ] ")"
    ///     | "XMLROOT" "(" a_expr "," "VERSION" ( a_expr | "NO" "VALUE" ) opt_xml_root_standalone ")"
    ///     | "XMLSERIALIZE" "(" document_or_content a_expr "AS" SimpleTypename [ [ "NO" ] "INDENT" ] ")"
    ///     | "JSON" "(" json_value_expr json_key_uniqueness_constraint_opt ")"
    ///     | "JSON_SCALAR" "(" a_expr ")"
    ///     | "JSON_SERIALIZE" "(" json_value_expr json_returning_clause_opt ")"
    ///     | "JSON_OBJECT" "(" func_arg_list ")"
    ///     | "JSON_OBJECT" "(" [ json_name_and_value { "," json_name_and_value } json_null_clause_opt
    ///         json_key_uniqueness_constraint_opt ] json_returning_clause_opt ")"
    ///     | "JSON_ARRAY" "(" [ json_value_expr { "," json_value_expr } json_null_clause_opt ]
    ///         json_returning_clause_opt ")"
    ///     | "JSON_ARRAY" "(" select_no_parens json_format_clause_opt json_returning_clause_opt ")"
    ///     | "JSON_EXISTS" "(" json_value_expr "," a_expr json_passing_clause_opt json_on_error_clause_opt
    ///         ")"
    ///     | "JSON_QUERY" "(" json_value_expr "," a_expr json_passing_clause_opt json_returning_clause_opt
    ///         json_wrapper_behavior json_quotes_clause_opt json_behavior_clause_opt ")"
    ///     | "JSON_VALUE" "(" json_value_expr "," a_expr json_passing_clause_opt json_returning_clause_opt
    ///         json_behavior_clause_opt ")" ;
    /// ```
    mutating func parseFuncExprCommonSubexpr() throws(ParseFailure) {
        let mark = mark()
        switch kind {
        case .currentDate, .currentTime, .currentTimestamp, .localtime, .localtimestamp, .currentRole, .currentUser,
            .sessionUser, .user, .currentCatalog, .currentSchema:
            return try sqlValueFunction(mark)
        case .systemUser:
            advance()
            return closeSystemFunction(.systemUser, mark)
        case .collation:
            advance()
            try expect(.for, .leftParenthesis)
            try parseAExpr()
            label(.args)
            try expect(.rightParenthesis)
            return closeSystemFunction(.pgCollationFor, mark)
        default:
            break
        }
        let function = kind
        advance()
        try expect(.leftParenthesis)
        switch function {
        case .xmlconcat, .xmlelement, .xmlexists, .xmlforest, .xmlparse, .xmlpi, .xmlroot, .xmlserialize:
            try xmlFunction(function, mark)
        case .json, .jsonArray, .jsonExists, .jsonObject, .jsonQuery, .jsonScalar, .jsonSerialize, .jsonValue:
            try jsonFunction(function, mark)
        default:
            try standardFunction(function, mark)
        }
    }

    /// A function of the SQL standard; its opening parenthesis has been read.
    private mutating func standardFunction(_ function: TokenKind, _ mark: Mark) throws(ParseFailure) {
        switch function {
        case .cast: try cast(mark)
        case .coalesce:
            try argumentsInParentheses()
            close(.coalesceExpr, mark)
        case .greatest, .least:
            try argumentsInParentheses()
            close(.minMaxExpr, mark, scalars: .minMaxExpr(op: function == .greatest ? .greatest : .least))
        case .nullif: try nullIf(mark)
        case .extract:
            try parseExtractList()
            try endSystemFunction(.extract, mark)
        case .position:
            try parsePositionList()
            try endSystemFunction(.position, mark)
        case .trim: try trim(mark)
        case .substring: try substring(mark)
        case .overlay: try overlay(mark)
        case .normalize: try normalize(mark)
        case .treat: try treat(mark)
        default:
            try expect(.rightParenthesis)
            integerField(.msftype, ObjectIdentifier.text, token: mark.token)
            close(.mergeSupportFunc, mark)
        }
    }

    /// PostgreSQL's fixed object identifiers that its grammar uses.
    private enum ObjectIdentifier {
        /// The type `text`.
        static let text = 25
    }

    private mutating func argumentsInParentheses() throws(ParseFailure) {
        try parseExprList(.args)
        try expect(.rightParenthesis)
    }

    /// Ends a call that the grammar translates to one of PostgreSQL's own functions.
    mutating func endSystemFunction(_ name: WellKnownName, _ mark: Mark) throws(ParseFailure) {
        try expect(.rightParenthesis)
        closeSystemFunction(name, mark)
    }

    private mutating func closeSystemFunction(_ name: WellKnownName, _ mark: Mark) {
        systemFunctionName(name, token: mark.token)
        close(.funcCall, mark, scalars: .funcCall(funcformat: .sqlSyntax))
    }

    /// `CURRENT_DATE`, `LOCALTIME(3)`, `CURRENT_USER` and the like.
    private mutating func sqlValueFunction(_ mark: Mark) throws(ParseFailure) {
        var op: SQLValueFunctionOp
        let opWithPrecision: SQLValueFunctionOp?
        switch kind {
        case .currentDate: (op, opWithPrecision) = (.currentDate, nil)
        case .currentTime: (op, opWithPrecision) = (.currentTime, .currentTimeN)
        case .currentTimestamp: (op, opWithPrecision) = (.currentTimestamp, .currentTimestampN)
        case .localtime: (op, opWithPrecision) = (.localtime, .localtimeN)
        case .localtimestamp: (op, opWithPrecision) = (.localtimestamp, .localtimestampN)
        case .currentRole: (op, opWithPrecision) = (.currentRole, nil)
        case .currentUser: (op, opWithPrecision) = (.currentUser, nil)
        case .sessionUser: (op, opWithPrecision) = (.sessionUser, nil)
        case .user: (op, opWithPrecision) = (.user, nil)
        case .currentCatalog: (op, opWithPrecision) = (.currentCatalog, nil)
        default: (op, opWithPrecision) = (.currentSchema, nil)
        }
        advance()
        var precision = -1
        if let opWithPrecision, eat(.leftParenthesis) {
            op = opWithPrecision
            precision = try parseIconst()
            try expect(.rightParenthesis)
        }
        integerField(.typmod, precision, token: mark.token)
        close(.sqlValueFunction, mark, scalars: .sqlValueFunction(op: op))
    }

    private mutating func cast(_ mark: Mark) throws(ParseFailure) {
        try parseAExpr()
        label(.arg)
        try expect(.as)
        try parseTypename()
        label(.typeName)
        try expect(.rightParenthesis)
        close(.typeCast, mark)
    }

    private mutating func nullIf(_ mark: Mark) throws(ParseFailure) {
        try parseAExpr()
        label(.lexpr)
        try expect(.comma)
        try parseAExpr()
        label(.rexpr)
        try expect(.rightParenthesis)
        stringNode(.name, .wellKnown(.equals), token: mark.token)
        close(.aExpr, mark, scalars: .aExpr(kind: .nullif))
    }

    private mutating func normalize(_ mark: Mark) throws(ParseFailure) {
        try parseAExpr()
        label(.args)
        if eat(.comma) { try parseUnicodeNormalForm(.args) }
        try endSystemFunction(.normalize, mark)
    }

    /// A normal form of Unicode, as a string constant.
    ///
    /// ```ebnf
    /// unicode_normal_form = "NFC" | "NFD" | "NFKC" | "NFKD" ;
    /// ```
    mutating func parseUnicodeNormalForm(_ field: FieldName) throws(ParseFailure) {
        let name: WellKnownName
        switch kind {
        case .nfc: name = .nfc
        case .nfd: name = .nfd
        case .nfkc: name = .nfkc
        case .nfkd: name = .nfkd
        default: throw syntaxError()
        }
        constant(.string, field, value: StringReference.wellKnown(name).raw, token: position)
        advance()
    }

    /// `TREAT(… AS type)` calls the function that is named as the type is.
    private mutating func treat(_ mark: Mark) throws(ParseFailure) {
        try parseAExpr()
        label(.args)
        try expect(.as)
        let type = tree.count
        try parseTypename()
        let name = tree.lastChild(.names).map { StringReference(raw: tree[$0].word1) }
        tree.truncate(to: type)
        try expect(.rightParenthesis)
        stringNode(.funcname, .wellKnown(.pgCatalog), token: mark.token)
        if let name { stringNode(.funcname, name, token: mark.token) }
        close(.funcCall, mark, scalars: .funcCall(funcformat: .explicitCall))
    }
}

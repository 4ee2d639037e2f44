/// The operands of expressions: names, constants, parentheses, arrays, rows, CASE and subselects.
extension Parser {
    /// An operand: an expression without operators outside parentheses.
    ///
    /// ```ebnf
    /// c_expr =
    ///       columnref
    ///     | AexprConst
    ///     | func_name ( Sconst | "(" func_arg_list ")" Sconst )
    ///     | ConstTypename Sconst
    ///     | "INTERVAL" ( Sconst opt_interval | "(" Iconst ")" Sconst )
    ///     | PARAM opt_indirection
    ///     | "(" a_expr ")" opt_indirection
    ///     | case_expr
    ///     | func_expr
    ///     | select_with_parens opt_indirection
    ///     | "EXISTS" select_with_parens
    ///     | "ARRAY" ( select_with_parens | array_expr )
    ///     | explicit_row
    ///     | "(" expr_list "," a_expr ")"
    ///     | "GROUPING" "(" expr_list ")" ;
    /// ```
    @inline(__always)
    mutating func parseCExpr() throws(ParseFailure) {
        // Most operands in dumps made of INSERTs are constants.
        if kind.isConstant { parseAexprConst() } else { try otherOperand() }
    }

    /// An operand that is more than a number or string.
    private mutating func otherOperand() throws(ParseFailure) {
        let mark = mark()
        switch kind {
        case .identifier:
            try name(mark)
        case .true, .false, .null:
            keywordConstant()
        case .leftParenthesis:
            let content = try parenthesized(.operand)
            try finishParenthesized(content, mark)
        case .case:
            try parseCaseExpr()
        case .array:
            try arrayOperand(mark)
        case .positionalParameter:
            try parameter(mark)
        case .exists where peek() == .leftParenthesis:
            advance()
            try parseSelectWithParens()
            label(.subselect)
            close(.subLink, mark, scalars: .subLink(subLinkType: .existsSublink))
        case .row where peek() == .leftParenthesis:
            try parseExplicitRow()
        case .grouping where peek() == .leftParenthesis:
            advance()
            advance()
            try parseExprList(.args)
            try expect(.rightParenthesis)
            close(.groupingFunc, mark)
        case .bigint, .bit, .boolean, .char, .character, .dec, .decimal, .double, .float, .int, .integer, .interval,
            .json, .national, .nchar, .numeric, .real, .smallint, .time, .timestamp, .varchar:
            try typeNameOperand(mark)
        case .jsonObjectagg, .jsonArrayagg:
            try peek() == .leftParenthesis ? parseFuncExpr() : name(mark)
        default:
            if atSpecialFunction {
                try parseFuncExprCommonSubexpr()
            } else {
                try name(mark)
            }
        }
    }

    // MARK: Names

    /// A column, or a function's name and what makes it a call or a constant of the type of that name.
    private mutating func name(_ mark: Mark) throws(ParseFailure) {
        let isColumn = kind.isColId
        let isFunction = kind.isTypeFunctionName
        guard isColumn || isFunction else { throw syntaxError() }
        stringNode(.fields)
        switch kind {
        case .dot where isColumn, .leftBracket where isColumn:
            if try indirectedName(mark) { return }
        case .leftParenthesis where isFunction, .stringConstant where isFunction:
            break
        case .positionalParameter where isFunction && allowsParameterConstants:
            break
        default:
            guard isColumn else { throw syntaxError() }
            return close(.columnRef, mark)
        }
        if at(.leftParenthesis) {
            tree.labelAll(since: mark.unit, .funcname)
            try functionOrConstant(mark)
        } else {
            tree.labelAll(since: mark.unit, .names)
            typedConstant(mark)
        }
    }

    /// What follows a name after a dot or bracket. True if the whole is a column, built; false if it is a function's
    /// name, of which only the names are built.
    private mutating func indirectedName(_ mark: Mark) throws(ParseFailure) -> Bool {
        while at(.dot), peek() != .star {
            advance()
            try parseAttrName(.string, .fields)
        }
        switch kind {
        case .leftParenthesis, .stringConstant:
            return false
        case .positionalParameter where allowsParameterConstants:
            return false
        case .dot:
            advance()
            leaf(.aStar, .fields, token: position)
            advance()
            if at(.dot) || at(.leftBracket) {
                _ = try indirection(.none)
                throw improperStar(inName: true)
            }
            close(.columnRef, mark)
        case .leftBracket:
            close(.columnRef, mark)
            label(.arg)
            if try !indirection(.indirection) { throw improperStar(inName: true) }
            close(.aIndirection, mark)
        default:
            close(.columnRef, mark)
        }
        return true
    }

    /// A column, with fields or subscripts of it.
    ///
    /// ```ebnf
    /// columnref = ColId opt_indirection ;
    /// ```
    mutating func parseColumnref() throws(ParseFailure) {
        let mark = mark()
        try parseColId(.string, .fields)
        if at(.dot) || at(.leftBracket), try indirectedName(mark) { return }
        close(.columnRef, mark)
    }

    // MARK: Indirection

    /// Fields, subscripts and slices behind an operand, if there are any; they become nodes in `field`.
    ///
    /// ```ebnf
    /// opt_indirection = { indirection_el } ;
    /// ```
    mutating func parseOptIndirection(_ field: FieldName) throws(ParseFailure) {
        guard at(.dot) || at(.leftBracket) else { return }
        if try !indirection(field) { throw improperStar(inName: false) }
    }

    /// The same without the rule that `*` ends it: returns whether it is kept.
    mutating func indirection(_ field: FieldName) throws(ParseFailure) -> Bool {
        var isProper = true
        var hasStar = false
        while at(.dot) || at(.leftBracket) {
            if hasStar { isProper = false }
            if at(.dot, .star) { hasStar = true }
            try parseIndirectionEl()
            label(field)
        }
        return isProper
    }

    /// A field, all fields, a subscript or a slice.
    ///
    /// ```ebnf
    /// indirection_el = "." attr_name | "." "*" | "[" a_expr "]" | "[" [ a_expr ] ":" [ a_expr ] "]" ;
    /// ```
    private mutating func parseIndirectionEl() throws(ParseFailure) {
        let mark = mark()
        if eat(.dot) {
            if at(.star) {
                leaf(.aStar, token: position)
                advance()
            } else {
                try parseAttrName(.string, .none)
            }
            return
        }
        try expect(.leftBracket)
        var isSlice = eat(.colon)
        if !isSlice {
            try parseAExpr()
            isSlice = eat(.colon)
            label(isSlice ? .lidx : .uidx)
        }
        if isSlice, !at(.rightBracket) {
            try parseAExpr()
            label(.uidx)
        }
        try expect(.rightBracket)
        close(.aIndices, mark, scalars: .aIndices(isSlice: isSlice))
    }

    /// The error for a `*` that does not end an indirection; before a call of what is no name it is a plain one.
    private mutating func improperStar(inName: Bool) -> ParseFailure {
        let isCall = inName && (at(.leftParenthesis) || atConstant)
        return grammarError(isCall ? "syntax error" : "improper use of \"*\"")
    }

    /// Wraps the operand just built if fields or subscripts of it follow.
    @inline(__always)
    private mutating func indirectOperand(_ mark: Mark) throws(ParseFailure) {
        guard at(.dot) || at(.leftBracket) else { return }
        label(.arg)
        try parseOptIndirection(.indirection)
        close(.aIndirection, mark)
    }

    private mutating func parameter(_ mark: Mark) throws(ParseFailure) {
        parameterReference()
        try indirectOperand(mark)
    }

    // MARK: Parentheses

    /// What may stand between parentheses, and how it is built.
    enum ParenthesizedUse {
        /// An operand: several expressions are a `RowExpr`.
        case operand
        /// The right side of `IN`: expressions are a `List`.
        case list
        /// The right side of `ANY`: one expression.
        case single
    }

    /// What stood between parentheses.
    enum ParenthesizedContent {
        /// A query, built as a `SelectStmt` that still has to be wrapped where it is an operand.
        case select
        /// One expression.
        case expression
        /// Several, or those of a list.
        case row
    }

    /// Reads parentheses and what is in them.
    ///
    /// `((` may begin a query in parentheses or an expression whose first operand is one. The innermost is read first;
    /// each level then decides by what follows it, so that every token is looked at once.
    mutating func parenthesized(_ use: ParenthesizedUse) throws(ParseFailure) -> ParenthesizedContent {
        try enter()
        let open = mark()
        try expect(.leftParenthesis)
        let first = mark()
        if atSelect {
            try parseSelectNoParens()
            try expect(.rightParenthesis)
            leave()
            return .select
        }
        if at(.leftParenthesis) {
            let inner = try parenthesized(.operand)
            if inner == .select, try selectEnds(first) {
                leave()
                return .select
            }
            try finishParenthesized(inner, first)
            try continueExpression(first, .expression)
        } else {
            try parseAExpr()
        }
        let content = try finishList(open, use)
        leave()
        return content
    }

    /// Whether a query begins here; parentheses before it not counted.
    var atSelect: Bool {
        switch kind {
        case .select, .with, .withLA, .table: true
        case .values: peek() == .leftParenthesis
        default: false
        }
    }

    /// Whether the query in parentheses just built is all there is before the next `)`, which is read, or is the
    /// first part of a query that ends there.
    private mutating func selectEnds(_ first: Mark) throws(ParseFailure) -> Bool {
        if eat(.rightParenthesis) { return true }
        guard canContinueSelect() else { return false }
        try continueSelect(from: first)
        try expect(.rightParenthesis)
        return true
    }

    /// Reads the other expressions of a list whose first is built, and its end.
    private mutating func finishList(
        _ open: Mark, _ use: ParenthesizedUse
    ) throws(ParseFailure) -> ParenthesizedContent {
        if use == .single || (use == .operand && !at(.comma)) {
            try expect(.rightParenthesis)
            return .expression
        }
        let field: FieldName = use == .list ? .items : .args
        label(field)
        while eat(.comma) {
            try parseAExpr()
            label(field)
        }
        try expect(.rightParenthesis)
        if use == .list {
            close(.list, open)
        } else {
            close(.rowExpr, open, scalars: .rowExpr(rowFormat: .implicitCast))
        }
        return .row
    }

    /// Makes an operand of what stood in the parentheses that begin at `mark`.
    mutating func finishParenthesized(_ content: ParenthesizedContent, _ mark: Mark) throws(ParseFailure) {
        switch content {
        case .select:
            label(.subselect)
            close(.subLink, mark, scalars: .subLink(subLinkType: .exprSublink))
            try indirectOperand(mark)
        case .expression:
            try indirectOperand(mark)
        case .row:
            return
        }
    }

    /// `ROW(…)`.
    ///
    /// ```ebnf
    /// explicit_row = "ROW" "(" [ expr_list ] ")" ;
    /// ```
    private mutating func parseExplicitRow() throws(ParseFailure) {
        let mark = mark()
        try expect(.row, .leftParenthesis)
        if !at(.rightParenthesis) { try parseExprList(.args) }
        try expect(.rightParenthesis)
        close(.rowExpr, mark, scalars: .rowExpr(rowFormat: .explicitCall))
    }

    // MARK: Arrays

    /// `ARRAY[…]` or `ARRAY(query)`.
    private mutating func arrayOperand(_ mark: Mark) throws(ParseFailure) {
        advance()
        if at(.leftParenthesis) {
            try parseSelectWithParens()
            label(.subselect)
            close(.subLink, mark, scalars: .subLink(subLinkType: .arraySublink))
        } else {
            try parseArrayExpr(mark)
        }
    }

    /// `[…]`, the elements of an array or of one of its slices; the node begins and is located at `mark`.
    ///
    /// ```ebnf
    /// array_expr = "[" [ expr_list | array_expr { "," array_expr } ] "]" ;
    /// ```
    private mutating func parseArrayExpr(_ mark: Mark) throws(ParseFailure) {
        try enter()
        let open = position
        try expect(.leftBracket)
        if at(.leftBracket) {
            repeat {
                try parseArrayExpr(self.mark())
                label(.elements)
            } while eat(.comma)
        } else if !at(.rightBracket) {
            try parseExprList(.elements)
        }
        let end = position
        try expect(.rightBracket)
        locationField(.listStart, token: open)
        locationField(.listEnd, token: end)
        close(.aArrayExpr, mark)
        leave()
    }

    // MARK: CASE

    /// `CASE … END`.
    ///
    /// ```ebnf
    /// case_expr = "CASE" [ a_expr ] when_clause { when_clause } [ "ELSE" a_expr ] "END" ;
    /// ```
    private mutating func parseCaseExpr() throws(ParseFailure) {
        let mark = mark()
        try expect(.case)
        if !at(.when) {
            try parseAExpr()
            label(.arg)
        }
        repeat {
            try parseWhenClause()
            label(.args)
        } while at(.when)
        if eat(.else) {
            try parseAExpr()
            label(.defresult)
        }
        try expect(.end)
        close(.caseExpr, mark)
    }

    /// ```ebnf
    /// when_clause = "WHEN" a_expr "THEN" a_expr ;
    /// ```
    private mutating func parseWhenClause() throws(ParseFailure) {
        let mark = mark()
        try expect(.when)
        try parseAExpr()
        label(.expr)
        try expect(.then)
        try parseAExpr()
        label(.result)
        close(.caseWhen, mark)
    }

    // MARK: Constants

    /// A constant that one token spells. It is a number or a string here; see ``keywordConstant()``.
    ///
    /// ```ebnf
    /// AexprConst = Iconst | FCONST | Sconst | BCONST | XCONST | "TRUE" | "FALSE" | "NULL" ;
    /// ```
    private mutating func parseAexprConst() {
        let token = position
        if at(.integerConstant) {
            constant(.integer, value: UInt32(bitPattern: tokens.integerValue(of: token)), token: token)
        } else {
            let variant: ConstantVariant =
                switch kind {
                case .stringConstant: .string
                case .floatConstant: .float
                default: .bitString
                }
            constant(variant, value: StringReference.token(token).raw, token: token)
        }
        advance()
    }

    /// `TRUE`, `FALSE` or `NULL`.
    private mutating func keywordConstant() {
        constant(at(.null) ? .null : .boolean, value: at(.true) ? 1 : 0, token: position)
        advance()
    }

    /// A type's keyword, which begins a constant of the type or is a column's name.
    private mutating func typeNameOperand(_ mark: Mark) throws(ParseFailure) {
        if at(.json, .leftParenthesis) { return try parseFuncExprCommonSubexpr() }
        guard atConstTypename else { return try name(mark) }
        if at(.interval) {
            try intervalConstant(mark)
        } else {
            try parseConstTypename()
            guard atConstant else { throw syntaxError() }
            typedConstant(mark)
        }
    }

    /// Whether the type's keyword that stands next begins a constant.
    private var atConstTypename: Bool {
        let next = peek()
        if next == .stringConstant || next == .positionalParameter && allowsParameterConstants {
            return kind != .double && kind != .national
        }
        switch kind {
        case .double: return next == .precision
        case .national: return next == .char || next == .character
        case .bit, .char, .character, .nchar: return next == .leftParenthesis || next == .varying
        case .dec, .decimal, .float, .interval, .numeric, .varchar: return next == .leftParenthesis
        case .time, .timestamp: return next == .leftParenthesis || next == .withLA || next == .withoutLA
        default: return false
        }
    }

    private mutating func intervalConstant(_ mark: Mark) throws(ParseFailure) {
        advance()
        systemTypeName(.interval, token: mark.token)
        if at(.leftParenthesis) {
            try intervalPrecision()
            guard atConstant else { throw syntaxError() }
            return typedConstant(mark)
        }
        let value = current
        advance()
        try parseOptInterval(.typmods)
        close(.typeName, mark)
        label(.typeName)
        let next = current
        current = value
        stringConstant(.arg)
        current = next
        closeWithoutLocation(.typeCast, mark)
    }

    /// Makes a typed constant of the string that stands next; the fields of the type's name are built since `mark`.
    mutating func typedConstant(_ mark: Mark) {
        close(.typeName, mark)
        label(.typeName)
        stringConstant(.arg)
        closeWithoutLocation(.typeCast, mark)
    }
}

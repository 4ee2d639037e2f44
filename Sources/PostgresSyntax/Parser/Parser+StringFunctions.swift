/// The functions whose arguments the SQL standard separates by words: EXTRACT, POSITION, SUBSTRING, OVERLAY and TRIM.
extension Parser {
    /// The field and source of `EXTRACT`.
    ///
    /// ```ebnf
    /// extract_list =
    ///       ( IDENT | "YEAR" | "MONTH" | "DAY" | "HOUR" | "MINUTE" | "SECOND" | Sconst ) "FROM" a_expr ;
    /// ```
    mutating func parseExtractList() throws(ParseFailure) {
        switch kind {
        case .identifier, .year, .month, .day, .hour, .minute, .second, .stringConstant: stringConstant(.args)
        default:
            guard atParameterConstant else { throw syntaxError() }
            stringConstant(.args)
        }
        try expect(.from)
        try parseAExpr()
        label(.args)
    }

    /// What is searched and where, in the order in which the function takes them: `position(B in A)` is called with A, B.
    ///
    /// ```ebnf
    /// position_list = b_expr "IN" b_expr ;
    /// ```
    mutating func parsePositionList() throws(ParseFailure) {
        let first = tree.count
        try parseBExpr()
        label(.args)
        try expect(.in)
        let second = tree.count
        try parseBExpr()
        label(.args)
        tree.rotate(since: first, middle: second)
    }

    // MARK: SUBSTRING and OVERLAY

    /// `SUBSTRING(a FROM b FOR c)` or a plain call.
    mutating func substring(_ mark: Mark) throws(ParseFailure) {
        if try firstArgument(.substringArgument) {
            switch kind {
            case .from, .for, .similar:
                try parseSubstrList()
                return try endSystemFunction(.substring, mark)
            default: break
            }
        }
        try endPlainCall(mark)
    }

    /// The arguments behind the first, which is built.
    ///
    /// ```ebnf
    /// substr_list =
    ///       "FROM" a_expr [ "FOR" a_expr ]
    ///     | "FOR" a_expr [ "FROM" a_expr ]
    ///     | "SIMILAR" a_expr "ESCAPE" a_expr ;
    /// ```
    private mutating func parseSubstrList() throws(ParseFailure) {
        let second = mark()
        switch kind {
        case .similar:
            advance()
            try argument()
            try expect(.escape)
            try argument()
        case .from:
            advance()
            try argument()
            if eat(.for) { try argument() }
        default:
            try expect(.for)
            try parseAExpr()
            if eat(.from) {
                label(.args)
                let third = tree.count
                try argument()
                tree.rotate(since: second.unit, middle: third)
            } else {
                lengthFromStart(second)
            }
        }
    }

    /// `SUBSTRING(a FOR b)` is `substring(a, 1, b::int4)`; b is built.
    private mutating func lengthFromStart(_ mark: Mark) {
        label(.arg)
        let type = Mark(unit: tree.count, token: mark.token)
        systemTypeName(.int4, token: mark.token)
        closeWithoutLocation(.typeName, type)
        label(.typeName)
        closeWithoutLocation(.typeCast, mark)
        label(.args)
        let length = tree.count
        integerConstant(.args, 1, token: -1)
        tree.rotate(since: mark.unit, middle: length)
    }

    /// `OVERLAY(a PLACING b FROM c FOR d)` or a plain call.
    mutating func overlay(_ mark: Mark) throws(ParseFailure) {
        if try firstArgument(.expression), at(.placing) {
            try parseOverlayList()
            return try endSystemFunction(.overlay, mark)
        }
        try endPlainCall(mark)
    }

    /// The arguments behind the first, which is built.
    ///
    /// ```ebnf
    /// overlay_list = "PLACING" a_expr "FROM" a_expr [ "FOR" a_expr ] ;
    /// ```
    private mutating func parseOverlayList() throws(ParseFailure) {
        try expect(.placing)
        try argument()
        try expect(.from)
        try argument()
        if eat(.for) { try argument() }
    }

    private mutating func argument() throws(ParseFailure) {
        try parseAExpr()
        label(.args)
    }

    /// Reads the first argument, if there is one; false if it makes this a plain call.
    private mutating func firstArgument(_ level: Precedence) throws(ParseFailure) -> Bool {
        if at(.rightParenthesis) { return false }
        if kind.isTypeFunctionName, peek() == .colonEquals || peek() == .equalsGreater {
            try parseFuncArgExpr()
            label(.args)
            return false
        }
        try expression(level)
        label(.args)
        return true
    }

    /// Reads the arguments behind the first and ends a call of a function of the name that is a keyword.
    private mutating func endPlainCall(_ mark: Mark) throws(ParseFailure) {
        if tree.count > mark.unit, eat(.comma) { try parseFuncArgList(.args) }
        try expect(.rightParenthesis)
        stringNode(.funcname, .token(mark.token), token: mark.token)
        close(.funcCall, mark)
    }

    // MARK: TRIM

    /// `TRIM(BOTH a FROM b)`; the function takes b, a.
    mutating func trim(_ mark: Mark) throws(ParseFailure) {
        let name: WellKnownName
        switch kind {
        case .leading: name = .ltrim
        case .trailing: name = .rtrim
        default: name = .btrim
        }
        if kind == .both || name != .btrim { advance() }
        try parseTrimList()
        try endSystemFunction(name, mark)
    }

    /// ```ebnf
    /// trim_list = a_expr "FROM" expr_list | [ "FROM" ] expr_list ;
    /// ```
    private mutating func parseTrimList() throws(ParseFailure) {
        if eat(.from) { return try parseExprList(.args) }
        let first = tree.count
        try parseAExpr()
        label(.args)
        if eat(.from) {
            let second = tree.count
            try parseExprList(.args)
            tree.rotate(since: first, middle: second)
        } else if eat(.comma) {
            try parseExprList(.args)
        }
    }
}

/// Operators' names.
extension Parser {
    /// The name of the operator that the current token is; `!=` is another spelling of `<>`.
    @inline(__always)
    var operatorName: StringReference {
        at(.notEquals) ? .wellKnown(.notEquals) : .token(position)
    }

    /// Whether any operator symbol stands next.
    var atOperator: Bool {
        switch kind {
        case .operatorSymbol, .plus, .minus, .star, .slash, .percent, .caret, .less, .greater, .equals, .lessEquals,
            .greaterEquals, .notEquals:
            true
        default: false
        }
    }

    /// An operator without qualifiers; a `String` node in `field`.
    ///
    /// ```ebnf
    /// all_Op = Op | "+" | "-" | "*" | "/" | "%" | "^" | "<" | ">" | "=" | "<=" | ">=" | "<>" ;
    /// ```
    mutating func parseAllOp(_ field: FieldName) throws(ParseFailure) {
        guard atOperator else { throw syntaxError() }
        stringNode(field, operatorName, token: position)
        advance()
    }

    /// An operator with or without qualifiers; its parts become `String` nodes in `field`.
    ///
    /// ```ebnf
    /// any_operator = { ColId "." } all_Op ;
    /// ```
    mutating func parseAnyOperator(_ field: FieldName) throws(ParseFailure) {
        while kind.isColId {
            stringNode(field)
            try expect(.dot)
        }
        try parseAllOp(field)
    }

    /// An operator that has no precedence of its own, or `OPERATOR(…)`; its parts become `String` nodes in `field`.
    ///
    /// ```ebnf
    /// qual_Op = Op | "OPERATOR" "(" any_operator ")" ;
    /// ```
    mutating func parseQualOp(_ field: FieldName) throws(ParseFailure) {
        if at(.operatorSymbol) {
            stringNode(field)
        } else {
            try operatorInParentheses(field)
        }
    }

    /// Any operator, or `OPERATOR(…)`; its parts become `String` nodes in `field`.
    ///
    /// ```ebnf
    /// qual_all_Op = all_Op | "OPERATOR" "(" any_operator ")" ;
    /// ```
    mutating func parseQualAllOp(_ field: FieldName) throws(ParseFailure) {
        if at(.operator) {
            try operatorInParentheses(field)
        } else {
            try parseAllOp(field)
        }
    }

    private mutating func operatorInParentheses(_ field: FieldName) throws(ParseFailure) {
        try expect(.operator, .leftParenthesis)
        try parseAnyOperator(field)
        try expect(.rightParenthesis)
    }
}

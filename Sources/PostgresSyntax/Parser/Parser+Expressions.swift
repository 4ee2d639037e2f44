/// Expressions: operators by precedence climbing over what is built already.
///
/// An operator's left operand is the last node of the tree; wrapping it costs nothing. Functions that take a mark get
/// the place where that operand begins, its parentheses included. `restricted` selects `b_expr`, which has no boolean
/// keywords.
extension Parser {
    /// Any expression.
    ///
    /// ```ebnf
    /// a_expr =
    ///       c_expr
    ///     | a_expr "OR" a_expr
    ///     | a_expr "AND" a_expr
    ///     | "NOT" a_expr
    ///     | a_expr "IS" [ "NOT" ] ( "NULL" | "TRUE" | "FALSE" | "UNKNOWN" | "DOCUMENT" )
    ///     | a_expr ( "ISNULL" | "NOTNULL" )
    ///     | a_expr "IS" [ "NOT" ] "DISTINCT" "FROM" a_expr
    ///     | a_expr "IS" [ "NOT" ] [ unicode_normal_form ] "NORMALIZED"
    ///     | a_expr "IS" [ "NOT" ] json_predicate_type_constraint json_key_uniqueness_constraint_opt
    ///     | a_expr ( "<" | ">" | "=" | "<=" | ">=" | "<>" ) a_expr
    ///     | a_expr [ "NOT" ] "BETWEEN" [ "ASYMMETRIC" | "SYMMETRIC" ] b_expr "AND" a_expr
    ///     | a_expr [ "NOT" ] "IN" ( select_with_parens | "(" expr_list ")" )
    ///     | a_expr [ "NOT" ] ( "LIKE" | "ILIKE" ) a_expr [ "ESCAPE" a_expr ]
    ///     | a_expr [ "NOT" ] "SIMILAR" "TO" a_expr [ "ESCAPE" a_expr ]
    ///     | a_expr qual_all_Op ( "ANY" | "SOME" | "ALL" ) ( select_with_parens | "(" a_expr ")" )
    ///     | a_expr [ "NOT" ] ( "LIKE" | "ILIKE" ) ( "ANY" | "SOME" | "ALL" ) ( select_with_parens | "("
    ///         a_expr ")" )
    ///     | a_expr qual_Op a_expr
    ///     | qual_Op a_expr
    ///     | a_expr ( "+" | "-" ) a_expr
    ///     | a_expr ( "*" | "/" | "%" ) a_expr
    ///     | a_expr "^" a_expr
    ///     | a_expr "AT" "TIME" "ZONE" a_expr
    ///     | a_expr "AT" "LOCAL"
    ///     | a_expr "COLLATE" any_name
    ///     | ( "+" | "-" ) a_expr
    ///     | a_expr "::" Typename
    ///     | row "OVERLAPS" row
    ///     | "UNIQUE" [ "NULLS" [ "NOT" ] "DISTINCT" ] select_with_parens
    ///     | "DEFAULT" ;
    /// ```
    @inline(__always)
    mutating func parseAExpr() throws(ParseFailure) {
        try expression(.expression)
    }

    /// An expression without the keywords that would be ambiguous behind it, as in `BETWEEN b_expr AND …`.
    ///
    /// ```ebnf
    /// b_expr =
    ///       c_expr
    ///     | b_expr "IS" [ "NOT" ] ( "DISTINCT" "FROM" b_expr | "DOCUMENT" )
    ///     | b_expr ( "<" | ">" | "=" | "<=" | ">=" | "<>" ) b_expr
    ///     | b_expr qual_Op b_expr
    ///     | qual_Op b_expr
    ///     | b_expr ( "+" | "-" ) b_expr
    ///     | b_expr ( "*" | "/" | "%" ) b_expr
    ///     | b_expr "^" b_expr
    ///     | ( "+" | "-" ) b_expr
    ///     | b_expr "::" Typename ;
    /// ```
    mutating func parseBExpr() throws(ParseFailure) {
        try expression(.expression, restricted: true)
    }

    /// Expressions separated by commas.
    ///
    /// ```ebnf
    /// expr_list = a_expr { "," a_expr } ;
    /// ```
    mutating func parseExprList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseAExpr()
            label(field)
        } while eat(.comma)
    }

    /// An expression made of operators that bind at least as tightly as `level`.
    mutating func expression(_ level: Precedence, restricted: Bool = false) throws(ParseFailure) {
        try enter()
        let mark = mark()
        switch kind {
        case _ where kind.isConstant:
            try parseCExpr()
        case .not, .notLA, .default, .unique:
            if restricted { throw syntaxError() }
            try booleanPrefix(mark)
        case .plus, .minus, .operatorSymbol:
            try prefixOperator(mark, restricted)
        case .operator where peek() == .leftParenthesis:
            try prefixOperator(mark, restricted)
        default:
            try parseCExpr()
        }
        try continueExpression(mark, level, restricted: restricted)
        leave()
    }

    // MARK: Prefixes

    private mutating func booleanPrefix(_ mark: Mark) throws(ParseFailure) {
        switch kind {
        case .not, .notLA:
            advance()
            try expression(.not)
            label(.args)
            close(.boolExpr, mark, scalars: .boolExpr(boolop: .notExpr))
        case .default:
            advance()
            close(.setToDefault, mark)
        default:
            advance()
            try uniqueNullTreatment()
            guard at(.leftParenthesis) else { throw syntaxError() }
            try parseSelectWithParens()
            throw error("UNIQUE predicate is not yet implemented", at: mark.token, readsNext: false)
        }
    }

    /// Reads `NULLS [NOT] DISTINCT` if it is there.
    private mutating func uniqueNullTreatment() throws(ParseFailure) {
        guard eat(.nulls) else { return }
        _ = eat(.not)
        try expect(.distinct)
    }

    private mutating func prefixOperator(_ mark: Mark, _ restricted: Bool) throws(ParseFailure) {
        switch kind {
        case .minus:
            advance()
            try expression(.unaryMinus, restricted: restricted)
            if negateConstant(mark) { return }
            label(.rexpr)
            stringNode(.name, .token(mark.token), token: mark.token)
        case .plus:
            stringNode(.name)
            try expression(.unaryMinus, restricted: restricted)
            label(.rexpr)
        default:
            try parseQualOp(.name)
            try expression(.additive, restricted: restricted)
            label(.rexpr)
        }
        close(.aExpr, mark, scalars: .aExpr(kind: .op))
    }

    /// Turns a numeric constant just built into its negative, located at the minus sign; false if it is no number.
    private mutating func negateConstant(_ mark: Mark) -> Bool {
        let unit = tree[tree.count - 1]
        guard unit.kind == .aConst else { return false }
        switch ConstantVariant(rawValue: unit.flags & ConstantVariant.mask) {
        case .integer:
            replaceConstant(mark, flags: unit.flags, value: 0 &- unit.word1)
            return true
        case .float:
            replaceConstant(mark, flags: unit.flags ^ ConstantVariant.negatedFlag, value: unit.word1)
            return true
        default:
            // PostgreSQL moves any constant's location to the sign.
            tree[tree.count - 1].word2 = UInt32(truncatingIfNeeded: mark.token)
            return false
        }
    }

    /// Puts a constant that spans the tokens since `mark` in the place of the one built last.
    private mutating func replaceConstant(_ mark: Mark, flags: UInt8, value: UInt32) {
        tree.truncate(to: mark.unit)
        tree.close(
            .aConst, flags: flags, from: mark.unit, start: mark.token, end: position,
            location: UInt32(truncatingIfNeeded: mark.token), scalars: value)
    }

    // MARK: Operators behind an operand

    /// Applies the operators that follow the operand just built, from `level` up.
    @inline(__always)
    mutating func continueExpression(
        _ mark: Mark, _ level: Precedence, restricted: Bool = false
    ) throws(ParseFailure) {
        // What follows most operands is no operator.
        if kind == .comma || kind == .rightParenthesis { return }
        try applyOperators(mark, level, restricted: restricted)
    }

    private mutating func applyOperators(
        _ mark: Mark, _ level: Precedence, restricted: Bool
    ) throws(ParseFailure) {
        while true {
            switch kind {
            case .typecast:
                try typecast(mark)
            case .equals, .less, .greater, .lessEquals, .greaterEquals, .notEquals:
                guard level <= .comparison else { return }
                try infixOperator(mark, .matching, restricted)
            case .plus, .minus:
                guard level <= .additive else { return }
                try infixOperator(mark, .multiplicative, restricted)
            case .star, .slash, .percent:
                guard level <= .multiplicative else { return }
                try infixOperator(mark, .power, restricted)
            case .caret:
                guard level <= .power else { return }
                try infixOperator(mark, .at, restricted)
            case .operatorSymbol:
                guard level <= .operator else { return }
                try infixOperator(mark, .additive, restricted)
            case .operator:
                guard level <= .operator, !isLabel(after: level) else { return }
                try infixOperator(mark, .additive, restricted)
            case .is:
                guard level <= .is, !isLabel(after: level) else { return }
                try isPredicate(mark, restricted)
            case .and, .or, .between, .in, .like, .ilike, .similar, .notLA, .isnull, .notnull, .at, .collate, .overlaps:
                guard !restricted, try keywordOperator(mark, level) else { return }
            default:
                return
            }
        }
    }

    /// Applies an operator of `a_expr` that is a keyword; false if it does not belong to this expression.
    private mutating func keywordOperator(_ mark: Mark, _ level: Precedence) throws(ParseFailure) -> Bool {
        if level == .targetElement, isLabel(after: level) { return false }
        switch kind {
        case .and:
            guard level <= .and else { return false }
            try booleanOperator(mark, .andExpr, .not, level)
        case .or:
            guard level <= .or else { return false }
            try booleanOperator(mark, .orExpr, .and, level)
        case .isnull, .notnull:
            guard level <= .is else { return false }
            label(.arg)
            let token = position
            let test: NullTestType = at(.isnull) ? .null : .notNull
            advance()
            close(.nullTest, mark, location: token, scalars: .nullTest(nulltesttype: test))
        case .at:
            guard level <= .at else { return false }
            try atTimeZone(mark)
        case .collate:
            guard level <= .collate else { return false }
            label(.arg)
            try collateClause(mark)
        case .overlaps:
            return try overlaps(mark)
        case .similar where level == .substringArgument && peek() != .to:
            return false
        default:
            guard level <= .matching else { return false }
            try matchingOperator(mark)
        }
        return true
    }

    private mutating func typecast(_ mark: Mark) throws(ParseFailure) {
        let token = position
        label(.arg)
        advance()
        try parseTypename()
        label(.typeName)
        close(.typeCast, mark, location: token)
    }

    /// Applies the operator that stands next, whose right operand is made of operators from `level` up.
    private mutating func infixOperator(
        _ mark: Mark, _ level: Precedence, _ restricted: Bool
    ) throws(ParseFailure) {
        let token = position
        let left = tree.count - 1
        label(.lexpr)
        if at(.operator) {
            try parseQualOp(.name)
        } else {
            tree.append(.leaf(.string, .name, value: operatorName.raw, token: token))
            advance()
        }
        if !restricted, kind == .any || kind == .some || kind == .all {
            return try quantified(mark, left: left, location: token)
        }
        try expression(level, restricted: restricted)
        if level == .matching { try requireNoFurther(.comparison) }
        label(.rexpr)
        close(.aExpr, mark, location: token, scalars: .aExpr(kind: .op))
    }

    /// `AND` or `OR`; a chain of them becomes one node.
    private mutating func booleanOperator(
        _ mark: Mark, _ boolop: BoolExprType, _ operandLevel: Precedence, _ level: Precedence
    ) throws(ParseFailure) {
        let keyword = kind
        let scalars = Scalars.boolExpr(boolop: boolop)
        var location = UInt32(truncatingIfNeeded: position)
        let left = tree[tree.count - 1]
        if left.kind == .boolExpr, left.word1 == scalars.bits {
            location = tree.reopen().location
        } else {
            label(.args)
        }
        repeat {
            advance()
            try expression(operandLevel)
            label(.args)
        } while kind == keyword && !isLabel(after: level)
        tree.close(
            .boolExpr, from: mark.unit, start: mark.token, end: position, location: location, scalars: scalars.bits)
    }

    /// `AT LOCAL`, or a chain of `AT TIME ZONE`s.
    private mutating func atTimeZone(_ mark: Mark) throws(ParseFailure) {
        label(.args)
        guard at(.at, .local) else { return try atTimeZones(mark) }
        let token = position
        advance()
        advance()
        systemFunctionName(.timezone, token: token)
        closeWithoutLocation(.funcCall, mark, scalars: .funcCall(funcformat: .sqlSyntax))
    }

    /// A chain of `AT TIME ZONE`s, whose calls take the zone before the time. All zones are read before any call is
    /// closed, so that the nodes change places only once.
    private mutating func atTimeZones(_ mark: Mark) throws(ParseFailure) {
        var calls: [(token: Int, end: Int, zoneSize: Int)] = []
        var start = mark.unit
        repeat {
            let token = position
            let zone = tree.count
            try expect(.at, .time)
            try expect(.zone)
            try expression(.collate)
            label(.args)
            calls.append((token, position, tree.count - zone))
            start += tree.count - zone
        } while at(.at, .time)
        tree.reverseNodes(since: mark.unit)
        for call in calls {
            label(.args)
            start -= call.zoneSize
            systemFunctionName(.timezone, token: call.token)
            tree.close(
                .funcCall, from: start, start: mark.token, end: call.end,
                location: UInt32(truncatingIfNeeded: call.token),
                scalars: Scalars.funcCall(funcformat: .sqlSyntax).bits)
        }
    }

    /// `COLLATE` and a collation's name; closes the node that began at `mark`.
    private mutating func collateClause(_ mark: Mark) throws(ParseFailure) {
        let token = position
        advance()
        try parseAnyName(.collname)
        close(.collateClause, mark, location: token)
    }

    /// `COLLATE` and a name, as a `CollateClause` without an argument; false if it is not there.
    ///
    /// ```ebnf
    /// opt_collate_clause = [ "COLLATE" any_name ] ;
    /// ```
    mutating func parseOptCollateClause() throws(ParseFailure) -> Bool {
        guard at(.collate) else { return false }
        try collateClause(mark())
        return true
    }

    /// `COLLATE` and a name, whose parts become `String` nodes in `field`.
    ///
    /// ```ebnf
    /// opt_collate = [ "COLLATE" any_name ] ;
    /// ```
    mutating func parseOptCollate(_ field: FieldName) throws(ParseFailure) {
        if eat(.collate) { try parseAnyName(field) }
    }

    // MARK: Building blocks

    /// The name of one of PostgreSQL's own functions.
    mutating func systemFunctionName(_ name: WellKnownName, token: Int) {
        stringNode(.funcname, .wellKnown(.pgCatalog), token: token)
        stringNode(.funcname, .wellKnown(name), token: token)
    }

    /// An `A_Const`; `token` is -1 where PostgreSQL gives no location.
    @inline(__always)
    mutating func constant(
        _ variant: ConstantVariant, _ field: FieldName = .none, value: UInt32 = 0, token: Int
    ) {
        if token >= 0 {
            tree.append(.leaf(.aConst, field, value: value, token: token, flags: variant.rawValue))
        } else {
            let flags = variant.rawValue | NodeUnit.noLocationFlag
            tree.append(.leaf(.aConst, field, value: value, token: position - 1, flags: flags))
        }
    }

    /// An integer constant; `token` is -1 where PostgreSQL gives no location.
    mutating func integerConstant(_ field: FieldName, _ value: Int, token: Int) {
        constant(.integer, field, value: UInt32(bitPattern: Int32(truncatingIfNeeded: value)), token: token)
    }

    /// Whether a string constant stands next, or a parameter that may stand in its place.
    var atConstant: Bool { kind == .stringConstant || atParameterConstant }

    /// Whether a parameter stands next where PostgreSQL's grammar has a constant, and the mode allows that.
    var atParameterConstant: Bool { kind == .positionalParameter && allowsParameterConstants }

    /// A string constant spelled by the current token, which is read, or the parameter in its place.
    mutating func stringConstant(_ field: FieldName = .none) {
        if at(.positionalParameter) {
            parameterReference()
            return label(field)
        }
        let token = position
        constant(.string, field, value: StringReference.token(token).raw, token: token)
        advance()
    }

    /// A `ParamRef` for the current token, which is read.
    mutating func parameterReference() {
        let mark = mark()
        integerField(.number, Int(tokens.parameterNumber(of: position)), token: position)
        advance()
        close(.paramRef, mark)
    }
}

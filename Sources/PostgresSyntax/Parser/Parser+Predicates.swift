/// Predicates of `a_expr` that are spelled with keywords: IS, LIKE, BETWEEN, IN, ANY and OVERLAPS.
///
/// All of them find their left operand built and begin at the mark they get.
extension Parser {
    // MARK: IS

    /// `IS [NOT] …`.
    mutating func isPredicate(_ mark: Mark, _ restricted: Bool) throws(ParseFailure) {
        let token = position
        advance()
        let negated = eat(.not)
        switch kind {
        case .distinct:
            try isDistinct(mark, token, negated, restricted)
        case .document:
            advance()
            label(.args)
            close(.xmlExpr, mark, location: token, scalars: .xmlExpr(op: .document))
            if negated { negate(mark, location: token) }
        case _ where restricted:
            throw syntaxError()
        case .null:
            advance()
            label(.arg)
            close(.nullTest, mark, location: token, scalars: .nullTest(nulltesttype: negated ? .notNull : .null))
        case .true:
            booleanTest(mark, token, negated ? .notTrue : .true)
        case .false:
            booleanTest(mark, token, negated ? .notFalse : .false)
        case .unknown:
            booleanTest(mark, token, negated ? .notUnknown : .unknown)
        case .normalized, .nfc, .nfd, .nfkc, .nfkd:
            try isNormalized(mark, token)
            if negated { negate(mark, location: token) }
        case .json:
            try isJSON(mark)
            if negated { negate(mark, location: mark.token) }
        default:
            throw syntaxError()
        }
    }

    private mutating func isDistinct(
        _ mark: Mark, _ token: Int, _ negated: Bool, _ restricted: Bool
    ) throws(ParseFailure) {
        label(.lexpr)
        stringNode(.name, .wellKnown(.equals), token: token)
        advance()
        try expect(.from)
        try expression(.comparison, restricted: restricted)
        label(.rexpr)
        close(.aExpr, mark, location: token, scalars: .aExpr(kind: negated ? .notDistinct : .distinct))
        try requireNoFurther(.is)
    }

    private mutating func booleanTest(_ mark: Mark, _ token: Int, _ test: BoolTestType) {
        advance()
        label(.arg)
        close(.booleanTest, mark, location: token, scalars: .booleanTest(booltesttype: test))
    }

    private mutating func isNormalized(_ mark: Mark, _ token: Int) throws(ParseFailure) {
        label(.args)
        if !at(.normalized) {
            try parseUnicodeNormalForm(.args)
        }
        try expect(.normalized)
        systemFunctionName(.isNormalized, token: token)
        close(.funcCall, mark, location: token, scalars: .funcCall(funcformat: .sqlSyntax))
    }

    private mutating func isJSON(_ mark: Mark) throws(ParseFailure) {
        label(.expr)
        let type = try parseJsonPredicateTypeConstraint()
        let isUnique = try parseJsonKeyUniquenessConstraintOpt()
        defaultJsonFormat()
        label(.format)
        close(.jsonIsPredicate, mark, scalars: .jsonIsPredicate(itemType: type, uniqueKeys: isUnique))
    }

    /// Puts NOT before the node just built.
    private mutating func negate(_ mark: Mark, location: Int) {
        label(.args)
        close(.boolExpr, mark, location: location, scalars: .boolExpr(boolop: .notExpr))
    }

    // MARK: The level of LIKE

    /// `[NOT] BETWEEN`, `IN`, `LIKE`, `ILIKE` or `SIMILAR TO`.
    mutating func matchingOperator(_ mark: Mark) throws(ParseFailure) {
        let token = position
        let negated = eat(.notLA)
        switch kind {
        case .in:
            return try inPredicate(mark, token, negated)
        case .between:
            try betweenPredicate(mark, token, negated)
        case .similar:
            try similarPredicate(mark, token, negated)
        default:
            if try likePredicate(mark, token, negated) { return }
        }
        try requireNoFurther(.matching)
    }

    private mutating func betweenPredicate(_ mark: Mark, _ token: Int, _ negated: Bool) throws(ParseFailure) {
        label(.lexpr)
        advance()
        let isSymmetric = eat(.symmetric)
        if !isSymmetric { _ = eat(.asymmetric) }
        let name: WellKnownName
        let operation: AExprKind
        if isSymmetric {
            name = negated ? .notBetweenSymmetric : .betweenSymmetric
            operation = negated ? .notBetweenSym : .betweenSym
        } else {
            name = negated ? .notBetween : .between
            operation = negated ? .notBetween : .between
        }
        stringNode(.name, .wellKnown(name), token: token)
        let bounds = self.mark()
        try parseBExpr()
        label(.items)
        try expect(.and)
        try expression(.operator)
        label(.items)
        close(.list, bounds)
        label(.rexpr)
        close(.aExpr, mark, location: token, scalars: .aExpr(kind: operation))
    }

    private mutating func inPredicate(_ mark: Mark, _ token: Int, _ negated: Bool) throws(ParseFailure) {
        let left = tree.count - 1
        advance()
        let open = position
        if try parenthesized(.list) == .select {
            tree[left].field = .testexpr
            label(.subselect)
            close(.subLink, mark, location: token, scalars: .subLink(subLinkType: .anySublink))
            if negated { negate(mark, location: token) }
            return
        }
        label(.rexpr)
        tree[left].field = .lexpr
        stringNode(.name, .wellKnown(negated ? .notEquals : .equals), token: token)
        locationField(.rexprListStart, token: open)
        locationField(.rexprListEnd, token: position - 1)
        close(.aExpr, mark, location: token, scalars: .aExpr(kind: .in))
    }

    /// `LIKE` and `ILIKE`; true if it is applied to `ANY` or `ALL`.
    private mutating func likePredicate(
        _ mark: Mark, _ token: Int, _ negated: Bool
    ) throws(ParseFailure) -> Bool {
        let left = tree.count - 1
        label(.lexpr)
        let isCaseSensitive = at(.like)
        let name: WellKnownName =
            isCaseSensitive ? (negated ? .notLike : .like) : (negated ? .notIlike : .ilike)
        stringNode(.name, .wellKnown(name), token: token)
        advance()
        if kind == .any || kind == .some || kind == .all {
            try quantified(mark, left: left, location: token)
            return true
        }
        let pattern = self.mark()
        try expression(.operator)
        if eat(.escape) {
            label(.args)
            try expression(.operator)
            label(.args)
            systemFunctionName(.likeEscape, token: pattern.token)
            close(.funcCall, pattern, location: token)
        }
        label(.rexpr)
        close(.aExpr, mark, location: token, scalars: .aExpr(kind: isCaseSensitive ? .like : .ilike))
        return false
    }

    private mutating func similarPredicate(_ mark: Mark, _ token: Int, _ negated: Bool) throws(ParseFailure) {
        label(.lexpr)
        stringNode(.name, .wellKnown(negated ? .notSimilar : .similar), token: token)
        advance()
        try expect(.to)
        let pattern = self.mark()
        try expression(.operator)
        label(.args)
        if eat(.escape) {
            try expression(.operator)
            label(.args)
        }
        systemFunctionName(.similarToEscape, token: pattern.token)
        close(.funcCall, pattern, location: token)
        label(.rexpr)
        close(.aExpr, mark, location: token, scalars: .aExpr(kind: .similar))
    }

    // MARK: ANY and ALL

    /// `ANY`, `SOME` or `ALL` behind an operator, applied to a subselect or an array.
    ///
    /// The left operand, whose head is at `left`, and the operator's name are labelled as those of an `A_Expr`.
    mutating func quantified(_ mark: Mark, left: Int, location: Int) throws(ParseFailure) {
        let isAll = at(.all)
        advance()
        let right = tree.count
        guard try parenthesized(.single) == .select else {
            label(.rexpr)
            close(.aExpr, mark, location: location, scalars: .aExpr(kind: isAll ? .opAll : .opAny))
            return
        }
        label(.subselect)
        tree[left].field = .testexpr
        for name in left + 1..<right {
            tree[name].field = .operName
        }
        let type: SubLinkType = isAll ? .allSublink : .anySublink
        close(.subLink, mark, location: location, scalars: .subLink(subLinkType: type))
    }

    // MARK: OVERLAPS

    /// `row OVERLAPS row`; false if no row stands directly before it.
    mutating func overlaps(_ mark: Mark) throws(ParseFailure) -> Bool {
        let left = tree[tree.count - 1]
        guard left.kind == .rowExpr, tree[tree.count - 2].word2 == UInt32(truncatingIfNeeded: position) else {
            return false
        }
        let token = position
        _ = tree.reopen()
        let leftCount = tree.countNodes(since: mark.unit)
        advance()
        let right = self.mark()
        try parseRow(.args)
        if leftCount != 2 {
            throw error(
                "wrong number of parameters on left side of OVERLAPS expression", at: mark.token, readsNext: false)
        }
        if tree.countNodes(since: right.unit) != 2 {
            throw error(
                "wrong number of parameters on right side of OVERLAPS expression", at: right.token, readsNext: false)
        }
        systemFunctionName(.overlaps, token: token)
        close(.funcCall, mark, location: token, scalars: .funcCall(funcformat: .sqlSyntax))
        return true
    }

    /// A row of values, which become nodes in `field`.
    ///
    /// ```ebnf
    /// row = "ROW" "(" [ expr_list ] ")" | "(" expr_list "," a_expr ")" ;
    /// ```
    private mutating func parseRow(_ field: FieldName) throws(ParseFailure) {
        let isExplicit = eat(.row)
        try expect(.leftParenthesis)
        if isExplicit, eat(.rightParenthesis) { return }
        try parseAExpr()
        label(field)
        if !isExplicit, !at(.comma) { throw syntaxError() }
        while eat(.comma) {
            try parseAExpr()
            label(field)
        }
        try expect(.rightParenthesis)
    }
}

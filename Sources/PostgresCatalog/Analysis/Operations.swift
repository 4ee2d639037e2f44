import PostgresSyntax

/// Operators and what is written like one: IN, BETWEEN, LIKE, IS DISTINCT FROM, NULLIF, row comparisons.
extension Analyzer {
    /// `A_Expr`.
    func operation(_ node: AExpr) throws(SQLError) -> Expression {
        let names = node.name.strings
        let range = node.node.byteRange
        switch node.kind {
        case .op, .like, .ilike, .similar: return try plainOperation(node, names)
        case .opAny, .opAll:
            guard let left = node.lexpr, let right = node.rexpr else { throw .syntax("operator without operands") }
            return try scalarArray(
                names, try expression(left), try expression(right), isOr: node.kind == .opAny, range: range,
                nameRange: node.name.range)
        case .distinct, .notDistinct: return try distinct(node, names)
        case .nullif: return try nullIf(node, names)
        case .in: return try isIn(node, names)
        case .between, .notBetween, .betweenSym, .notBetweenSym: return try between(node)
        }
    }

    /// `transformAExprOp`.
    private func plainOperation(_ node: AExpr, _ names: [String]) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        guard let right = node.rexpr else { throw .syntax("operator without operand", range: range) }
        if let leftRow = node.lexpr.flatMap(RowExpr.init), let rightLink = SubLink(right),
            rightLink.subLinkType == .exprSublink
        {
            return try rowComparison(leftRow.node, rightLink, names, range)
        }
        if let leftRow = node.lexpr.flatMap(RowExpr.init), let rightRow = RowExpr(right) {
            return try compareRows(
                names, try row(leftRow).operands, try row(rightRow).operands, range, node.name.range)
        }
        let left: Expression? = if let node = node.lexpr { try expression(node) } else { nil }
        return try operation(names, left, try expression(right), range: range, nameRange: node.name.range)
    }

    /// An operator between two values.
    func binary(
        _ names: [String], _ left: Expression, _ right: Expression, range: Range<Int>, nameRange: Range<Int>? = nil
    ) throws(SQLError) -> Expression {
        try operation(names, left, right, range: range, nameRange: nameRange)
    }

    /// `make_op`.
    func operation(
        _ names: [String], _ left: Expression?, _ right: Expression, range: Range<Int>,
        nameRange: Range<Int>? = nil
    ) throws(SQLError) -> Expression {
        let operands = (left.map { [$0] } ?? []) + [right]
        guard let resolved = try resolve(names, left, right, nameRange ?? range) else {
            return try make(
                .composition("operator"), TypeReference(Self.comparisons.contains(names.last ?? "") ? OID.bool : .none),
                operands, range)
        }
        let procedure = executor.database.procedures[resolved.procedure]
        let returnsSet = procedure?.returnsSet ?? false
        var coerced: [Expression] = []
        if let left { coerced.append(try coerce(left, to: resolved.left, .implicit)) }
        coerced.append(try coerce(right, to: resolved.right, .implicit))
        if returnsSet { try checkSetPlacement(range) }
        return try make(
            .operator(resolved.operatorOID, procedure: resolved.procedure), TypeReference(resolved.result), coerced,
            range, nameRange: nameRange, returnsSet: returnsSet)
    }

    /// Operators that nearly always mean the truth of something.
    private static let comparisons: Set<String> = ["=", "<>", "<", ">", "<=", ">="]

    /// What an operator means; nil if it may be one of an extension of which nothing is known.
    private func resolve(
        _ names: [String], _ left: Expression?, _ right: Expression, _ range: Range<Int>
    ) throws(SQLError) -> ResolvedOperator? {
        let isOpaque = right.isOpaque || left?.isOpaque == true
        do throws(SQLError) {
            let found = try executor.resolveOperator(
                names, left: left.map { $0.isOpaque ? .unknown : $0.type.oid },
                right: right.isOpaque ? .unknown : right.type.oid, range: range)
            if found.operatorOID == .none { return nil }
            if isOpaque, found.left == OID.text || found.right == OID.text { return nil }
            return found
        } catch {
            if isOpaque || toleratesUnknown { return nil }
            throw error
        }
    }

    // MARK: op ANY, IN

    /// `make_scalar_array_op`.
    func scalarArray(
        _ names: [String], _ left: Expression, _ right: Expression, isOr: Bool, range: Range<Int>,
        nameRange: Range<Int>?
    ) throws(SQLError) -> Expression {
        let database = executor.database
        if right.isOpaque {
            return try make(.composition("ANY"), TypeReference(OID.bool), [left, right], range)
        }
        let arrayType = right.type.oid
        let element: OID
        if arrayType == .unknown {
            element = .unknown
        } else {
            let base = executor.baseType(right.type).oid
            element = database.types[base].flatMap { $0.isTrueArray ? $0.element : nil } ?? .none
            guard element != .none else {
                throw .wrongObjectType("op ANY/ALL (array) requires array on right side", range: nameRange ?? range)
            }
        }
        let placeholder = Expression(
            right.isUnknownConstant ? right.kind : .composition("element"), TypeReference(element), range: right.range)
        guard let resolved = try resolve(names, left, placeholder, nameRange ?? range) else {
            return try make(.composition("ANY"), TypeReference(OID.bool), [left, right], range)
        }
        guard resolved.result == OID.bool else {
            throw .wrongObjectType("op ANY/ALL (array) requires operator to yield boolean", range: nameRange ?? range)
        }
        if database.procedures[resolved.procedure]?.returnsSet == true {
            throw .wrongObjectType(
                "op ANY/ALL (array) requires operator not to return a set", range: nameRange ?? range)
        }
        var target = arrayType
        if !resolved.right.isPolymorphic {
            target = database.types[resolved.right]?.array ?? .none
            guard target != .none else {
                throw SQLError(
                    "42704",
                    "could not find array type for data type \(executor.format(resolved.right))",
                    range: nameRange ?? range)
            }
        }
        let operands = [
            try coerce(left, to: resolved.left, .implicit), try coerce(right, to: target, .implicit),
        ]
        return try make(
            .scalarArray(resolved.operatorOID, procedure: resolved.procedure), TypeReference(OID.bool),
            operands, range, nameRange: nameRange)
    }

    /// `transformAExprIn`.
    private func isIn(_ node: AExpr, _ names: [String]) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        guard let leftNode = node.lexpr, let list = node.rexpr else { throw .syntax("IN of nothing", range: range) }
        let left = try expression(leftNode)
        let values = try expressions(list.listItems)
        var parts: [Expression] = []
        // Values without columns become an array, if they can be of one type.
        let plain = values.filter { value in
            !value.contains { if case .variable(let entry, _) = $0.kind { entry.level == level } else { false } }
        }
        var rest = values
        if plain.count > 1 {
            if let array = try inArray(left, plain, range) {
                parts.append(
                    try scalarArray(
                        names, left, array, isOr: names.last == "=", range: range, nameRange: node.name.range))
                rest = values.filter { value in !plain.contains { $0 === value } }
            }
        }
        for value in rest {
            if case .row = left.kind, case .row = value.kind {
                parts.append(try compareRows(names, left.operands, value.operands, range, node.name.range))
            } else {
                parts.append(
                    try coerceToBoolean(
                        try binary(names, left, value, range: range, nameRange: node.name.range), construct: "IN"))
            }
        }
        if parts.count == 1 { return parts[0] }
        return try make(
            .composition(names.last == "=" ? "OR" : "AND"), TypeReference(OID.bool), parts, range)
    }

    /// The array that the values of IN make; nil if they stay apart.
    private func inArray(
        _ left: Expression, _ values: [Expression], _ range: Range<Int>
    ) throws(SQLError) -> Expression? {
        let all = [left] + values
        guard let type = try? commonType(all, "IN", range), type != .none, type != OID.record,
            canCoerce(all, to: all.map { _ in type }, .implicit),
            let array = executor.database.types[type]?.array, array != .none
        else { return nil }
        var elements: [Expression] = []
        for value in values { elements.append(try coerceToCommonType(value, type, "IN")) }
        return try make(.composition("ARRAY"), TypeReference(array), elements, range)
    }

    // MARK: BETWEEN, IS DISTINCT, NULLIF

    /// `transformAExprBetween`.
    private func between(_ node: AExpr) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        guard let leftNode = node.lexpr, let bounds = node.rexpr?.listItems, bounds.count == 2 else {
            throw .syntax("BETWEEN of nothing", range: range)
        }
        let isNegated = node.kind == .notBetween || node.kind == .notBetweenSym
        let first = isNegated ? "<" : ">="
        let second = isNegated ? ">" : "<="
        let left = try expression(leftNode)
        let lower = try expression(bounds[0])
        let upper = try expression(bounds[1])
        let name = node.name.range
        func side(_ symbol: String, _ bound: Expression) throws(SQLError) -> Expression {
            let value = try binary([symbol], left, bound, range: range, nameRange: name)
            return try coerceToBoolean(value, construct: isNegated ? "OR" : "AND")
        }
        var parts = [try side(first, lower), try side(second, upper)]
        if node.kind == .betweenSym || node.kind == .notBetweenSym {
            parts += [try side(first, upper), try side(second, lower)]
        }
        return try make(
            .composition(isNegated ? "NOT BETWEEN" : "BETWEEN"), TypeReference(OID.bool), parts, range)
    }

    /// `transformAExprDistinct`.
    private func distinct(_ node: AExpr, _ names: [String]) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        guard let leftNode = node.lexpr, let rightNode = node.rexpr else { throw .syntax("operator without operands") }
        // Compared with NULL it is a test for NULL.
        if case .null? = AConst(rightNode)?.value { return try distinctFromNull(leftNode, node, range) }
        if case .null? = AConst(leftNode)?.value { return try distinctFromNull(rightNode, node, range) }
        let left = try expression(leftNode)
        let right = try expression(rightNode)
        var result: Expression
        if case .row = left.kind, case .row = right.kind, leftNode.kind == .rowExpr, rightNode.kind == .rowExpr {
            result = try distinctRows(names, left, right, range, node.name.range)
        } else {
            result = try distinct(names, left, right, range, node.name.range)
        }
        if node.kind == .notDistinct {
            result = try make(.composition("NOT"), TypeReference(OID.bool), [result], range)
        }
        return result
    }

    private func distinctFromNull(_ value: Node, _ node: AExpr, _ range: Range<Int>) throws(SQLError) -> Expression {
        try make(
            .composition(node.kind == .distinct ? "IS NOT NULL" : "IS NULL"), TypeReference(OID.bool),
            [try expression(value)], range)
    }

    private func distinctRows(
        _ names: [String], _ left: Expression, _ right: Expression, _ range: Range<Int>, _ nameRange: Range<Int>?
    ) throws(SQLError) -> Expression {
        guard left.operands.count == right.operands.count else {
            throw .syntax("unequal number of entries in row expressions", range: range)
        }
        var parts: [Expression] = []
        for (first, second) in zip(left.operands, right.operands) {
            parts.append(try distinct(names, first, second, range, nameRange))
        }
        return try make(.composition("OR"), TypeReference(OID.bool), parts, range)
    }

    private func distinct(
        _ names: [String], _ left: Expression, _ right: Expression, _ range: Range<Int>, _ nameRange: Range<Int>?
    ) throws(SQLError) -> Expression {
        let equal = try binary(names, left, right, range: range, nameRange: nameRange)
        guard case .operator(let oid, let procedure) = equal.kind else { return equal }
        try checkEquality(equal, "IS DISTINCT FROM", range)
        return try make(
            .distinct(oid, procedure: procedure), equal.type, equal.operands, range, nameRange: nameRange)
    }

    private func nullIf(_ node: AExpr, _ names: [String]) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        guard let leftNode = node.lexpr, let rightNode = node.rexpr else { throw .syntax("NULLIF of nothing") }
        let equal = try binary(
            names, try expression(leftNode), try expression(rightNode), range: range, nameRange: nil)
        guard case .operator(let oid, let procedure) = equal.kind else {
            return try make(.composition("NULLIF"), equal.operands[0].type, equal.operands, range)
        }
        try checkEquality(equal, "NULLIF", range)
        return try make(
            .nullIf(oid, procedure: procedure), TypeReference(equal.operands[0].type.oid), equal.operands, range)
    }

    private func checkEquality(_ equal: Expression, _ construct: String, _ range: Range<Int>) throws(SQLError) {
        if equal.type.oid != OID.bool {
            throw .datatypeMismatch("\(construct) requires = operator to yield boolean", range: range)
        }
        if equal.returnsSet { throw .datatypeMismatch("\(construct) must not return a set", range: range) }
    }

    // MARK: Rows

    /// `make_row_comparison_op`.
    func compareRows(
        _ names: [String], _ left: [Expression], _ right: [Expression], _ range: Range<Int>,
        _ nameRange: Range<Int>?
    ) throws(SQLError) -> Expression {
        guard left.count == right.count else {
            throw .syntax("unequal number of entries in row expressions", range: range)
        }
        if left.isEmpty { throw SQLError("0A000", "cannot compare rows of zero length", range: range) }
        var parts: [Expression] = []
        for (first, second) in zip(left, right) {
            let part = try binary(names, first, second, range: range, nameRange: nameRange)
            guard part.isOpaque || part.type.oid == OID.bool else {
                throw .datatypeMismatch(
                    "row comparison operator must yield type boolean, not type "
                        + executor.format(part.type.oid), range: range)
            }
            if part.returnsSet {
                throw .datatypeMismatch("row comparison operator must not return a set", range: range)
            }
            parts.append(part)
        }
        if parts.count == 1 { return parts[0] }
        let symbol = names.last ?? ""
        if symbol == "=" || symbol == "<>" {
            return try make(
                .composition(symbol == "=" ? "AND" : "OR"), TypeReference(OID.bool), parts, range)
        }
        return try orderRows(parts, symbol, range, nameRange)
    }

    /// Rows that are compared by `<`: the operators of a B-tree operator family.
    private func orderRows(
        _ parts: [Expression], _ symbol: String, _ range: Range<Int>, _ nameRange: Range<Int>?
    ) throws(SQLError) -> Expression {
        var operators: [OID] = []
        var families: [OID] = []
        for part in parts {
            guard case .operator(let oid, _) = part.kind else { continue }
            guard let family = executor.orderingFamily(of: oid) else {
                throw SQLError(
                    "0A000", "could not determine interpretation of row comparison operator \(symbol)",
                    hint: "Row comparison operators must be associated with btree operator families.",
                    range: nameRange ?? range)
            }
            operators.append(oid)
            families.append(family)
        }
        var operands = parts.compactMap { $0.operands.first }
        operands += parts.compactMap { $0.operands.last }
        return Expression(
            .rowComparison(operators: operators, families: families), TypeReference(OID.bool),
            operands: operands, range: range, nameRange: nameRange)
    }
}

import PostgresSyntax

/// Expressions: `transformExprRecurse`.
extension Analyzer {
    /// Analyzes an expression.
    func expression(_ node: Node) throws(SQLError) -> Expression {
        try deeper { () throws(SQLError) in try anyExpression(node) }
    }

    private func anyExpression(_ node: Node) throws(SQLError) -> Expression {
        switch node.kind {
        case .columnRef: return try column(node)
        case .paramRef: return try parameter(ParamRef(node)!)
        case .aConst: return constant(AConst(node)!)
        case .aIndirection: return try indirection(AIndirection(node)!)
        case .aArrayExpr: return try array(AArrayExpr(node)!, type: nil)
        case .typeCast: return try cast(TypeCast(node)!)
        case .collateClause: return try collateClause(CollateClause(node)!)
        case .aExpr: return try operation(AExpr(node)!)
        case .boolExpr: return try boolean(BoolExpr(node)!)
        case .funcCall: return try call(FuncCall(node)!)
        case .namedArgExpr: return try namedArgument(node)
        case .multiAssignRef: return try multipleAssignment(MultiAssignRef(node)!)
        case .groupingFunc: return try grouping(GroupingFunc(node)!)
        case .mergeSupportFunc: return try mergeAction(node)
        case .subLink: return try subLink(SubLink(node)!)
        case .caseExpr: return try caseExpression(CaseExpr(node)!)
        case .rowExpr: return try row(RowExpr(node)!)
        case .coalesceExpr: return try coalesce(node)
        case .minMaxExpr: return try minMax(MinMaxExpr(node)!)
        case .sqlValueFunction: return sqlValue(SQLValueFunction(node)!)
        case .nullTest: return try nullTest(NullTest(node)!)
        case .booleanTest: return try booleanTest(BooleanTest(node)!)
        case .currentOfExpr:
            return Expression(.composition("CURRENT OF"), TypeReference(OID.bool), range: node.byteRange)
        case .setToDefault: throw .syntax("DEFAULT is not allowed in this context", range: node.byteRange)
        case .xmlExpr: return try xml(XmlExpr(node)!)
        case .xmlSerialize: return try xmlSerialize(XmlSerialize(node)!)
        case .jsonObjectConstructor, .jsonArrayConstructor, .jsonArrayQueryConstructor, .jsonObjectAgg,
            .jsonArrayAgg, .jsonIsPredicate, .jsonParseExpr, .jsonScalarExpr, .jsonSerializeExpr, .jsonFuncExpr:
            return try json(node)
        default: throw .syntax("unrecognized node type in an expression", range: node.byteRange)
        }
    }

    /// A condition: `transformWhereClause`.
    func condition(_ node: Node, _ clause: Clause, _ construct: String) throws(SQLError) -> Expression {
        try within(clause) { () throws(SQLError) in
            try coerceToBoolean(try expression(node), construct: construct)
        }
    }

    // MARK: Constants and parameters

    /// `make_const`.
    private func constant(_ node: AConst) -> Expression {
        let range = node.node.byteRange
        switch node.value {
        case .null: return Expression(.constant(nil), TypeReference(.unknown), range: range)
        case .string(let text): return Expression(.constant(text), TypeReference(.unknown), range: range)
        case .integer(let value): return constant(String(value), OID.int4, range)
        case .boolean(let value): return constant(value ? "t" : "f", OID.bool, range)
        case .bitString(let digits): return constant(digits, OID.bit, range)
        case .float(let digits):
            let isInteger = digits.utf8.allSatisfy { $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") }
            return constant(digits, isInteger && Int64(digits) != nil ? OID.int8 : OID.numeric, range)
        }
    }

    private func parameter(_ node: ParamRef) throws(SQLError) -> Expression {
        let number = node.number
        if context.infersParameters, number > context.parameters.count, number <= 65_535 {
            for _ in context.parameters.count..<number {
                context.parameters.append(AnalysisParameter(name: nil, type: TypeReference(.unknown)))
            }
        }
        guard number > 0, number <= context.parameters.count else {
            if context.isLenient { return opaque(node.node.byteRange) }
            throw SQLError("42P02", "there is no parameter $\(number)", range: node.node.byteRange)
        }
        return parameter(number, context.parameters[number - 1].type, node.node.byteRange)
    }

    private func namedArgument(_ node: Node) throws(SQLError) -> Expression {
        guard let argument = node.child(.arg) else { throw .syntax("argument without value", range: node.byteRange) }
        return try expression(argument)
    }

    // MARK: AND, OR, NOT and tests

    private func boolean(_ node: BoolExpr) throws(SQLError) -> Expression {
        let name: String
        switch node.boolop {
        case .andExpr: name = "AND"
        case .orExpr: name = "OR"
        case .notExpr: name = "NOT"
        }
        var operands: [Expression] = []
        for argument in node.args {
            operands.append(try coerceToBoolean(try expression(argument), construct: name))
        }
        return try make(.composition(name), TypeReference(OID.bool), operands, node.node.byteRange)
    }

    private func nullTest(_ node: NullTest) throws(SQLError) -> Expression {
        guard let argument = node.arg else { throw .syntax("IS NULL of nothing") }
        let name = node.nulltesttype == .null ? "IS NULL" : "IS NOT NULL"
        return try make(
            .composition(name), TypeReference(OID.bool), [try expression(argument)], node.node.byteRange)
    }

    private func booleanTest(_ node: BooleanTest) throws(SQLError) -> Expression {
        guard let argument = node.arg else { throw .syntax("IS TRUE of nothing") }
        let name =
            switch node.booltesttype {
            case .true: "IS TRUE"
            case .notTrue: "IS NOT TRUE"
            case .false: "IS FALSE"
            case .notFalse: "IS NOT FALSE"
            case .unknown: "IS UNKNOWN"
            case .notUnknown: "IS NOT UNKNOWN"
            }
        let value = try coerceToBoolean(try expression(argument), construct: name)
        return try make(.composition(name), TypeReference(OID.bool), [value], node.node.byteRange)
    }

    // MARK: CASE and its like

    /// `transformCaseExpr`.
    private func caseExpression(_ node: CaseExpr) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        var subject: Expression?
        if let argument = node.arg {
            var value = try expression(argument)
            if value.type.oid == .unknown {
                value = try coerceIfPossible(value, to: TypeReference(OID.text), .implicit) ?? value
            }
            subject = value
        }
        var conditions: [Expression] = []
        var results: [Expression] = []
        for when in node.args.compactMap(CaseWhen.init) {
            guard let test = when.expr, let result = when.result else { continue }
            var value: Expression
            if let subject {
                let placeholder = Expression(
                    .composition("case"), subject.type, collation: subject.collation, strength: subject.strength,
                    range: subject.range)
                value = try binary(["="], placeholder, try expression(test), range: test.byteRange)
            } else {
                value = try expression(test)
            }
            value = try coerceToBoolean(value, construct: "CASE/WHEN")
            conditions.append(value)
            results.append(try expression(result))
        }
        // ELSE has the first say about the type.
        let otherwise =
            if let node = node.defresult { try expression(node) } else {
                Expression(.constant(nil), TypeReference(.unknown), range: range)
            }
        let (values, type) = try unified([otherwise] + results, "CASE", range)
        try checkNoSets(conditions + values, "CASE")
        let kept = try make(
            .composition("results"), TypeReference(type, modifier: commonModifier(values, type)), values, range)
        let others = (subject.map { [$0] } ?? []) + conditions
        return Expression(
            .composition("CASE"), kept.type, collation: kept.collation, strength: kept.strength,
            operands: others + values, range: range)
    }

    /// A set is no value that CASE and COALESCE could choose.
    private func checkNoSets(_ values: [Expression], _ construct: String) throws(SQLError) {
        for value in values where value.containsSet {
            throw SQLError(
                "0A000", "set-returning functions are not allowed in \(construct)",
                hint: "You might be able to move the set-returning function into a LATERAL FROM item.",
                range: value.range)
        }
    }

    private func coalesce(_ node: Node) throws(SQLError) -> Expression {
        let (values, type) = try unified(try expressions(node.children(.args)), "COALESCE", node.byteRange)
        try checkNoSets(values, "COALESCE")
        return try make(
            .composition("COALESCE"), TypeReference(type, modifier: commonModifier(values, type)), values,
            node.byteRange)
    }

    private func minMax(_ node: MinMaxExpr) throws(SQLError) -> Expression {
        let name = node.op == .greatest ? "GREATEST" : "LEAST"
        let (values, type) = try unified(try expressions(node.args), name, node.node.byteRange)
        return try make(
            .composition(name), TypeReference(type, modifier: commonModifier(values, type)), values,
            node.node.byteRange)
    }

    /// All of a list.
    func expressions(_ nodes: NodeList) throws(SQLError) -> [Expression] {
        var values: [Expression] = []
        values.reserveCapacity(nodes.count)
        for node in nodes { values.append(try expression(node)) }
        return values
    }

    // MARK: Rows and arrays

    /// `transformRowExpr`.
    func row(_ node: RowExpr) throws(SQLError) -> Expression {
        let values = try expressionList(node.args, clause)
        if values.count > 1664 {
            throw SQLError("54011", "ROW expressions can have at most 1664 entries", range: node.node.byteRange)
        }
        return Expression(.row, TypeReference(OID.record), operands: values, range: node.node.byteRange)
    }

    /// `transformArrayExpr`.
    ///
    /// - Parameter type: what a cast around it says.
    func array(_ node: AArrayExpr, type: TypeReference?) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        let database = executor.database
        let arrayType = type.map { executor.baseType($0) }
        let asked = arrayType.flatMap { database.types[$0.oid].flatMap { $0.isTrueArray ? $0.element : nil } }
        var isNested = false
        var values: [Expression] = []
        for element in node.elements {
            if let inner = AArrayExpr(element) {
                // The elements of an inner array are of the same type.
                values.append(try array(inner, type: asked == nil ? nil : arrayType))
                isNested = true
            } else {
                let value = try expression(element)
                if let row = database.types[value.type.oid], row.isTrueArray { isNested = true }
                values.append(value)
            }
        }
        if let asked, let arrayType {
            return try array(values, of: asked, arrayType, isNested: isNested, range)
        }
        guard !values.isEmpty else {
            throw SQLError(
                "42P18", "cannot determine type of empty array",
                hint: "Explicitly cast to the desired type, for example ARRAY[]::integer[].", range: range)
        }
        let (unified, common) = try unified(values, "ARRAY", range)
        if common == .none { return try make(.composition("ARRAY"), TypeReference(.none), unified, range) }
        let result: OID
        if isNested {
            result = common
        } else {
            result = database.types[common]?.array ?? .none
            guard result != .none else {
                throw SQLError(
                    "42704", "could not find array type for data type \(executor.format(common))",
                    range: range)
            }
        }
        return try make(
            .composition("ARRAY"), TypeReference(result, modifier: commonModifier(unified, common)), unified, range)
    }

    /// The elements become what a cast asks for.
    private func array(
        _ values: [Expression], of element: OID, _ type: TypeReference, isNested: Bool, _ range: Range<Int>
    ) throws(SQLError) -> Expression {
        let target = TypeReference(isNested ? type.oid : element, modifier: type.modifier)
        var result: [Expression] = []
        for value in values {
            guard let coerced = try coerceIfPossible(value, to: target, .explicit) else {
                throw cannotCast(value, target, value.range)
            }
            result.append(coerced)
        }
        return try make(.composition("ARRAY"), type, result, range)
    }

    // MARK: Casts

    /// `transformTypeCast`.
    private func cast(_ node: TypeCast) throws(SQLError) -> Expression {
        guard let argument = node.arg, let name = node.typeName else { throw .syntax("cast of nothing") }
        let range = node.node.byteRange
        let target = try self.type(name)
        let value: Expression
        if let elements = AArrayExpr(argument),
            executor.database.types[executor.baseType(target).oid]?.isTrueArray == true
        {
            value = try array(elements, type: target)
        } else {
            value = try expression(argument)
        }
        guard let coerced = try coerceIfPossible(value, to: target, .explicit, nameRange: name.node.byteRange) else {
            throw cannotCast(value, target, node.node.errorRange)
        }
        return coerced.with(range: range)
    }

    func cannotCast(_ value: Expression, _ target: TypeReference, _ range: Range<Int>) -> SQLError {
        SQLError(
            "42846",
            "cannot cast type \(executor.format(value.type.oid)) to "
                + executor.format(target.oid), range: range)
    }

    /// `transformSQLValueFunction`.
    private func sqlValue(_ node: SQLValueFunction) -> Expression {
        var modifier = Int32(-1)
        let type: OID
        let precision = Int32(clamping: min(node.typmod, 6))
        switch node.op {
        case .currentDate: type = OID.date
        case .currentTime: type = OID.timetz
        case .currentTimeN: (type, modifier) = (OID.timetz, precision)
        case .currentTimestamp: type = OID.timestamptz
        case .currentTimestampN: (type, modifier) = (OID.timestamptz, precision)
        case .localtime: type = OID.time
        case .localtimeN: (type, modifier) = (OID.time, precision)
        case .localtimestamp: type = OID.timestamp
        case .localtimestampN: (type, modifier) = (OID.timestamp, precision)
        case .currentRole, .currentUser, .user, .sessionUser, .currentCatalog, .currentSchema:
            type = OID.name
        }
        let collation = executor.collation(ofType: type)
        return Expression(
            .sessionValue(node.op), TypeReference(type, modifier: modifier), collation: collation,
            strength: collation == .none ? .none : .implicit, range: node.node.byteRange)
    }

    // MARK: Fields and subscripts

    /// `transformIndirection`.
    private func indirection(_ node: AIndirection) throws(SQLError) -> Expression {
        guard let argument = node.arg else { throw .syntax("subscript of nothing") }
        var value = try expression(argument)
        var subscripts: [AIndices] = []
        for step in node.indirection {
            if let indices = AIndices(step) {
                subscripts.append(indices)
                continue
            }
            value = try subscripted(value, subscripts, node.node)
            subscripts = []
            guard let field = step.stringNodeValue else {
                throw SQLError(
                    "0A000", "row expansion via \"*\" is not supported here", range: node.node.byteRange)
            }
            value = try call(ofRow: value, field: field, relation: nil, step.byteRange).with(range: node.node.byteRange)
        }
        return try subscripted(value, subscripts, node.node)
    }

    /// `transformContainerSubscripts`.
    func subscripted(
        _ value: Expression, _ subscripts: [AIndices], _ node: Node
    ) throws(SQLError) -> Expression {
        if subscripts.isEmpty { return value }
        let range = node.byteRange
        let indices = try subscriptValues(subscripts, of: value.type, range)
        if value.isOpaque { return try make(.element, TypeReference(.none), [value] + indices, range) }
        let base = executor.baseType(value.type)
        var container = value
        if base.oid != value.type.oid { container = try make(.relabel, base, [value], value.range) }
        let isSlice = subscripts.contains(where: \.isSlice)
        return try make(
            .element, try subscriptType(base, isSlice: isSlice, range), [container] + indices, range)
    }

    /// What subscripting gives.
    func subscriptType(
        _ base: TypeReference, isSlice: Bool, _ range: Range<Int>
    ) throws(SQLError) -> TypeReference {
        guard let row = executor.database.types[base.oid],
            row.isSubscriptable || row.isTrueArray || row.element != .none
        else {
            throw .datatypeMismatch(
                "cannot subscript type \(executor.format(base.oid)) because it does not "
                    + "support subscripting", range: range)
        }
        // jsonb gives jsonb; an extension's type says itself what it gives, mostly its elements.
        if base.oid == OID.jsonb { return TypeReference(base.oid) }
        if row.element == .none { return TypeReference(OID.text) }
        return isSlice ? base : TypeReference(row.element, modifier: base.modifier)
    }

    /// The subscripts, integers unless the type takes texts.
    func subscriptValues(
        _ subscripts: [AIndices], of type: TypeReference, _ range: Range<Int>
    ) throws(SQLError) -> [Expression] {
        var values: [Expression] = []
        let base = executor.baseType(type).oid
        let isArray = executor.database.types[base].map { $0.element != .none } ?? false
        for indices in subscripts {
            for node in [indices.lidx, indices.uidx].compactMap({ $0 }) {
                let value = try expression(node)
                if isArray {
                    guard let coerced = try coerceIfPossible(value, to: TypeReference(OID.int4), .assignment) else {
                        throw .datatypeMismatch("array subscript must have type integer", range: value.range)
                    }
                    values.append(coerced)
                } else if value.type.oid == .unknown {
                    values.append(try coerceIfPossible(value, to: TypeReference(OID.text), .implicit) ?? value)
                } else {
                    values.append(value)
                }
            }
        }
        return values
    }
}

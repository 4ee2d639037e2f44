import PostgresSyntax

/// Calls: `transformFuncCall` and `ParseFuncOrColumn`; what an overload is, is ``Executor/resolveCall(_:)``'s affair.
extension Analyzer {
    /// A call with its arguments analyzed.
    private struct Call {
        var names: [String]
        var arguments: [Expression]
        var filter: Expression?
        var node: FuncCall
        var range: Range<Int>
        var nameRange: Range<Int>
        var name: String { names.joined(separator: ".") }
    }

    /// `transformFuncCall`.
    func call(_ node: FuncCall) throws(SQLError) -> Expression {
        var arguments = try expressions(node.args)
        if node.aggWithinGroup {
            for sort in node.aggOrder.compactMap(SortBy.init) {
                guard let key = sort.nodeField else { continue }
                arguments.append(try within(.orderBy) { () throws(SQLError) in try expression(key) })
            }
        }
        let filter: Expression? = if let node = node.aggFilter { try condition(node, .filter, "FILTER") } else { nil }
        let call = Call(
            names: node.funcname.strings, arguments: arguments, filter: filter, node: node,
            range: node.node.byteRange, nameRange: node.funcname.range ?? node.node.byteRange)
        return try functionOrColumn(call)
    }

    /// A call of a function by name.
    func call(
        _ names: [String], _ arguments: [Expression], range: Range<Int>, nameRange: Range<Int>? = nil
    ) throws(SQLError) -> Expression {
        let shape = CallShape(
            name: names, arguments: arguments.map { $0.isOpaque ? .unknown : $0.type.oid }, range: nameRange ?? range)
        let found = try executor.resolveCall(shape)
        return try function(found, arguments, range, nameRange ?? range)
    }

    private func functionOrColumn(_ call: Call) throws(SQLError) -> Expression {
        let shape = try shape(of: call)
        let found: ResolvedCall
        do throws(SQLError) {
            found = try executor.resolveCall(shape)
        } catch {
            if let projected = try projection(call) { return projected }
            if toleratesUnknown || call.arguments.contains(where: \.isOpaque) { return try unknownCall(call) }
            throw error
        }
        guard found.procedure != .none || found.isCoercion else { return try unknownCall(call) }
        let kind = executor.database.procedures[found.procedure]?.kind ?? .function
        if kind == .aggregate, call.node.args.contains(where: { $0.kind == .namedArgExpr }) {
            throw SQLError("0A000", "aggregates cannot use named arguments", range: call.nameRange)
        }
        let arguments = try coerceArguments(call.arguments, found)
        if found.isCoercion {
            guard let first = call.arguments.first else { throw .syntax("cast of nothing", range: call.range) }
            return try coerce(first, to: found.returnType, .explicit, nameRange: call.nameRange).with(range: call.range)
        }
        if call.node.over != nil { return try window(call, found, arguments, kind) }
        if kind == .aggregate { return try aggregate(call, found, arguments) }
        return try function(found, arguments, call.range, call.nameRange)
    }

    /// A call of which nothing is known.
    private func unknownCall(_ call: Call) throws(SQLError) -> Expression {
        let operands = call.arguments + (call.filter.map { [$0] } ?? [])
        if let over = call.node.over { try addWindow(over) }
        return Expression(.opaque, TypeReference(.none), operands: operands, range: call.range)
    }

    private func shape(of call: Call) throws(SQLError) -> CallShape {
        var names: [String] = []
        for argument in call.node.args {
            if let named = NamedArgExpr(argument), let name = named.name {
                if names.contains(name) {
                    throw .syntax("argument name \"\(name)\" used more than once", range: argument.byteRange)
                }
                names.append(name)
            } else if !names.isEmpty {
                throw .syntax("positional argument cannot follow named argument", range: argument.byteRange)
            }
        }
        return CallShape(
            name: call.names, arguments: call.arguments.map { $0.isOpaque ? .unknown : $0.type.oid },
            argumentNames: names, isVariadic: call.node.funcVariadic, isStar: call.node.aggStar,
            isDistinct: call.node.aggDistinct, orderByCount: call.node.aggWithinGroup ? 0 : call.node.aggOrder.count,
            orderedCount: call.node.aggWithinGroup ? call.node.aggOrder.count : nil,
            hasFilter: call.node.aggFilter != nil, hasOver: call.node.over != nil,
            isProcedureCall: clause == .callArgument && context.callNode == call.node.node, range: call.nameRange)
    }

    func coerceArguments(_ arguments: [Expression], _ found: ResolvedCall) throws(SQLError) -> [Expression] {
        var result: [Expression] = []
        for (index, argument) in arguments.enumerated() {
            guard index < found.argumentTypes.count else {
                result.append(argument)
                continue
            }
            result.append(try coerce(argument, to: found.argumentTypes[index], .implicit))
        }
        return result
    }

    private func function(
        _ found: ResolvedCall, _ arguments: [Expression], _ range: Range<Int>, _ nameRange: Range<Int>
    ) throws(SQLError) -> Expression {
        if found.procedure == .none {
            return Expression(.opaque, TypeReference(.none), operands: arguments, range: range)
        }
        if found.returnsSet { try checkSetPlacement(nameRange) }
        return try make(
            .function(found.procedure), TypeReference(found.returnType), try coerceArguments(arguments, found), range,
            nameRange: nameRange, returnsSet: found.returnsSet)
    }

    /// `check_srf_call_placement`.
    func checkSetPlacement(_ range: Range<Int>) throws(SQLError) {
        if let message = clause.setError { throw SQLError("0A000", message, range: range) }
        if clause == .selectTarget { query.hasTargetSets = true }
    }

    // MARK: Columns in the form of calls

    /// `f(row)` may be a field, `row.f` a function: `ParseComplexProjection`.
    private func projection(_ call: Call) throws(SQLError) -> Expression? {
        let node = call.node
        guard call.arguments.count == 1, call.names.count == 1, node.aggOrder.isEmpty, node.aggFilter == nil,
            !node.aggStar, !node.aggDistinct, node.over == nil, !node.funcVariadic,
            NamedArgExpr(node.args[0]) == nil
        else { return nil }
        return try field(call.names[0], of: call.arguments[0], call.range, nameRange: call.nameRange)
    }

    /// The field of this name of a row; nil if it has none.
    func field(
        _ name: String, of row: Expression, _ range: Range<Int>, nameRange: Range<Int>?
    ) throws(SQLError) -> Expression? {
        if row.isOpaque { return opaque(range) }
        if case .variable(let entry, 0) = row.kind {
            if let found = try column(name, of: item(of: entry), range) { return found }
            // A row whose columns have no aliases has the fields of its type, too.
        }
        guard row.type.oid == OID.record || executor.isComposite(row.type.oid),
            case .composite(let columns, _) = executor.resultShape(of: row),
            let index = columns.firstIndex(where: { $0.name == name && !$0.isDropped })
        else { return nil }
        let column = columns[index]
        return Expression(
            .field(Int16(clamping: index + 1)), column.type, collation: column.collation,
            strength: column.collation == .none ? .none : .implicit, operands: [row], range: range,
            nameRange: nameRange)
    }

    /// `row.name`: a field, or else a function of the row.
    func call(
        ofRow row: Expression, field name: String, relation: String?, _ range: Range<Int>
    ) throws(SQLError) -> Expression {
        if row.isOpaque { return opaque(range) }
        if let found = try field(name, of: row, range, nameRange: range) { return found }
        let shape = CallShape(name: [name], arguments: [row.type.oid], range: range)
        if let found = try? executor.resolveCall(shape), found.procedure != .none,
            executor.database.procedures[found.procedure]?.kind == .function
        {
            return try function(found, [row], range, range)
        }
        let error = unknownField(name, row, relation, range)
        guard context.isLenient else { throw error }
        context.missingColumn = context.missingColumn ?? error
        return opaque(range)
    }

    /// `unknown_attribute`.
    private func unknownField(_ name: String, _ row: Expression, _ relation: String?, _ range: Range<Int>) -> SQLError {
        if case .variable(let entry, 0) = row.kind {
            let error = missingColumn(entry.name, name, range)
            return SQLError(
                "42703", "column \(entry.name).\(name) does not exist", detail: error.detail, hint: error.hint,
                range: range)
        }
        let type = executor.format(row.type.oid)
        if row.type.oid == OID.record {
            return SQLError("42703", "could not identify column \"\(name)\" in record data type", range: range)
        }
        if executor.isComposite(row.type.oid) {
            return SQLError("42703", "column \"\(name)\" not found in data type \(type)", range: range)
        }
        return .wrongObjectType(
            "column notation .\(name) applied to type \(type), which is not a composite type", range: range)
    }

    // MARK: Aggregates

    /// `transformAggregateCall`.
    private func aggregate(
        _ call: Call, _ found: ResolvedCall, _ arguments: [Expression]
    ) throws(SQLError) -> Expression {
        let node = call.node
        var operands = arguments
        var direct = 0
        if node.aggWithinGroup {
            direct = max(0, arguments.count - node.aggOrder.count)
            for (sort, key) in zip(node.aggOrder.compactMap(SortBy.init), arguments[direct...]) {
                try noteOrder(sort, key)
            }
        } else {
            for sort in node.aggOrder.compactMap(SortBy.init) {
                guard let keyNode = sort.nodeField else { continue }
                let key = try within(.orderBy) { () throws(SQLError) in try resolvedText(try expression(keyNode)) }
                let isArgument = arguments.contains { $0.fingerprint == key.fingerprint }
                if node.aggDistinct, !isArgument {
                    throw SQLError(
                        "42P10",
                        "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list",
                        range: key.range)
                }
                try noteOrder(sort, key)
                if !isArgument { operands.append(key) }
            }
            if node.aggDistinct { try noteDistinct(arguments, call) }
        }
        return try aggregate(
            found.procedure, TypeReference(found.returnType), operands, call.filter,
            Expression.Aggregate(
                level: level, isOrdered: !node.aggOrder.isEmpty, isDistinct: node.aggDistinct, directCount: direct),
            range: call.range, nameRange: call.nameRange)
    }

    /// An aggregate with what its level has to say.
    func aggregate(
        _ procedure: OID, _ type: TypeReference, _ operands: [Expression], _ filter: Expression?,
        _ aggregate: Expression.Aggregate, range: Range<Int>, nameRange: Range<Int>
    ) throws(SQLError) -> Expression {
        var aggregate = aggregate
        aggregate.level = try aggregateLevel(operands, filter, range: nameRange, isGrouping: false)
        let value = try make(.aggregate(procedure, aggregate), type, operands, range, nameRange: nameRange)
        guard let filter else { return value }
        return Expression(
            value.kind, value.type, collation: value.collation, strength: value.strength,
            operands: value.operands + [filter], range: range, nameRange: nameRange)
    }

    private func noteDistinct(_ arguments: [Expression], _ call: Call) throws(SQLError) {
        if arguments.isEmpty {
            throw .syntax("an aggregate with DISTINCT must have at least one argument", range: call.range)
        }
        for argument in arguments where !argument.isOpaque {
            let operators = try executor.orderingOperators(
                of: argument.type.oid, needsOrder: false, needsEquality: true, range: argument.range)
            guard operators.less != .none else {
                throw SQLError(
                    "42883",
                    "could not identify an ordering operator for type "
                        + executor.format(argument.type.oid),
                    detail: "Aggregates with DISTINCT must be able to sort their inputs.", range: argument.range)
            }
            note(operators.less, nil)
            note(operators.equal, nil)
        }
    }

    /// Notes that the query needs an operator to sort or to group.
    func note(_ operatorOID: OID, _ range: Range<Int>?) {
        query.otherDependencies.append(
            FoundDependency(address: ObjectAddress(.operator, operatorOID), range: range))
    }

    /// The level of the query that an aggregate belongs to: `check_agglevels_and_constraints`.
    func aggregateLevel(
        _ operands: [Expression], _ filter: Expression?, range: Range<Int>, isGrouping: Bool
    ) throws(SQLError) -> Int {
        var finder = LevelFinder(level: level)
        for operand in operands { finder.visit(operand, isOutermost: true) }
        if let filter { finder.visit(filter, isOutermost: true) }
        if !isGrouping, let set = finder.set {
            throw SQLError(
                "0A000", "aggregate function calls cannot contain set-returning function calls",
                hint: "You might be able to move the set-returning function into a LATERAL FROM item.", range: set)
        }
        if let window = finder.window {
            throw SQLError(
                "42803", "aggregate function calls cannot contain window function calls", range: window)
        }
        let found = max(finder.variableLevel ?? -1, finder.aggregateLevel ?? -1)
        let result = found < 0 ? level : found
        if let aggregate = finder.aggregateLevel, aggregate == result {
            throw SQLError(
                "42803", "aggregate function calls cannot be nested", range: finder.aggregateRange ?? range)
        }
        if let owner = levels.first(where: { $0.level == result }) {
            owner.query.hasAggregates = true
            if let message = owner.clause.aggregateError(isGrouping: isGrouping) {
                throw SQLError("42803", message, range: range)
            }
        }
        return result
    }

    /// `transformGroupingFunc`.
    func grouping(_ node: GroupingFunc) throws(SQLError) -> Expression {
        if node.args.count > 31 {
            throw SQLError("54023", "GROUPING must have fewer than 32 arguments", range: node.node.byteRange)
        }
        let operands = try expressions(node.args)
        let level = try aggregateLevel(operands, nil, range: node.node.byteRange, isGrouping: true)
        return try make(
            .grouping(level: level), TypeReference(OID.int4), operands, node.node.byteRange)
    }

    // MARK: Window functions

    /// `transformWindowFuncCall`.
    private func window(
        _ call: Call, _ found: ResolvedCall, _ arguments: [Expression], _ kind: ProcedureRow.Kind
    ) throws(SQLError) -> Expression {
        let node = call.node
        if node.aggDistinct {
            throw SQLError("0A000", "DISTINCT is not implemented for window functions", range: call.nameRange)
        }
        if !node.aggOrder.isEmpty {
            throw SQLError("0A000", "aggregate ORDER BY is not implemented for window functions", range: call.nameRange)
        }
        if kind == .window, node.aggFilter != nil {
            throw SQLError(
                "0A000", "FILTER is not implemented for non-aggregate window functions", range: call.nameRange)
        }
        if found.returnsSet {
            throw SQLError("42P13", "window functions cannot return sets", range: call.nameRange)
        }
        return try window(
            found.procedure, TypeReference(found.returnType), arguments, call.filter, node.over!, range: call.range,
            nameRange: call.nameRange)
    }

    func window(
        _ procedure: OID, _ type: TypeReference, _ arguments: [Expression], _ filter: Expression?, _ over: WindowDef,
        range: Range<Int>, nameRange: Range<Int>
    ) throws(SQLError) -> Expression {
        for argument in arguments where argument.contains({ if case .window = $0.kind { true } else { false } }) {
            throw SQLError("42P20", "window function calls cannot be nested", range: argument.range)
        }
        if let message = clause.windowError { throw SQLError("42P20", message, range: nameRange) }
        try addWindow(over)
        query.hasWindowFunctions = true
        return try make(
            .window(procedure), type, arguments + (filter.map { [$0] } ?? []), range, nameRange: nameRange)
    }

    /// The window that OVER means, among those that are defined later.
    private func addWindow(_ over: WindowDef) throws(SQLError) {
        if let name = over.name {
            guard windows.contains(where: { $0.name == name }) else {
                throw SQLError("42704", "window \"\(name)\" does not exist", range: over.node.byteRange)
            }
            return
        }
        windows.append(over)
    }
}

/// What decides at which level an aggregate is computed: `check_agg_arguments_walker`.
private struct LevelFinder {
    let level: Int
    /// The innermost level of this query or those around it that a column comes from.
    var variableLevel: Int?
    var aggregateLevel: Int?
    var aggregateRange: Range<Int>?
    var window: Range<Int>?
    var set: Range<Int>?

    mutating func visit(_ value: Expression, isOutermost: Bool) {
        switch value.kind {
        case .variable(let entry, _):
            if entry.level <= level { variableLevel = max(variableLevel ?? 0, entry.level) }
            return
        case .aggregate(_, let aggregate):
            if aggregate.level <= level {
                if aggregate.level >= aggregateLevel ?? 0 { aggregateRange = value.nameRange }
                aggregateLevel = max(aggregateLevel ?? 0, aggregate.level)
            }
        case .grouping(let grouping):
            if grouping <= level { aggregateLevel = max(aggregateLevel ?? 0, grouping) }
        case .window where isOutermost: window = window ?? value.nameRange
        case .subLink(let query):
            query.forEachExpression { visit($0, isOutermost: false) }
        default: break
        }
        if isOutermost, value.returnsSet { set = set ?? value.range }
        for operand in value.operands { visit(operand, isOutermost: isOutermost) }
    }
}

import PostgresSyntax

/// What `CREATE AGGREGATE` says, by PostgreSQL's names.
private struct AggregateDefinition {
    var functions: [String: QualifiedName] = [:]
    var flags: Set<String> = []
    var sortOperator: QualifiedName?
    var baseType: DefElem?
    var transitionType: DefElem?
    var movingType: DefElem?
    var hasMovingSpace = false
    var hasInitialValue = false
    var hasMovingInitialValue = false
    var isHypothetical = false
    var parallel: String?
}

/// Aggregates.
extension Executor {
    /// `DefineAggregate`.
    func createAggregate(_ statement: DefineStmt) throws(SQLError) {
        let name = QualifiedName(statement.defnames)
        let (schema, aggregateName) = try creationTarget(name)
        var definition = AggregateDefinition()
        for element in statement.definition.definitions { try read(element, into: &definition) }
        var row = ProcedureRow(
            name: aggregateName, schema: schema, kind: .aggregate, language: .internalLanguage, returnType: .none,
            argumentTypes: [])
        row.aggregateKind = .normal
        row.volatility = "i"
        row.body = "aggregate_dummy"
        let directCount = statement.args.last?.integerNodeValue ?? -1
        if !statement.oldstyle, directCount >= 0 {
            row.aggregateKind = .orderedSet
            row.directArgumentCount = directCount
        }
        if definition.isHypothetical {
            guard row.aggregateKind == .orderedSet else {
                throw .invalidFunctionDefinition("only ordered-set aggregates can be hypothetical")
            }
            row.aggregateKind = .hypotheticalSet
        }
        try checkComplete(definition)
        let parameters = try aggregateParameters(statement, definition)
        row.set(parameters)
        try setTypes(definition, &row)
        try setParallel(definition, &row)
        try create(row, definition, parameters, name, replace: statement.replace)
    }

    private func read(_ element: DefElem, into definition: inout AggregateDefinition) throws(SQLError) {
        switch element.name {
        case "sfunc", "sfunc1": definition.functions["sfunc"] = try element.qualifiedName()
        case "finalfunc", "combinefunc", "serialfunc", "deserialfunc", "msfunc", "minvfunc", "mfinalfunc":
            definition.functions[element.name] = try element.qualifiedName()
        case "finalfunc_extra", "mfinalfunc_extra":
            if try element.boolean() { definition.flags.insert(element.name) }
        case "finalfunc_modify", "mfinalfunc_modify":
            guard ["read_only", "shareable", "read_write"].contains(try element.string()) else {
                throw .syntax("parameter \"\(element.name)\" must be READ_ONLY, SHAREABLE, or READ_WRITE")
            }
        case "sortop": definition.sortOperator = try element.qualifiedName()
        case "basetype": definition.baseType = element
        case "hypothetical": definition.isHypothetical = try element.boolean()
        case "stype", "stype1": definition.transitionType = element
        case "mstype": definition.movingType = element
        case "sspace": _ = try element.integer()
        case "msspace": definition.hasMovingSpace = try element.integer() != 0
        case "initcond", "initcond1": definition.hasInitialValue = true
        case "minitcond": definition.hasMovingInitialValue = true
        case "parallel": definition.parallel = try element.string()
        default: warn("42601", "aggregate attribute \"\(element.name)\" not recognized", range: element.range)
        }
    }

    private func checkComplete(_ definition: AggregateDefinition) throws(SQLError) {
        func reject(_ message: String) -> SQLError { .invalidFunctionDefinition("aggregate \(message)") }
        let functions = definition.functions
        if definition.transitionType == nil { throw reject("stype must be specified") }
        if functions["sfunc"] == nil { throw reject("sfunc must be specified") }
        guard definition.movingType == nil else {
            if functions["msfunc"] == nil { throw reject("msfunc must be specified when mstype is specified") }
            if functions["minvfunc"] == nil { throw reject("minvfunc must be specified when mstype is specified") }
            return
        }
        if functions["msfunc"] != nil { throw reject("msfunc must not be specified without mstype") }
        if functions["minvfunc"] != nil { throw reject("minvfunc must not be specified without mstype") }
        if functions["mfinalfunc"] != nil { throw reject("mfinalfunc must not be specified without mstype") }
        if definition.hasMovingSpace { throw reject("msspace must not be specified without mstype") }
        if definition.hasMovingInitialValue { throw reject("minitcond must not be specified without mstype") }
    }

    private func aggregateParameters(_ statement: DefineStmt, _ definition: AggregateDefinition) throws(SQLError)
        -> RoutineParameters
    {
        guard statement.oldstyle else {
            if let baseType = definition.baseType {
                throw .invalidFunctionDefinition(
                    "basetype is redundant with aggregate input type specification", range: baseType.range)
            }
            let list = statement.args.first?.listItems.compactMap(FunctionParameter.init) ?? []
            return try interpretParameters(list, .aggregate, language: .none)
        }
        guard let baseType = definition.baseType else {
            throw .invalidFunctionDefinition("aggregate input type must be specified")
        }
        var parameters = RoutineParameters()
        if baseType.stringValue?.lowercased() == "any" { return parameters }
        let type = try type(of: baseType)
        parameters.argumentTypes = [type]
        parameters.all = [ProcedureRow.Parameter(mode: .in, type: type, name: "")]
        parameters.typeRanges = [baseType.arg?.byteRange ?? baseType.range]
        return parameters
    }

    private func setTypes(_ definition: AggregateDefinition, _ row: inout ProcedureRow) throws(SQLError) {
        guard let transition = definition.transitionType else { return }
        row.transitionType = try transitionType(transition)
        let hasSerial = definition.functions["serialfunc"] != nil
        let hasDeserial = definition.functions["deserialfunc"] != nil
        if hasSerial, hasDeserial, row.transitionType != .internal {
            throw .invalidFunctionDefinition(
                "serialization functions may be specified only when the aggregate transition data type is internal")
        }
        if hasSerial != hasDeserial {
            throw .invalidFunctionDefinition(
                "must specify both or neither of serialization and deserialization functions")
        }
    }

    private func transitionType(_ element: DefElem) throws(SQLError) -> OID {
        let type = try type(of: element)
        if database.types[type]?.kind == .pseudo, !type.isPolymorphic, type != .internal {
            throw .invalidFunctionDefinition(
                "aggregate transition data type cannot be \(format(type))", range: element.range)
        }
        return type
    }

    private func setParallel(_ definition: AggregateDefinition, _ row: inout ProcedureRow) throws(SQLError) {
        guard let parallel = definition.parallel else { return }
        guard ["safe", "restricted", "unsafe"].contains(parallel) else {
            throw .syntax("parameter \"parallel\" must be SAFE, RESTRICTED, or UNSAFE")
        }
        row.parallel = parallel.first!
    }

    // MARK: AggregateCreate

    private func create(
        _ row: ProcedureRow, _ definition: AggregateDefinition, _ parameters: RoutineParameters,
        _ name: QualifiedName, replace: Bool
    ) throws(SQLError) {
        var row = row
        try checkArguments(row)
        var support = AggregateSupport(row)
        try resolveTransition(definition, row, &support)
        row.returnType = try resolveFinal(definition, row, &support)
        try resolveMoving(definition, row, &support)
        if let sortOperator = definition.sortOperator {
            guard row.argumentTypes.count == 1 else {
                throw .invalidFunctionDefinition(
                    "sort operator can only be specified for single-argument aggregates")
            }
            let type = row.argumentTypes[0]
            let found = try operatorOID(sortOperator, type, type)
            support.found.append(
                FoundDependency(address: ObjectAddress(.operator, found), range: sortOperator.range))
        }
        if replace { try checkKindStays(row) }
        var edges = NewRoutineEdges(name, language: nil, parameters)
        edges.found += support.found
        try createProcedure(row, replace: replace, edges)
    }

    private func checkArguments(_ row: ProcedureRow) throws(SQLError) {
        let count = row.argumentTypes.count
        if let detail = polymorphicProblem(row.transitionType, row.argumentTypes) {
            throw .invalidFunctionDefinition("cannot determine transition data type", detail: detail)
        }
        if row.aggregateKind != .normal, row.variadicType != .none, row.variadicType != .any {
            throw SQLError("0A000", "a variadic ordered-set aggregate must use VARIADIC type ANY")
        }
        let ordered = count - row.directArgumentCount
        guard row.aggregateKind == .hypotheticalSet, ordered > 0 else { return }
        let direct = row.argumentTypes[..<row.directArgumentCount]
        if row.variadicType != .none || direct.count < ordered
            || !direct.suffix(ordered).elementsEqual(row.argumentTypes[row.directArgumentCount...])
        {
            throw .invalidFunctionDefinition(
                "a hypothetical-set aggregate must have direct arguments matching its aggregated arguments")
        }
    }

    private func resolveTransition(
        _ definition: AggregateDefinition, _ row: ProcedureRow, _ support: inout AggregateSupport
    ) throws(SQLError) {
        guard let name = definition.functions["sfunc"] else { return }
        let found = try aggregateFunction(name, [row.transitionType] + support.transitionArguments, row, &support)
        guard found.result == row.transitionType else {
            throw .datatypeMismatch(
                "return type of transition function \(name.text) is not \(format(row.transitionType))",
                range: name.range)
        }
        try checkInitialValue(found.oid, row, row.transitionType, hasValue: definition.hasInitialValue)
        guard let combine = definition.functions["combinefunc"] else { return }
        let combined = try aggregateFunction(
            combine, [row.transitionType, row.transitionType], row, &support, isVariadic: false)
        guard combined.result == row.transitionType else {
            throw .datatypeMismatch(
                "return type of combine function \(combine.text) is not \(format(row.transitionType))",
                range: combine.range)
        }
        if row.transitionType == .internal, database.procedures[combined.oid]?.isStrict == true {
            throw .invalidFunctionDefinition(
                "combine function with transition type internal must not be declared STRICT", range: combine.range)
        }
    }

    private func checkInitialValue(_ function: OID, _ row: ProcedureRow, _ type: OID, hasValue: Bool)
        throws(SQLError)
    {
        guard database.procedures[function]?.isStrict == true, !hasValue else { return }
        guard let first = row.argumentTypes.first, isBinaryCoercible(first, to: type) else {
            throw .invalidFunctionDefinition(
                "must not omit initial value when transition function is strict and transition type is not "
                    + "compatible with input type")
        }
    }

    private func resolveFinal(
        _ definition: AggregateDefinition, _ row: ProcedureRow, _ support: inout AggregateSupport
    ) throws(SQLError) -> OID {
        var result = row.transitionType
        if let name = definition.functions["finalfunc"] {
            result = try finalFunction(name, row.transitionType, "finalfunc_extra", definition, row, &support)
        }
        if let name = definition.functions["serialfunc"] {
            let found = try aggregateFunction(name, [.internal], row, &support, isVariadic: false)
            if found.result != .bytea {
                throw .datatypeMismatch(
                    "return type of serialization function \(name.text) is not bytea", range: name.range)
            }
        }
        if let name = definition.functions["deserialfunc"] {
            let found = try aggregateFunction(name, [.bytea, .internal], row, &support, isVariadic: false)
            if found.result != .internal {
                throw .datatypeMismatch(
                    "return type of deserialization function \(name.text) is not internal", range: name.range)
            }
        }
        if let detail = polymorphicProblem(result, row.argumentTypes) {
            throw .datatypeMismatch("cannot determine result data type", detail: detail)
        }
        return result
    }

    private func finalFunction(
        _ name: QualifiedName, _ type: OID, _ extra: String, _ definition: AggregateDefinition, _ row: ProcedureRow,
        _ support: inout AggregateSupport
    ) throws(SQLError) -> OID {
        let hasExtra = definition.flags.contains(extra)
        let arguments = hasExtra ? row.argumentTypes : Array(row.argumentTypes.prefix(row.directArgumentCount))
        let takesAll = hasExtra || row.directArgumentCount == row.argumentTypes.count
        let found = try aggregateFunction(name, [type] + arguments, row, &support, isVariadic: takesAll)
        if hasExtra, database.procedures[found.oid]?.isStrict == true {
            throw .invalidFunctionDefinition(
                "final function with extra arguments must not be declared STRICT", range: name.range)
        }
        return found.result
    }

    private func resolveMoving(
        _ definition: AggregateDefinition, _ row: ProcedureRow, _ support: inout AggregateSupport
    ) throws(SQLError) {
        guard let element = definition.movingType, let forward = definition.functions["msfunc"],
            let inverse = definition.functions["minvfunc"]
        else { return }
        let type = try transitionType(element)
        if let detail = polymorphicProblem(type, row.argumentTypes) {
            throw .invalidFunctionDefinition("cannot determine transition data type", detail: detail)
        }
        let first = try aggregateFunction(forward, [type] + support.transitionArguments, row, &support)
        if first.result != type {
            throw .datatypeMismatch(
                "return type of transition function \(forward.text) is not \(format(type))", range: forward.range)
        }
        try checkInitialValue(first.oid, row, type, hasValue: definition.hasMovingInitialValue)
        let second = try aggregateFunction(inverse, [type] + support.transitionArguments, row, &support)
        if second.result != type {
            throw .datatypeMismatch(
                "return type of inverse transition function \(inverse.text) is not \(format(type))",
                range: inverse.range)
        }
        if database.procedures[first.oid]?.isStrict != database.procedures[second.oid]?.isStrict {
            throw .invalidFunctionDefinition(
                "strictness of aggregate's forward and inverse transition functions must match")
        }
        var result = type
        if let name = definition.functions["mfinalfunc"] {
            result = try finalFunction(name, type, "mfinalfunc_extra", definition, row, &support)
        }
        if result != row.returnType {
            throw .invalidFunctionDefinition(
                "moving-aggregate implementation returns type \(format(result)), but plain implementation "
                    + "returns type \(format(row.returnType))")
        }
    }

    /// A function that an aggregate is made of, and what it returns for these types: `lookup_agg_function`.
    private func aggregateFunction(
        _ name: QualifiedName, _ arguments: [OID], _ row: ProcedureRow, _ support: inout AggregateSupport,
        isVariadic: Bool = true
    ) throws(SQLError) -> (oid: OID, result: OID) {
        let text = signature(name.parts, arguments)
        let resolved = try resolveAggregateFunction(name, arguments)
        let procedure = database.procedures[resolved.procedure]
        if procedure?.returnsSet == true {
            throw .datatypeMismatch("function \(text) returns a set", range: name.range)
        }
        if isVariadic, row.variadicType == .any, procedure?.variadicType != .any {
            throw .datatypeMismatch(
                "function \(text) must accept VARIADIC ANY to be used in this aggregate", range: name.range)
        }
        for (given, taken) in zip(arguments, resolved.argumentTypes) where !isBinaryCoercible(given, to: taken) {
            throw .datatypeMismatch(
                "function \(signature(name.parts, resolved.argumentTypes)) requires run-time type coercion",
                range: name.range)
        }
        support.found.append(
            FoundDependency(address: ObjectAddress(.procedure, resolved.procedure), range: name.range))
        return (resolved.procedure, resolved.returnType)
    }

    private func resolveAggregateFunction(_ name: QualifiedName, _ arguments: [OID]) throws(SQLError) -> ResolvedCall {
        if let exact = try findProcedure(name.parts, arguments: arguments), let row = database.procedures[exact],
            row.kind == .function
        {
            noteRoutine(exact, name)
            return ResolvedCall(
                procedure: exact, returnType: row.returnType, returnsSet: row.returnsSet, argumentTypes: arguments)
        }
        do throws(SQLError) {
            return try resolveCall(CallShape(name: name.parts, arguments: arguments, range: name.range))
        } catch {
            throw SQLError(
                "42883", "function \(signature(name.parts, arguments)) does not exist", range: name.range)
        }
    }

    private func checkKindStays(_ row: ProcedureRow) throws(SQLError) {
        let existing = database.procedures.findAll(row.name, in: row.schema).compactMap {
            database.procedures[$0]
        }.first { $0.argumentTypes == row.argumentTypes && $0.kind == .aggregate }
        guard let existing else { return }
        if existing.aggregateKind != row.aggregateKind {
            let words =
                switch existing.aggregateKind {
                case .orderedSet: "an ordered-set aggregate"
                case .hypotheticalSet: "a hypothetical-set aggregate"
                default: "an ordinary aggregate function"
                }
            throw .wrongObjectType("cannot change routine kind", detail: "\"\(row.name)\" is \(words).")
        }
        if existing.directArgumentCount != row.directArgumentCount {
            throw .invalidFunctionDefinition("cannot change number of direct arguments of an aggregate function")
        }
    }
}

/// What an aggregate is made of, as far as it was found.
private struct AggregateSupport {
    /// What the transition functions get behind the state.
    let transitionArguments: [OID]
    var found: [FoundDependency] = []

    init(_ row: ProcedureRow) {
        let ordered = row.argumentTypes.count - row.directArgumentCount
        transitionArguments =
            row.aggregateKind == .normal ? row.argumentTypes : row.argumentTypes.suffix(max(ordered, 1))
    }
}

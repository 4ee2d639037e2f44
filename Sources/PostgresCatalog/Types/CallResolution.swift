/// A call as it is written, its arguments analyzed.
struct CallShape {
    /// The parts of the name.
    var name: [String]
    /// The type of each argument; ``OID/unknown`` for a string constant.
    var arguments: [OID]
    /// The names of the last arguments, where they are given by name.
    var argumentNames: [String] = []
    var isVariadic = false
    /// `count(*)`.
    var isStar = false
    var isDistinct = false
    /// How many expressions its ORDER BY has, if that is not in WITHIN GROUP.
    var orderByCount = 0
    /// WITHIN GROUP: how many of ``arguments`` stand in its ORDER BY.
    var orderedCount: Int?
    var hasFilter = false
    var hasOver = false
    /// CALL: procedures are meant.
    var isProcedureCall = false
    var range: Range<Int>
}

/// What a call means.
struct ResolvedCall {
    var procedure: OID
    var returnType: OID
    var returnsSet: Bool
    /// The type that each argument is coerced to.
    var argumentTypes: [OID]
    /// Whether it is a cast in the form of a call, such as `text(1)`; nothing is called.
    var isCoercion = false
}

/// Routines by name and arguments: PostgreSQL's `parse_func.c`.
extension Executor {
    /// What a call means: `func_get_detail` with the checks of `ParseFuncOrColumn`; a call that is a cast comes back so.
    func resolveCall(_ call: CallShape) throws(SQLError) -> ResolvedCall {
        try checkArguments(call)
        let candidates = try callCandidates(call)
        var chosen = candidates.first { $0.types.starts(with: call.arguments) }
        if chosen == nil {
            if let type = try castTarget(call) {
                try checkKind(.function, call)
                return ResolvedCall(
                    procedure: .none, returnType: type, returnsSet: false, argumentTypes: [type], isCoercion: true)
            }
            let (candidate, isAmbiguous) = selectCandidate(candidates, call.arguments)
            if isAmbiguous { throw ambiguousCall(call) }
            chosen = candidate
        }
        guard let chosen else { throw undefinedCall(call) }
        if chosen.oid == .none { throw ambiguousCall(call) }
        // VARIADIC with names has to be at the variadic parameter.
        if call.isVariadic, let numbers = chosen.argumentNumbers, let last = call.arguments.indices.last,
            numbers[last] != last
        {
            throw undefinedCall(call)
        }
        let row = database.procedures[chosen.oid]!
        noteName(call.name, in: row.schema, range: call.range)
        try checkKind(row.kind, call)
        if row.kind == .aggregate { try checkAggregate(row, chosen, call) }
        let resolved = try resolved(row, chosen, call)
        if row.kind == .window || row.kind == .aggregate { try checkForm(row, call) }
        return resolved
    }

    /// The routine of exactly these argument types; nil if there is none.
    func findProcedure(_ name: [String], arguments: [OID]) throws(SQLError) -> OID? {
        let (schemas, name) = try lookup(name)
        for schema in schemas where schema != session.temporarySchema {
            if let found = database.procedures.find(name, in: schema, where: { $0.argumentTypes == arguments }) {
                return found
            }
        }
        return nil
    }

    /// A routine with the types of its arguments in messages: `func_signature_string`.
    func signature(_ name: [String], _ arguments: [OID], names: [String] = []) -> String {
        let positional = arguments.count - names.count
        let list = arguments.enumerated().map { index, type in
            (index < positional ? "" : names[index - positional] + " => ") + format(type)
        }
        return name.joined(separator: ".") + "(" + list.joined(separator: ", ") + ")"
    }

    private func signature(_ call: CallShape) -> String {
        signature(call.name, call.arguments, names: call.argumentNames)
    }

    private func resolved(_ row: ProcedureRow, _ candidate: CallCandidate, _ call: CallShape) throws(SQLError)
        -> ResolvedCall
    {
        var declared = candidate.types
        // Arguments that take their defaults have the types they are declared with, as far as those are types.
        let actual =
            call.arguments + declared.dropFirst(call.arguments.count).map { $0.isPolymorphic ? .unknown : $0 }
        if row.aggregateKind == .hypotheticalSet, let ordered = call.orderedCount {
            try unifyHypothetical(&declared, call.arguments, ordered: ordered, range: call.range)
        }
        let result = try resolvePolymorphism(actual, declared: &declared, result: row.returnType, range: call.range)
        if row.variadicType == .any, call.isVariadic, let last = call.arguments.last,
            database.baseElementType(last) == .none
        {
            throw .datatypeMismatch("VARIADIC argument must be an array", range: call.range)
        }
        return ResolvedCall(
            procedure: candidate.oid, returnType: result, returnsSet: row.returnsSet,
            argumentTypes: Array(declared.prefix(call.arguments.count)))
    }

    /// Gives the hypothetical arguments the types of the ordering ones: `unify_hypothetical_args`.
    private func unifyHypothetical(_ declared: inout [OID], _ arguments: [OID], ordered: Int, range: Range<Int>)
        throws(SQLError)
    {
        let direct = arguments.count - ordered
        guard direct >= ordered else { return }
        for index in (direct - ordered)..<direct where declared[index] == .any {
            let type = try commonType(
                [arguments[index + ordered], arguments[index]], context: "WITHIN GROUP", range: range)
            declared[index] = type
            declared[index + ordered] = type
        }
    }

    // MARK: Candidates

    /// `FuncnameGetCandidates`: of those with equal arguments only the first in the search path.
    private func callCandidates(_ call: CallShape) throws(SQLError) -> [CallCandidate] {
        let (schemas, name) = try lookup(call.name, range: call.range)
        var candidates: [CallCandidate] = []
        for (position, schema) in schemas.enumerated()
        where call.name.count > 1 || schema != session.temporarySchema {
            for oid in database.procedures.findAll(name, in: schema) {
                guard let row = database.procedures[oid], var candidate = candidate(oid, row, call) else { continue }
                candidate.pathPosition = position
                add(candidate, to: &candidates)
            }
        }
        return candidates
    }

    /// The candidate that a routine is for a call; nil if their arguments do not fit by number and name.
    private func candidate(_ oid: OID, _ row: ProcedureRow, _ call: CallShape) -> CallCandidate? {
        var types = row.argumentTypes
        if call.isProcedureCall, !row.parameters.isEmpty { types = row.parameters.map(\.type) }
        let given = call.arguments.count
        let usesDefaults = types.count > given
        if usesDefaults, given + row.defaultCount < types.count { return nil }
        if !call.argumentNames.isEmpty {
            guard call.isVariadic || row.variadicType == .none, usesDefaults || types.count == given,
                let numbers = argumentNumbers(row, call, count: types.count)
            else { return nil }
            return CallCandidate(
                oid: oid, types: numbers.map { types[$0] }, defaultCount: types.count - given,
                argumentNumbers: numbers)
        }
        var variadicCount = 0
        if types.count <= given, !call.isVariadic, row.variadicType != .none {
            variadicCount = given - types.count + 1
            types.removeLast()
            types += Array(repeating: row.variadicType, count: variadicCount)
        }
        guard usesDefaults || types.count == given else { return nil }
        return CallCandidate(
            oid: oid, types: types, variadicCount: variadicCount, defaultCount: max(0, types.count - given))
    }

    /// Which parameter each argument is, those behind the given ones being defaults: `MatchNamedCall`.
    ///
    /// - Parameter count: how many of the parameters count.
    private func argumentNumbers(_ row: ProcedureRow, _ call: CallShape, count: Int) -> [Int]? {
        let parameters = row.parameters.filter { parameter in
            switch parameter.mode {
            case .in, .inout, .variadic: true
            case .out, .table: call.isProcedureCall
            }
        }
        guard parameters.count == count else { return nil }
        let positional = call.arguments.count - call.argumentNames.count
        var numbers = Array(0..<positional)
        for name in call.argumentNames {
            guard let number = parameters.firstIndex(where: { $0.name == name }), !numbers.contains(number) else {
                return nil
            }
            numbers.append(number)
        }
        for number in positional..<max(positional, count) where !numbers.contains(number) {
            guard number >= count - row.defaultCount else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    /// Adds a candidate; one with the same arguments yields to it, or it to that one.
    private func add(_ candidate: CallCandidate, to candidates: inout [CallCandidate]) {
        let types = candidate.types.dropLast(candidate.defaultCount)
        guard let index = candidates.firstIndex(where: { $0.types.dropLast($0.defaultCount) == types }) else {
            candidates.append(candidate)
            return
        }
        let earlier = candidates[index]
        if candidate.pathPosition != earlier.pathPosition { return }
        if candidate.variadicCount > 0, earlier.variadicCount == 0 { return }
        if candidate.variadicCount == 0, earlier.variadicCount > 0 {
            candidates[index] = candidate
        } else {
            candidates[index].oid = .none
        }
    }

    /// The type that a call such as `text(1)` casts its only argument to; nil if it is no cast.
    private func castTarget(_ call: CallShape) throws(SQLError) -> OID? {
        guard call.arguments.count == 1, call.argumentNames.isEmpty, let target = try findType(call.name),
            let row = database.types[target], row.isDefined, row.relation == .none,
            call.name.count > 1 || row.schema != session.temporarySchema
        else { return nil }
        let source = call.arguments[0]
        if source == .unknown { return target }
        switch coercionPath(from: source, to: target, .explicit) {
        case .relabel: return target
        case .inout:
            let isRow = source == .record || database.isComplex(source)
            return isRow && row.category == "S" ? nil : target
        case .none, .function, .array: return nil
        }
    }

    // MARK: Checks

    private func checkArguments(_ call: CallShape) throws(SQLError) {
        guard call.arguments.count <= 100 else {
            throw SQLError("54023", "cannot pass more than 100 arguments to a function", range: call.range)
        }
        for (index, name) in call.argumentNames.enumerated() where call.argumentNames[..<index].contains(name) {
            throw .syntax("argument name \"\(name)\" used more than once", range: call.range)
        }
    }

    /// Whether a routine of this kind can be called so.
    private func checkKind(_ kind: ProcedureRow.Kind, _ call: CallShape) throws(SQLError) {
        if call.isProcedureCall, kind != .procedure {
            throw SQLError(
                "42809", "\(signature(call)) is not a procedure", hint: "To call a function, use SELECT.",
                range: call.range)
        }
        if kind == .procedure, !call.isProcedureCall {
            throw SQLError(
                "42809", "\(signature(call)) is a procedure", hint: "To call a procedure, use CALL.",
                range: call.range)
        }
        let name = call.name.joined(separator: ".")
        switch kind {
        case .function, .procedure:
            let isNone = "but \(name) is not an aggregate function"
            if call.isStar { throw .wrongObjectType("\(name)(*) specified, \(isNone)", range: call.range) }
            if call.isDistinct { throw .wrongObjectType("DISTINCT specified, \(isNone)", range: call.range) }
            if call.orderedCount != nil {
                throw .wrongObjectType("WITHIN GROUP specified, \(isNone)", range: call.range)
            }
            if call.orderByCount > 0 { throw .wrongObjectType("ORDER BY specified, \(isNone)", range: call.range) }
            if call.hasFilter { throw .wrongObjectType("FILTER specified, \(isNone)", range: call.range) }
            if call.hasOver {
                throw .wrongObjectType(
                    "OVER specified, but \(name) is not a window function nor an aggregate function",
                    range: call.range)
            }
        case .window:
            if !call.hasOver {
                throw .wrongObjectType("window function \(name) requires an OVER clause", range: call.range)
            }
            if call.orderedCount != nil {
                throw .wrongObjectType("window function \(name) cannot have WITHIN GROUP", range: call.range)
            }
        case .aggregate: break
        }
    }

    /// Whether an aggregate's arguments are divided as it asks for.
    private func checkAggregate(_ row: ProcedureRow, _ candidate: CallCandidate, _ call: CallShape) throws(SQLError) {
        let name = call.name.joined(separator: ".")
        guard let kind = row.aggregateKind, kind != .normal else {
            guard call.orderedCount == nil else {
                throw .wrongObjectType(
                    "\(name) is not an ordered-set aggregate, so it cannot have WITHIN GROUP", range: call.range)
            }
            return
        }
        guard let ordered = call.orderedCount else {
            throw .wrongObjectType("WITHIN GROUP is required for ordered-set aggregate \(name)", range: call.range)
        }
        if call.hasOver {
            throw SQLError("0A000", "OVER is not supported for ordered-set aggregate \(name)", range: call.range)
        }
        let direct = call.arguments.count - ordered
        let declared = row.directArgumentCount
        func arguments(_ count: Int) -> String { "\(count) direct argument" + (count == 1 ? "" : "s") }
        var hint: String?
        if row.variadicType == .none || declared < row.argumentTypes.count {
            if direct != declared {
                hint =
                    "There is an ordered-set aggregate \(name), but it requires \(arguments(declared)), not \(direct)."
            }
        } else if kind == .hypotheticalSet {
            if candidate.variadicCount != 2 * ordered {
                hint =
                    "To use the hypothetical-set aggregate \(name), the number of hypothetical direct arguments (here "
                    + "\(candidate.variadicCount - ordered)) must match the number of ordering columns (here \(ordered))."
            }
        } else if candidate.variadicCount <= ordered {
            hint = "There is an ordered-set aggregate \(name), but it requires at least \(arguments(declared))."
        }
        if let hint {
            throw SQLError("42883", "function \(signature(call)) does not exist", hint: hint, range: call.range)
        }
    }

    /// Whether an aggregate or window function can be called in this form.
    private func checkForm(_ row: ProcedureRow, _ call: CallShape) throws(SQLError) {
        func unsupported(_ message: String) -> SQLError { SQLError("0A000", message, range: call.range) }
        if call.hasOver, call.isDistinct { throw unsupported("DISTINCT is not implemented for window functions") }
        if row.kind == .aggregate, call.arguments.isEmpty, !call.isStar, call.orderedCount == nil {
            throw .wrongObjectType(
                "\(call.name.joined(separator: "."))(*) must be used to call a parameterless aggregate function",
                range: call.range)
        }
        if call.hasOver {
            if call.orderByCount > 0 {
                throw unsupported("aggregate ORDER BY is not implemented for window functions")
            }
            if row.kind == .window, call.hasFilter {
                throw unsupported("FILTER is not implemented for non-aggregate window functions")
            }
        } else if !call.argumentNames.isEmpty {
            throw unsupported("aggregates cannot use named arguments")
        }
    }

    private func ambiguousCall(_ call: CallShape) -> SQLError {
        let kind = call.isProcedureCall ? "procedure" : "function"
        return SQLError(
            "42725", "\(kind) \(signature(call)) is not unique",
            hint: "Could not choose a best candidate \(kind). You might need to add explicit type casts.",
            range: call.range)
    }

    private func undefinedCall(_ call: CallShape) -> SQLError {
        let kind = call.isProcedureCall ? "procedure" : "function"
        let hint =
            call.orderByCount > 1
            ? "No aggregate function matches the given name and argument types. Perhaps you misplaced ORDER BY; "
                + "ORDER BY must appear after all regular arguments of the aggregate."
            : "No \(kind) matches the given name and argument types. You might need to add explicit type casts."
        return SQLError("42883", "\(kind) \(signature(call)) does not exist", hint: hint, range: call.range)
    }
}

import PostgresSyntax

/// What the parameters of a routine say.
struct RoutineParameters {
    /// The types of those it is called with.
    var argumentTypes: [OID] = []
    var all: [ProcedureRow.Parameter] = []
    /// Where each type stands.
    var typeRanges: [Range<Int>] = []
    var defaultCount = 0
    /// The type of the elements behind VARIADIC.
    var variadicType = OID.none
    /// The result that output parameters ask for.
    var requiredResult: OID?
    /// What the defaults need.
    var dependencies: [FoundDependency] = []
}

extension ProcedureRow {
    /// Takes over what the parameters say.
    mutating func set(_ parameters: RoutineParameters) {
        argumentTypes = parameters.argumentTypes
        variadicType = parameters.variadicType
        defaultCount = parameters.defaultCount
        let isPlain = parameters.all.allSatisfy { $0.mode == .in && $0.name.isEmpty && $0.defaultExpression == nil }
        self.parameters = isPlain ? [] : parameters.all
    }
}

extension Executor {
    /// `interpret_function_parameter_list`.
    ///
    /// - Parameter kind: `function`, `procedure` or `aggregate`.
    func interpretParameters(_ list: [FunctionParameter], _ kind: ObjectType, language: OID) throws(SQLError)
        -> RoutineParameters
    {
        var result = RoutineParameters()
        var outputCount = 0
        for (index, parameter) in list.enumerated() {
            let range = parameter.node.byteRange
            let mode = parameter.procedureMode
            let type = try parameterType(parameter, kind, language: language)
            let isInput = mode != .out && mode != .table
            if isInput {
                if result.variadicType != .none {
                    throw .invalidFunctionDefinition(
                        "VARIADIC parameter must be the last input parameter", range: range)
                }
                result.argumentTypes.append(type)
            }
            if mode != .in, mode != .variadic {
                if kind == .procedure {
                    if result.variadicType != .none {
                        throw .invalidFunctionDefinition("VARIADIC parameter must be the last parameter", range: range)
                    }
                    result.requiredResult = .record
                } else {
                    result.requiredResult = outputCount == 0 ? type : .record
                }
                outputCount += 1
            }
            if mode == .variadic { result.variadicType = try variadicElement(type, range: range) }
            try checkName(of: parameter, among: list[..<index])
            result.all.append(ProcedureRow.Parameter(mode: mode, type: type, name: parameter.name ?? ""))
            result.typeRanges.append(parameter.argType?.node.byteRange ?? range)
            try interpretDefault(of: parameter, kind, isInput: isInput, type, &result)
        }
        return result
    }

    private func parameterType(_ parameter: FunctionParameter, _ kind: ObjectType, language: OID) throws(SQLError)
        -> OID
    {
        guard let name = parameter.argType else { return .none }
        let range = name.node.byteRange
        guard let type = try findType(name) else {
            throw SQLError("42704", "type \(name.writtenName) does not exist", range: range)
        }
        if database.types[type]?.isDefined == false {
            if language == .sqlLanguage {
                throw .invalidFunctionDefinition(
                    "SQL function cannot accept shell type \(name.writtenName)", range: range)
            }
            if kind == .aggregate {
                throw .invalidFunctionDefinition("aggregate cannot accept shell type \(name.writtenName)", range: range)
            }
        }
        if name.setof {
            let plural = kind == .aggregate ? "aggregates" : kind == .procedure ? "procedures" : "functions"
            throw .invalidFunctionDefinition("\(plural) cannot accept set arguments", range: parameter.node.byteRange)
        }
        return type
    }

    /// The type of the elements of a VARIADIC parameter.
    private func variadicElement(_ type: OID, range: Range<Int>) throws(SQLError) -> OID {
        switch type {
        case .any: return .any
        case .anyarray: return .anyelement
        case .anycompatiblearray: return .anycompatible
        default:
            guard let row = database.types[type], row.isTrueArray else {
                throw .invalidFunctionDefinition("VARIADIC parameter must be an array", range: range)
            }
            return row.element
        }
    }

    /// Input parameters have names of their own, and so have output parameters.
    private func checkName(of parameter: FunctionParameter, among others: ArraySlice<FunctionParameter>)
        throws(SQLError)
    {
        guard let name = parameter.name, !name.isEmpty else { return }
        let mode = parameter.procedureMode
        for other in others where other.name == name {
            let otherMode = other.procedureMode
            let isOnlyInput = mode == .in || mode == .variadic
            let isOnlyOutput = mode == .out || mode == .table
            let otherIsOnlyInput = otherMode == .in || otherMode == .variadic
            let otherIsOnlyOutput = otherMode == .out || otherMode == .table
            if isOnlyInput && otherIsOnlyOutput || isOnlyOutput && otherIsOnlyInput { continue }
            throw .invalidFunctionDefinition(
                "parameter name \"\(name)\" used more than once", range: parameter.node.byteRange)
        }
    }

    private func interpretDefault(
        of parameter: FunctionParameter, _ kind: ObjectType, isInput: Bool, _ type: OID,
        _ result: inout RoutineParameters
    ) throws(SQLError) {
        let range = parameter.node.byteRange
        guard let expression = parameter.defexpr else {
            if isInput, result.defaultCount > 0 {
                throw .invalidFunctionDefinition(
                    "input parameters after one with a default value must also have defaults", range: range)
            }
            if kind == .procedure, result.defaultCount > 0 {
                throw .invalidFunctionDefinition(
                    "procedure OUT parameters cannot appear after one with a default value", range: range)
            }
            return
        }
        guard isInput else {
            throw .invalidFunctionDefinition("only input parameters can have default values", range: range)
        }
        let analyzed = try analyzeExpression(expression, .functionDefault, target: TypeReference(type))
        result.all[result.all.count - 1].defaultExpression = expression
        result.all[result.all.count - 1].defaultType = analyzed.type.oid
        result.defaultCount += 1
        result.dependencies += analyzed.dependencies
    }
}

extension FunctionParameter {
    /// `proargmodes`' letter.
    fileprivate var procedureMode: ProcedureRow.Mode {
        switch mode {
        case .in, .default: .in
        case .out: .out
        case .inout: .inout
        case .variadic: .variadic
        case .table: .table
        }
    }
}

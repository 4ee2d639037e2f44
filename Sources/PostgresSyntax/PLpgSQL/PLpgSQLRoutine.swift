/// What a statement says about the routine whose body is parsed.
struct PLpgSQLRoutine {
    /// What calls the function.
    enum Trigger {
        case none, rows, events
    }

    struct Parameter {
        let name: String?
        let type: PLpgSQLType
        let isInput: Bool
        let isOutput: Bool
    }

    /// The label of the outermost name space.
    var name: String
    var parameters: [Parameter] = []
    var returnType: PLpgSQLType?
    var returnsVoid = true
    var returnsSet = false
    var isProcedure = false
    var trigger = Trigger.none

    var hasOutputParameters: Bool { parameters.contains(where: \.isOutput) }

    /// A DO statement.
    init() {
        name = "inline_code_block"
    }

    init(_ statement: CreateFunctionStmt, types: PLpgSQLTypes) {
        let names = statement.funcname.strings
        name = (types.rules == .postgres ? names.last : names.first) ?? ""
        isProcedure = statement.isProcedure
        parameters = statement.parameters.compactMap(FunctionParameter.init).map { parameter in
            Parameter(
                name: parameter.name, type: types.type(parameter.argType),
                isInput: parameter.mode != .out && parameter.mode != .table,
                isOutput: parameter.mode == .out || parameter.mode == .inout || parameter.mode == .table)
        }
        guard let typeName = statement.returnType else {
            returnsVoid = !hasOutputParameters
            return
        }
        let type = types.type(typeName)
        returnType = type
        switch type.shape {
        case .pseudo("trigger"): trigger = .rows
        case .pseudo("event_trigger"): trigger = .events
        default: break
        }
        returnsVoid = type.shape == .pseudo("void") || trigger == .events
        returnsSet = typeName.setof && trigger == .none
    }
}

extension PLpgSQLTypes {
    /// The type that a node of PostgreSQL's tree names.
    func type(_ typeName: TypeName?) -> PLpgSQLType {
        guard let typeName else { return .unknown }
        if typeName.pctType { return copied }
        let names = typeName.names.strings
        return type(
            schema: names.count > 1 ? names[names.count - 2] : nil, name: names.last ?? "",
            isArray: !typeName.arrayBounds.isEmpty)
    }
}

extension PLpgSQLParser {
    /// Declares what every body of the routine knows: its parameters, `FOUND` and a trigger's variables.
    mutating func declareParameters() throws(ParseFailure) {
        scope.push(.blockLabel, scope.name(routine.name.utf8))
        for (index, parameter) in routine.parameters.enumerated() {
            if case .pseudo(let name) = parameter.type.shape, parameter.isInput, !parameter.type.isPolymorphic {
                throw sql.fail("PL/pgSQL functions cannot accept type \(name)", offset: nil)
            }
            let number = scope.name("$\(index + 1)".utf8)
            let variable = scope.declare(parameter.type.variable(number))
            guard let text = parameter.name else { continue }
            let name = scope.name(text.utf8)
            if scope.isDeclaredHere(name) {
                throw sql.fail("parameter name \"\(text)\" used more than once", offset: nil)
            }
            scope.variables[variable].name = name
            scope.add(variable, as: name)
        }
        try declareResult()
        switch routine.trigger {
        case .none: break
        case .rows:
            try checkArguments("trigger functions cannot have declared arguments")
            declare(["new", "old"], .record)
            declare(Self.triggerVariables, .scalar)
        case .events:
            try checkArguments("event trigger functions cannot have declared arguments")
            declare(["tg_event", "tg_tag"], .scalar)
        }
        declare(["found"], .scalar)
    }

    private static let triggerVariables = [
        "tg_name", "tg_when", "tg_level", "tg_op", "tg_relid", "tg_relname", "tg_table_name", "tg_table_schema",
        "tg_nargs", "tg_argv",
    ]

    private mutating func declareResult() throws(ParseFailure) {
        guard let type = routine.returnType, case .pseudo(let name) = type.shape else { return }
        if type.isPolymorphic {
            if !routine.hasOutputParameters { declare(["$0"], .scalar) }
        } else if routine.trigger == .none, !routine.returnsVoid {
            throw sql.fail("PL/pgSQL functions cannot return type \(name)", offset: nil)
        }
    }

    private mutating func checkArguments(_ message: String) throws(ParseFailure) {
        if !routine.parameters.isEmpty { throw sql.fail(message, offset: nil) }
    }

    private mutating func declare(_ names: [String], _ type: PLpgSQLType) {
        for name in names {
            scope.declare(type.variable(scope.name(name.utf8)))
        }
    }
}

import PostgresSyntax

/// The options behind CREATE and ALTER FUNCTION, each given once: `compute_function_attributes`.
struct RoutineOptions {
    var body: Node?
    var language: String?
    var languageRange: Range<Int>?
    var transforms: [TypeName] = []
    var isWindow = false
    private(set) var rows: DefElem?
    fileprivate var volatility: String?
    fileprivate var isStrict: Bool?
    fileprivate var isSecurityDefiner: Bool?
    fileprivate var isLeakproof: Bool?
    fileprivate var parallel: String?
    fileprivate var cost: DefElem?
    fileprivate var support: DefElem?
    fileprivate var settings: [VariableSetStmt] = []

    init(_ elements: [DefElem], isProcedure: Bool) throws(SQLError) {
        var seen: Set<String> = []
        for element in elements {
            if isProcedure, Self.notOfProcedures.contains(element.name) {
                throw .invalidFunctionDefinition("invalid attribute in procedure definition", range: element.range)
            }
            guard element.name == "set" || seen.insert(element.name).inserted else {
                throw .syntax("conflicting or redundant options", range: element.range)
            }
            set(element)
        }
    }

    private static let notOfProcedures: Set<String> = [
        "window", "volatility", "strict", "leakproof", "cost", "rows", "support", "parallel",
    ]

    private mutating func set(_ element: DefElem) {
        switch element.name {
        case "as": body = element.arg
        case "language":
            language = element.stringValue
            languageRange = element.arg?.byteRange
        case "transform": transforms = element.arg?.listItems.compactMap(TypeName.init) ?? []
        case "window": isWindow = true
        case "volatility": volatility = element.stringValue
        case "strict": isStrict = element.arg?.booleanNodeValue
        case "security": isSecurityDefiner = element.arg?.booleanNodeValue
        case "leakproof": isLeakproof = element.arg?.booleanNodeValue
        case "set":
            if let setting = element.arg.flatMap(VariableSetStmt.init) { settings.append(setting) }
        case "cost": cost = element
        case "rows": rows = element
        case "support": support = element
        case "parallel": parallel = element.stringValue
        default: break
        }
    }

    /// What the support function is named by.
    func supportDependency(_ oid: OID) -> [FoundDependency] {
        oid == .none
            ? [] : [FoundDependency(address: ObjectAddress(.procedure, oid), range: support?.arg?.byteRange)]
    }
}

extension Executor {
    /// Puts the options that are given into a row, with PostgreSQL's checks of their values.
    func apply(_ options: RoutineOptions, to row: inout ProcedureRow) throws(SQLError) {
        if let volatility = options.volatility?.first { row.volatility = volatility }
        if let isStrict = options.isStrict { row.isStrict = isStrict }
        if let isSecurityDefiner = options.isSecurityDefiner { row.isSecurityDefiner = isSecurityDefiner }
        if let isLeakproof = options.isLeakproof { row.isLeakproof = isLeakproof }
        row.configuration = configuration(row.configuration, changedBy: options.settings)
        if let cost = options.cost { row.cost = try positive(cost, "COST must be positive") }
        if let rows = options.rows { row.rows = try positive(rows, "ROWS must be positive") }
        if let support = options.support { row.support = try supportFunction(support) }
        if let parallel = options.parallel {
            guard ["safe", "unsafe", "restricted"].contains(parallel) else {
                throw .syntax("parameter \"parallel\" must be SAFE, RESTRICTED, or UNSAFE")
            }
            row.parallel = parallel.first!
        }
    }

    private func positive(_ element: DefElem, _ message: String) throws(SQLError) -> Double {
        let number = try element.number()
        guard number > 0 else { throw SQLError("22023", message, range: element.range) }
        return number
    }

    /// `interpret_func_support`.
    private func supportFunction(_ element: DefElem) throws(SQLError) -> OID {
        let name = try element.qualifiedName()
        let oid = try function(name, [.internal])
        guard database.procedures[oid]?.returnType == .internal else {
            throw .invalidObjectDefinition(
                "support function \(name.text) must return type internal", range: name.range)
        }
        return oid
    }

    /// The parameters that a routine, role or database sets, each as `name=value`, after `SET` and `RESET`:
    /// `update_proconfig_value`.
    func configuration(_ old: [String], changedBy settings: [VariableSetStmt]) -> [String] {
        var list = old
        for setting in settings {
            if setting.kind == .resetAll {
                list = []
                continue
            }
            let name = setting.name ?? ""
            let index = list.firstIndex { $0.lowercased().hasPrefix(name.lowercased() + "=") }
            if let value = settingText(setting) {
                if let index { list[index] = "\(name)=\(value)" } else { list.append("\(name)=\(value)") }
            } else if let index {
                list.remove(at: index)
            }
        }
        return list
    }

    /// `ExtractSetVariableArgs`; nil for the default.
    private func settingText(_ statement: VariableSetStmt) -> String? {
        let name = statement.name?.lowercased() ?? ""
        switch statement.kind {
        case .setValue:
            let isNameList = Self.nameListParameters.contains(name)
            return statement.args.map { argument in
                switch AConst(argument)?.value {
                case .string(let text)?: isNameList ? QuotedName.identifier(text) : text
                case .integer(let number)?: String(number)
                case .float(let digits)?: digits
                default: argument.text
                }
            }.joined(separator: ", ")
        case .setCurrent:
            return name == "search_path"
                ? session.searchPath.map(QuotedName.identifier).joined(separator: ", ")
                : session.settings.parameters[name]
        default: return nil
        }
    }

    /// Parameters that are lists of names, which are quoted: `GUC_LIST_QUOTE`.
    private static let nameListParameters: Set<String> = [
        "search_path", "temp_tablespaces", "session_preload_libraries", "shared_preload_libraries",
        "local_preload_libraries", "unix_socket_directories",
    ]
}

extension SQLError {
    static func invalidFunctionDefinition(
        _ message: String, detail: String? = nil, hint: String? = nil, range: Range<Int>? = nil
    ) -> SQLError {
        SQLError("42P13", message, detail: detail, hint: hint, range: range)
    }

    static func invalidObjectDefinition(
        _ message: String, detail: String? = nil, hint: String? = nil, range: Range<Int>? = nil
    ) -> SQLError {
        SQLError("42P17", message, detail: detail, hint: hint, range: range)
    }
}

import PostgresSyntax

/// Base types: CREATE TYPE with functions, and ALTER TYPE … SET.
extension Executor {
    /// The support functions of a type by the names of their options.
    private static let functionRoles: [String: TypeRow.FunctionRole] = [
        "input": .input, "output": .output, "receive": .receive, "send": .send, "typmod_in": .modifierInput,
        "typmod_out": .modifierOutput, "analyze": .analyze, "analyse": .analyze, "subscript": .subscripting,
    ]

    /// The other options of CREATE TYPE.
    private static let otherOptions: Set<String> = [
        "like", "internallength", "category", "preferred", "delimiter", "element", "default", "passedbyvalue",
        "alignment", "storage", "collatable",
    ]

    /// `DefineType`.
    func createBaseType(_ statement: DefineStmt) throws(SQLError) {
        let target = try typeTarget(statement.defnames)
        guard !statement.definition.isEmpty else {
            if target.shell != nil { throw .duplicateObject("type", target.name) }
            _ = try createType(
                TypeRow(
                    name: target.name, schema: target.schema, kind: .pseudo, category: "P", isDefined: false,
                    length: 4, isPassedByValue: true, storage: "p", functions: TypeRow.functions(2398, 2399, 0, 0)),
                ranges: target.ranges)
            return
        }
        guard let shell = target.shell else {
            throw SQLError(
                "42710", "type \"\(target.name)\" does not exist",
                hint: "Create the type as a shell type, then create its I/O functions, then do a full CREATE TYPE.")
        }
        var row = TypeRow(name: target.name, schema: target.schema, kind: .base, category: "U", storage: "p")
        row.functions = Array(repeating: .none, count: 8)
        let options = try typeOptions(statement.definition)
        try apply(options, to: &row)
        var ranges = target.ranges
        try findFunctions(options, of: shell, &row, &ranges)
        row.isSubscriptable = row.function(.subscripting) != .none
        try checkRepresentation(of: row)
        _ = try createTypeWithArray(row, ranges: ranges)
    }

    /// The options by name, each once.
    private func typeOptions(_ definition: NodeList) throws(SQLError) -> [String: DefElem] {
        var options: [String: DefElem] = [:]
        for element in definition.definitions {
            let name = element.name == "analyse" ? "analyze" : element.name
            guard Self.functionRoles[name] != nil || Self.otherOptions.contains(name) else {
                warn("42601", "type attribute \"\(name)\" not recognized", range: element.range)
                continue
            }
            if options.updateValue(element, forKey: name) != nil {
                throw .syntax("conflicting or redundant options", range: element.range)
            }
        }
        return options
    }

    private func apply(_ options: [String: DefElem], to row: inout TypeRow) throws(SQLError) {
        if let element = options["like"] {
            let model = database.types[try definedType(element)]!
            row.length = model.length
            row.isPassedByValue = model.isPassedByValue
            row.alignment = model.alignment
            row.storage = model.storage
        }
        if let element = options["internallength"] { row.length = try typeLength(element) }
        if let element = options["category"] {
            let text = try element.string()
            guard let category = text.first, let code = category.asciiValue, (32...126).contains(code) else {
                throw SQLError(
                    "22023", "invalid type category \"\(text)\": must be simple ASCII", range: element.range)
            }
            row.category = category
        }
        if let element = options["preferred"] { row.isPreferred = try element.boolean() }
        if let delimiter = try options["delimiter"]?.string().first { row.delimiter = delimiter }
        if let element = options["element"] {
            row.element = try definedType(element)
            if database.types[row.element]?.kind == .pseudo {
                throw .datatypeMismatch("array element type cannot be \(format(row.element))", range: element.range)
            }
        }
        row.defaultExpression = options["default"]?.arg
        if let element = options["passedbyvalue"] { row.isPassedByValue = try element.boolean() }
        if let element = options["alignment"] { row.alignment = try alignment(element) }
        if let element = options["storage"] { row.storage = try storage(element) }
        if let element = options["collatable"], try element.boolean() { row.collation = .defaultCollation }
    }

    /// `defGetTypeLength`.
    private func typeLength(_ element: DefElem) throws(SQLError) -> Int16 {
        let text = try element.string()
        if text.lowercased() == "variable" { return -1 }
        guard element.arg?.integerNodeValue != nil, let length = Int16(text) else {
            throw .syntax("invalid argument for \(element.name): \"\(text)\"", range: element.range)
        }
        return length
    }

    private func alignment(_ element: DefElem) throws(SQLError) -> Character {
        let text = try element.string()
        switch text.lowercased() {
        case "double", "float8", "pg_catalog.float8": return "d"
        case "int4", "pg_catalog.int4": return "i"
        case "int2", "pg_catalog.int2": return "s"
        case "char", "pg_catalog.bpchar": return "c"
        default: throw SQLError("22023", "alignment \"\(text)\" not recognized", range: element.range)
        }
    }

    private func storage(_ element: DefElem) throws(SQLError) -> Character {
        let text = try element.string()
        switch text.lowercased() {
        case "plain": return "p"
        case "external": return "e"
        case "extended": return "x"
        case "main": return "m"
        default: throw SQLError("22023", "storage \"\(text)\" not recognized", range: element.range)
        }
    }

    /// What `TypeCreate` checks of length, alignment and storage.
    private func checkRepresentation(of row: TypeRow) throws(SQLError) {
        func invalid(_ message: String) -> SQLError { SQLError("42P17", message) }
        let length = row.length
        guard length > 0 || length == -1 || length == -2 else { throw invalid("invalid type internal size \(length)") }
        if row.isPassedByValue {
            let alignments: [Int16: Character] = [1: "c", 2: "s", 4: "i", 8: "d"]
            guard let alignment = alignments[length] else {
                throw invalid("internal size \(length) is invalid for passed-by-value type")
            }
            if row.alignment != alignment {
                throw invalid(
                    "alignment \"\(row.alignment)\" is invalid for passed-by-value type of size \(length)")
            }
        } else if (length == -1 && row.alignment != "i" && row.alignment != "d")
            || (length == -2 && row.alignment != "c")
        {
            throw invalid("alignment \"\(row.alignment)\" is invalid for variable-length type")
        }
        if row.storage != "p", length != -1 { throw invalid("fixed-size types must have storage PLAIN") }
    }

    // MARK: Functions

    private func findFunctions(
        _ options: [String: DefElem], of type: OID, _ row: inout TypeRow, _ ranges: inout [ObjectAddress: Range<Int>]
    ) throws(SQLError) {
        if options["input"] == nil { throw SQLError("42P17", "type input function must be specified") }
        if options["output"] == nil { throw SQLError("42P17", "type output function must be specified") }
        if options["typmod_in"] == nil, options["typmod_out"] != nil {
            throw SQLError(
                "42P17", "type modifier output function is useless without a type modifier input function")
        }
        for (name, role) in Self.functionRoles.sorted(by: { $0.value.rawValue < $1.value.rawValue }) {
            guard let element = options[name] else { continue }
            let qualified = try element.qualifiedName()
            let function = try typeFunction(qualified, role, of: type)
            row.functions[role.rawValue] = function
            ranges[ObjectAddress(.procedure, function)] = qualified.range
        }
        guard row.element != .none, row.function(.subscripting) == .none else { return }
        guard row.length > 0, !row.isPassedByValue, let length = database.types[row.element]?.length, length > 0 else {
            throw SQLError("22023", "element type cannot be specified without a subscripting function")
        }
        row.functions[TypeRow.FunctionRole.subscripting.rawValue] = .rawArraySubscriptHandler
    }

    /// The function of a type for one role: `findTypeInputFunction` and its relatives.
    private func typeFunction(_ name: QualifiedName, _ role: TypeRow.FunctionRole, of type: OID) throws(SQLError) -> OID
    {
        let rule = FunctionRule(role, of: type)
        var found: [OID] = []
        for arguments in rule.signatures {
            if let function = try findProcedure(name.parts, arguments: arguments) { found.append(function) }
        }
        if found.count > 1 {
            throw SQLError("42725", "\(rule.name) \(name.text) has multiple matches", range: name.range)
        }
        guard let function = found.first, let row = database.procedures[function] else {
            throw SQLError(
                "42883", "function \(signature(name.parts, rule.signatures[0])) does not exist", range: name.range)
        }
        guard row.returnType == rule.result else {
            throw SQLError(
                "42P17", "\(rule.name) \(name.text) must return type \(format(rule.result))", range: name.range)
        }
        if role == .subscripting, function == .arraySubscriptHandler {
            throw SQLError(
                "42P17", "user-defined types cannot use subscripting function \(name.text)", range: name.range)
        }
        if let warning = rule.volatileName, row.volatility == "v" {
            warn("42P17", "\(warning) \(name.text) should not be volatile", range: name.range)
        }
        noteRoutine(function, name)
        return function
    }

    /// How a function has to look for its role.
    private struct FunctionRule {
        var name: String
        /// The lists of arguments it may take.
        var signatures: [[OID]]
        var result: OID
        /// Its name in the warning that it is volatile.
        var volatileName: String?

        init(_ role: TypeRow.FunctionRole, of type: OID) {
            switch role {
            case .input:
                (name, signatures, result) = ("type input function", [[.cstring], [.cstring, .oid, .int4]], type)
            case .output: (name, signatures, result) = ("type output function", [[type]], .cstring)
            case .receive:
                (name, signatures, result) = ("type receive function", [[.internal], [.internal, .oid, .int4]], type)
            case .send: (name, signatures, result) = ("type send function", [[type]], .bytea)
            case .modifierInput: (name, signatures, result) = ("typmod_in function", [[.cstringArray]], .int4)
            case .modifierOutput: (name, signatures, result) = ("typmod_out function", [[.int4]], .cstring)
            case .analyze: (name, signatures, result) = ("type analyze function", [[.internal]], .bool)
            case .subscripting: (name, signatures, result) = ("type subscripting function", [[.internal]], .internal)
            }
            volatileName =
                switch role {
                case .analyze, .subscripting: nil
                case .modifierInput: "type modifier input function"
                case .modifierOutput: "type modifier output function"
                default: name
                }
        }
    }

    // MARK: ALTER TYPE … SET

    /// What ALTER TYPE changes.
    private struct TypeChange {
        var storage: Character?
        var functions: [TypeRow.FunctionRole: OID] = [:]
        var ranges: [ObjectAddress: Range<Int>] = [:]
    }

    /// `AlterType`.
    func alterBaseType(_ statement: AlterTypeStmt) throws(SQLError) {
        let type = try typeToAlter(statement.typeName)
        guard let row = database.types[type] else { return }
        var change = TypeChange()
        for element in statement.options.definitions {
            if element.name == "storage" {
                change.storage = try newStorage(element, row)
            } else if let role = Self.functionRoles[element.name], role != .input, role != .output {
                change.functions[role] = .some(.none)
                guard element.arg != nil else { continue }
                let name = try element.qualifiedName()
                let function = try typeFunction(name, role, of: type)
                change.functions[role] = function
                change.ranges[ObjectAddress(.procedure, function)] = name.range
            } else if Self.functionRoles[element.name] != nil || Self.otherOptions.contains(element.name) {
                throw .syntax("type attribute \"\(element.name)\" cannot be changed", range: element.range)
            } else {
                throw .syntax("type attribute \"\(element.name)\" not recognized", range: element.range)
            }
        }
        guard row.kind == .base, !row.isTrueArray else {
            throw .wrongObjectType("\(format(type)) is not a base type")
        }
        alter(type, by: change)
    }

    private func newStorage(_ element: DefElem, _ row: TypeRow) throws(SQLError) -> Character {
        let storage = try storage(element)
        if storage != "p", row.length != -1 {
            throw SQLError("42P17", "fixed-size types must have storage PLAIN", range: element.range)
        }
        if storage == "p", row.storage != "p" {
            throw SQLError("42P17", "cannot change type's storage to PLAIN", range: element.range)
        }
        return storage
    }

    /// Changes a type and then those that take it over: its array type, domains over it: `AlterTypeRecurse`.
    private func alter(_ type: OID, by change: TypeChange, isImplicitArray: Bool = false) {
        database.types.update(type) { row in
            if let storage = change.storage { row.storage = storage }
            for (role, function) in change.functions { row.functions[role.rawValue] = function }
            row.isSubscriptable = row.function(.subscripting) != .none
        }
        let address = ObjectAddress(.type, type)
        noteChange(address)
        forgetDependencies(of: address)
        dependType(type, isImplicitArray: isImplicitArray, ranges: change.ranges)
        guard !isImplicitArray, let row = database.types[type] else { return }
        var inArray = TypeChange()
        inArray.functions = change.functions.filter { $0.key == .modifierInput || $0.key == .modifierOutput }
        if row.array != .none, !inArray.functions.isEmpty { alter(row.array, by: inArray, isImplicitArray: true) }
        var inDomain = TypeChange(storage: change.storage)
        inDomain.functions = change.functions.filter { $0.key == .send || $0.key == .analyze }
        guard inDomain.storage != nil || !inDomain.functions.isEmpty else { return }
        for edge in database.dependencies.dependents(of: address) where edge.dependent.catalog == .type {
            if database.types[edge.dependent.oid]?.base?.oid == type { alter(edge.dependent.oid, by: inDomain) }
        }
    }
}

extension OID {
    fileprivate static let cstringArray = OID(1263)
    fileprivate static let arraySubscriptHandler = OID(6179)
    fileprivate static let rawArraySubscriptHandler = OID(6180)
}

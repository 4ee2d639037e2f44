import PostgresSyntax

/// What a new row of `pg_proc` depends on, and where the statement names it.
struct NewRoutineEdges {
    var schema: Range<Int>?
    var language: Range<Int>?
    var result: Range<Int>?
    /// Of all parameters.
    var types: [(type: OID, range: Range<Int>?)]
    /// What the defaults, the body in SQL and the options need.
    var found: [FoundDependency]

    init(_ name: QualifiedName, language: Range<Int>?, _ parameters: RoutineParameters) {
        schema = name.schemaRange
        self.language = language
        types = zip(parameters.all, parameters.typeRanges).map { ($0.type, $1) }
        found = parameters.dependencies
    }
}

extension Executor {
    /// `ProcedureCreate`: adds a row of `pg_proc`, or replaces one.
    @discardableResult
    func createProcedure(_ row: ProcedureRow, replace: Bool, _ edges: NewRoutineEdges) throws(SQLError) -> OID {
        guard row.argumentTypes.count <= 100 else {
            throw SQLError("54023", "functions cannot have more than 100 arguments")
        }
        try checkSignature(row.returnType, row.argumentTypes)
        for parameter in row.parameters where parameter.mode != .in && parameter.mode != .variadic {
            try checkSignature(parameter.type, row.argumentTypes)
        }
        let existing = database.procedures.findAll(row.name, in: row.schema).first {
            database.procedures[$0]?.argumentTypes == row.argumentTypes
        }
        let oid: OID
        if let existing, let old = database.procedures[existing] {
            noteExisting(.procedure, existing)
            try checkReplacement(of: old, existing, by: row, replace: replace)
            oid = existing
            database.procedures.update(oid) { $0 = row }
            noteChange(ObjectAddress(.procedure, oid))
            forgetDependencies(of: ObjectAddress(.procedure, oid))
        } else {
            oid = database.newOID()
            database.procedures.insert(row, oid)
            register(ObjectAddress(.procedure, oid))
        }
        let address = ObjectAddress(.procedure, oid)
        depend(address, on: ObjectAddress(.namespace, row.schema), range: edges.schema)
        depend(address, on: ObjectAddress(.language, row.language), range: edges.language)
        depend(address, on: ObjectAddress(.type, row.returnType), range: edges.result)
        for (type, range) in edges.types { depend(address, on: ObjectAddress(.type, type), range: range) }
        depend(address, on: edges.found)
        return oid
    }

    // MARK: Replacing

    private func checkReplacement(of old: ProcedureRow, _ oid: OID, by row: ProcedureRow, replace: Bool)
        throws(SQLError)
    {
        guard replace else {
            throw SQLError("42723", "function \"\(row.name)\" already exists with same argument types")
        }
        guard old.kind == row.kind else {
            let words: [ProcedureRow.Kind: String] = [
                .aggregate: "an aggregate function", .function: "a function", .procedure: "a procedure",
                .window: "a window function",
            ]
            throw .wrongObjectType(
                "cannot change routine kind", detail: "\"\(row.name)\" is \(words[old.kind]!).")
        }
        let command =
            row.kind == .procedure ? "DROP PROCEDURE" : row.kind == .aggregate ? "DROP AGGREGATE" : "DROP FUNCTION"
        let hint = "Use \(command) \(shownProcedure(oid)) first."
        if old.returnType != row.returnType || old.returnsSet != row.returnsSet {
            throw .invalidFunctionDefinition(
                row.kind == .procedure
                    ? "cannot change whether a procedure has output parameters"
                    : "cannot change return type of existing function", hint: hint)
        }
        if row.returnType == .record, old.resultColumns != row.resultColumns {
            throw .invalidFunctionDefinition(
                "cannot change return type of existing function",
                detail: "Row type defined by OUT parameters is different.", hint: hint)
        }
        try checkInputNames(old, row, hint: hint)
        try checkDefaults(old, row, hint: hint)
    }

    private func checkInputNames(_ old: ProcedureRow, _ row: ProcedureRow, hint: String) throws(SQLError) {
        let names = row.inputNames
        for (index, name) in old.inputNames.enumerated() where !name.isEmpty {
            guard index < names.count, names[index] == name else {
                throw .invalidFunctionDefinition("cannot change name of input parameter \"\(name)\"", hint: hint)
            }
        }
    }

    private func checkDefaults(_ old: ProcedureRow, _ row: ProcedureRow, hint: String) throws(SQLError) {
        guard old.defaultCount > 0 else { return }
        guard row.defaultCount >= old.defaultCount else {
            throw .invalidFunctionDefinition(
                "cannot remove parameter defaults from existing function", hint: hint)
        }
        let oldTypes = old.parameters.filter { $0.defaultExpression != nil }.map(\.defaultType)
        let newTypes = row.parameters.filter { $0.defaultExpression != nil }.map(\.defaultType)
        guard oldTypes == newTypes.suffix(oldTypes.count) else {
            throw .invalidFunctionDefinition(
                "cannot change data type of existing parameter default value", hint: hint)
        }
    }

    // MARK: Signatures

    /// That a polymorphic result, or one of type `internal`, has an argument that decides it.
    private func checkSignature(_ result: OID, _ arguments: [OID]) throws(SQLError) {
        if let detail = polymorphicProblem(result, arguments) {
            throw .invalidFunctionDefinition("cannot determine result data type", detail: detail)
        }
        if result == .internal, !arguments.contains(.internal) {
            throw .invalidFunctionDefinition(
                "unsafe use of pseudo-type \"internal\"",
                detail: "A result of type internal requires at least one input of type internal.")
        }
    }

    /// `check_valid_polymorphic_signature`: what is wrong, or nil.
    func polymorphicProblem(_ result: OID, _ arguments: [OID]) -> String? {
        let isNeeded: (OID) -> Bool
        let words: String
        switch result {
        case .anyrange, .anymultirange:
            isNeeded = { $0 == .anyrange || $0 == .anymultirange }
            words = "anyrange or anymultirange"
        case .anycompatiblerange, .anycompatiblemultirange:
            isNeeded = { $0 == .anycompatiblerange || $0 == .anycompatiblemultirange }
            words = "anycompatiblerange or anycompatiblemultirange"
        case _ where result.isFirstPolymorphicFamily:
            isNeeded = \.isFirstPolymorphicFamily
            words = "anyelement, anyarray, anynonarray, anyenum, anyrange, or anymultirange"
        case _ where result.isSecondPolymorphicFamily:
            isNeeded = \.isSecondPolymorphicFamily
            words =
                "anycompatible, anycompatiblearray, anycompatiblenonarray, anycompatiblerange, or "
                + "anycompatiblemultirange"
        default: return nil
        }
        guard !arguments.contains(where: isNeeded) else { return nil }
        return "A result of type \(format(result)) requires at least one input of type \(words)."
    }
}

extension ProcedureRow {
    /// The names of the parameters it is called with, empty for those without; none if no parameter has a name.
    var inputNames: [String] {
        guard parameters.contains(where: { !$0.name.isEmpty }) else { return [] }
        return parameters.filter { $0.mode != .out && $0.mode != .table }.map(\.name)
    }

    /// The columns that its output parameters make; nil unless there are several:
    /// `build_function_result_tupdesc_d`.
    var resultColumns: [ResultColumn]? {
        let outputs = parameters.filter { $0.mode != .in && $0.mode != .variadic }
        guard outputs.count > (kind == .procedure ? 0 : 1) else { return nil }
        return outputs.enumerated().map { index, parameter in
            ResultColumn(name: parameter.name.isEmpty ? "column\(index + 1)" : parameter.name, type: parameter.type)
        }
    }

    /// A column of a result that output parameters make.
    struct ResultColumn: Equatable {
        var name: String
        var type: OID
    }
}

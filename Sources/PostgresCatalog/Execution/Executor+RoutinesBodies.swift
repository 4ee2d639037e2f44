import PostgresSyntax

/// The bodies of routines.
extension Executor {
    /// `interpret_AS_clause`: that there is one body, in a form that its language takes.
    func setBody(of row: inout ProcedureRow, _ statement: CreateFunctionStmt, _ body: Node?, _ languageName: String)
        throws(SQLError)
    {
        let inSQL = statement.sqlBody
        if inSQL == nil, body == nil { throw .invalidFunctionDefinition("no function body specified") }
        if inSQL != nil, body != nil { throw .invalidFunctionDefinition("duplicate function body specified") }
        if inSQL != nil, row.language != .sqlLanguage {
            throw .invalidFunctionDefinition("inline SQL function body only valid for language SQL")
        }
        row.sqlBody = inSQL
        guard let body else { return }
        let strings = body.kind == .list ? body.listItems.strings : [body.stringNodeValue ?? ""]
        guard row.language != .cLanguage else {
            try checkLibrary(strings.first ?? "", range: body.byteRange)
            row.body = strings.count < 2 || strings[1] == "-" ? row.name : strings[1]
            return
        }
        guard strings.count == 1 else {
            throw .invalidFunctionDefinition("only one AS item needed for language \"\(languageName)\"")
        }
        row.body = row.language == .internalLanguage && strings[0].isEmpty ? row.name : strings[0]
    }

    /// That a library is one of those that PostgreSQL and extensions bring.
    ///
    /// A file that is named by its absolute path belongs to the machine on which the script was written; a server that
    /// is only PostgreSQL does not have it.
    private func checkLibrary(_ file: String, range: Range<Int>) throws(SQLError) {
        guard file.hasPrefix("/"), !options.assumesLibraries else { return }
        throw SQLError("58P01", "could not access file \"\(file)\": No such file or directory", range: range)
    }

    /// What a body in SQL, `RETURN …` or `BEGIN ATOMIC …`, needs.
    func analyzeBody(_ body: Node, of row: ProcedureRow) throws(SQLError) -> [FoundDependency] {
        guard !row.argumentTypes.contains(where: \.isPolymorphic) else {
            throw .invalidFunctionDefinition(
                "SQL function with unquoted function body cannot have polymorphic arguments")
        }
        let parameters = row.inputParameters
        guard body.kind == .list else { return try analyzeStatement(body, parameters, row.name) }
        var found: [FoundDependency] = []
        for statement in body.listItems.first?.listItems ?? body.listItems {
            found += try analyzeStatement(statement, parameters, row.name)
        }
        return found
    }

    private func analyzeStatement(_ statement: Node, _ parameters: [AnalysisParameter], _ name: String) throws(SQLError)
        -> [FoundDependency]
    {
        switch statement.kind {
        case .returnStmt, .selectStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt:
            return try analyzeQuery(statement, parameters: parameters, routineName: name).dependencies
        default:
            let words = statement.text.split(whereSeparator: \.isWhitespace).prefix(2).map { $0.uppercased() }
            let takesTwo = ["CREATE", "ALTER", "DROP"].contains(words.first)
            let command = words.prefix(takesTwo ? 2 : 1).joined(separator: " ")
            throw SQLError(
                "0A000", "\(command) is not yet supported in unquoted SQL function body", range: statement.byteRange)
        }
    }

    /// What the validator of the language says.
    func validateBody(_ oid: OID, _ statement: CreateFunctionStmt, _ languageName: String) throws(SQLError) {
        guard let row = database.procedures[oid] else { return }
        if row.language == .sqlLanguage { try checkSQLTypes(row) }
        if languageName == "plpgsql" { try checkPLpgSQLTypes(row) }
        let body = row.sqlBody == nil ? RoutineBody(statement.node) : nil
        if let body { setAside(body, of: oid) }
        guard isOn("check_function_bodies", standard: true), row.sqlBody == nil else { return }
        if languageName == "plpgsql", row.returnType == .trigger || row.returnType == .eventTrigger,
            !row.argumentTypes.isEmpty
        {
            let word = row.returnType == .trigger ? "trigger" : "event trigger"
            throw .invalidFunctionDefinition("\(word) functions cannot have declared arguments")
        }
        guard let body else { return }
        if let first = body.diagnostics.first {
            throw SQLError("42601", first.message, detail: first.detail, hint: first.hint, range: first.range)
        }
        if body.language == .sql { try checkBody(body, of: row) }
    }

    /// `fmgr_sql_validator`.
    private func checkSQLTypes(_ row: ProcedureRow) throws(SQLError) {
        if database.types[row.returnType]?.kind == .pseudo, row.returnType != .record, row.returnType != .void,
            !row.returnType.isPolymorphic
        {
            throw .invalidFunctionDefinition("SQL functions cannot return type \(format(row.returnType))")
        }
        for type in row.argumentTypes where database.types[type]?.kind == .pseudo && !type.isPolymorphic {
            throw .invalidFunctionDefinition("SQL functions cannot have arguments of type \(format(type))")
        }
    }

    /// `plpgsql_validator`.
    private func checkPLpgSQLTypes(_ row: ProcedureRow) throws(SQLError) {
        if database.types[row.returnType]?.kind == .pseudo,
            ![.record, .void, .trigger, .eventTrigger].contains(row.returnType), !row.returnType.isPolymorphic
        {
            throw SQLError("0A000", "PL/pgSQL functions cannot return type \(format(row.returnType))")
        }
        for type in row.argumentTypes
        where database.types[type]?.kind == .pseudo && type != .record && !type.isPolymorphic {
            throw SQLError("0A000", "PL/pgSQL functions cannot accept type \(format(type))")
        }
    }
}

extension ProcedureRow {
    /// The parameters it is called with, as its body may name them.
    var inputParameters: [AnalysisParameter] {
        guard !parameters.isEmpty else {
            return argumentTypes.map { AnalysisParameter(name: nil, type: TypeReference($0)) }
        }
        return parameters.filter { $0.mode != .out && $0.mode != .table }.map {
            AnalysisParameter(name: $0.name.isEmpty ? nil : $0.name, type: TypeReference($0.type))
        }
    }
}

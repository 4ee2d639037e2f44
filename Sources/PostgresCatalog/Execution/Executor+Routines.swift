import PostgresSyntax

/// Routines, aggregates, operators and what is made of them, casts, languages.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeRoutineStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .createFunctionStmt: try createRoutine(CreateFunctionStmt(node)!)
        case .alterFunctionStmt: try alterRoutine(AlterFunctionStmt(node)!)
        case .doStmt: try executeBlock(node)
        case .alterObjectDependsStmt: try alterDependsOnExtension(AlterObjectDependsStmt(node)!)
        case .defineStmt: return try define(DefineStmt(node)!)
        case .alterOperatorStmt: try alterOperator(AlterOperatorStmt(node)!)
        case .createOpClassStmt: try createOperatorClass(CreateOpClassStmt(node)!)
        case .createOpFamilyStmt: try createOperatorFamily(CreateOpFamilyStmt(node)!)
        case .alterOpFamilyStmt: try alterOperatorFamily(AlterOpFamilyStmt(node)!)
        case .createCastStmt: try createCast(CreateCastStmt(node)!)
        case .createTransformStmt: try createTransform(CreateTransformStmt(node)!)
        case .createPLangStmt: try createLanguage(CreatePLangStmt(node)!)
        default: return false
        }
        return true
    }

    /// `CREATE AGGREGATE`, `OPERATOR`, `COLLATION`, `TEXT SEARCH …`; types are made elsewhere.
    private func define(_ statement: DefineStmt) throws(SQLError) -> Bool {
        switch statement.kind {
        case .aggregate: try createAggregate(statement)
        case .operator: try createOperator(statement)
        case .collation: try createCollation(statement)
        case .tsparser: try createTextSearchParser(statement)
        case .tstemplate: try createTextSearchTemplate(statement)
        case .tsdictionary: try createTextSearchDictionary(statement)
        case .tsconfiguration: try createTextSearchConfiguration(statement)
        default: return false
        }
        return true
    }

    // MARK: CREATE FUNCTION

    /// `CreateFunction`.
    private func createRoutine(_ statement: CreateFunctionStmt) throws(SQLError) {
        let name = QualifiedName(statement.funcname)
        let (schema, procedureName) = try creationTarget(name)
        let options = try RoutineOptions(statement.options.definitions, isProcedure: statement.isProcedure)
        guard let languageName = options.language ?? (statement.sqlBody == nil ? nil : "sql") else {
            throw .invalidFunctionDefinition("no language specified")
        }
        let language = try routineLanguage(languageName, range: options.languageRange)
        var row = ProcedureRow(
            name: procedureName, schema: schema, language: language, returnType: .none, argumentTypes: [])
        row.kind = statement.isProcedure ? .procedure : options.isWindow ? .window : .function
        try apply(options, to: &row)
        let transforms = try options.transforms.map { (type) throws(SQLError) in
            try transform(of: type, language: language, languageName)
        }
        let parameters = try interpretParameters(
            statement.parameters.compactMap(FunctionParameter.init),
            statement.isProcedure ? .procedure : .function, language: language)
        row.set(parameters)
        try setResult(of: &row, statement, parameters)
        var edges = NewRoutineEdges(name, language: options.languageRange, parameters)
        edges.result = statement.returnType?.node.byteRange
        edges.found += transforms
        edges.found += options.supportDependency(row.support)
        try setBody(of: &row, statement, options.body, languageName)
        if let body = statement.sqlBody { edges.found += try analyzeBody(body, of: row) }
        if row.rows != nil, !row.returnsSet {
            throw SQLError("22023", "ROWS is not applicable when function does not return a set")
        }
        let oid = try createProcedure(row, replace: statement.replace, edges)
        try validateBody(oid, statement, languageName)
    }

    /// The language of a new routine; that of an extension whose members are not known is taken as existing.
    private func routineLanguage(_ name: String, range: Range<Int>?) throws(SQLError) -> OID {
        if let found = database.languages.find(name) { return found }
        if let owner = database.extensions.find(name), database.extensions[owner]?.isKnown == false {
            let oid = database.newOID()
            database.languages.insert(LanguageRow(name: name), oid)
            register(ObjectAddress(.language, oid))
            database.records.update(ObjectAddress(.language, oid)) { $0.memberOf = owner }
            return oid
        }
        let isShipped = ["plperl", "plperlu", "plpython3u", "pltcl", "pltclu"].contains(name)
        throw SQLError(
            "42704", "language \"\(name)\" does not exist",
            hint: isShipped ? "Use CREATE EXTENSION to load the language into the database." : nil, range: range)
    }

    /// `compute_return_type` and what output parameters say about the result.
    private func setResult(
        of row: inout ProcedureRow, _ statement: CreateFunctionStmt, _ parameters: RoutineParameters
    ) throws(SQLError) {
        if statement.isProcedure {
            row.returnType = parameters.requiredResult ?? .void
        } else if let name = statement.returnType {
            row.returnType = try resultType(name, language: row.language)
            row.returnsSet = name.setof
            if let required = parameters.requiredResult, required != row.returnType {
                throw .invalidFunctionDefinition(
                    "function result type must be \(format(required)) because of OUT parameters")
            }
        } else if let required = parameters.requiredResult {
            row.returnType = required
        } else {
            throw .invalidFunctionDefinition("function result type must be specified")
        }
    }

    private func resultType(_ name: TypeName, language: OID) throws(SQLError) -> OID {
        if let found = try findType(name) {
            if database.types[found]?.isDefined == false, language == .sqlLanguage {
                throw .invalidFunctionDefinition("SQL function cannot return shell type \(name.writtenName)")
            }
            return found
        }
        let range = name.node.byteRange
        guard makesShells, language == .internalLanguage || language == .cLanguage else {
            throw .undefinedType(name.writtenName, range: range)
        }
        guard name.typmods.isEmpty else {
            throw .syntax("type modifier cannot be specified for shell type \"\(name.writtenName)\"", range: range)
        }
        let (schema, typeName) = try creationTarget(QualifiedName(parts: name.names.strings, range: range))
        return createShellType(typeName, schema: schema)
    }

    /// `TypeShellMake`.
    private func createShellType(_ name: String, schema: OID) -> OID {
        let oid = database.newOID()
        database.types.insert(
            TypeRow(name: name, schema: schema, kind: .pseudo, category: "P", isDefined: false), oid)
        register(ObjectAddress(.type, oid))
        depend(ObjectAddress(.type, oid), on: ObjectAddress(.namespace, schema))
        return oid
    }

    // MARK: ALTER FUNCTION

    /// `AlterFunction`.
    private func alterRoutine(_ statement: AlterFunctionStmt) throws(SQLError) {
        guard let object = statement.func else { return }
        let oid = try routine(object, statement.objtype)
        guard var row = database.procedures[oid] else { return }
        let name = QualifiedName(object.objname)
        if row.kind == .aggregate {
            throw .wrongObjectType("\"\(name.text)\" is an aggregate function", range: name.range)
        }
        let options = try RoutineOptions(statement.actions.definitions, isProcedure: row.kind == .procedure)
        let support = row.support
        try apply(options, to: &row)
        if options.rows != nil, !row.returnsSet {
            throw SQLError("22023", "ROWS is not applicable when function does not return a set")
        }
        let address = ObjectAddress(.procedure, oid)
        if row.support != support {
            database.dependencies.removeDependencies(of: address) {
                $0.referenced == ObjectAddress(.procedure, support)
            }
            depend(address, on: options.supportDependency(row.support))
        }
        database.procedures.update(oid) { $0 = row }
        noteChange(address)
    }

    // MARK: ALTER … DEPENDS ON EXTENSION

    /// `ExecAlterObjectDependsStmt`.
    private func alterDependsOnExtension(_ statement: AlterObjectDependsStmt) throws(SQLError) {
        guard let address = try dependentObject(statement) else { return }
        let name = statement.extname ?? ""
        guard let owner = database.extensions.find(name) else { throw .undefinedObject("extension", name) }
        let target = ObjectAddress(.extension, owner)
        if statement.remove {
            database.dependencies.removeDependencies(of: address) {
                $0.referenced == target && $0.kind == .autoExtension
            }
            database.records.update(address) { $0.dependsOn.removeAll { $0 == owner } }
        } else {
            depend(address, on: target, .autoExtension)
            database.records.update(address) { if !$0.dependsOn.contains(owner) { $0.dependsOn.append(owner) } }
        }
        noteChange(address)
    }

    private func dependentObject(_ statement: AlterObjectDependsStmt) throws(SQLError) -> ObjectAddress? {
        switch statement.objectType {
        case .function, .procedure, .routine:
            guard let object = statement.object.flatMap(ObjectWithArgs.init) else { return nil }
            return ObjectAddress(.procedure, try routine(object, statement.objectType))
        case .trigger:
            guard let relation = statement.relation, let name = statement.object?.listItems.strings.last else {
                return nil
            }
            let table = try self.relation(relation)
            guard let found = database.triggers.find(name, in: table) else {
                throw SQLError(
                    "42704",
                    "trigger \"\(name)\" for table \"\(database.relations[table]?.name ?? "")\" does not exist")
            }
            return ObjectAddress(.trigger, found)
        default:
            guard let relation = statement.relation else { return nil }
            return ObjectAddress(.relation, try self.relation(relation))
        }
    }
}

import PostgresSyntax

/// Routines, operators and languages by name.
extension Executor {
    /// All routines of a name that the search path does not hide: `FuncnameGetCandidates` without arguments.
    ///
    /// - Parameter includesOutput: whether the types of output parameters tell routines apart.
    func routineCandidates(_ name: [String], includesOutput: Bool = false) throws(SQLError) -> [OID] {
        let (schemas, last) = try lookup(name)
        var found: [OID] = []
        var seen: Set<[OID]> = []
        for schema in schemas where name.count > 1 || schema != session.temporarySchema {
            for oid in database.procedures.findAll(last, in: schema) {
                guard seen.insert(calledTypes(oid, includesOutput: includesOutput)).inserted else { continue }
                found.append(oid)
            }
        }
        return found
    }

    private func calledTypes(_ oid: OID, includesOutput: Bool) -> [OID] {
        guard let row = database.procedures[oid] else { return [] }
        guard includesOutput, row.parameters.contains(where: { $0.mode != .in }) else { return row.argumentTypes }
        return row.parameters.map(\.type)
    }

    /// The function of exactly these argument types: `LookupFuncName`.
    func function(_ name: QualifiedName, _ arguments: [OID]) throws(SQLError) -> OID {
        if let found = try findProcedure(name.parts, arguments: arguments),
            database.procedures[found]?.kind != .procedure
        {
            noteRoutine(found, name)
            return found
        }
        throw SQLError(
            "42883", "function \(signature(name.parts, arguments)) does not exist", range: name.range)
    }

    /// The routine that an `ObjectWithArgs` means: `LookupFuncWithArgs`.
    ///
    /// - Parameter kind: ``ObjectType/function``, `procedure`, `aggregate` or `routine`.
    func routine(_ object: ObjectWithArgs, _ kind: ObjectType) throws(SQLError) -> OID {
        let name = QualifiedName(object.objname)
        if object.argsUnspecified { return try unspecifiedRoutine(name, kind) }
        let arguments = try object.objargs.compactMap(TypeName.init).map { (name) throws(SQLError) in
            try namedType(name)
        }
        var found = try routineCandidates(name.parts).first { database.procedures[$0]?.argumentTypes == arguments }
        if kind == .procedure || kind == .routine, !object.objfuncargs.isEmpty, !object.hasParameterModes {
            let others = try routineCandidates(name.parts, includesOutput: true).filter {
                calledTypes($0, includesOutput: true) == arguments
                    && (kind == .routine || database.procedures[$0]?.kind == .procedure)
            }
            if let other = others.first {
                if let first = found, first != other || others.count > 1 { throw ambiguous(name, kind, hint: false) }
                found = other
            }
        }
        guard let found else { throw undefinedRoutine(name, kind, arguments) }
        try checkKind(found, kind, name, arguments)
        noteRoutine(found, name)
        return found
    }

    /// The type that a `TypeName` means, shell types among them: `LookupTypeNameOid`.
    private func namedType(_ name: TypeName) throws(SQLError) -> OID {
        if let found = try findType(name) { return found }
        throw .undefinedType(name.writtenName, range: name.node.byteRange)
    }

    private func unspecifiedRoutine(_ name: QualifiedName, _ kind: ObjectType) throws(SQLError) -> OID {
        let candidates = try routineCandidates(name.parts).filter { oid in
            switch kind {
            case .routine: true
            case .procedure: database.procedures[oid]?.kind == .procedure
            default: database.procedures[oid]?.kind != .procedure
            }
        }
        if candidates.count > 1 { throw ambiguous(name, kind, hint: true) }
        guard let found = candidates.first else {
            let word = kind == .procedure ? "a procedure" : kind == .aggregate ? "an aggregate" : "a function"
            throw SQLError("42883", "could not find \(word) named \"\(name.text)\"", range: name.range)
        }
        try checkKind(found, kind, name, nil)
        noteRoutine(found, name)
        return found
    }

    /// Notes where the name of a routine was found.
    func noteRoutine(_ oid: OID, _ name: QualifiedName) {
        if let schema = database.procedures[oid]?.schema { noteName(name.parts, in: schema, range: name.range) }
    }

    private func checkKind(_ oid: OID, _ kind: ObjectType, _ name: QualifiedName, _ arguments: [OID]?)
        throws(SQLError)
    {
        let found = database.procedures[oid]?.kind
        let text = signature(name.parts, arguments ?? [])
        switch kind {
        case .function where found == .procedure: throw .wrongObjectType("\(text) is not a function", range: name.range)
        case .procedure where found != .procedure:
            throw .wrongObjectType("\(text) is not a procedure", range: name.range)
        case .aggregate where found != .aggregate:
            throw .wrongObjectType("function \(text) is not an aggregate", range: name.range)
        default: break
        }
    }

    private func ambiguous(_ name: QualifiedName, _ kind: ObjectType, hint: Bool) -> SQLError {
        let word = Self.routineWord(kind)
        return SQLError(
            "42725", "\(word) name \"\(name.text)\" is not unique",
            hint: hint ? "Specify the argument list to select the \(word) unambiguously." : nil, range: name.range)
    }

    private func undefinedRoutine(_ name: QualifiedName, _ kind: ObjectType, _ arguments: [OID]) -> SQLError {
        let word = kind == .routine ? "function" : Self.routineWord(kind)
        let text =
            kind == .aggregate && arguments.isEmpty ? name.text + "(*)" : signature(name.parts, arguments)
        return SQLError("42883", "\(word) \(text) does not exist", range: name.range)
    }

    private static func routineWord(_ kind: ObjectType) -> String {
        switch kind {
        case .procedure: "procedure"
        case .aggregate: "aggregate"
        case .routine: "routine"
        default: "function"
        }
    }

    /// The language of this name.
    func language(_ name: String, range: Range<Int>? = nil) throws(SQLError) -> OID {
        guard let found = database.languages.find(name) else {
            throw .undefinedObject("language", name, range: range)
        }
        return found
    }

    /// The schema and the last part of the name of an object to be created: `QualifiedNameGetCreationNamespace`.
    ///
    /// - Parameter takesSchema: whether the name could be written with its schema where it stands.
    func creationTarget(_ name: QualifiedName, takesSchema: Bool = true) throws(SQLError) -> (schema: OID, name: String)
    {
        guard name.parts.count > 1 else {
            let schema = try creationSchema(range: name.range)
            noteName(name.parts, in: schema, range: takesSchema ? name.range : nil)
            return (schema, name.parts.first ?? "")
        }
        let (schemas, last) = try lookup(name.parts, range: name.range)
        return (schemas[0], last)
    }
}

// MARK: Operators

extension Executor {
    /// The operator between exactly these types: `LookupOperName`.
    func operatorOID(_ name: QualifiedName, _ left: OID, _ right: OID) throws(SQLError) -> OID {
        if let found = try findOperator(name.parts, left: left, right: right) { return found }
        if right == .none { throw .syntax("postfix operators are not supported", range: name.range) }
        throw SQLError(
            "42883", "operator does not exist: \(signature(name.parts, left, right))", range: name.range)
    }

    /// The operator that an `ObjectWithArgs` means: `LookupOperWithArgs`.
    func operatorOID(_ object: ObjectWithArgs) throws(SQLError) -> OID {
        let types = try object.objargs.map { (node) throws(SQLError) in
            try TypeName(node).map { (name) throws(SQLError) in try namedType(name) } ?? .none
        }
        return try operatorOID(QualifiedName(object.objname), types.first ?? .none, types.last ?? .none)
    }

    /// Forgets what an object needs, but not the extension it is a member of: `deleteDependencyRecordsFor`.
    func forgetDependencies(of address: ObjectAddress) {
        database.dependencies.removeDependencies(of: address) { $0.kind != .member }
    }
}

extension ObjectWithArgs {
    /// Whether a parameter says IN, OUT …
    fileprivate var hasParameterModes: Bool {
        objfuncargs.contains { FunctionParameter($0).map { $0.mode != .default } ?? false }
    }
}

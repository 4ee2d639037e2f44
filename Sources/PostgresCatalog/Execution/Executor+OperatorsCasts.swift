import PostgresSyntax

/// Casts and transforms.
extension Executor {
    // MARK: CREATE CAST

    /// `CreateCast`.
    func createCast(_ statement: CreateCastStmt) throws(SQLError) {
        guard let sourceName = statement.sourcetype, let targetName = statement.targettype else { return }
        let source = try type(sourceName).oid
        let target = try type(targetName).oid
        let kinds = (database.types[source]?.kind, database.types[target]?.kind)
        for (role, name, kind) in [("source", sourceName, kinds.0), ("target", targetName, kinds.1)]
        where kind == .pseudo {
            throw .wrongObjectType(
                "\(role) data type \(name.writtenName) is a pseudo-type", range: name.node.byteRange)
        }
        if kinds.0 == .domain {
            warn("42809", "cast will be ignored because the source data type is a domain")
        } else if kinds.1 == .domain {
            warn("42809", "cast will be ignored because the target data type is a domain")
        }
        var row = CastRow(
            source: source, target: target, function: .none, context: statement.context.castContext,
            method: statement.func != nil ? .function : statement.inout ? .inout : .binary)
        var found: [FoundDependency] = []
        if let object = statement.func {
            row.function = try routine(object, .function)
            found = try checkCastFunction(row)
            found.insert(
                FoundDependency(
                    address: ObjectAddress(.procedure, row.function), range: QualifiedName(object.objname).range), at: 0
            )
        }
        if row.method == .binary { try checkBinaryCompatible(source, target) }
        let argumentCount = database.procedures[row.function]?.argumentTypes.count ?? 0
        if source == target, argumentCount < 2 {
            throw .invalidObjectDefinition("source data type and target data type are the same")
        }
        if let existing = database.casts.find(row.name) {
            noteExisting(.cast, existing)
            throw SQLError(
                "42710", "cast from type \(format(source)) to type \(format(target)) already exists")
        }
        let oid = database.newOID()
        database.casts.insert(row, oid)
        let address = ObjectAddress(.cast, oid)
        register(address)
        depend(address, on: ObjectAddress(.type, source), range: sourceName.node.byteRange)
        depend(address, on: ObjectAddress(.type, target), range: targetName.node.byteRange)
        depend(address, on: found)
    }

    /// The casts that lead to the function's argument and from its result, if any.
    private func checkCastFunction(_ cast: CastRow) throws(SQLError) -> [FoundDependency] {
        guard let function = database.procedures[cast.function] else { return [] }
        let arguments = function.argumentTypes
        guard (1...3).contains(arguments.count) else {
            throw .invalidObjectDefinition("cast function must take one to three arguments")
        }
        guard isBinaryCoercible(cast.source, to: arguments[0]) else {
            throw .invalidObjectDefinition(
                "argument of cast function must match or be binary-coercible from source data type")
        }
        if arguments.count > 1, arguments[1] != .int4 {
            throw .invalidObjectDefinition("second argument of cast function must be type integer")
        }
        if arguments.count > 2, arguments[2] != .bool {
            throw .invalidObjectDefinition("third argument of cast function must be type boolean")
        }
        guard isBinaryCoercible(function.returnType, to: cast.target) else {
            throw .invalidObjectDefinition(
                "return data type of cast function must match or be binary-coercible to target data type")
        }
        guard function.kind == .function else {
            throw .invalidObjectDefinition("cast function must be a normal function")
        }
        if function.returnsSet { throw .invalidObjectDefinition("cast function must not return a set") }
        let pairs = [(cast.source, arguments[0]), (function.returnType, cast.target)]
        return pairs.filter { $0 != $1 }.compactMap { binaryCast(baseType(TypeReference($0)).oid, $1) }
            .map { FoundDependency(address: ObjectAddress(.cast, $0), range: nil) }
    }

    private func checkBinaryCompatible(_ source: OID, _ target: OID) throws(SQLError) {
        guard let first = database.types[source], let second = database.types[target] else { return }
        guard first.length == second.length, first.isPassedByValue == second.isPassedByValue,
            first.alignment == second.alignment
        else { throw .invalidObjectDefinition("source and target data types are not physically compatible") }
        let kinds = [first.kind, second.kind]
        if kinds.contains(.composite) {
            throw .invalidObjectDefinition("composite data types are not binary-compatible")
        }
        if first.isTrueArray || second.isTrueArray {
            throw .invalidObjectDefinition("array data types are not binary-compatible")
        }
        if kinds.contains(.range) || kinds.contains(.multirange) {
            throw .invalidObjectDefinition("range data types are not binary-compatible")
        }
        if kinds.contains(.enum) { throw .invalidObjectDefinition("enum data types are not binary-compatible") }
        if kinds.contains(.domain) {
            throw .invalidObjectDefinition("domain data types must not be marked binary-compatible")
        }
    }

    /// The implicit cast between two types that changes nothing; nil if there is none.
    private func binaryCast(_ source: OID, _ target: OID) -> OID? {
        guard let oid = database.casts.find(CastRow.name(source, target)), let row = database.casts[oid] else {
            return nil
        }
        return row.method == .binary && row.context == .implicit ? oid : nil
    }

    // MARK: CREATE TRANSFORM

    /// `CreateTransform`.
    func createTransform(_ statement: CreateTransformStmt) throws(SQLError) {
        guard let name = statement.typeName else { return }
        let type = try self.type(name).oid
        let kind = database.types[type]?.kind
        if kind == .pseudo || kind == .domain {
            throw .wrongObjectType(
                "data type \(name.writtenName) is a \(kind == .domain ? "domain" : "pseudo-type")",
                range: name.node.byteRange)
        }
        let languageName = statement.lang ?? ""
        let language = try self.language(languageName)
        var row = TransformRow(type: type, language: language, fromSQL: .none, toSQL: .none)
        if let object = statement.fromsql {
            row.fromSQL = try routine(object, .function)
            guard database.procedures[row.fromSQL]?.returnType == .internal else {
                throw .invalidObjectDefinition("return data type of FROM SQL function must be internal")
            }
            try checkTransformFunction(row.fromSQL)
        }
        if let object = statement.tosql {
            row.toSQL = try routine(object, .function)
            guard database.procedures[row.toSQL]?.returnType == type else {
                throw .invalidObjectDefinition(
                    "return data type of TO SQL function must be the transform data type")
            }
            try checkTransformFunction(row.toSQL)
        }
        let address = try storeTransform(row, statement, languageName)
        depend(address, on: ObjectAddress(.language, language))
        depend(address, on: ObjectAddress(.type, type), range: name.node.byteRange)
        for (function, object) in [(row.fromSQL, statement.fromsql), (row.toSQL, statement.tosql)] {
            guard let object else { continue }
            depend(
                address, on: ObjectAddress(.procedure, function), range: QualifiedName(object.objname).range)
        }
    }

    private func storeTransform(_ row: TransformRow, _ statement: CreateTransformStmt, _ languageName: String)
        throws(SQLError) -> ObjectAddress
    {
        guard let existing = database.transforms.find(row.name, in: row.language) else {
            let oid = database.newOID()
            database.transforms.insert(row, oid)
            register(ObjectAddress(.transform, oid))
            return ObjectAddress(.transform, oid)
        }
        guard statement.replace else {
            throw SQLError(
                "42710",
                "transform for type \(format(row.type)) language \"\(languageName)\" already exists")
        }
        let address = ObjectAddress(.transform, existing)
        database.transforms.update(existing) { $0 = row }
        noteChange(address)
        forgetDependencies(of: address)
        return address
    }

    /// `check_transform_function`.
    private func checkTransformFunction(_ oid: OID) throws(SQLError) {
        guard let row = database.procedures[oid] else { return }
        if row.volatility == "v" { throw .invalidObjectDefinition("transform function must not be volatile") }
        if row.kind != .function { throw .invalidObjectDefinition("transform function must be a normal function") }
        if row.returnsSet { throw .invalidObjectDefinition("transform function must not return a set") }
        if row.argumentTypes.count != 1 {
            throw .invalidObjectDefinition("transform function must take one argument")
        }
        if row.argumentTypes[0] != .internal {
            throw .invalidObjectDefinition("first argument of transform function must be type internal")
        }
    }

    /// The transform that a routine asks for with `TRANSFORM FOR TYPE`.
    func transform(of name: TypeName, language: OID, _ languageName: String) throws(SQLError) -> FoundDependency {
        var type = try self.type(name).oid
        let base = baseType(TypeReference(type)).oid
        if let row = database.types[base], row.isTrueArray { type = row.element }
        guard let found = database.transforms.find(String(type.rawValue), in: language) else {
            throw SQLError(
                "42704",
                "transform for type \(format(type)) language \"\(languageName)\" does not exist",
                range: name.node.byteRange)
        }
        return FoundDependency(address: ObjectAddress(.transform, found), range: name.node.byteRange)
    }
}

extension CoercionContext {
    /// `castcontext`'s letter.
    fileprivate var castContext: CastRow.Context {
        switch self {
        case .implicit: .implicit
        case .assignment: .assignment
        case .plpgsql, .explicit: .explicit
        }
    }
}

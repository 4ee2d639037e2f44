import PostgresSyntax

/// Range types: CREATE TYPE … AS RANGE.
extension Executor {
    /// What the statement says of the range.
    private struct RangeDefinition {
        var subtype = OID.none
        var operatorClass: QualifiedName?
        var collation: QualifiedName?
        var canonical: QualifiedName?
        var difference: QualifiedName?
        var multirange: (schema: OID, name: String)?
        /// Where the statement names what the range is made of.
        var ranges: [ObjectAddress: Range<Int>] = [:]
    }

    /// `DefineRange`.
    func createRange(_ statement: CreateRangeStmt) throws(SQLError) {
        let target = try typeTarget(statement.typeName)
        var definition = try rangeDefinition(statement.params)
        guard let subtype = database.types[definition.subtype] else {
            throw .syntax("type attribute \"subtype\" is required")
        }
        if subtype.kind == .pseudo {
            throw .datatypeMismatch("range subtype cannot be \(format(definition.subtype))")
        }
        let needs = try rangeNeeds(&definition, subtype, shell: target.shell)
        let row = TypeRow(
            name: target.name, schema: target.schema, kind: .range, category: "R", subtype: definition.subtype,
            alignment: subtype.alignment == "d" ? "d" : "i",
            functions: TypeRow.functions(3834, 3835, 3836, 3837, analyze: 3916))
        let range = try createType(row, ranges: target.ranges)
        let multirange = try createMultirange(of: range, row, definition)
        database.types.update(range) { $0.rangePartner = multirange }
        for need in needs { depend(ObjectAddress(.type, range), on: need, range: definition.ranges[need]) }
        depend(ObjectAddress(.type, multirange), on: ObjectAddress(.type, range), .internal)
        let array = try createArrayType(for: range)
        try createArrayType(for: multirange)
        for arguments in [[definition.subtype, definition.subtype], [definition.subtype, definition.subtype, .text]] {
            try createConstructor(of: range, arguments)
        }
        try createConstructor(of: multirange, [])
        let cast = try createConstructor(of: multirange, [range])
        try createConstructor(of: multirange, [array], variadic: range)
        createRangeCast(from: range, to: multirange, by: cast)
    }

    private func rangeDefinition(_ parameters: NodeList) throws(SQLError) -> RangeDefinition {
        var definition = RangeDefinition()
        var seen: Set<String> = []
        for element in parameters.definitions {
            guard seen.insert(element.name).inserted else {
                throw .syntax("conflicting or redundant options", range: element.range)
            }
            switch element.name {
            case "subtype":
                definition.subtype = try definedType(element)
                definition.ranges[ObjectAddress(.type, definition.subtype)] = element.arg?.byteRange
            case "subtype_opclass": definition.operatorClass = try element.qualifiedName()
            case "collation": definition.collation = try element.qualifiedName()
            case "canonical": definition.canonical = try element.qualifiedName()
            case "subtype_diff": definition.difference = try element.qualifiedName()
            case "multirange_type_name": definition.multirange = try creationTarget(try element.qualifiedName())
            default: throw .syntax("type attribute \"\(element.name)\" not recognized", range: element.range)
            }
        }
        return definition
    }

    /// The type that an option names: `defGetTypeName`.
    func definedType(_ element: DefElem) throws(SQLError) -> OID {
        if let name = element.arg.flatMap(TypeName.init) { return try type(name).oid }
        let name = try element.qualifiedName()
        guard let found = try find(database.types, name.parts, range: name.range) else {
            throw .undefinedType(name.text, range: name.range)
        }
        return found
    }

    /// What a range type is made of, the subtype first.
    private func rangeNeeds(_ definition: inout RangeDefinition, _ subtype: TypeRow, shell: OID?) throws(SQLError)
        -> [ObjectAddress]
    {
        var needs = [ObjectAddress(.type, definition.subtype)]
        func add(_ address: ObjectAddress, _ range: Range<Int>?) {
            needs.append(address)
            definition.ranges[address] = range
        }
        let operatorClass = try rangeOperatorClass(definition)
        add(ObjectAddress(.operatorClass, operatorClass), definition.operatorClass?.range)
        if subtype.collation != .none {
            var collation = subtype.collation
            if let name = definition.collation { collation = try self.collation(named: name.parts, range: name.range) }
            add(ObjectAddress(.collation, collation), definition.collation?.range)
        } else if let name = definition.collation {
            throw .wrongObjectType(
                "range collation specified but subtype does not support collation", range: name.range)
        }
        if let name = definition.canonical {
            guard let shell else {
                throw SQLError(
                    "42P17", "cannot specify a canonical function without a pre-created shell type",
                    hint: "Create the type as a shell type, then create its canonicalization function, then do a "
                        + "full CREATE TYPE.", range: name.range)
            }
            let function = try rangeFunction(
                name, [shell], result: shell, "range canonical function", mustReturn: "range type")
            add(ObjectAddress(.procedure, function), name.range)
        }
        if let name = definition.difference {
            let function = try rangeFunction(
                name, [definition.subtype, definition.subtype], result: .float8, "range subtype diff function",
                mustReturn: "type double precision")
            add(ObjectAddress(.procedure, function), name.range)
        }
        return needs
    }

    /// `findRangeSubOpclass`.
    private func rangeOperatorClass(_ definition: RangeDefinition) throws(SQLError) -> OID {
        guard let name = definition.operatorClass else {
            if let found = defaultOperatorClass(for: definition.subtype, accessMethod: .btree) { return found }
            throw SQLError(
                "42704",
                "data type \(format(definition.subtype)) has no default operator class for access method \"btree\"",
                hint: "You must specify an operator class for the range type or define a default operator class for "
                    + "the subtype.")
        }
        let found = try operatorClass(name, accessMethod: .btree)
        guard let input = database.operatorClasses[found]?.inputType,
            isBinaryCoercible(definition.subtype, to: input)
        else {
            throw .datatypeMismatch(
                "operator class \"\(name.text)\" does not accept data type \(format(definition.subtype))",
                range: name.range)
        }
        return found
    }

    /// `findRangeCanonicalFunction` and `findRangeSubtypeDiffFunction`.
    private func rangeFunction(
        _ name: QualifiedName, _ arguments: [OID], result: OID, _ what: String, mustReturn: String
    ) throws(SQLError) -> OID {
        let found = try function(name, arguments)
        let shown = signature(name.parts, arguments)
        guard let row = database.procedures[found], row.returnType == result else {
            throw SQLError("42P17", "\(what) \(shown) must return \(mustReturn)", range: name.range)
        }
        guard row.volatility == "i" else {
            throw SQLError("42P17", "\(what) \(shown) must be immutable", range: name.range)
        }
        return found
    }

    // MARK: What comes with a range

    private func createMultirange(of range: OID, _ row: TypeRow, _ definition: RangeDefinition) throws(SQLError) -> OID
    {
        let target: TypeTarget
        if let named = definition.multirange {
            target = try freeTypeName(TypeTarget(schema: named.schema, name: named.name))
        } else {
            target = TypeTarget(schema: row.schema, name: try multirangeName(of: row))
        }
        let multirange = TypeRow(
            name: target.name, schema: target.schema, kind: .multirange, category: "R", rangePartner: range,
            alignment: row.alignment, functions: TypeRow.functions(4231, 4232, 4233, 4234, analyze: 4242))
        return try createType(multirange)
    }

    /// `makeMultirangeTypeName`.
    private func multirangeName(of range: TypeRow) throws(SQLError) -> String {
        var name = range.name + "_multirange"
        if let place = range.name.firstOccurrence(of: "range") {
            name = range.name
            name.insert(contentsOf: "multi", at: place)
        }
        name = AutomaticName.prefix(of: name, count: AutomaticName.maximumCount)
        if database.types.find(name, in: range.schema) != nil {
            throw SQLError(
                "42710", "type \"\(name)\" already exists",
                detail: "Failed while creating a multirange type for type \"\(range.name)\".",
                hint: "You can manually specify a multirange type name using the \"multirange_type_name\" attribute.")
        }
        return name
    }

    /// A function that makes a range or multirange; it has its name and belongs to it: `makeRangeConstructors`,
    /// `makeMultirangeConstructors`.
    @discardableResult
    private func createConstructor(of type: OID, _ arguments: [OID], variadic element: OID? = nil) throws(SQLError)
        -> OID
    {
        let made = database.types[type]!
        let isRange = made.kind == .range
        var row = ProcedureRow(
            name: made.name, schema: made.schema, language: .internalLanguage, returnType: type,
            argumentTypes: arguments, volatility: "i", isStrict: !isRange, parallel: "s", cost: 1)
        row.body =
            isRange
            ? "range_constructor\(arguments.count)" : "multirange_constructor\(element == nil ? arguments.count : 2)"
        if let element {
            row.variadicType = element
            row.parameters = [ProcedureRow.Parameter(mode: .variadic, type: arguments[0], name: "")]
        }
        let constructor = try createProcedure(row, replace: false, NewRoutineEdges(types: arguments))
        let address = ObjectAddress(.procedure, constructor)
        database.records.update(address) { $0.owner = .bootstrapRole }
        depend(address, on: ObjectAddress(.type, type), .internal)
        return constructor
    }

    private func createRangeCast(from range: OID, to multirange: OID, by function: OID) {
        let oid = database.newOID()
        database.casts.insert(
            CastRow(source: range, target: multirange, function: function, context: .explicit, method: .function), oid)
        let address = ObjectAddress(.cast, oid)
        register(address)
        depend(address, on: ObjectAddress(.type, range), .internal)
        depend(address, on: ObjectAddress(.type, multirange), .internal)
        depend(address, on: ObjectAddress(.procedure, function), .internal)
    }
}

extension NewRoutineEdges {
    /// The edges of a function that no statement writes.
    fileprivate init(types: [OID]) {
        self.types = types.map { ($0, nil) }
        found = []
    }
}

extension String {
    /// Where `part` begins first.
    fileprivate func firstOccurrence(of part: String) -> Index? {
        indices.first { self[$0...].hasPrefix(part) }
    }
}

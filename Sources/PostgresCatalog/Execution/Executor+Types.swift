import PostgresSyntax

/// Types and domains: CREATE and ALTER.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeTypeStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .createEnumStmt: if let statement = CreateEnumStmt(node) { try createEnum(statement) }
        case .alterEnumStmt: if let statement = AlterEnumStmt(node) { try alterEnum(statement) }
        case .compositeTypeStmt: if let statement = CompositeTypeStmt(node) { try createComposite(statement) }
        case .createRangeStmt: if let statement = CreateRangeStmt(node) { try createRange(statement) }
        case .createDomainStmt: if let statement = CreateDomainStmt(node) { try createDomain(statement) }
        case .alterDomainStmt: if let statement = AlterDomainStmt(node) { try alterDomain(statement) }
        case .alterTypeStmt: if let statement = AlterTypeStmt(node) { try alterBaseType(statement) }
        case .defineStmt:
            guard let statement = DefineStmt(node), statement.kind == .type else { return false }
            try createBaseType(statement)
        default: return false
        }
        return true
    }

    /// What a statement is to create: `QualifiedNameGetCreationNamespace`.
    struct TypeTarget {
        var schema: OID
        var name: String
        /// Where the statement names the schema.
        var ranges: [ObjectAddress: Range<Int>] = [:]
        /// The shell type that is to be filled in.
        var shell: OID?
    }

    /// The schema and name of a new type, with its name made free.
    func typeTarget(_ names: NodeList) throws(SQLError) -> TypeTarget {
        try typeTarget(names.strings, schemaRange: names.count > 1 ? names[names.count - 2].byteRange : nil)
    }

    func typeTarget(_ parts: [String], schemaRange: Range<Int>?) throws(SQLError) -> TypeTarget {
        guard parts.count > 1 else {
            return try freeTypeName(TypeTarget(schema: try creationSchema(), name: parts.first ?? ""))
        }
        let schema = try lookup(parts, range: schemaRange).schemas[0]
        var target = TypeTarget(schema: schema, name: parts[parts.count - 1])
        target.ranges[ObjectAddress(.namespace, schema)] = schemaRange
        return try freeTypeName(target)
    }

    /// Moves an array type of this name out of the way; a shell type is to be filled in.
    func freeTypeName(_ target: TypeTarget) throws(SQLError) -> TypeTarget {
        guard let existing = database.types.find(target.name, in: target.schema) else { return target }
        guard moveArrayType(existing, awayFrom: target.name) else { throw .duplicateObject("type", target.name) }
        var target = target
        if database.types[existing]?.isDefined == false { target.shell = existing }
        return target
    }

    /// The type that the names of an ALTER mean.
    func typeToAlter(_ names: NodeList) throws(SQLError) -> OID {
        let parts = names.strings
        let range = (names.first?.byteRange.lowerBound ?? 0)..<(names.last?.byteRange.upperBound ?? 0)
        guard let type = try find(\.types, parts, range: range) else {
            throw .undefinedType(parts.joined(separator: "."), range: range)
        }
        guard database.types[type]?.isDefined == true else {
            throw SQLError("42704", "type \"\(parts.joined(separator: "."))\" is only a shell", range: range)
        }
        return type
    }

    // MARK: Enums

    /// `DefineEnum`.
    private func createEnum(_ statement: CreateEnumStmt) throws(SQLError) {
        let target = try typeTarget(statement.typeName)
        var row = TypeRow(
            name: target.name, schema: target.schema, kind: .enum, category: "E", length: 4, isPassedByValue: true,
            alignment: "i", storage: "p", functions: TypeRow.functions(3506, 3507, 3532, 3533))
        var seen: Set<String> = []
        for value in statement.vals {
            let label = value.stringNodeValue ?? ""
            try checkLabel(label, range: value.byteRange)
            guard seen.insert(label).inserted else {
                throw SQLError(
                    "23505", "duplicate key value violates unique constraint \"pg_enum_typid_label_index\"",
                    range: value.byteRange)
            }
            row.labels.append(label)
        }
        _ = try createTypeWithArray(row, ranges: target.ranges)
    }

    private func checkLabel(_ label: String, range: Range<Int>?) throws(SQLError) {
        guard label.utf8.count > AutomaticName.maximumCount else { return }
        throw SQLError(
            "42602", "invalid enum label \"\(label)\"", detail: "Labels must be 63 bytes or less.", range: range)
    }

    /// `AlterEnum`.
    private func alterEnum(_ statement: AlterEnumStmt) throws(SQLError) {
        let type = try typeToAlter(statement.typeName)
        guard let row = database.types[type], row.kind == .enum else {
            throw .wrongObjectType("\(format(type)) is not an enum")
        }
        let newLabel = statement.newVal ?? ""
        try checkLabel(newLabel, range: nil)
        if let oldLabel = statement.oldVal {
            guard let place = row.labels.firstIndex(of: oldLabel) else {
                throw SQLError("22023", "\"\(oldLabel)\" is not an existing enum label")
            }
            if row.labels.contains(newLabel) { throw .duplicateObject("enum label", newLabel) }
            database.types.update(type) { $0.labels[place] = newLabel }
        } else {
            if row.labels.contains(newLabel) {
                if statement.skipIfNewValExists { return }
                throw .duplicateObject("enum label", newLabel)
            }
            var place = row.labels.count
            if let neighbor = statement.newValNeighbor {
                guard let found = row.labels.firstIndex(of: neighbor) else {
                    throw SQLError("22023", "\"\(neighbor)\" is not an existing enum label")
                }
                place = statement.newValIsAfter ? found + 1 : found
            }
            database.types.update(type) { $0.labels.insert(newLabel, at: place) }
        }
        noteChange(ObjectAddress(.type, type))
    }

    // MARK: Composite types

    /// `DefineCompositeType`.
    private func createComposite(_ statement: CompositeTypeStmt) throws(SQLError) {
        guard let name = statement.typevar else { return }
        let (schema, relname) = try creationTarget(name)
        if let existing = database.types.find(relname, in: schema), !moveArrayType(existing, awayFrom: relname) {
            throw .duplicateObject("type", relname, range: name.nameRange)
        }
        if database.relations.find(relname, in: schema) != nil { throw .duplicateTable(relname, range: name.nameRange) }
        let relation = database.newOID()
        var row = RelationRow(name: relname, schema: schema, kind: .compositeType)
        let definitions = statement.coldeflist.compactMap(ColumnDef.init)
        for definition in definitions { row.attributes.append(try attribute(definition, of: row)) }
        database.relations.insert(row, relation)
        register(ObjectAddress(.relation, relation))
        for (index, definition) in definitions.enumerated() {
            let address = ObjectAddress(.relation, relation, column: Int16(index + 1))
            let attribute = row.attributes[index]
            depend(address, on: ObjectAddress(.type, attribute.type.oid), range: definition.typeName?.node.byteRange)
            if attribute.collation != .none {
                depend(
                    address, on: ObjectAddress(.collation, attribute.collation),
                    range: definition.collClause?.node.byteRange)
            }
        }
        try createRowType(for: relation, name: relname, schema: schema)
    }

    /// The attribute that a definition adds to a composite type.
    private func attribute(_ definition: ColumnDef, of row: RelationRow) throws(SQLError) -> AttributeRow {
        let name = definition.colname ?? ""
        let range = definition.node.byteRange
        guard row.attribute(name) == nil else {
            throw SQLError("42701", "column \"\(name)\" specified more than once", range: range)
        }
        guard let typeName = definition.typeName else { throw .undefinedType("", range: range) }
        var attribute = AttributeRow(name: name, type: try type(typeName))
        if typeName.setof {
            throw .invalidTableDefinition("column \"\(name)\" cannot be declared SETOF", range: range)
        }
        attribute.dimensions = typeName.arrayBounds.count
        attribute.collation = try collation(
            definition.collClause, of: attribute.type.oid, typeRange: typeName.node.byteRange)
        if database.types[database.baseType(attribute.type.oid)]?.kind == .pseudo {
            throw .invalidTableDefinition(
                "column \"\(name)\" has pseudo-type \(format(attribute.type.oid))", range: typeName.node.byteRange)
        }
        return attribute
    }

    /// The collation of a column or domain: the one that is written, or that of its type.
    func collation(_ clause: CollateClause?, of type: OID, typeRange: Range<Int>) throws(SQLError) -> OID {
        let own = database.types[type]?.collation ?? .none
        guard let clause else { return own }
        let parts = clause.collname.strings
        guard let found = try find(\.collations, parts, range: clause.node.byteRange) else {
            throw SQLError(
                "42704", "collation \"\(parts.joined(separator: "."))\" for encoding \"UTF8\" does not exist",
                range: clause.node.byteRange)
        }
        guard own != .none else {
            throw .datatypeMismatch("collations are not supported by type \(format(type))", range: typeRange)
        }
        return found
    }
}

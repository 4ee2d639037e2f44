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
        let target = try typeTarget(
            names.strings, schemaRange: names.count > 1 ? names[names.count - 2].byteRange : nil)
        noteName(names.strings, in: target.schema, range: names.first?.byteRange)
        return target
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
        guard moveArrayType(existing, awayFrom: target.name) else {
            noteExisting(.type, existing)
            throw .duplicateObject("type", target.name)
        }
        var target = target
        if database.types[existing]?.isDefined == false { target.shell = existing }
        return target
    }

    /// The type that the names of an ALTER mean.
    func typeToAlter(_ names: NodeList) throws(SQLError) -> OID {
        let parts = names.strings
        let range = (names.first?.byteRange.lowerBound ?? 0)..<(names.last?.byteRange.upperBound ?? 0)
        guard let type = try find(database.types, parts, range: range) else {
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
            if session.transaction == .open, !isMadeInTransaction(ObjectAddress(.type, type)) {
                session.uncommittedLabels[type, default: []].insert(newLabel)
            }
        }
        noteChange(ObjectAddress(.type, type))
    }

    /// Whether the transaction that is open made an object.
    private func isMadeInTransaction(_ object: ObjectAddress) -> Bool {
        database.records[object]?.statements.first.map { $0.index >= session.transactionStart.index } ?? false
    }

    // MARK: Composite types

    /// `DefineCompositeType`.
    private func createComposite(_ statement: CompositeTypeStmt) throws(SQLError) {
        guard let name = statement.typevar else { return }
        let (schema, relname) = try creationTarget(name)
        if let existing = database.types.find(relname, in: schema), !moveArrayType(existing, awayFrom: relname) {
            noteExisting(.type, existing)
            throw .duplicateObject("type", relname, range: name.nameRange)
        }
        var columns: [ColumnDefinition] = []
        for definition in statement.coldeflist.compactMap(ColumnDef.init) {
            let column = try attribute(definition)
            guard !columns.contains(where: { $0.name == column.name }) else {
                throw SQLError("42701", "column \"\(column.name)\" specified more than once", range: column.range)
            }
            columns.append(column)
        }
        try createRelation(
            database.newOID(), RelationRow(name: relname, schema: schema, kind: .compositeType), columns,
            range: name.nameRange)
    }

    /// What a definition says of an attribute of a composite type.
    private func attribute(_ definition: ColumnDef) throws(SQLError) -> ColumnDefinition {
        guard let name = definition.typeName else { throw .undefinedType("", range: definition.node.byteRange) }
        let type = try type(name)
        var column = ColumnDefinition(name: definition.colname ?? "", type: type)
        column.range = definition.node.byteRange
        column.typeRange = name.node.byteRange
        column.dimensions = name.arrayBounds.count
        column.isSetOf = name.setof
        column.collation = try collation(of: definition.collClause, type: type.oid)
        column.collationRange = definition.collClause?.node.byteRange
        return column
    }
}

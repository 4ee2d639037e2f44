/// The types that PostgreSQL makes by itself: of the rows of relations, of arrays.
extension Executor {
    /// Makes the type of a relation's rows and its array type: a part of `heap_create_with_catalog`.
    ///
    /// The relation has been inserted; its ``RelationRow/rowType`` is set.
    @discardableResult
    func createRowType(for relation: OID, name: String, schema: OID) throws(SQLError) -> OID {
        if let existing = database.types.find(name, in: schema), !moveArrayType(existing, awayFrom: name) {
            throw SQLError(
                "42710", "type \"\(name)\" already exists",
                hint: "A relation has an associated type of the same name, so you must use a name that doesn't "
                    + "conflict with any existing type.")
        }
        let row = TypeRow(
            name: name, schema: schema, kind: .composite, category: "C", relation: relation, alignment: "d",
            functions: TypeRow.functions(2290, 2291, 2402, 2403))
        let type = try createTypeWithArray(row)
        database.relations.update(relation) { $0.rowType = type }
        return type
    }

    /// Makes a type and then its array type.
    func createTypeWithArray(_ row: TypeRow, ranges: [ObjectAddress: Range<Int>] = [:]) throws(SQLError) -> OID {
        let type = try createType(row, ranges: ranges)
        try createArrayType(for: type)
        return type
    }

    /// Makes the array type of a type, whose ``TypeRow/array`` is set.
    @discardableResult
    func createArrayType(for element: OID) throws(SQLError) -> OID {
        let type = database.types[element]!
        var row = TypeRow(
            name: arrayTypeName(for: type.name, in: type.schema), schema: type.schema, kind: .base, category: "A",
            element: element, isTrueArray: true, isSubscriptable: true, collation: type.collation,
            alignment: type.alignment == "d" ? "d" : "i", delimiter: type.delimiter,
            functions: TypeRow.functions(750, 751, 2400, 2401, analyze: 3816, subscripting: 6179))
        row.functions[TypeRow.FunctionRole.modifierInput.rawValue] = type.function(.modifierInput)
        row.functions[TypeRow.FunctionRole.modifierOutput.rawValue] = type.function(.modifierOutput)
        let array = try createType(row, isImplicitArray: true)
        database.types.update(element) { $0.array = array }
        return array
    }

    /// Makes a type, or fills in a shell type of its name: `TypeCreate`.
    ///
    /// - Parameters:
    ///   - oid: the number that was set aside for it.
    ///   - ranges: where the statement names what the type is made of.
    func createType(
        _ row: TypeRow, oid: OID? = nil, isImplicitArray: Bool = false, ranges: [ObjectAddress: Range<Int>] = [:]
    ) throws(SQLError) -> OID {
        let type: OID
        if let existing = database.types.find(row.name, in: row.schema) {
            guard database.types[existing]?.isDefined == false else {
                noteExisting(.type, existing)
                throw .duplicateObject("type", row.name)
            }
            type = existing
            database.types.update(type) { $0 = row }
            forgetDependencies(of: ObjectAddress(.type, type))
            noteChange(ObjectAddress(.type, type))
        } else {
            type = oid ?? database.newOID()
            database.types.insert(row, type)
            register(ObjectAddress(.type, type))
        }
        dependType(type, isImplicitArray: isImplicitArray, ranges: ranges)
        return type
    }

    /// Records what a type needs: `GenerateTypeDependencies`.
    func dependType(_ type: OID, isImplicitArray: Bool = false, ranges: [ObjectAddress: Range<Int>] = [:]) {
        let row = database.types[type]!
        let address = ObjectAddress(.type, type)
        let isComposite = row.relation != .none && database.relations[row.relation]?.kind == .compositeType
        let isDependent = isImplicitArray || row.kind == .multirange || (row.relation != .none && !isComposite)
        if !isDependent || row.kind == .multirange {
            let target = ObjectAddress(.namespace, row.schema)
            depend(address, on: target, range: ranges[target])
        }
        for function in row.functions where function != .none {
            let target = ObjectAddress(.procedure, function)
            depend(address, on: target, range: ranges[target])
        }
        if let base = row.base {
            let target = ObjectAddress(.type, base.oid)
            depend(address, on: target, range: ranges[target])
        }
        if row.collation != .none {
            let target = ObjectAddress(.collation, row.collation)
            depend(address, on: target, range: ranges[target])
        }
        depend(address, on: row.defaultDependencies)
        if row.relation != .none {
            let relation = ObjectAddress(.relation, row.relation)
            if isComposite {
                depend(relation, on: address, .internal)
            } else {
                depend(address, on: relation, .internal)
            }
        }
        if row.element != .none {
            let target = ObjectAddress(.type, row.element)
            depend(address, on: target, isImplicitArray ? .internal : .normal, range: ranges[target])
        }
    }

    /// The name of a type's array type: `makeArrayTypeName`.
    func arrayTypeName(for name: String, in schema: OID) -> String {
        var number = 0
        while true {
            let label = number == 0 ? nil : String(number)
            let overhead = 1 + (label.map { 1 + $0.utf8.count } ?? 0)
            let cut = AutomaticName.prefix(of: name, count: AutomaticName.maximumCount - overhead)
            let candidate = "_" + cut + (label.map { "_" + $0 } ?? "")
            if database.types.find(candidate, in: schema) == nil { return candidate }
            number += 1
        }
    }

    /// Gives an array type that was named automatically another name, so that `name` is free: `moveArrayTypeName`.
    ///
    /// - Returns: false if `type` is none and stays in the way; a shell type does not.
    func moveArrayType(_ type: OID, awayFrom name: String) -> Bool {
        guard let row = database.types[type], row.isDefined else { return true }
        guard row.isTrueArray, database.types[row.element]?.array == type else { return false }
        let newName = arrayTypeName(for: name, in: row.schema)
        database.types.update(type) { $0.name = newName }
        return true
    }
}

import PostgresSyntax

/// CHECK constraints, and what all constraints have in common: heap.c, pg_constraint.c.
extension Executor {
    // MARK: CHECK

    /// A constraint that `addChecks` has made.
    struct AddedConstraint {
        var oid: OID
        var name: String
        var column: Int16 = 0
    }

    /// Adds CHECK constraints to a table: the part of `AddRelationNewConstraints` about them.
    ///
    /// - Returns: those that are new; others were merged with constraints that the table has.
    func addChecks(
        _ definitions: [ConstraintDefinition], to relation: OID, allowsMerge: Bool, isLocal: Bool
    ) throws(SQLError) -> [AddedConstraint] {
        var added: [AddedConstraint] = []
        var names: [String] = []
        for definition in definitions {
            guard let row = database.relations[relation] else { continue }
            let cooked = try cookedCheck(definition, of: relation, row.name)
            let name: String
            if let given = definition.name {
                if names.contains(given) {
                    throw SQLError(
                        "42710", "check constraint \"\(given)\" already exists", range: definition.range)
                }
                names.append(given)
                if try mergeWithExisting(definition, cooked, relation, allowsMerge: allowsMerge, isLocal: isLocal) {
                    continue
                }
                name = given
            } else {
                let columns = Set(cooked.columns)
                let column = columns.count == 1 ? columns.first.map { columnName(relation, $0) } : nil
                name = chooseConstraintName(
                    row.name, column.flatMap { $0.isEmpty ? nil : $0 }, "check", schema: row.schema, others: names)
                names.append(name)
            }
            let oid = try storeCheck(
                cooked, name: name, definition, of: relation, isLocal: isLocal, inheritCount: isLocal ? 0 : 1)
            added.append(AddedConstraint(oid: oid, name: name))
        }
        return added
    }

    private func cookedCheck(_ definition: ConstraintDefinition, of relation: OID, _ name: String) throws(SQLError)
        -> CookedExpression
    {
        if let cooked = definition.cooked { return cooked }
        guard let expression = definition.expression else { return CookedExpression(text: "true", dependencies: []) }
        let analyzed = try analyzeExpression(
            expression, .checkConstraint, relations: [AnalysisRelation(relation: relation, alias: name)],
            target: TypeReference(.bool))
        return CookedExpression(node: expression, analyzed)
    }

    /// `StoreRelCheck`.
    func storeCheck(
        _ cooked: CookedExpression, name: String, _ definition: ConstraintDefinition, of relation: OID, isLocal: Bool,
        inheritCount: Int
    ) throws(SQLError) -> OID {
        if definition.isNoInherit, database.relations[relation]?.kind == .partitionedTable {
            throw .invalidTableDefinition(
                "cannot add NO INHERIT constraint to partitioned table \"\(relationName(relation))\"",
                range: definition.range)
        }
        var columns: [Int16] = []
        for column in cooked.columns where !columns.contains(column) { columns.append(column) }
        var row = ConstraintRow(name: name, kind: .check, relation: relation, columns: columns)
        row.expression = cooked.node
        row.cooked = cooked
        row.isEnforced = definition.isEnforced
        row.isValidated = definition.isInitiallyValid
        row.isLocal = isLocal
        row.inheritCount = inheritCount
        row.isNoInherit = definition.isNoInherit
        return createConstraint(row)
    }

    /// `MergeWithExistingConstraint`.
    private func mergeWithExisting(
        _ definition: ConstraintDefinition, _ cooked: CookedExpression, _ relation: OID, allowsMerge: Bool,
        isLocal: Bool
    ) throws(SQLError) -> Bool {
        let name = definition.name ?? ""
        let duplicate = SQLError(
            "42710", "constraint \"\(name)\" for relation \"\(relationName(relation))\" already exists",
            range: definition.range)
        if notNullColumn(named: name, of: relation) != nil { throw duplicate }
        guard let oid = database.constraints.find(name, in: relation), let row = database.constraints[oid] else {
            return false
        }
        noteExisting(.constraint, oid)
        let isPartition = database.relations[relation]?.isPartition ?? false
        let isSame = row.kind == .check && (row.cooked?.isEqual(to: cooked) ?? false)
        guard isSame, allowsMerge || (isLocal && !row.isLocal && !isPartition) else { throw duplicate }
        func conflict(_ what: String) -> SQLError {
            SQLError(
                "42P17",
                "constraint \"\(name)\" conflicts with \(what) constraint on relation \"\(relationName(relation))\"",
                range: definition.range)
        }
        if row.isNoInherit { throw conflict("non-inherited") }
        if row.inheritCount > 0, definition.isNoInherit { throw conflict("inherited") }
        if definition.isInitiallyValid, row.isEnforced, !row.isValidated { throw conflict("NOT VALID") }
        if (!isLocal && definition.isEnforced && !row.isEnforced)
            || (isLocal && !definition.isEnforced && row.isEnforced)
        {
            throw conflict("NOT ENFORCED")
        }
        database.constraints.update(oid) { row in
            if isPartition {
                row.inheritCount = 1
                row.isLocal = false
            } else if isLocal {
                row.isLocal = true
            } else {
                row.inheritCount += 1
            }
            if definition.isNoInherit { row.isNoInherit = true }
            if definition.isEnforced, !row.isEnforced {
                row.isEnforced = true
                row.isValidated = true
            }
        }
        noteChange(ObjectAddress(.constraint, oid))
        return true
    }

    // MARK: All constraints

    /// `CreateConstraintEntry`: the row and its edges.
    ///
    /// - Parameter included: columns that only the index behind the constraint has.
    func createConstraint(_ row: ConstraintRow, included: [Int16] = [], ranges: ForeignKeyRanges = ForeignKeyRanges())
        -> OID
    {
        let oid = database.newOID()
        database.constraints.insert(row, oid)
        let address = ObjectAddress(.constraint, oid)
        register(address)
        let columns = row.columns + included
        if columns.isEmpty { depend(address, on: ObjectAddress(.relation, row.relation), .auto) }
        for column in columns { depend(address, on: ObjectAddress(.relation, row.relation, column: column), .auto) }
        if row.referencedRelation != .none {
            for (index, column) in row.referencedColumns.enumerated() {
                depend(
                    address, on: ObjectAddress(.relation, row.referencedRelation, column: column),
                    range: index < ranges.columns.count ? ranges.columns[index] : ranges.table)
            }
            if row.index != .none { depend(address, on: ObjectAddress(.relation, row.index), range: ranges.table) }
            for oid in row.operators { depend(address, on: ObjectAddress(.operator, oid)) }
        }
        if let cooked = row.cooked { depend(address, on: cooked.dependencies) }
        return oid
    }

    /// Where a foreign key names the table and the columns it refers to.
    struct ForeignKeyRanges {
        var table: Range<Int>?
        var columns: [Range<Int>] = []
    }

    /// The comment of a constraint that LIKE copies.
    func copyComment(_ comment: String, toConstraint name: String, of relation: OID) {
        if let oid = database.constraints.find(name, in: relation) {
            database.records.update(ObjectAddress(.constraint, oid)) { $0.comment = comment }
        } else if let column = notNullColumn(named: name, of: relation),
            let row = database.relations[relation]?.attributes[Int(column) - 1].notNullConstraint
        {
            database.records.update(ObjectAddress(.constraint, row.oid)) { $0.comment = comment }
        }
    }
}

import PostgresSyntax

/// NOT NULL constraints.
extension Executor {
    /// A NOT NULL constraint that a table gets from a parent.
    struct InheritedNotNull {
        var column: Int16
        var name: String
    }

    /// The NOT NULL constraints of a table by name, with the numbers of their columns: `RelationGetNotNullConstraints`.
    func notNulls(of relation: OID, includingNoInherit: Bool) -> [(column: Int16, row: NotNullRow)] {
        guard let row = database.relations[relation] else { return [] }
        return row.liveAttributes.compactMap { number, attribute in
            attribute.notNullConstraint.map { (number, $0) }
        }.filter { includingNoInherit || !$0.1.isNoInherit }.sorted { $0.1.name < $1.1.name }
    }

    /// The NOT NULL constraints of a table that is being made: `AddRelationNotNullConstraints`.
    func addNotNulls(
        _ definitions: [ConstraintDefinition], inherited: [InheritedNotNull], to relation: OID, otherNames: [String]
    ) throws(SQLError) {
        var inherited = inherited
        var rest = definitions[...]
        var names = otherNames
        var given: Set<String> = []
        while var definition = rest.popFirst() {
            let column = definition.keys.first ?? ""
            let number = try notNullColumn(definition, of: relation)
            try mergeDuplicates(of: &definition, in: &rest)
            let count = inherited.count
            inherited.removeAll { $0.column == number }
            let inheritCount = count - inherited.count
            if inheritCount > 0, definition.isNoInherit {
                throw .datatypeMismatch(
                    "cannot define not-null constraint with NO INHERIT on column \"\(column)\"",
                    detail: "The column has an inherited not-null constraint.", range: definition.range)
            }
            if let name = definition.name, !given.insert(name).inserted {
                throw SQLError(
                    "42710", "constraint \"\(name)\" for relation \"\(relationName(relation))\" already exists",
                    range: definition.range)
            }
            let name = definition.name ?? chooseNotNullName(column, of: relation, others: names)
            names.append(name)
            storeNotNull(
                name, of: relation, number,
                NotNullRow(
                    name: name, oid: .none, inheritCount: inheritCount, isNoInherit: definition.isNoInherit))
        }
        while let first = inherited.first {
            let count = inherited.count { $0.column == first.column }
            inherited.removeAll { $0.column == first.column }
            let name =
                names.contains(first.name)
                ? chooseNotNullName(columnName(relation, first.column), of: relation, others: names) : first.name
            names.append(name)
            storeNotNull(
                name, of: relation, first.column,
                NotNullRow(name: name, oid: .none, isLocal: false, inheritCount: count))
        }
    }

    private func chooseNotNullName(_ column: String, of relation: OID, others: [String]) -> String {
        let row = database.relations[relation]
        return chooseConstraintName(row?.name ?? "", column, "not_null", schema: row?.schema ?? .none, others: others)
    }

    private func mergeDuplicates(
        of definition: inout ConstraintDefinition, in rest: inout ArraySlice<ConstraintDefinition>
    )
        throws(SQLError)
    {
        for other in rest where other.keys == definition.keys {
            let column = definition.keys.first ?? ""
            if other.isNoInherit != definition.isNoInherit {
                throw .syntax(
                    "conflicting NO INHERIT declaration for not-null constraint on column \"\(column)\"",
                    range: other.range)
            }
            guard let name = other.name else { continue }
            if let first = definition.name, first != name {
                throw .syntax("conflicting not-null constraint names \"\(first)\" and \"\(name)\"", range: other.range)
            }
            definition.name = name
        }
        rest.removeAll { [keys = definition.keys] in $0.keys == keys }
    }

    /// The column of a NOT NULL constraint.
    private func notNullColumn(_ definition: ConstraintDefinition, of relation: OID) throws(SQLError) -> Int16 {
        let column = definition.keys.first ?? ""
        if let found = database.relations[relation]?.attribute(column) { return found.number }
        if SystemColumn.names.contains(column) {
            throw SQLError(
                "0A000", "cannot add not-null constraint on system column \"\(column)\"", range: definition.range)
        }
        throw .undefinedColumn(column, of: relationName(relation), range: definition.range)
    }

    /// `StoreRelNotNull` and `set_attnotnull`.
    private func storeNotNull(_ name: String, of relation: OID, _ column: Int16, _ constraint: NotNullRow) {
        var constraint = constraint
        constraint.oid = database.newOID()
        notNullNames[name, default: []].append(relation)
        database.relations.update(relation) { [constraint] row in
            row.attributes[Int(column) - 1].isNotNull = true
            row.attributes[Int(column) - 1].notNullConstraint = constraint
        }
    }

    // MARK: Tables that are there

    /// Adds a NOT NULL constraint to a table and, unless it is NO INHERIT, to its children; one that is there already is
    /// merged: the part of `ATAddCheckNNConstraint` about them.
    func addNotNull(
        _ definition: inout ConstraintDefinition, to relation: OID, recurse: Bool, isRecursing: Bool
    ) throws(SQLError) {
        let number = try notNullColumn(definition, of: relation)
        if try adjustNotNull(definition, of: relation, number, isLocal: !isRecursing) { return }
        if let name = definition.name, isConstraintName(name, usedBy: relation) {
            throw SQLError(
                "42710", "constraint \"\(name)\" for relation \"\(relationName(relation))\" already exists",
                range: definition.range)
        }
        let name = definition.name ?? chooseNotNullName(definition.keys.first ?? "", of: relation, others: [])
        definition.name = name
        storeNotNull(
            name, of: relation, number,
            NotNullRow(
                name: name, oid: .none, isLocal: !isRecursing, inheritCount: isRecursing ? 1 : 0,
                isNoInherit: definition.isNoInherit, isValid: definition.isInitiallyValid))
        noteChange(ObjectAddress(.relation, relation))
        guard !definition.isNoInherit else { return }
        let children = inheritanceChildren(of: relation)
        guard recurse || children.isEmpty else {
            throw .invalidTableDefinition("constraint must be added to child tables too", range: definition.range)
        }
        for child in children { try addNotNull(&definition, to: child, recurse: recurse, isRecursing: true) }
    }

    /// `AdjustNotNullInheritance`.
    ///
    /// - Returns: whether the column has a NOT NULL constraint.
    private func adjustNotNull(_ definition: ConstraintDefinition, of relation: OID, _ column: Int16, isLocal: Bool)
        throws(SQLError) -> Bool
    {
        guard let row = database.relations[relation]?.attributes[Int(column) - 1].notNullConstraint else {
            return false
        }
        let table = relationName(relation)
        if definition.isNoInherit != row.isNoInherit {
            throw SQLError(
                "55000",
                "cannot change NO INHERIT status of NOT NULL constraint \"\(row.name)\" on relation \"\(table)\"",
                hint:
                    "You might need to make the existing constraint inheritable using ALTER TABLE ... ALTER CONSTRAINT ... INHERIT.",
                range: definition.range)
        }
        if !definition.skipsValidation, !row.isValid {
            throw SQLError(
                "55000", "incompatible NOT VALID constraint \"\(row.name)\" on relation \"\(table)\"",
                hint: "You might need to validate it using ALTER TABLE ... VALIDATE CONSTRAINT.",
                range: definition.range)
        }
        if isLocal, let name = definition.name, name != row.name {
            throw SQLError(
                "55000",
                "cannot create not-null constraint \"\(name)\" on column \"\(columnName(relation, column))\" of table \"\(table)\"",
                detail: "A not-null constraint named \"\(row.name)\" already exists for this column.",
                range: definition.range)
        }
        database.relations.update(relation) { relation in
            if isLocal {
                relation.attributes[Int(column) - 1].notNullConstraint?.isLocal = true
            } else {
                relation.attributes[Int(column) - 1].notNullConstraint?.inheritCount += 1
            }
        }
        return true
    }

    /// `ATExecSetNotNull`.
    func setNotNull(
        _ column: String, of relation: OID, name: String?, recurse: Bool, isRecursing: Bool, range: Range<Int>?
    )
        throws(SQLError)
    {
        let number = try alterableColumn(column, of: relation, range: range)
        let attribute = database.relations[relation]!.attributes[Int(number) - 1]
        if let row = attribute.notNullConstraint {
            if row.isNoInherit, recurse {
                throw SQLError(
                    "0A000",
                    "cannot change NO INHERIT status of NOT NULL constraint \"\(row.name)\" on relation \"\(relationName(relation))\"",
                    range: range)
            }
            if !isRecursing, row.isLocal, !row.isValid {
                try validateConstraint(row.name, of: relation, recurse: recurse, isRecursing: false, range: range)
                return
            }
            database.relations.update(relation) {
                if isRecursing {
                    $0.attributes[Int(number) - 1].notNullConstraint?.inheritCount += 1
                } else {
                    $0.attributes[Int(number) - 1].notNullConstraint?.isLocal = true
                }
            }
            return
        }
        let children = inheritanceChildren(of: relation)
        var isNoInherit = false
        if !recurse, !children.isEmpty {
            if database.relations[relation]?.kind == .partitionedTable {
                throw SQLError(
                    "42P16", "constraint must be added to child tables too", hint: "Do not specify the ONLY keyword.",
                    range: range)
            }
            isNoInherit = true
        }
        let chosen = name ?? chooseNotNullName(column, of: relation, others: [])
        storeNotNull(
            chosen, of: relation, number,
            NotNullRow(
                name: chosen, oid: .none, isLocal: !isRecursing, inheritCount: isRecursing ? 1 : 0,
                isNoInherit: isNoInherit))
        noteChange(ObjectAddress(.relation, relation))
        guard recurse else { return }
        for child in children {
            try setNotNull(column, of: child, name: chosen, recurse: true, isRecursing: true, range: range)
        }
    }

    /// The number of a column that ALTER can change: not a system column.
    func alterableColumn(_ name: String, of relation: OID, range: Range<Int>?) throws(SQLError) -> Int16 {
        if let found = database.relations[relation]?.attribute(name) { return found.number }
        if SystemColumn.names.contains(name) {
            throw SQLError("0A000", "cannot alter system column \"\(name)\"", range: range)
        }
        throw .undefinedColumn(name, of: relationName(relation), range: range)
    }
}

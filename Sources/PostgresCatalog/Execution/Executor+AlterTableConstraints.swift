import PostgresSyntax

/// The subcommands of ALTER TABLE that drop, validate and change constraints.
extension Executor {
    private func undefinedConstraint(_ name: String, of relation: OID, range: Range<Int>?) -> SQLError {
        SQLError(
            "42704", "constraint \"\(name)\" of relation \"\(relationName(relation))\" does not exist", range: range)
    }

    // MARK: DROP CONSTRAINT

    /// `ATExecDropConstraint`.
    func dropConstraint(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        let name = command.name ?? ""
        if let column = notNullColumn(named: name, of: relation) {
            try dropNotNull(column, of: relation, recurse: command.recurses, isRecursing: false, range: command.range)
        } else if let constraint = database.constraints.find(name, in: relation) {
            try dropConstraint(constraint, command, recurse: command.recurses, isRecursing: false)
        } else if !command.missingOk {
            throw undefinedConstraint(name, of: relation, range: command.range)
        }
    }

    /// `dropconstraint_internal`, but for NOT NULL.
    private func dropConstraint(_ oid: OID, _ command: AlterCommand, recurse: Bool, isRecursing: Bool) throws(SQLError)
    {
        guard let row = database.constraints[oid] else { return }
        if row.inheritCount > 0, !isRecursing {
            throw .invalidTableDefinition(
                "cannot drop inherited constraint \"\(row.name)\" of relation \"\(relationName(row.relation))\"",
                range: command.range)
        }
        let children = row.kind == .check && !row.isNoInherit ? inheritanceChildren(of: row.relation) : []
        noteChange(ObjectAddress(.relation, row.relation))
        try dropObjects([ObjectAddress(.constraint, oid)], cascade: command.cascades)
        for child in children {
            guard let found = database.constraints.find(row.name, in: child), let below = database.constraints[found]
            else { throw undefinedConstraint(row.name, of: child, range: command.range) }
            if recurse, below.inheritCount == 1, !below.isLocal {
                try dropConstraint(found, command, recurse: true, isRecursing: true)
                continue
            }
            database.constraints.update(found) {
                $0.inheritCount -= 1
                if !recurse, $0.inheritCount == 0 { $0.isLocal = true }
            }
        }
    }

    /// `dropconstraint_internal`, for NOT NULL.
    func dropNotNull(_ column: Int16, of relation: OID, recurse: Bool, isRecursing: Bool, range: Range<Int>?)
        throws(SQLError)
    {
        guard let row = database.relations[relation] else { return }
        let attribute = row.attributes[Int(column) - 1]
        guard let constraint = attribute.notNullConstraint else {
            database.relations.update(relation) { $0.attributes[Int(column) - 1].isNotNull = false }
            return
        }
        if constraint.inheritCount > 0, !isRecursing {
            throw .invalidTableDefinition(
                "cannot drop inherited constraint \"\(constraint.name)\" of relation \"\(row.name)\"", range: range)
        }
        for index in indexes(of: relation) {
            guard let found = database.relations[index]?.index, found.columns.prefix(found.keyCount).contains(column)
            else { continue }
            if found.isPrimary {
                throw .invalidTableDefinition("column \"\(attribute.name)\" is in a primary key", range: range)
            }
            if found.isReplicaIdentity {
                throw .invalidTableDefinition(
                    "column \"\(attribute.name)\" is in index used as replica identity", range: range)
            }
        }
        if attribute.identity != nil {
            throw SQLError(
                "55000", "column \"\(attribute.name)\" of relation \"\(row.name)\" is an identity column", range: range)
        }
        database.relations.update(relation) {
            $0.attributes[Int(column) - 1].isNotNull = false
            $0.attributes[Int(column) - 1].notNullConstraint = nil
        }
        database.records.remove(ObjectAddress(.constraint, constraint.oid))
        noteChange(ObjectAddress(.relation, relation))
        guard !constraint.isNoInherit else { return }
        for child in inheritanceChildren(of: relation) {
            guard let (number, below) = database.relations[child]?.attribute(attribute.name),
                let own = below.notNullConstraint
            else { continue }
            if recurse, own.inheritCount == 1, !own.isLocal {
                try dropNotNull(number, of: child, recurse: true, isRecursing: true, range: range)
                continue
            }
            database.relations.update(child) {
                $0.attributes[Int(number) - 1].notNullConstraint?.inheritCount -= 1
                if !recurse, own.inheritCount == 1 { $0.attributes[Int(number) - 1].notNullConstraint?.isLocal = true }
            }
        }
    }

    // MARK: VALIDATE CONSTRAINT

    /// `ATExecValidateConstraint`.
    func validateConstraint(_ name: String, of relation: OID, recurse: Bool, isRecursing: Bool, range: Range<Int>?)
        throws(SQLError)
    {
        if let column = notNullColumn(named: name, of: relation) {
            return try validateNotNull(column, of: relation, recurse: recurse, isRecursing: isRecursing, range: range)
        }
        guard let oid = database.constraints.find(name, in: relation), let row = database.constraints[oid] else {
            throw undefinedConstraint(name, of: relation, range: range)
        }
        guard row.kind == .foreignKey || row.kind == .check else {
            throw .wrongObjectType(
                "cannot validate constraint \"\(name)\" of relation \"\(relationName(relation))\"",
                detail: "This operation is not supported for this type of constraint.", range: range)
        }
        if !row.isEnforced { throw SQLError("55000", "cannot validate NOT ENFORCED constraint", range: range) }
        guard !row.isValidated else { return }
        if row.kind == .foreignKey {
            validateForeignKey(oid)
            return
        }
        if !isRecursing, !row.isNoInherit {
            for child in inheritors(of: relation).dropFirst() {
                guard recurse else {
                    throw .invalidTableDefinition(
                        "constraint must be validated on child tables too", range: range)
                }
                try validateConstraint(name, of: child, recurse: false, isRecursing: true, range: range)
            }
        }
        database.constraints.update(oid) { $0.isValidated = true }
        noteChange(ObjectAddress(.constraint, oid))
    }

    private func validateForeignKey(_ oid: OID) {
        database.constraints.update(oid) { $0.isValidated = true }
        noteChange(ObjectAddress(.constraint, oid))
        for child in childConstraints(of: oid) where database.constraints[child]?.isValidated == false {
            validateForeignKey(child)
        }
    }

    private func validateNotNull(
        _ column: Int16, of relation: OID, recurse: Bool, isRecursing: Bool, range: Range<Int>?
    )
        throws(SQLError)
    {
        guard let attribute = database.relations[relation]?.attributes[Int(column) - 1],
            let constraint = attribute.notNullConstraint, !constraint.isValid
        else { return }
        if !isRecursing, !constraint.isNoInherit {
            for child in inheritors(of: relation).dropFirst() {
                guard recurse else {
                    throw .invalidTableDefinition(
                        "constraint must be validated on child tables too", range: range)
                }
                guard let number = database.relations[child]?.attribute(attribute.name)?.number else { continue }
                try validateNotNull(number, of: child, recurse: false, isRecursing: true, range: range)
            }
        }
        database.relations.update(relation) {
            $0.attributes[Int(column) - 1].isNotNull = true
            $0.attributes[Int(column) - 1].notNullConstraint?.isValid = true
        }
        noteChange(ObjectAddress(.relation, relation))
    }

    // MARK: ALTER CONSTRAINT

    /// `ATExecAlterConstraint`.
    func alterConstraint(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        guard let change = command.command?.def.flatMap(ATAlterConstraint.init) else { return }
        let name = change.conname ?? ""
        let table = relationName(relation)
        if database.relations[relation]?.kind == .partitionedTable, !command.recurses {
            throw SQLError(
                "42P16", "constraint must be altered in child tables too", hint: "Do not specify the ONLY keyword.",
                range: command.range)
        }
        let column = notNullColumn(named: name, of: relation)
        let found = database.constraints.find(name, in: relation)
        guard column != nil || found != nil else { throw undefinedConstraint(name, of: relation, range: command.range) }
        let row = found.flatMap { database.constraints[$0] }
        if change.alterDeferrability, row?.kind != .foreignKey {
            throw .wrongObjectType(
                "constraint \"\(name)\" of relation \"\(table)\" is not a foreign key constraint", range: command.range)
        }
        if change.alterEnforceability, row?.kind != .foreignKey {
            throw .wrongObjectType(
                "cannot alter enforceability of constraint \"\(name)\" of relation \"\(table)\"", range: command.range)
        }
        if change.alterInheritability {
            guard let column else {
                throw .wrongObjectType(
                    "constraint \"\(name)\" of relation \"\(table)\" is not a not-null constraint", range: command.range
                )
            }
            try alterInheritability(of: column, relation, change, range: command.range)
        }
        guard let found, let row, row.kind == .foreignKey else { return }
        if row.parent != .none {
            throw SQLError(
                "55000", "cannot alter constraint \"\(name)\" on relation \"\(table)\"",
                detail: originDetail(row), hint: "You may alter the constraint it derives from instead.",
                range: command.range)
        }
        alterForeignKey(found, change)
    }

    private func originDetail(_ row: ConstraintRow) -> String? {
        var origin = row
        while let parent = database.constraints[origin.parent] { origin = parent }
        return
            "Constraint \"\(row.name)\" is derived from constraint \"\(origin.name)\" of relation \"\(relationName(origin.relation))\"."
    }

    private func alterForeignKey(_ oid: OID, _ change: ATAlterConstraint) {
        database.constraints.update(oid) { row in
            if change.alterEnforceability {
                row.isEnforced = change.isEnforced
                row.isValidated = change.isEnforced
            }
            if change.alterDeferrability {
                row.isDeferrable = change.deferrable
                row.isDeferred = change.initdeferred
            }
        }
        noteChange(ObjectAddress(.constraint, oid))
        for child in childConstraints(of: oid) { alterForeignKey(child, change) }
    }

    /// `ATExecAlterConstrInheritability`.
    private func alterInheritability(of column: Int16, _ relation: OID, _ change: ATAlterConstraint, range: Range<Int>?)
        throws(SQLError)
    {
        guard let attribute = database.relations[relation]?.attributes[Int(column) - 1],
            let constraint = attribute.notNullConstraint
        else { return }
        if change.noinherit, constraint.inheritCount > 0 {
            throw SQLError(
                "55000",
                "cannot alter inherited constraint \"\(constraint.name)\" on relation \"\(relationName(relation))\"",
                range: range)
        }
        guard constraint.isNoInherit != change.noinherit else { return }
        database.relations.update(relation) {
            $0.attributes[Int(column) - 1].notNullConstraint?.isNoInherit = change.noinherit
        }
        for child in inheritanceChildren(of: relation) {
            guard change.noinherit else {
                try setNotNull(
                    attribute.name, of: child, name: constraint.name, recurse: true, isRecursing: true, range: range)
                continue
            }
            guard let number = database.relations[child]?.attribute(attribute.name)?.number else { continue }
            database.relations.update(child) {
                $0.attributes[Int(number) - 1].notNullConstraint?.inheritCount -= 1
                $0.attributes[Int(number) - 1].notNullConstraint?.isLocal = true
            }
        }
    }

    // MARK: ADD CONSTRAINT USING INDEX

    /// `ATExecAddIndexConstraint`.
    func addIndexConstraint(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        guard let definition = command.index, let row = database.relations[relation],
            let index = database.relations[definition.existingIndex]
        else { return }
        if row.kind == .partitionedTable {
            throw SQLError(
                "0A000", "ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables",
                range: command.range)
        }
        let name = definition.name ?? index.name
        if name != index.name { try setName(ofRelation: definition.existingIndex, name, range: command.range) }
        if definition.isPrimary, let indexRow = index.index {
            try checkPrimaryKey(row, indexRow, definition, isAlterTable: true)
        }
        if isConstraintName(name, usedBy: relation) {
            throw SQLError(
                "42710", "constraint \"\(name)\" for relation \"\(row.name)\" already exists", range: command.range)
        }
        let address = ObjectAddress(.relation, definition.existingIndex)
        database.dependencies.removeDependencies(of: address) {
            $0.kind == .auto && $0.referenced.catalog == .relation
        }
        _ = try createIndexConstraint(
            named: name, behind: definition.existingIndex, definition, parent: .none, operators: [])
        database.relations.update(definition.existingIndex) {
            if definition.isPrimary { $0.index?.isPrimary = true }
        }
    }
}

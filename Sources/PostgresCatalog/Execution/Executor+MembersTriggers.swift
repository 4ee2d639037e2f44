import PostgresSyntax

/// The bits of `pg_trigger.tgtype`.
extension TriggerRow {
    static let rowBit: Int16 = 1
    static let beforeBit: Int16 = 2
    static let insertBit: Int16 = 4
    static let deleteBit: Int16 = 8
    static let updateBit: Int16 = 16
    static let truncateBit: Int16 = 32
    static let insteadBit: Int16 = 64

    var isForEachRow: Bool { type & Self.rowBit != 0 }
    var isInsteadOf: Bool { type & Self.insteadBit != 0 }
    var isBefore: Bool { type & Self.beforeBit != 0 }

    /// Whether it fires for an event.
    func isFor(_ event: Int16) -> Bool { type & event != 0 }
}

/// Triggers.
extension Executor {
    /// `CreateTrigger`.
    func createTrigger(_ statement: CreateTrigStmt) throws(SQLError) {
        guard let relation = statement.relation else { return }
        let table = try openTable(relation)
        guard let tableRow = database.relations[table] else { return }
        var row = TriggerRow(name: statement.trigname ?? "", relation: table, function: .none)
        row.type = (statement.row ? TriggerRow.rowBit : 0) | Int16(statement.timing) | Int16(statement.events)
        try checkRelation(statement, row, tableRow)
        if statement.isconstraint, let referenced = statement.constrrel {
            row.referencedRelation = try self.relation(referenced)
        }
        try checkType(statement, row)
        try setTransitionTables(statement, tableRow, &row)
        let condition = try triggerCondition(statement, row, tableRow)
        row.condition = statement.whenClause
        row.function = try triggerFunction(statement)
        row.arguments = statement.args.compactMap(\.stringNodeValue)
        row.columns = try triggerColumns(statement.columns, tableRow)
        let timing = TriggerTiming(isDeferrable: statement.deferrable, isDeferred: statement.initdeferred)
        let oid = try storeTrigger(
            row, constraint: statement.isconstraint ? timing : nil, replace: statement.replace)
        let address = ObjectAddress(.trigger, oid)
        depend(
            address, on: ObjectAddress(.procedure, row.function), range: QualifiedName(statement.funcname).range)
        depend(address, on: ObjectAddress(.relation, table), .auto, range: relation.nameRange)
        if row.referencedRelation != .none {
            depend(
                address, on: ObjectAddress(.relation, row.referencedRelation), .auto,
                range: statement.constrrel?.nameRange)
        }
        for (column, node) in zip(row.columns, statement.columns) {
            depend(address, on: ObjectAddress(.relation, table, column: column), range: node.byteRange)
        }
        depend(address, on: condition)
        try copyingParts { () throws(SQLError) in try cloneTrigger(oid, replace: statement.replace) }
    }

    // MARK: Checks

    private func checkRelation(_ statement: CreateTrigStmt, _ trigger: TriggerRow, _ table: RelationRow)
        throws(SQLError)
    {
        let name = table.name
        let range = statement.relation?.nameRange
        switch table.kind {
        case .table, .partitionedTable:
            if trigger.isInsteadOf {
                throw .wrongObjectType(
                    "\"\(name)\" is a table", detail: "Tables cannot have INSTEAD OF triggers.", range: range)
            }
            if table.kind == .partitionedTable, statement.row, !statement.transitionRels.isEmpty {
                throw SQLError(
                    "0A000", "\"\(name)\" is a partitioned table",
                    detail: "ROW triggers with transition tables are not supported on partitioned tables.",
                    range: range)
            }
        case .view:
            if !trigger.isInsteadOf, statement.row {
                throw .wrongObjectType(
                    "\"\(name)\" is a view", detail: "Views cannot have row-level BEFORE or AFTER triggers.",
                    range: range)
            }
            if trigger.isFor(TriggerRow.truncateBit) {
                throw .wrongObjectType(
                    "\"\(name)\" is a view", detail: "Views cannot have TRUNCATE triggers.", range: range)
            }
        case .foreignTable:
            if trigger.isInsteadOf {
                throw .wrongObjectType(
                    "\"\(name)\" is a foreign table", detail: "Foreign tables cannot have INSTEAD OF triggers.",
                    range: range)
            }
            if statement.isconstraint {
                throw .wrongObjectType(
                    "\"\(name)\" is a foreign table", detail: "Foreign tables cannot have constraint triggers.",
                    range: range)
            }
        default:
            throw .wrongObjectType(
                "relation \"\(name)\" cannot have triggers", detail: table.kind.notSupported, range: range)
        }
    }

    private func checkType(_ statement: CreateTrigStmt, _ trigger: TriggerRow) throws(SQLError) {
        if trigger.isForEachRow, trigger.isFor(TriggerRow.truncateBit) {
            throw SQLError("0A000", "TRUNCATE FOR EACH ROW triggers are not supported")
        }
        guard trigger.isInsteadOf else { return }
        if !trigger.isForEachRow { throw SQLError("0A000", "INSTEAD OF triggers must be FOR EACH ROW") }
        if statement.whenClause != nil {
            throw SQLError("0A000", "INSTEAD OF triggers cannot have WHEN conditions")
        }
        if !statement.columns.isEmpty { throw SQLError("0A000", "INSTEAD OF triggers cannot have column lists") }
    }

    private func setTransitionTables(_ statement: CreateTrigStmt, _ table: RelationRow, _ row: inout TriggerRow)
        throws(SQLError)
    {
        for transition in statement.transitionRels.compactMap(TriggerTransition.init) {
            try checkTransition(transition, statement, table, row)
            let word = transition.isNew ? "NEW TABLE" : "OLD TABLE"
            let events = TriggerRow.updateBit | (transition.isNew ? TriggerRow.insertBit : TriggerRow.deleteBit)
            if !row.isFor(events) {
                let trigger = transition.isNew ? "an INSERT or UPDATE trigger" : "a DELETE or UPDATE trigger"
                throw .invalidObjectDefinition("\(word) can only be specified for \(trigger)")
            }
            if (transition.isNew ? row.newTable : row.oldTable) != nil {
                throw .invalidObjectDefinition("\(word) cannot be specified multiple times")
            }
            if transition.isNew { row.newTable = transition.name } else { row.oldTable = transition.name }
        }
        if let new = row.newTable, new == row.oldTable {
            throw .invalidObjectDefinition("OLD TABLE name and NEW TABLE name cannot be the same")
        }
    }

    private func checkTransition(
        _ transition: TriggerTransition, _ statement: CreateTrigStmt, _ table: RelationRow, _ trigger: TriggerRow
    ) throws(SQLError) {
        if !transition.isTable {
            throw SQLError(
                "0A000", "ROW variable naming in the REFERENCING clause is not supported",
                hint: "Use OLD TABLE or NEW TABLE for naming transition tables.", range: transition.node.byteRange)
        }
        if table.kind == .foreignTable {
            throw .wrongObjectType(
                "\"\(table.name)\" is a foreign table",
                detail: "Triggers on foreign tables cannot have transition tables.")
        }
        if table.kind == .view {
            throw .wrongObjectType(
                "\"\(table.name)\" is a view", detail: "Triggers on views cannot have transition tables.")
        }
        if trigger.isForEachRow, !table.parents.isEmpty {
            let children = table.isPartition ? "partitions" : "inheritance children"
            throw SQLError("0A000", "ROW triggers with transition tables are not supported on \(children)")
        }
        if statement.timing != 0 {
            throw .invalidObjectDefinition("transition table name can only be specified for an AFTER trigger")
        }
        if trigger.isFor(TriggerRow.truncateBit) {
            throw SQLError("0A000", "TRUNCATE triggers with transition tables are not supported")
        }
        let events = [TriggerRow.insertBit, TriggerRow.updateBit, TriggerRow.deleteBit]
        if events.filter(trigger.isFor).count != 1 {
            throw SQLError(
                "0A000", "transition tables cannot be specified for triggers with more than one event")
        }
        if !statement.columns.isEmpty {
            throw SQLError("0A000", "transition tables cannot be specified for triggers with column lists")
        }
    }

    /// What the condition of a trigger needs.
    private func triggerCondition(_ statement: CreateTrigStmt, _ trigger: TriggerRow, _ table: RelationRow)
        throws(SQLError) -> [FoundDependency]
    {
        guard let condition = statement.whenClause else { return [] }
        let analyzed = try analyzeExpression(
            condition, .triggerCondition,
            relations: [
                AnalysisRelation(relation: trigger.relation, alias: "old"),
                AnalysisRelation(relation: trigger.relation, alias: "new"),
            ],
            target: TypeReference(.bool))
        for reference in condition.descendants(.columnRef) {
            try checkReference(reference, trigger, table)
        }
        return analyzed.dependencies
    }

    private func checkReference(_ reference: Node, _ trigger: TriggerRow, _ table: RelationRow) throws(SQLError) {
        let fields = reference.children(.fields)
        let range = reference.byteRange
        let isNew = fields.first?.stringNodeValue == "new"
        guard isNew || fields.first?.stringNodeValue == "old" else { return }
        if !trigger.isForEachRow {
            throw .invalidObjectDefinition(
                "statement trigger's WHEN condition cannot reference column values", range: range)
        }
        if !isNew, trigger.isFor(TriggerRow.insertBit) {
            throw .invalidObjectDefinition("INSERT trigger's WHEN condition cannot reference OLD values", range: range)
        }
        guard isNew else { return }
        if trigger.isFor(TriggerRow.deleteBit) {
            throw .invalidObjectDefinition("DELETE trigger's WHEN condition cannot reference NEW values", range: range)
        }
        guard trigger.isBefore else { return }
        guard fields.count > 1, let name = fields[1].stringNodeValue else {
            if table.liveAttributes.contains(where: { $0.row.generated != nil }) {
                throw SQLError(
                    "42P17", "BEFORE trigger's WHEN condition cannot reference NEW generated columns",
                    detail: "A whole-row reference is used and the table contains generated columns.", range: range)
            }
            return
        }
        guard let attribute = table.attribute(name) else {
            guard SystemColumn.names.contains(name) else { return }
            throw SQLError(
                "0A000", "BEFORE trigger's WHEN condition cannot reference NEW system columns", range: range)
        }
        if attribute.row.generated != nil {
            throw SQLError(
                "42P17", "BEFORE trigger's WHEN condition cannot reference NEW generated columns",
                detail: "Column \"\(name)\" is a generated column.", range: range)
        }
    }

    private func triggerFunction(_ statement: CreateTrigStmt) throws(SQLError) -> OID {
        let name = QualifiedName(statement.funcname)
        let oid = try function(name, [])
        guard database.procedures[oid]?.returnType == .trigger else {
            throw .invalidObjectDefinition("function \(name.text) must return type trigger", range: name.range)
        }
        return oid
    }

    private func triggerColumns(_ names: NodeList, _ table: RelationRow) throws(SQLError) -> [Int16] {
        var columns: [Int16] = []
        for node in names {
            let name = node.stringNodeValue ?? ""
            guard let attribute = table.attribute(name) else {
                throw .undefinedColumn(name, of: table.name, range: node.byteRange)
            }
            if columns.contains(attribute.number) {
                throw SQLError("42701", "column \"\(name)\" specified more than once", range: node.byteRange)
            }
            columns.append(attribute.number)
        }
        return columns
    }

    // MARK: Storing

    /// Adds or replaces a row of `pg_trigger`, with that of `pg_constraint` for a constraint trigger.
    func storeTrigger(_ row: TriggerRow, constraint timing: TriggerTiming?, replace: Bool)
        throws(SQLError) -> OID
    {
        let table = database.relations[row.relation]?.name ?? ""
        if let existing = database.triggers.find(row.name, in: row.relation), let old = database.triggers[existing] {
            let text = "trigger \"\(row.name)\" for relation \"\(table)\""
            noteExisting(.trigger, existing)
            if !replace { throw SQLError("42710", "\(text) already exists") }
            if old.parent != .none, row.parent == .none {
                throw SQLError("42710", "\(text) is an internal or a child trigger")
            }
            if old.constraint != .none { throw SQLError("42710", "\(text) is a constraint trigger") }
            database.triggers.update(existing) { $0 = row }
            noteChange(ObjectAddress(.trigger, existing))
            forgetDependencies(of: ObjectAddress(.trigger, existing))
            return existing
        }
        var row = row
        let oid = database.newOID()
        if let timing {
            var constraint = ConstraintRow(name: row.name, kind: .trigger)
            constraint.relation = row.relation
            constraint.isDeferrable = timing.isDeferrable
            constraint.isDeferred = timing.isDeferred
            constraint.isNoInherit = true
            row.constraint = database.newOID()
            database.constraints.insert(constraint, row.constraint)
            register(ObjectAddress(.constraint, row.constraint))
            depend(ObjectAddress(.constraint, row.constraint), on: ObjectAddress(.relation, row.relation), .auto)
            depend(ObjectAddress(.constraint, row.constraint), on: ObjectAddress(.trigger, oid), .internal)
        }
        database.triggers.insert(row, oid)
        register(ObjectAddress(.trigger, oid))
        return oid
    }
}

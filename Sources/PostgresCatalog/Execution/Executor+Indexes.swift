import PostgresSyntax

/// Indexes: indexcmds.c, index.c.
extension Executor {
    // MARK: CREATE INDEX

    func createIndex(_ statement: IndexStmt) throws(SQLError) {
        guard let name = statement.relation else { return }
        if statement.concurrent, session.transaction != .none {
            throw SQLError("25001", "CREATE INDEX CONCURRENTLY cannot run inside a transaction block")
        }
        let table = try relation(name)
        let index = try indexDefinition(statement, on: table)
        if name.inh, database.relations[table]?.kind == .partitionedTable {
            try checkForeignPartitions(table, index)
        }
        _ = try defineIndex(on: table, index)
    }

    /// The partitions an index would have to be on: `ProcessUtilitySlow`.
    private func checkForeignPartitions(_ table: OID, _ index: IndexDefinition) throws(SQLError) {
        for partition in inheritors(of: table) {
            guard let row = database.relations[partition], row.kind == .foreignTable, index.isUnique else { continue }
            throw .wrongObjectType(
                "cannot create unique index on partitioned table \"\(relationName(table))\"",
                detail: "Table \"\(relationName(table))\" contains partitions that are foreign tables.")
        }
    }

    private func indexDefinition(_ statement: IndexStmt, on table: OID) throws(SQLError) -> IndexDefinition {
        var index = IndexDefinition()
        index.range = statement.node.byteRange
        index.name = statement.idxname
        index.accessMethod = statement.accessMethod ?? "btree"
        index.parameters = statement.indexParams.compactMap(IndexElem.init).map { IndexParameter($0) }
        index.including = statement.indexIncludingParams.compactMap(IndexElem.init).map { IndexParameter($0) }
        index.predicate = statement.whereClause
        index.isUnique = statement.unique
        index.nullsNotDistinct = statement.nullsNotDistinct
        index.isConcurrent = statement.concurrent
        index.ifNotExists = statement.ifNotExists
        index.recurses = statement.relation?.inh ?? true
        index.givenOptions = statement.options
        index.options = statement.options.compactMap(DefElem.init).map(\.optionText)
        index.tablespace = statement.tableSpace
        return index
    }

    /// Analyzes what expressions an index has: `transformIndexStmt`.
    private func transform(_ index: IndexDefinition, on table: OID) throws(SQLError) -> IndexDefinition {
        var index = index
        let relations = [AnalysisRelation(relation: table, alias: relationName(table))]
        if index.cookedPredicate == nil, let predicate = index.predicate {
            let analyzed = try analyzeExpression(
                predicate, .indexPredicate, relations: relations, target: TypeReference(.bool))
            index.cookedPredicate = CookedExpression(node: predicate, analyzed)
        }
        for place in index.parameters.indices {
            guard index.parameters[place].cooked == nil, let expression = index.parameters[place].expression else {
                continue
            }
            if index.parameters[place].columnName == nil {
                index.parameters[place].columnName = FigureColumnName.indexColumn(expression)
            }
            let analyzed = try analyzeExpression(expression, .indexExpression, relations: relations)
            index.parameters[place].cooked = CookedExpression(node: expression, analyzed)
        }
        for parameter in index.including where parameter.expression != nil {
            throw SQLError("0A000", "expressions are not supported in included columns", range: parameter.range)
        }
        return index
    }

    /// `DefineIndex`.
    ///
    /// - Parameters:
    ///   - parent: the partitioned index that the new one is a part of.
    ///   - parentConstraint: the constraint behind that.
    /// - Returns: the number of the index; ``OID/none`` if there was one and that is no error.
    @discardableResult
    func defineIndex(
        on table: OID, _ definition: IndexDefinition, parent: OID = .none, parentConstraint: OID = .none,
        isAlterTable: Bool = false
    ) throws(SQLError) -> OID {
        let definition = try transform(definition, on: table)
        guard let tableRow = database.relations[table] else { return .none }
        try checkShape(definition, tableRow)
        let all = definition.parameters + definition.including
        let names = AutomaticName.indexColumns(all.map { $0.columnName ?? $0.name })
        let name = definition.name ?? chooseIndexName(definition, names, tableRow)
        let method = try indexAccessMethod(definition)
        if let options = definition.givenOptions {
            try RelationOptions.check(
                options, handler: database.accessMethods[method.oid].flatMap { database.procedures[$0.handler]?.name })
        }
        let attributes = try computeIndexAttributes(definition, on: tableRow, method)
        if definition.isPrimary {
            try checkPrimaryKey(tableRow, attributes.row, definition, isAlterTable: isAlterTable)
        }
        if tableRow.kind == .partitionedTable, definition.isUnique || definition.isExclusion {
            try checkPartitionKey(tableRow, attributes, definition)
        }
        try checkGeneratedColumns(tableRow, attributes.row, definition)
        var row = attributes.row
        row.table = table
        row.isUnique = definition.isUnique
        row.isPrimary = definition.isPrimary
        row.isExclusion = definition.isExclusion || definition.isWithoutOverlaps
        row.nullsNotDistinct = definition.nullsNotDistinct
        row.parent = parent
        let partitions = tableRow.kind == .partitionedTable ? inheritanceChildren(of: table) : []
        if !definition.recurses, !partitions.isEmpty { row.isValid = false }
        guard
            let created = try createIndex(
                named: name, row, definition, on: tableRow, columns: names, types: attributes.types, method: method.oid,
                parentConstraint: parentConstraint, operators: attributes.operators)
        else { return .none }
        if definition.recurses {
            for partition in partitions {
                try defineIndex(
                    onPartition: partition, of: created.index, created.constraint, isAlterTable: isAlterTable)
            }
        }
        return created.index
    }

    /// Attaches an index that a partition has already, or makes one.
    private func defineIndex(onPartition partition: OID, of parent: OID, _ parentConstraint: OID, isAlterTable: Bool)
        throws(SQLError)
    {
        guard let row = database.relations[partition], let index = database.relations[parent]?.index else { return }
        if row.kind == .foreignTable {
            guard index.isUnique else { return }
            throw .wrongObjectType(
                "cannot create unique index on partitioned table \"\(relationName(index.table))\"",
                detail: "Table \"\(relationName(index.table))\" contains partitions that are foreign tables.")
        }
        for candidate in indexes(of: partition) where database.relations[candidate]?.index?.parent == OID.none {
            guard matches(candidate, parent: parent) else { continue }
            var candidateConstraint = OID.none
            if parentConstraint != .none {
                guard let found = constraint(ofIndex: candidate) else { continue }
                candidateConstraint = found
            }
            attach(index: candidate, to: parent)
            if parentConstraint != .none {
                attach(constraint: candidateConstraint, to: parentConstraint, of: partition)
            }
            if database.relations[candidate]?.index?.isValid == false {
                database.relations.update(parent) { $0.index?.isValid = false }
            }
            return
        }
        let clone = clonedIndex(parent, for: partition)
        var child = OID.none
        try copyingParts { () throws(SQLError) in
            child = try defineIndex(
                on: partition, clone, parent: parent, parentConstraint: parentConstraint, isAlterTable: isAlterTable)
        }
        if database.relations[child]?.index?.isValid == false {
            database.relations.update(parent) { $0.index?.isValid = false }
        }
    }

    // MARK: Checks

    private func checkShape(_ index: IndexDefinition, _ table: RelationRow) throws(SQLError) {
        if index.parameters.isEmpty { throw SQLError("42P17", "must specify at least one column", range: index.range) }
        if index.parameters.count + index.including.count > 32 {
            throw SQLError("54011", "cannot use more than 32 columns in an index", range: index.range)
        }
        guard table.kind == .table || table.kind == .materializedView || table.kind == .partitionedTable else {
            throw .wrongObjectType(
                "cannot create index on relation \"\(table.name)\"", detail: table.kind.notSupported,
                range: index.range)
        }
        if table.kind == .partitionedTable, index.isConcurrent {
            throw SQLError(
                "0A000", "cannot create index on partitioned table \"\(table.name)\" concurrently", range: index.range)
        }
        if let tablespace = index.tablespace {
            try checkTablespace(tablespace, isPartitioned: table.kind == .partitionedTable)
        }
    }

    /// `ChooseIndexName`.
    private func chooseIndexName(_ index: IndexDefinition, _ columns: [String], _ table: RelationRow) -> String {
        if index.isPrimary {
            return chooseRelationName(table.name, nil, "pkey", schema: table.schema, isConstraint: true)
        }
        let label = index.isExclusion ? "excl" : index.isConstraint ? "key" : "idx"
        return chooseRelationName(
            table.name, AutomaticName.addition(columns), label, schema: table.schema, isConstraint: label != "idx")
    }

    /// `index_check_primary_key`.
    func checkPrimaryKey(_ table: RelationRow, _ index: IndexRow, _ definition: IndexDefinition, isAlterTable: Bool)
        throws(SQLError)
    {
        if isAlterTable || table.isPartition, let oid = database.relations.find(table.name, in: table.schema),
            let primary = indexes(of: oid).first(where: { database.relations[$0]?.index?.isPrimary == true })
        {
            noteExisting(.relation, primary)
            throw .invalidTableDefinition(
                "multiple primary keys for table \"\(table.name)\" are not allowed", range: definition.range)
        }
        if definition.nullsNotDistinct || index.nullsNotDistinct {
            throw .invalidTableDefinition("primary keys cannot use NULLS NOT DISTINCT indexes", range: definition.range)
        }
        for number in index.columns.prefix(index.keyCount) {
            if number == 0 { throw SQLError("0A000", "primary keys cannot be expressions", range: definition.range) }
            guard number > 0, !table.attributes[Int(number) - 1].isNotNull else { continue }
            throw .invalidTableDefinition(
                "primary key column \"\(table.attributes[Int(number) - 1].name)\" is not marked NOT NULL",
                range: definition.range)
        }
    }

    private func checkGeneratedColumns(_ table: RelationRow, _ index: IndexRow, _ definition: IndexDefinition)
        throws(SQLError)
    {
        func isVirtual(_ number: Int16) -> Bool {
            number > 0 && table.attributes[Int(number) - 1].generated == .virtual
        }
        for number in index.columns {
            if number < 0 {
                throw SQLError("0A000", "index creation on system columns is not supported", range: definition.range)
            }
            guard isVirtual(number) else { continue }
            let what =
                definition.isPrimary ? "primary keys" : definition.isConstraint ? "unique constraints" : "indexes"
            throw SQLError("0A000", "\(what) on virtual generated columns are not supported", range: definition.range)
        }
        let used = index.cookedExpressions.flatMap(\.columns) + (index.cookedPredicate?.columns ?? [])
        if used.contains(where: { $0 < 0 }) {
            throw SQLError("0A000", "index creation on system columns is not supported", range: definition.range)
        }
        if used.contains(where: isVirtual) {
            let what = definition.isConstraint ? "unique constraints" : "indexes"
            throw SQLError("0A000", "\(what) on virtual generated columns are not supported", range: definition.range)
        }
    }

    // MARK: The row

    /// `index_create`.
    ///
    /// - Returns: the index and, if it is behind one, its constraint; nil if IF NOT EXISTS finds another of this name.
    private func createIndex(
        named name: String, _ index: IndexRow, _ definition: IndexDefinition, on table: RelationRow, columns: [String],
        types: [TypeReference], method: OID, parentConstraint: OID, operators: [OID]
    ) throws(SQLError) -> (index: OID, constraint: OID)? {
        if let existing = database.relations.find(name, in: table.schema) {
            noteExisting(.relation, existing)
            if definition.ifNotExists { return nil }
            throw .duplicateTable(name, range: definition.range)
        }
        if definition.isConstraint, isConstraintName(name, usedBy: index.table) {
            throw SQLError(
                "42710", "constraint \"\(name)\" for relation \"\(table.name)\" already exists", range: definition.range
            )
        }
        let oid = database.newOID()
        var row = RelationRow(
            name: name, schema: table.schema, kind: table.kind == .partitionedTable ? .partitionedIndex : .index)
        row.persistence = table.persistence
        row.accessMethod = method
        row.tablespace = definition.tablespace
        row.options = definition.options
        row.index = index
        row.attributes = zip(columns, types).map { AttributeRow(name: $0, type: $1) }
        database.relations.insert(row, oid)
        let address = ObjectAddress(.relation, oid)
        register(address)
        if let owner = database.records[ObjectAddress(.relation, index.table)]?.owner {
            database.records.update(address) { $0.owner = owner }
        }
        if let comment = definition.comment { database.records.update(address) { $0.comment = comment } }
        var constraint = OID.none
        if definition.isConstraint {
            constraint = try createIndexConstraint(
                named: name, behind: oid, definition, parent: parentConstraint, operators: operators)
        } else {
            depend(address, onColumnsOf: index, definition)
        }
        depend(address, onPartsOf: index, definition)
        return (oid, constraint)
    }

    private func depend(_ address: ObjectAddress, onColumnsOf index: IndexRow, _ definition: IndexDefinition) {
        let parameters = definition.parameters + definition.including
        for (place, number) in index.columns.enumerated() where number != 0 {
            depend(
                address, on: ObjectAddress(.relation, index.table, column: number), .auto,
                range: parameters[place].range)
        }
        if index.columns.allSatisfy({ $0 == 0 }) {
            depend(address, on: ObjectAddress(.relation, index.table), .auto, range: definition.range)
        }
    }

    private func depend(_ address: ObjectAddress, onPartsOf index: IndexRow, _ definition: IndexDefinition) {
        if index.parent != .none {
            depend(address, on: ObjectAddress(.relation, index.parent), .partitionPrimary)
            depend(address, on: ObjectAddress(.relation, index.table), .partitionSecondary)
        }
        for collation in index.collations where collation != .none {
            depend(address, on: ObjectAddress(.collation, collation))
        }
        for operatorClass in index.operatorClasses where operatorClass != .none {
            depend(address, on: ObjectAddress(.operatorClass, operatorClass))
        }
        for cooked in index.cookedExpressions + (index.cookedPredicate.map { [$0] } ?? []) {
            for found in cooked.dependencies {
                let isOwn = found.address.catalog == .relation && found.address.oid == index.table
                depend(address, on: found.address, isOwn ? .auto : .normal, range: found.range)
            }
        }
    }

    /// `index_constraint_create`.
    func createIndexConstraint(
        named name: String, behind index: OID, _ definition: IndexDefinition, parent: OID, operators: [OID]
    ) throws(SQLError) -> OID {
        guard let indexRow = database.relations[index]?.index else { return .none }
        let kind: ConstraintRow.Kind =
            definition.isPrimary ? .primaryKey : definition.isUnique ? .unique : .exclusion
        if kind != .exclusion, !indexRow.expressions.isEmpty {
            throw SQLError("XX000", "constraints cannot have index expressions", range: definition.range)
        }
        var row = ConstraintRow(
            name: name, kind: kind, relation: indexRow.table, columns: Array(indexRow.columns.prefix(indexRow.keyCount))
        )
        row.index = index
        row.operators = operators
        row.isDeferrable = definition.isDeferrable
        row.isDeferred = definition.isDeferred
        row.isLocal = parent == .none
        row.inheritCount = parent == .none ? 0 : 1
        row.isNoInherit = parent == .none
        row.hasPeriod = definition.isWithoutOverlaps
        row.parent = parent
        let oid = createConstraint(row, included: Array(indexRow.columns.dropFirst(indexRow.keyCount)))
        let address = ObjectAddress(.constraint, oid)
        depend(ObjectAddress(.relation, index), on: address, .internal)
        if parent != .none {
            depend(address, on: ObjectAddress(.constraint, parent), .partitionPrimary)
            depend(address, on: ObjectAddress(.relation, indexRow.table), .partitionSecondary)
        }
        return oid
    }
}

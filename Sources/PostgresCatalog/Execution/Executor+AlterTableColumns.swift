import PostgresSyntax

/// The subcommands of ALTER TABLE that add, drop and change columns, but for their types.
extension Executor {
    // MARK: ADD COLUMN

    /// `ATExecAddColumn`.
    func addColumn(_ command: AlterCommand, _ relation: OID, _ queue: inout AlterQueue) throws(SQLError) {
        guard let definition = command.command?.def.flatMap(ColumnDef.init), let row = database.relations[relation]
        else { return }
        if row.isPartition { throw .wrongObjectType("cannot add column to a partition", range: command.range) }
        let name = definition.colname ?? ""
        guard try isFreeColumn(name, of: row, command) else { return }
        let place = queue.place(of: relation, row)
        var table = try transformation(of: relation)
        try transformColumn(definition, &table)
        try queueConstraints(of: &table, place, recurse: command.recurses, &queue)
        guard let column = table.columns.first else { return }
        if column.identity != nil, command.recurses, row.kind != .partitionedTable,
            !inheritanceChildren(of: relation).isEmpty
        {
            throw .invalidTableDefinition(
                "cannot recursively add identity column to table that has child tables", range: command.range)
        }
        try addColumn(column, to: relation, command, &queue)
    }

    /// `check_for_column_name_collision`.
    ///
    /// - Returns: false if the column is there and that is no error.
    private func isFreeColumn(_ name: String, of row: RelationRow, _ command: AlterCommand) throws(SQLError) -> Bool {
        if SystemColumn.names.contains(name), row.kind != .compositeType {
            throw SQLError(
                "42701", "column name \"\(name)\" conflicts with a system column name", range: command.range)
        }
        guard let (number, _) = row.attribute(name) else { return true }
        if let relation = database.relations.find(row.name, in: row.schema) {
            noteExisting(.relation, relation, column: number)
        }
        if command.missingOk { return false }
        throw .duplicateColumn(name, of: row.name, range: command.range)
    }

    /// Adds a column to a table and to its children.
    private func addColumn(
        _ column: ColumnDefinition, to relation: OID, _ command: AlterCommand, _ queue: inout AlterQueue
    ) throws(SQLError) {
        guard let row = database.relations[relation] else { return }
        if row.attributes.count >= 1600 { throw SQLError("54011", "tables can have at most 1600 columns") }
        try checkColumns([column], kind: row.kind)
        try checkColumnType(column, containing: [row.rowType])
        var attribute = attribute(column)
        attribute.isNotNull = column.isNotNull
        database.relations.update(relation) { [attribute] in $0.attributes.append(attribute) }
        noteColumn(of: relation)
        noteChange(ObjectAddress(.relation, relation))
        let number = Int16(row.attributes.count + 1)
        try storeRawDefault(column, of: relation, number)
        let place = queue.place(of: relation, row)
        let hasDefault = database.relations[relation]?.attributes[Int(number) - 1].defaultExpression != nil
        if hasDefault || column.identity != nil || hasConstraints(column.type?.oid ?? .none) {
            queue[place].hasNewValues = true
        }
        dependOnType(relation, number, column)
        let children = inheritanceChildren(of: relation)
        guard command.recurses || children.isEmpty else {
            throw .invalidTableDefinition("column must be added to child tables too", range: command.range)
        }
        var inherited = column
        inherited.inheritCount = 1
        inherited.isLocal = false
        for child in children { try addInherited(inherited, to: child, command, &queue) }
    }

    /// Whether a domain has constraints: `DomainHasConstraints`.
    private func hasConstraints(_ type: OID) -> Bool {
        guard let row = database.types[type], row.kind == .domain else { return false }
        if row.notNullConstraint != nil { return true }
        let isChecked = database.dependencies.dependents(of: ObjectAddress(.type, type)).contains {
            $0.dependent.catalog == .constraint && database.constraints[$0.dependent.oid]?.domain == type
        }
        return isChecked || hasConstraints(row.base?.oid ?? .none)
    }

    /// Adds a column that a parent got, or merges it with the child's own.
    private func addInherited(
        _ column: ColumnDefinition, to child: OID, _ command: AlterCommand, _ queue: inout AlterQueue
    ) throws(SQLError) {
        guard let row = database.relations[child] else { return }
        try checkKind(.addColumn, row, range: command.range)
        guard let (number, own) = row.attribute(column.name) else {
            guard try isFreeColumn(column.name, of: row, command) else { return }
            return try addColumn(column, to: child, command, &queue)
        }
        if own.type != column.type {
            throw .datatypeMismatch(
                "child table \"\(row.name)\" has different type for column \"\(column.name)\"", range: command.range)
        }
        if own.collation != column.collation {
            throw SQLError(
                "42P21", "child table \"\(row.name)\" has different collation for column \"\(column.name)\"",
                range: command.range)
        }
        database.relations.update(child) { $0.attributes[Int(number) - 1].inheritCount += 1 }
    }

    // MARK: DROP COLUMN

    /// `ATExecDropColumn`.
    func dropColumn(
        _ command: AlterCommand, _ relation: OID, recurse: Bool, isRecursing: Bool, _ addresses: inout [ObjectAddress]
    ) throws(SQLError) {
        guard let row = database.relations[relation] else { return }
        let name = command.name ?? ""
        if isRecursing { try checkKind(.dropColumn, row, range: command.range) }
        guard let (number, attribute) = row.attribute(name) else {
            if SystemColumn.names.contains(name) {
                throw SQLError("0A000", "cannot drop system column \"\(name)\"", range: command.range)
            }
            if command.missingOk { return }
            throw .undefinedColumn(name, of: row.name, range: command.range)
        }
        if attribute.inheritCount > 0, !isRecursing {
            throw .invalidTableDefinition("cannot drop inherited column \"\(name)\"", range: command.range)
        }
        if isInPartitionKey(number, of: relation) {
            throw .invalidTableDefinition(
                "cannot drop column \"\(name)\" because it is part of the partition key of relation \"\(row.name)\"",
                range: command.range)
        }
        let children = inheritanceChildren(of: relation)
        if !children.isEmpty, row.kind == .partitionedTable, !recurse {
            throw SQLError(
                "42P16", "cannot drop column from only the partitioned table when partitions exist",
                hint: "Do not specify the ONLY keyword.", range: command.range)
        }
        for child in children {
            guard let (place, below) = database.relations[child]?.attribute(name) else { continue }
            if recurse, below.inheritCount == 1, !below.isLocal {
                try dropColumn(command, child, recurse: true, isRecursing: true, &addresses)
                continue
            }
            database.relations.update(child) {
                $0.attributes[Int(place) - 1].inheritCount -= 1
                if !recurse { $0.attributes[Int(place) - 1].isLocal = true }
            }
        }
        addresses.append(ObjectAddress(.relation, relation, column: number))
        if !isRecursing { try dropObjects(addresses, cascade: command.cascades) }
    }

    // MARK: Defaults and expressions

    /// `ATExecColumnDefault`.
    func alterDefault(_ name: String, of relation: OID, _ expression: Node?, range: Range<Int>?) throws(SQLError) {
        let number = try alterableColumn(name, of: relation, range: range)
        let attribute = database.relations[relation]!.attributes[Int(number) - 1]
        if attribute.identity != nil {
            throw SQLError(
                "42601", "column \"\(name)\" of relation \"\(relationName(relation))\" is an identity column",
                hint: expression == nil ? "Use ALTER TABLE ... ALTER COLUMN ... DROP IDENTITY instead." : nil,
                range: range)
        }
        if let generated = attribute.generated {
            let hint =
                expression != nil
                ? "Use ALTER TABLE ... ALTER COLUMN ... SET EXPRESSION instead."
                : generated == .stored ? "Use ALTER TABLE ... ALTER COLUMN ... DROP EXPRESSION instead." : nil
            throw SQLError(
                "42601", "column \"\(name)\" of relation \"\(relationName(relation))\" is a generated column",
                hint: hint, range: range)
        }
        removeDefault(of: relation, number)
        if let expression { try addDefault(expression, to: relation, number) }
        noteChange(ObjectAddress(.relation, relation))
    }

    private func prerequisite(_ name: String, _ relation: OID, _ what: String, range: Range<Int>?) -> SQLError {
        SQLError("55000", "column \"\(name)\" of relation \"\(relationName(relation))\" \(what)", range: range)
    }

    /// `ATExecSetExpression`.
    func setExpression(
        _ name: String, of relation: OID, _ expression: Node?, range: Range<Int>?, _ queue: inout AlterQueue,
        _ place: Int
    ) throws(SQLError) {
        let number = try alterableColumn(name, of: relation, range: range)
        let attribute = database.relations[relation]!.attributes[Int(number) - 1]
        guard let generated = attribute.generated, let expression else {
            throw prerequisite(name, relation, "is not a generated column", range: range)
        }
        let detail = "Column \"\(name)\" of relation \"\(relationName(relation))\" is a virtual generated column."
        if generated == .virtual, !checkConstraints(of: relation).isEmpty {
            throw SQLError(
                "0A000",
                "ALTER TABLE / SET EXPRESSION is not supported for virtual generated columns in tables with check constraints",
                detail: detail, range: range)
        }
        if generated == .virtual, !database.publicationRelations.findEverywhere(String(relation.rawValue)).isEmpty {
            throw SQLError(
                "0A000",
                "ALTER TABLE / SET EXPRESSION is not supported for virtual generated columns in tables that are part of a publication",
                detail: detail, range: range)
        }
        removeDefault(of: relation, number)
        try addDefault(expression, to: relation, number)
        if generated == .stored { queue[place].hasNewValues = true }
        noteChange(ObjectAddress(.relation, relation))
    }

    /// `ATPrepDropExpression`.
    func prepareDropExpression(_ command: AlterCommand, _ relation: OID, recurse: Bool, isRecursing: Bool)
        throws(SQLError)
    {
        if !recurse, !isRecursing, !inheritanceChildren(of: relation).isEmpty {
            throw SQLError(
                "0A000", "ALTER TABLE / DROP EXPRESSION must be applied to child tables too", range: command.range)
        }
        guard !isRecursing else { return }
        let name = command.name ?? ""
        guard let found = database.relations[relation]?.attribute(name) else {
            throw .undefinedColumn(name, of: relationName(relation), range: command.range)
        }
        if found.row.inheritCount > 0 {
            throw .invalidTableDefinition(
                "cannot drop generation expression from inherited column", range: command.range)
        }
    }

    /// `ATExecDropExpression`.
    func dropExpression(_ name: String, of relation: OID, missingOk: Bool, range: Range<Int>?) throws(SQLError) {
        let number = try alterableColumn(name, of: relation, range: range)
        let attribute = database.relations[relation]!.attributes[Int(number) - 1]
        if attribute.generated == .virtual {
            throw SQLError(
                "0A000", "ALTER TABLE / DROP EXPRESSION is not supported for virtual generated columns",
                detail: "Column \"\(name)\" of relation \"\(relationName(relation))\" is a virtual generated column.",
                range: range)
        }
        guard attribute.generated != nil else {
            if missingOk { return }
            throw prerequisite(name, relation, "is not a generated column", range: range)
        }
        removeDefault(of: relation, number)
        database.relations.update(relation) { $0.attributes[Int(number) - 1].generated = nil }
        noteChange(ObjectAddress(.relation, relation))
    }

    // MARK: Identity

    /// ADD GENERATED, SET GENERATED and DROP IDENTITY.
    func alterIdentity(_ command: AlterCommand, _ relation: OID, _ queue: inout AlterQueue) throws(SQLError) {
        guard let row = database.relations[relation] else { return }
        let name = command.name ?? ""
        if command.subtype != .dropIdentity, row.attribute(name) == nil, !SystemColumn.names.contains(name) {
            throw .undefinedColumn(name, of: row.name, range: command.range)
        }
        if row.kind == .partitionedTable, !command.recurses {
            let what =
                switch command.subtype {
                case .addIdentity: "add identity to a column of"
                case .setIdentity: "change identity column of"
                default: "drop identity from a column of"
                }
            throw SQLError(
                "42P16", "cannot \(what) only the partitioned table", hint: "Do not specify the ONLY keyword.",
                range: command.range)
        }
        if row.isPartition {
            let what =
                switch command.subtype {
                case .addIdentity: "add identity to a column of"
                case .setIdentity: "change identity column of"
                default: "drop identity from a column of"
                }
            throw .invalidTableDefinition("cannot \(what) a partition", range: command.range)
        }
        let number = try alterableColumn(name, of: relation, range: command.range)
        switch command.subtype {
        case .addIdentity: try addIdentity(command, relation, number)
        case .setIdentity: try setIdentity(command, relation, number)
        default: try dropIdentity(command, relation, number)
        }
        noteChange(ObjectAddress(.relation, relation))
    }

    /// The relations whose column has the same identity: the table and its partitions.
    private func setIdentity(_ identity: AttributeRow.Identity?, _ relation: OID, _ name: String) {
        let isPartitioned = database.relations[relation]?.kind == .partitionedTable
        for table in isPartitioned ? inheritors(of: relation) : [relation] {
            guard let number = database.relations[table]?.attribute(name)?.number else { continue }
            database.relations.update(table) { $0.attributes[Int(number) - 1].identity = identity }
        }
    }

    /// `ATExecAddIdentity`.
    private func addIdentity(_ command: AlterCommand, _ relation: OID, _ number: Int16) throws(SQLError) {
        guard let row = database.relations[relation], let definition = command.command?.def.flatMap(Constraint.init)
        else { return }
        let attribute = row.attributes[Int(number) - 1]
        let sequence = try createImplicitSequence(
            try transformation(of: relation), column: attribute.name, type: attribute.type.oid,
            options: definition.options.compactMap(DefElem.init), isIdentity: true)
        guard attribute.isNotNull else {
            throw prerequisite(
                attribute.name, relation, "must be declared NOT NULL before identity can be added",
                range: command.range)
        }
        if let constraint = attribute.notNullConstraint, !constraint.isValid {
            throw SQLError(
                "55000", "incompatible NOT VALID constraint \"\(constraint.name)\" on relation \"\(row.name)\"",
                hint: "You might need to validate it using ALTER TABLE ... VALIDATE CONSTRAINT.",
                range: command.range)
        }
        if attribute.identity != nil {
            throw prerequisite(attribute.name, relation, "is already an identity column", range: command.range)
        }
        if attribute.defaultExpression != nil {
            throw prerequisite(attribute.name, relation, "already has a default value", range: command.range)
        }
        own(sequence, relation: relation, column: number, isIdentity: true)
        setIdentity(definition.generatedWhen == "a" ? .always : .byDefault, relation, attribute.name)
    }

    /// `ATExecSetIdentity`.
    private func setIdentity(_ command: AlterCommand, _ relation: OID, _ number: Int16) throws(SQLError) {
        let options = command.command?.def?.listItems.compactMap(DefElem.init) ?? []
        let generated = options.filter { $0.defname == "generated" }
        let name = command.name ?? ""
        if generated.count > 1 { throw conflicting(generated[1]) }
        guard database.relations[relation]?.attributes[Int(number) - 1].identity != nil else {
            throw prerequisite(name, relation, "is not an identity column", range: command.range)
        }
        if let sequence = identitySequence(of: relation, column: number) {
            try alterSequence(sequence, options.filter { $0.defname != "generated" }, isIdentity: true)
        }
        if let when = generated.first?.arg?.integerNodeValue {
            setIdentity(when == Int(UInt8(ascii: "a")) ? .always : .byDefault, relation, name)
        }
    }

    /// `ATExecDropIdentity`.
    private func dropIdentity(_ command: AlterCommand, _ relation: OID, _ number: Int16) throws(SQLError) {
        let name = command.name ?? ""
        guard database.relations[relation]?.attributes[Int(number) - 1].identity != nil else {
            if command.missingOk { return }
            throw prerequisite(name, relation, "is not an identity column", range: command.range)
        }
        let sequence = identitySequence(of: relation, column: number)
        setIdentity(nil, relation, name)
        guard let sequence else { return }
        let address = ObjectAddress(.relation, sequence)
        database.dependencies.removeDependencies(of: address) { $0.kind == .internal }
        try dropObjects([address], cascade: false, isInternal: true)
    }

    // MARK: DROP NOT NULL

    /// `ATExecDropNotNull`.
    func dropNotNull(_ name: String, of relation: OID, recurse: Bool, range: Range<Int>?) throws(SQLError) {
        guard let row = database.relations[relation] else { return }
        let number = try alterableColumn(name, of: relation, range: range)
        let attribute = row.attributes[Int(number) - 1]
        guard attribute.isNotNull else { return }
        if attribute.identity != nil {
            throw .syntax("column \"\(name)\" of relation \"\(row.name)\" is an identity column", range: range)
        }
        if row.isPartition, let parent = row.parents.first,
            database.relations[parent]?.attribute(name)?.row.isNotNull == true
        {
            throw .invalidTableDefinition("column \"\(name)\" is marked NOT NULL in parent table", range: range)
        }
        try dropNotNull(number, of: relation, recurse: recurse, isRecursing: false, range: range)
    }
}

import PostgresSyntax

/// The subcommands of ALTER TABLE when their pass has come.
extension Executor {
    /// `ATExecCmd`.
    func execute(_ command: AlterCommand, _ place: Int, _ pass: AlterPass, _ queue: inout AlterQueue) throws(SQLError) {
        let relation = queue[place].oid
        let name = command.name ?? ""
        let range = command.range
        switch command.subtype {
        case .addColumn, .addColumnToView: try addColumn(command, relation, &queue)
        case .columnDefault: try alterDefault(name, of: relation, command.command?.def, range: range)
        case .addIdentity, .setIdentity, .dropIdentity: try alterIdentity(command, relation, &queue)
        case .dropNotNull: try dropNotNull(name, of: relation, recurse: command.recurses, range: range)
        case .setNotNull:
            try setNotNull(name, of: relation, name: nil, recurse: command.recurses, isRecursing: false, range: range)
        case .setExpression: try setExpression(name, of: relation, command.command?.def, range: range, &queue, place)
        case .dropExpression: try dropExpression(name, of: relation, missingOk: command.missingOk, range: range)
        case .dropColumn:
            var addresses: [ObjectAddress] = []
            try dropColumn(command, relation, recurse: command.recurses, isRecursing: false, &addresses)
        case .addConstraint: try addConstraint(command, relation, place, pass, &queue)
        case .addIndex:
            if let index = command.index { try defineIndex(on: relation, index, isAlterTable: true) }
        case .addIndexConstraint: try addIndexConstraint(command, relation)
        case .alterConstraint: try alterConstraint(command, relation)
        case .validateConstraint:
            try validateConstraint(name, of: relation, recurse: command.recurses, isRecursing: false, range: range)
        case .dropConstraint: try dropConstraint(command, relation)
        case .alterColumnType: try alterType(command, place, &queue)
        case .changeOwner:
            if let owner = command.command?.newowner { try setOwner(ObjectAddress(.relation, relation), owner) }
        case .addInherit, .dropInherit, .addOf, .dropOf, .attachPartition, .detachPartition, .detachPartitionFinalize:
            try executeInheritance(command, relation)
        default: try executeOption(command, relation)
        }
    }

    /// What changes no columns and constraints.
    private func executeInheritance(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        let definition = command.command?.def
        switch command.subtype {
        case .addInherit:
            if let parent = definition.flatMap(RangeVar.init) { try addInherit(relation, parent) }
        case .dropInherit:
            if let parent = definition.flatMap(RangeVar.init) { try dropInherit(relation, parent) }
        case .addOf:
            if let type = definition.flatMap(TypeName.init) { try addOf(relation, type) }
        case .dropOf: try dropOf(relation, range: command.range)
        case .attachPartition:
            if let partition = definition.flatMap(PartitionCmd.init) { try attachPartition(relation, partition) }
        default:
            if let partition = definition.flatMap(PartitionCmd.init) { try detachPartition(relation, partition) }
        }
    }

    /// ADD CONSTRAINT: taken apart when it is first seen, done in a later pass: `ATParseTransformCmd`.
    private func addConstraint(
        _ command: AlterCommand, _ relation: OID, _ place: Int, _ pass: AlterPass, _ queue: inout AlterQueue
    ) throws(SQLError) {
        guard var constraint = command.constraint else { return }
        if pass == .addConstraint {
            var table = try transformation(of: relation)
            try transformTableConstraint(constraint, &table)
            try queueConstraints(of: &table, place, recurse: command.recurses, &queue)
            return
        }
        switch constraint.kind {
        case .check: try addCheck(constraint, to: relation, recurse: command.recurses, isRecursing: false)
        case .notnull: try addNotNull(&constraint, to: relation, recurse: command.recurses, isRecursing: false)
        case .foreign: try addForeignKey(&constraint, to: relation, recurse: command.recurses)
        default: break
        }
        noteChange(ObjectAddress(.relation, relation))
    }

    /// What a subcommand about this table is taken apart into.
    func transformation(of relation: OID) throws(SQLError) -> TableTransformation {
        let row = database.relations[relation]
        var table = TableTransformation(name: row?.name ?? "", schema: row?.schema ?? .none)
        table.relation = relation
        table.persistence = row?.persistence ?? .permanent
        table.isForeign = row?.kind == .foreignTable
        table.isPartitioned = row?.kind == .partitionedTable
        return table
    }

    /// Puts what a subcommand was taken apart into in the passes where it is done.
    func queueConstraints(of table: inout TableTransformation, _ place: Int, recurse: Bool, _ queue: inout AlterQueue)
        throws(SQLError)
    {
        for var index in try transformIndexConstraints(&table) {
            index.recurses = recurse
            let isExisting = index.existingIndex != .none
            var command = AlterCommand(isExisting ? .addIndexConstraint : .addIndex, range: index.range)
            command.index = index
            queue.append(command, isExisting ? .addIndexConstraint : .addIndex, at: place)
        }
        for key in table.foreignKeys.indices where table.isAlter && !table.columns.isEmpty {
            table.foreignKeys[key].isInitiallyValid = table.foreignKeys[key].isEnforced
        }
        for constraint in table.checks + table.notNulls + table.foreignKeys {
            var command = AlterCommand(.addConstraint, range: constraint.range)
            command.constraint = constraint
            command.recurses = recurse
            queue.append(
                command, constraint.kind == .notnull ? .columnAttributes : .addOtherConstraint, at: place)
        }
        queue[place].ownedSequences += table.ownedSequences
    }

    /// `ATAddCheckNNConstraint`, for CHECK.
    func addCheck(_ given: ConstraintDefinition, to relation: OID, recurse: Bool, isRecursing: Bool) throws(SQLError) {
        guard let row = database.relations[relation] else { return }
        if isRecursing { try checkKind(.addConstraint, row, range: given.range) }
        var constraint = given
        let added = try addChecks([constraint], to: relation, allowsMerge: isRecursing, isLocal: !isRecursing)
        guard let new = added.first else { return }
        constraint.name = new.name
        guard !constraint.isNoInherit else { return }
        let children = inheritanceChildren(of: relation)
        guard recurse || children.isEmpty else {
            throw .invalidTableDefinition("constraint must be added to child tables too", range: given.range)
        }
        constraint.cooked = nil
        for child in children { try addCheck(constraint, to: child, recurse: recurse, isRecursing: true) }
    }

    // MARK: Options, triggers, rules

    private func executeOption(_ command: AlterCommand, _ relation: OID) throws(SQLError) {
        let definition = command.command?.def
        let name = command.name ?? ""
        func update(_ body: (inout RelationRow) -> Void) { database.relations.update(relation, body) }
        switch command.subtype {
        case .setStatistics: try setStatistics(command, relation)
        case .setOptions, .resetOptions:
            if let list = definition?.listItems {
                try RelationOptions.checkColumn(list, isReset: command.subtype == .resetOptions)
            }
            let number = try alterableColumn(name, of: relation, range: command.range)
            let options = changedOptions(
                database.relations[relation]!.attributes[Int(number) - 1].options, definition,
                isReset: command.subtype == .resetOptions)
            update { $0.attributes[Int(number) - 1].options = options }
        case .setStorage, .setCompression: try setStorage(command, relation)
        case .alterColumnGenericOptions:
            let number = try alterableColumn(name, of: relation, range: command.range)
            let options = try changedGenericOptions(
                database.relations[relation]!.attributes[Int(number) - 1].options, definition)
            update { $0.attributes[Int(number) - 1].options = options }
        case .genericOptions:
            let options = try changedGenericOptions(database.relations[relation]?.options ?? [], definition)
            update { $0.options = options }
        case .setRelOptions, .resetRelOptions, .replaceRelOptions:
            try checkRelationOptions(definition, relation, isReset: command.subtype == .resetRelOptions)
            let options = changedOptions(
                database.relations[relation]?.options ?? [], definition, isReset: command.subtype == .resetRelOptions)
            update { $0.options = options }
        case .clusterOn: try markClustered(name, on: relation, range: command.range)
        case .dropCluster: try markClustered(nil, on: relation, range: command.range)
        case .setAccessMethod: try setAccessMethod(command, relation)
        case .setTableSpace:
            try checkTablespace(name, isPartitioned: database.relations[relation]?.kind == .partitionedTable)
            update { $0.tablespace = name }
        case .replicaIdentity:
            if let statement = definition.flatMap(ReplicaIdentityStmt.init) {
                try setReplicaIdentity(statement, of: relation)
            }
        case .enableRowSecurity: update { $0.hasRowSecurity = true }
        case .disableRowSecurity: update { $0.hasRowSecurity = false }
        case .forceRowSecurity: update { $0.forcesRowSecurity = true }
        case .noForceRowSecurity: update { $0.forcesRowSecurity = false }
        case .enableRule, .enableAlwaysRule, .enableReplicaRule, .disableRule: try enableRule(command, relation)
        case .enableTrig, .enableAlwaysTrig, .enableReplicaTrig, .disableTrig, .enableTrigAll, .disableTrigAll,
            .enableTrigUser, .disableTrigUser:
            try enableTriggers(command, relation)
        default: break
        }
    }
}

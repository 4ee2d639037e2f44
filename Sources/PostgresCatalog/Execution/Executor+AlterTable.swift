import PostgresSyntax

/// ALTER TABLE and its kin: what is to be done to which table, in which order: tablecmds.c.
extension Executor {
    func alterTable(_ statement: AlterTableStmt) throws(SQLError) {
        guard let name = statement.relation else { return }
        if statement.missingOk, try findRelation(name) == nil { return }
        let relation = try self.relation(name)
        try checkTarget(relation, statement.objtype, name)
        try alterTable(
            relation, actions(of: statement), recurse: name.inh)
    }

    /// `ATController`.
    private func alterTable(_ relation: OID, _ commands: [AlterCommand], recurse: Bool) throws(SQLError) {
        noteChange(ObjectAddress(.relation, relation))
        var queue = AlterQueue()
        for command in commands { try prepare(command, relation, recurse: recurse, isRecursing: false, &queue) }
        for pass in AlterPass.allCases {
            // Tables can join the queue while it is worked on.
            var place = 0
            while place < queue.tables.count {
                let commands = queue[place].passes[pass.rawValue]
                for command in commands { try execute(command, place, pass, &queue) }
                if pass == .alterType { try rebuildDependents(queue[place]) }
                place += 1
            }
        }
        for table in queue.tables { try finish(table) }
    }

    /// What `ATRewriteTables` checks, and what is done behind the subcommands.
    private func finish(_ table: AlteredTable) throws(SQLError) {
        guard let row = database.relations[table.oid] else { return }
        if table.hasNewValues, row.kind != .view, row.kind != .compositeType {
            try checkRowTypeUsers(of: row.rowType, origin: row)
        }
        if let persistence = table.newPersistence { setPersistence(persistence, of: table.oid) }
        for owned in table.ownedSequences {
            guard let column = database.relations[table.oid]?.attribute(owned.column) else { continue }
            own(owned.sequence, relation: table.oid, column: column.number, isIdentity: owned.isIdentity)
        }
    }

    private func setPersistence(_ persistence: RelationRow.Persistence, of table: OID) {
        let owned = ownedSequences(of: table).map(\.sequence)
        for relation in [table] + indexes(of: table) + owned {
            database.relations.update(relation) { $0.persistence = persistence }
        }
    }

    /// Whether the relation is of the kind that the statement names: `RangeVarCallbackForAlterRelation`.
    private func checkTarget(_ relation: OID, _ type: ObjectType, _ name: RangeVar) throws(SQLError) {
        guard let row = database.relations[relation] else { return }
        if relation.isBuiltIn, row.schema == .pgCatalog {
            throw SQLError("42501", "permission denied: \"\(row.name)\" is a system catalog", range: name.nameRange)
        }
        let noun: String? =
            switch type {
            case .sequence: row.kind == .sequence ? nil : "a sequence"
            case .view: row.kind == .view ? nil : "a view"
            case .matview: row.kind == .materializedView ? nil : "a materialized view"
            case .foreignTable: row.kind == .foreignTable ? nil : "a foreign table"
            case .type: row.kind == .compositeType ? nil : "a composite type"
            case .index: row.isIndex ? nil : "an index"
            default: nil
            }
        if let noun { throw .wrongObjectType("\"\(row.name)\" is not \(noun)", range: name.nameRange) }
        if type != .type, row.kind == .compositeType {
            throw SQLError(
                "42809", "\"\(row.name)\" is a composite type", hint: "Use ALTER TYPE instead.", range: name.nameRange)
        }
    }

    // MARK: Preparation

    /// `ATPrepCmd`: checks that the subcommand suits the relation, puts it in its pass and hands it to children.
    func prepare(_ given: AlterCommand, _ relation: OID, recurse: Bool, isRecursing: Bool, _ queue: inout AlterQueue)
        throws(SQLError)
    {
        guard let row = database.relations[relation] else { return }
        var command = given
        let place = queue.place(of: relation, row)
        try checkKind(command.subtype, row, range: command.range)
        switch command.subtype {
        case .columnDefault, .setExpression, .dropExpression, .setStatistics, .setStorage:
            try prepareChildren(command, relation, recurse: recurse, &queue)
            if command.subtype == .dropExpression {
                try prepareDropExpression(command, relation, recurse: recurse, isRecursing: isRecursing)
            }
        case .addColumn, .dropColumn:
            if row.ofType != .none, !isRecursing {
                throw .wrongObjectType(
                    "cannot \(command.subtype == .addColumn ? "add column to" : "drop column from") typed table",
                    range: command.range)
            }
            try prepareTypedTables(command, row, &queue)
            command.recurses = recurse
        case .addConstraint:
            if command.constraint == nil {
                command.constraint = command.command?.def.flatMap(Constraint.init).map { ConstraintDefinition($0) }
            }
            try preparePrimaryKey(command, relation, recurse: recurse, &queue)
            command.recurses = command.recurses || recurse
        case .alterColumnType:
            try prepareAlterType(command, relation, recurse: recurse, isRecursing: isRecursing, &queue)
        case .setLogged, .setUnLogged:
            if queue[place].changesPersistence {
                throw SQLError("0A000", "cannot change persistence setting twice", range: command.range)
            }
            if let new = try newPersistence(of: relation, isLogged: command.subtype == .setLogged, range: command.range)
            {
                queue[place].changesPersistence = true
                queue[place].newPersistence = new
            }
        case .setAccessMethod:
            if queue[place].changesAccessMethod {
                throw SQLError("0A000", "cannot have multiple SET ACCESS METHOD subcommands", range: command.range)
            }
            queue[place].changesAccessMethod = true
        case .addInherit: try prepareInherit(row, range: command.range)
        default: command.recurses = recurse
        }
        queue.append(command, Self.pass(of: command), at: place)
    }

    /// The pass in which a subcommand is first looked at.
    static func pass(of command: AlterCommand) -> AlterPass {
        switch command.subtype {
        case .addColumn, .addColumnToView: .addColumn
        case .columnDefault: command.command?.def == nil ? .drop : .addOtherConstraint
        case .addIdentity: .addOtherConstraint
        case .dropIdentity, .dropNotNull, .dropExpression, .dropColumn, .dropConstraint, .dropOids: .drop
        case .setNotNull: .columnAttributes
        case .setExpression: .setExpression
        case .addConstraint: .addConstraint
        case .alterColumnType: .alterType
        default: .misc
        }
    }

    /// `ATSimpleRecursion`.
    private func prepareChildren(_ command: AlterCommand, _ relation: OID, recurse: Bool, _ queue: inout AlterQueue)
        throws(SQLError)
    {
        guard recurse else { return }
        for child in inheritors(of: relation).dropFirst() {
            try prepare(command, child, recurse: false, isRecursing: true, &queue)
        }
    }

    /// `ATTypedTableRecursion`: tables of a composite type change with it.
    func prepareTypedTables(_ command: AlterCommand, _ row: RelationRow, _ queue: inout AlterQueue) throws(SQLError) {
        guard row.kind == .compositeType else { return }
        for table in typedTables(of: row.rowType) {
            guard command.cascades else {
                throw SQLError(
                    "2BP01", "cannot alter type \"\(row.name)\" because it is the type of a typed table",
                    hint: "Use ALTER ... CASCADE to alter the typed tables too.", range: command.range)
            }
            try prepare(command, table, recurse: true, isRecursing: true, &queue)
        }
    }

    private func typedTables(of type: OID) -> [OID] {
        Set(database.dependencies.dependents(of: ObjectAddress(.type, type)).map(\.dependent.oid))
            .filter { database.relations[$0]?.ofType == type }.sorted()
    }

    /// `ATPrepAddPrimaryKey`: the columns of a primary key become NOT NULL first.
    private func preparePrimaryKey(_ command: AlterCommand, _ relation: OID, recurse: Bool, _ queue: inout AlterQueue)
        throws(SQLError)
    {
        guard let key = command.constraint, key.kind == .primary else { return }
        for column in key.keys {
            if let found = database.relations[relation]?.attribute(column)?.row.notNullConstraint {
                try checkNotNull(found, column, of: relation, range: key.range)
                continue
            }
            if !recurse {
                for child in inheritanceChildren(of: relation) {
                    guard let found = database.relations[child]?.attribute(column)?.row.notNullConstraint else {
                        throw SQLError(
                            "XX000",
                            "column \"\(column)\" of table \"\(relationName(child))\" is not marked NOT NULL",
                            range: key.range)
                    }
                    try checkNotNull(found, column, of: child, range: key.range)
                }
            }
            var notNull = AlterCommand(.addConstraint, range: key.range)
            notNull.constraint = .notNull(column, range: key.range)
            notNull.recurses = true
            try prepare(notNull, relation, recurse: true, isRecursing: false, &queue)
        }
    }

    /// `verifyNotNullPKCompatible`.
    private func checkNotNull(_ row: NotNullRow, _ column: String, of relation: OID, range: Range<Int>?)
        throws(SQLError)
    {
        let mark: (String, String)
        if row.isNoInherit {
            mark = (
                "NO INHERIT",
                "You might need to make the existing constraint inheritable using ALTER TABLE ... ALTER CONSTRAINT ... INHERIT."
            )
        } else if !row.isValid {
            mark = ("NOT VALID", "You might need to validate it using ALTER TABLE ... VALIDATE CONSTRAINT.")
        } else {
            return
        }
        throw SQLError(
            "55000", "cannot create primary key on column \"\(column)\"",
            detail: "The constraint \"\(row.name)\" on column \"\(column)\" of table \"\(relationName(relation))\", "
                + "marked \(mark.0), is incompatible with a primary key.", hint: mark.1, range: range)
    }

    // MARK: Kinds of relations

    /// `ATSimplePermissions`.
    func checkKind(_ subtype: AlterTableType, _ row: RelationRow, range: Range<Int>?) throws(SQLError) {
        guard let action = Self.action(subtype), !Self.kinds(for: subtype).contains(row.kind.rawValue) else { return }
        throw .wrongObjectType(
            "ALTER action \(action) cannot be performed on relation \"\(row.name)\"",
            detail: row.kind.notSupported, range: range)
    }

    /// The letters of the kinds of relations that a subcommand can be done to.
    private static func kinds(for subtype: AlterTableType) -> String {
        switch subtype {
        case .addColumn, .dropColumn, .alterColumnType: "rpcf"
        case .addColumnToView: "v"
        case .columnDefault, .addIdentity, .setIdentity, .dropIdentity: "rpvf"
        case .setStatistics: "rpmiIf"
        case .setOptions, .resetOptions, .setStorage: "rpmf"
        case .setCompression, .clusterOn, .dropCluster, .setAccessMethod, .replicaIdentity: "rpm"
        case .addIndex, .addIndexConstraint, .alterConstraint: "rp"
        case .alterColumnGenericOptions, .genericOptions: "f"
        case .setLogged, .setUnLogged: "rS"
        case .setTableSpace: "rpmiI"
        case .setRelOptions, .resetRelOptions, .replaceRelOptions: "rpvmi"
        case .enableRule, .enableAlwaysRule, .enableReplicaRule, .disableRule, .addOf, .dropOf, .enableRowSecurity,
            .disableRowSecurity, .forceRowSecurity, .noForceRowSecurity:
            "rp"
        case .attachPartition: "pI"
        case .detachPartition, .detachPartitionFinalize: "p"
        case .changeOwner: "rpvmfSiIc"
        default: "rpf"
        }
    }

    /// A subcommand in PostgreSQL's words: `alter_table_type_to_string`.
    private static func action(_ subtype: AlterTableType) -> String? {
        switch subtype {
        case .addColumn, .addColumnToView: "ADD COLUMN"
        case .columnDefault, .cookedColumnDefault: "ALTER COLUMN ... SET DEFAULT"
        case .dropNotNull: "ALTER COLUMN ... DROP NOT NULL"
        case .setNotNull: "ALTER COLUMN ... SET NOT NULL"
        case .setExpression: "ALTER COLUMN ... SET EXPRESSION"
        case .dropExpression: "ALTER COLUMN ... DROP EXPRESSION"
        case .setStatistics: "ALTER COLUMN ... SET STATISTICS"
        case .setOptions, .setIdentity: "ALTER COLUMN ... SET"
        case .resetOptions: "ALTER COLUMN ... RESET"
        case .setStorage: "ALTER COLUMN ... SET STORAGE"
        case .setCompression: "ALTER COLUMN ... SET COMPRESSION"
        case .dropColumn: "DROP COLUMN"
        case .addConstraint, .addIndex, .addIndexConstraint: "ADD CONSTRAINT"
        case .alterConstraint: "ALTER CONSTRAINT"
        case .validateConstraint: "VALIDATE CONSTRAINT"
        case .dropConstraint: "DROP CONSTRAINT"
        case .alterColumnType: "ALTER COLUMN ... SET DATA TYPE"
        case .alterColumnGenericOptions: "ALTER COLUMN ... OPTIONS"
        case .changeOwner: nil
        case .clusterOn: "CLUSTER ON"
        case .dropCluster: "SET WITHOUT CLUSTER"
        case .setAccessMethod: "SET ACCESS METHOD"
        case .setLogged: "SET LOGGED"
        case .setUnLogged: "SET UNLOGGED"
        case .dropOids: "SET WITHOUT OIDS"
        case .setTableSpace: "SET TABLESPACE"
        case .setRelOptions: "SET"
        case .resetRelOptions: "RESET"
        case .addInherit: "INHERIT"
        case .dropInherit: "NO INHERIT"
        case .addOf: "OF"
        case .dropOf: "NOT OF"
        case .replicaIdentity: "REPLICA IDENTITY"
        case .genericOptions: "OPTIONS"
        case .attachPartition: "ATTACH PARTITION"
        case .detachPartition: "DETACH PARTITION"
        case .detachPartitionFinalize: "DETACH PARTITION ... FINALIZE"
        case .addIdentity: "ALTER COLUMN ... ADD IDENTITY"
        case .dropIdentity: "ALTER COLUMN ... DROP IDENTITY"
        default: actionOnMembers(subtype)
        }
    }

    private static func actionOnMembers(_ subtype: AlterTableType) -> String? {
        switch subtype {
        case .enableTrig: "ENABLE TRIGGER"
        case .enableAlwaysTrig: "ENABLE ALWAYS TRIGGER"
        case .enableReplicaTrig: "ENABLE REPLICA TRIGGER"
        case .disableTrig: "DISABLE TRIGGER"
        case .enableTrigAll: "ENABLE TRIGGER ALL"
        case .disableTrigAll: "DISABLE TRIGGER ALL"
        case .enableTrigUser: "ENABLE TRIGGER USER"
        case .disableTrigUser: "DISABLE TRIGGER USER"
        case .enableRule: "ENABLE RULE"
        case .enableAlwaysRule: "ENABLE ALWAYS RULE"
        case .enableReplicaRule: "ENABLE REPLICA RULE"
        case .disableRule: "DISABLE RULE"
        case .enableRowSecurity: "ENABLE ROW SECURITY"
        case .disableRowSecurity: "DISABLE ROW SECURITY"
        case .forceRowSecurity: "FORCE ROW SECURITY"
        case .noForceRowSecurity: "NO FORCE ROW SECURITY"
        default: nil
        }
    }
}

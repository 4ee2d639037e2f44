/// `ALTER` of relations: tables, indexes, sequences, views, materialized views and foreign tables.
///
/// PostgreSQL's grammar takes every command for every kind of relation.
extension Parser {
    /// `ALTER` of a relation of any kind.
    ///
    /// ```ebnf
    /// AlterTableStmt =
    ///       "ALTER" ( "TABLE" | "FOREIGN" "TABLE" ) [ "IF" "EXISTS" ] relation_expr ( alter_table_cmd { ","
    ///         alter_table_cmd } | partition_cmd )
    ///     | "ALTER" ( "INDEX" | "SEQUENCE" | "VIEW" | "MATERIALIZED" "VIEW" ) [ "IF" "EXISTS" ]
    ///         qualified_name ( alter_table_cmd { "," alter_table_cmd } | index_partition_cmd )
    ///     | "ALTER" ( "TABLE" | "INDEX" | "MATERIALIZED" "VIEW" ) "ALL" "IN" "TABLESPACE" name [ "OWNED"
    ///         "BY" role_list ] "SET" "TABLESPACE" name [ "NOWAIT" ] ;
    /// ```
    mutating func parseAlterTableStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.alter)
        let objectType = try relationKind()
        if at(.all), objectType == .table || objectType == .index || objectType == .matview {
            return try moveAll(objectType, statement: statement)
        }
        let missingOk = try eatIfExists()
        if objectType == .table || objectType == .foreignTable {
            try parseRelationExpr()
        } else {
            try parseQualifiedName()
        }
        switch kind {
        case .rename:
            try finishRename(objectType, statement: statement, missingOk: missingOk)
        case .set where peek() == .schema && objectType != .index:
            try finishSetSchema(objectType, statement: statement, missingOk: missingOk)
        case .depends where canDepend(objectType, missingOk),
            .no where peek() == .depends && canDepend(objectType, missingOk):
            try finishDepends(objectType, statement: statement)
        case _ where objectType == .sequence && atSeqOptElem:
            try parseAlterSeqStmt(statement: statement, missingOk: missingOk)
        default:
            try finishAlterTable(objectType, statement: statement, missingOk: missingOk)
        }
    }

    /// Reads what kind of relation is altered.
    private mutating func relationKind() throws(ParseFailure) -> ObjectType {
        let objectType: ObjectType
        switch kind {
        case .table: objectType = .table
        case .index: objectType = .index
        case .sequence: objectType = .sequence
        case .view: objectType = .view
        case .materialized:
            advance()
            guard at(.view) else { throw syntaxError() }
            objectType = .matview
        case .foreign:
            advance()
            guard at(.table) else { throw syntaxError() }
            objectType = .foreignTable
        default: throw syntaxError()
        }
        advance()
        return objectType
    }

    /// Whether `DEPENDS ON EXTENSION` can stand behind the name.
    private func canDepend(_ objectType: ObjectType, _ missingOk: Bool) -> Bool {
        (objectType == .index || objectType == .matview) && !missingOk
    }

    /// The commands of an `AlterTableStmt`; the relation is the node built last.
    private mutating func finishAlterTable(
        _ objectType: ObjectType, statement: Mark, missingOk: Bool
    ) throws(ParseFailure) {
        label(.relation)
        if objectType == .table, at(.attach) || at(.detach) {
            try parsePartitionCmd()
            label(.cmds)
        } else if objectType == .index, at(.attach), !missingOk {
            try parseIndexPartitionCmd()
            label(.cmds)
        } else {
            repeat {
                try parseAlterTableCmd()
                label(.cmds)
            } while eat(.comma)
        }
        close(.alterTableStmt, statement, scalars: .alterTableStmt(objtype: objectType, missingOk: missingOk))
    }

    /// `ALL IN TABLESPACE`, which moves every relation of a kind.
    private mutating func moveAll(_ objectType: ObjectType, statement: Mark) throws(ParseFailure) {
        try expect(.all, .in)
        try expect(.tablespace)
        try parseName(.stringValue, .origTablespacename)
        if try eat(.owned, .by) { try parseRoleList(.roles) }
        try expect(.set, .tablespace)
        try parseName(.stringValue, .newTablespacename)
        let nowait = eat(.nowait)
        close(
            .alterTableMoveAllStmt, statement, scalars: .alterTableMoveAllStmt(objtype: objectType, nowait: nowait))
    }

    /// `ATTACH` or `DETACH PARTITION` of a table, as an `AlterTableCmd`.
    ///
    /// ```ebnf
    /// partition_cmd =
    ///       "ATTACH" "PARTITION" qualified_name PartitionBoundSpec
    ///     | "DETACH" "PARTITION" qualified_name [ "CONCURRENTLY" | "FINALIZE" ] ;
    /// ```
    mutating func parsePartitionCmd() throws(ParseFailure) {
        let mark = mark()
        let attaches = eat(.attach)
        if !attaches { try expect(.detach) }
        try expect(.partition)
        let partition = self.mark()
        try parseQualifiedName()
        label(.name)
        if attaches {
            try parsePartitionBoundSpec()
            label(.bound)
            close(.partitionCmd, partition)
            label(.def)
            return command(mark, .attachPartition)
        }
        let concurrent = eat(.concurrently)
        close(.partitionCmd, partition, scalars: .partitionCmd(concurrent: concurrent))
        label(.def)
        let finalizes = !concurrent && eat(.finalize)
        command(mark, finalizes ? .detachPartitionFinalize : .detachPartition)
    }

    /// `ATTACH PARTITION` of an index, as an `AlterTableCmd`.
    ///
    /// ```ebnf
    /// index_partition_cmd = "ATTACH" "PARTITION" qualified_name ;
    /// ```
    mutating func parseIndexPartitionCmd() throws(ParseFailure) {
        let mark = mark()
        try expect(.attach, .partition)
        let partition = self.mark()
        try parseQualifiedName()
        label(.name)
        close(.partitionCmd, partition)
        label(.def)
        command(mark, .attachPartition)
    }

    /// Closes an `AlterTableCmd`.
    private mutating func command(
        _ mark: Mark, _ subtype: AlterTableType, behavior: DropBehavior = .restrict, missingOk: Bool = false
    ) {
        close(
            .alterTableCmd, mark,
            scalars: .alterTableCmd(subtype: subtype, behavior: behavior, missingOk: missingOk))
    }

    /// One change of a relation, as an `AlterTableCmd`.
    ///
    /// ```ebnf
    /// alter_table_cmd =
    ///       "ADD" [ "COLUMN" ] [ "IF" "NOT" "EXISTS" ] columnDef
    ///     | "ADD" TableConstraint
    ///     | "ALTER" [ "COLUMN" ] ColId alter_column_cmd
    ///     | "ALTER" [ "COLUMN" ] Iconst "SET" "STATISTICS" set_statistics_value
    ///     | "ALTER" "CONSTRAINT" name ( ConstraintAttributeSpec | "INHERIT" )
    ///     | "DROP" [ "COLUMN" | "CONSTRAINT" ] [ "IF" "EXISTS" ] name opt_drop_behavior
    ///     | "VALIDATE" "CONSTRAINT" name
    ///     | "SET" "WITHOUT" ( "OIDS" | "CLUSTER" )
    ///     | "SET" ( "LOGGED" | "UNLOGGED" )
    ///     | "SET" "ACCESS" "METHOD" set_access_method_name
    ///     | "SET" "TABLESPACE" name
    ///     | ( "SET" | "RESET" ) reloptions
    ///     | "CLUSTER" "ON" name
    ///     | "ENABLE" [ "ALWAYS" | "REPLICA" ] ( "TRIGGER" | "RULE" ) name
    ///     | "DISABLE" ( "TRIGGER" | "RULE" ) name
    ///     | ( "ENABLE" | "DISABLE" ) "TRIGGER" ( "ALL" | "USER" )
    ///     | ( "ENABLE" | "DISABLE" | [ "NO" ] "FORCE" ) "ROW" "LEVEL" "SECURITY"
    ///     | [ "NO" ] "INHERIT" qualified_name
    ///     | "OF" any_name
    ///     | "NOT" "OF"
    ///     | "OWNER" "TO" RoleSpec
    ///     | "REPLICA" "IDENTITY" replica_identity
    ///     | alter_generic_options ;
    /// ```
    mutating func parseAlterTableCmd() throws(ParseFailure) {
        let mark = mark()
        switch kind {
        case .add: try addCommand(mark)
        case .alter: try alterCommand(mark)
        case .drop: try dropCommand(mark)
        case .set: try setCommand(mark)
        case .enable: try enableCommand(mark)
        case .disable: try disableCommand(mark)
        case .owner:
            advance()
            try expect(.to)
            try parseRoleSpec()
            label(.newowner)
            command(mark, .changeOwner)
        case .validate:
            advance()
            try expect(.constraint)
            try parseName(.stringValue, .name)
            command(mark, .validateConstraint)
        case .cluster:
            advance()
            try expect(.on)
            try parseName(.stringValue, .name)
            command(mark, .clusterOn)
        case .reset:
            advance()
            try reloptionsDef()
            command(mark, .resetRelOptions)
        case .options:
            try genericOptionsDef()
            command(mark, .genericOptions)
        default: try otherCommand(mark)
        }
    }

    private mutating func otherCommand(_ mark: Mark) throws(ParseFailure) {
        switch kind {
        case .inherit:
            advance()
            try parseQualifiedName()
            label(.def)
            command(mark, .addInherit)
        case .no:
            advance()
            if eat(.inherit) {
                try parseQualifiedName()
                label(.def)
                command(mark, .dropInherit)
            } else {
                try expect(.force)
                try rowLevelSecurity(mark, .noForceRowSecurity)
            }
        case .force:
            advance()
            try rowLevelSecurity(mark, .forceRowSecurity)
        case .of:
            advance()
            let type = self.mark()
            try parseAnyName(.names)
            close(.typeName, type)
            label(.def)
            command(mark, .addOf)
        case .not:
            try expect(.not, .of)
            command(mark, .dropOf)
        case .replica:
            advance()
            try expect(.identity)
            try parseReplicaIdentity()
            label(.def)
            command(mark, .replicaIdentity)
        default: throw syntaxError()
        }
    }

    private mutating func rowLevelSecurity(_ mark: Mark, _ subtype: AlterTableType) throws(ParseFailure) {
        try expect(.row, .level)
        try expect(.security)
        command(mark, subtype)
    }

    /// Storage parameters as a `List` in `def`.
    private mutating func reloptionsDef() throws(ParseFailure) {
        let list = mark()
        try parseReloptions(.items)
        close(.list, list)
        label(.def)
    }

    /// Changes of a foreign object's options as a `List` in `def`.
    private mutating func genericOptionsDef() throws(ParseFailure) {
        let list = mark()
        try parseAlterGenericOptions(.items)
        close(.list, list)
        label(.def)
    }

    // MARK: ADD, DROP, SET, ENABLE, DISABLE

    private mutating func addCommand(_ mark: Mark) throws(ParseFailure) {
        try expect(.add)
        if atTableConstraint {
            try parseTableConstraint()
            label(.def)
            return command(mark, .addConstraint)
        }
        _ = eat(.column)
        let missingOk = try eatIfNotExists()
        try parseColumnDef()
        label(.def)
        command(mark, .addColumn, missingOk: missingOk)
    }

    private mutating func dropCommand(_ mark: Mark) throws(ParseFailure) {
        try expect(.drop)
        let subtype: AlterTableType = eat(.constraint) ? .dropConstraint : .dropColumn
        if subtype == .dropColumn { _ = eat(.column) }
        let missingOk = try eatIfExists()
        try parseName(.stringValue, .name)
        command(mark, subtype, behavior: parseOptDropBehavior(), missingOk: missingOk)
    }

    private mutating func setCommand(_ mark: Mark) throws(ParseFailure) {
        try expect(.set)
        switch kind {
        case .without:
            if peek() == .cluster {
                try expect(.without, .cluster)
                command(mark, .dropCluster)
            } else {
                try expect(.without, .oids)
                command(mark, .dropOids)
            }
        case .logged:
            advance()
            command(mark, .setLogged)
        case .unlogged:
            advance()
            command(mark, .setUnLogged)
        case .access:
            advance()
            try expect(.method)
            try parseSetAccessMethodName()
            command(mark, .setAccessMethod)
        case .tablespace:
            advance()
            try parseName(.stringValue, .name)
            command(mark, .setTableSpace)
        default:
            try reloptionsDef()
            command(mark, .setRelOptions)
        }
    }

    /// The access method a table is moved to; `DEFAULT` builds nothing.
    ///
    /// ```ebnf
    /// set_access_method_name = ColId | "DEFAULT" ;
    /// ```
    mutating func parseSetAccessMethodName() throws(ParseFailure) {
        if eat(.default) { return }
        try parseColId(.stringValue, .name)
    }

    private mutating func enableCommand(_ mark: Mark) throws(ParseFailure) {
        try expect(.enable)
        switch kind {
        case .row:
            try rowLevelSecurity(mark, .enableRowSecurity)
        case .always:
            advance()
            try triggerOrRule(mark, trigger: .enableAlwaysTrig, rule: .enableAlwaysRule)
        case .replica:
            advance()
            try triggerOrRule(mark, trigger: .enableReplicaTrig, rule: .enableReplicaRule)
        case .trigger where peek() == .all:
            allTriggers(mark, .enableTrigAll)
        case .trigger where peek() == .user:
            allTriggers(mark, .enableTrigUser)
        default:
            try triggerOrRule(mark, trigger: .enableTrig, rule: .enableRule)
        }
    }

    private mutating func disableCommand(_ mark: Mark) throws(ParseFailure) {
        try expect(.disable)
        switch kind {
        case .row:
            try rowLevelSecurity(mark, .disableRowSecurity)
        case .trigger where peek() == .all:
            allTriggers(mark, .disableTrigAll)
        case .trigger where peek() == .user:
            allTriggers(mark, .disableTrigUser)
        default:
            try triggerOrRule(mark, trigger: .disableTrig, rule: .disableRule)
        }
    }

    /// Reads `TRIGGER ALL` or `TRIGGER USER`.
    private mutating func allTriggers(_ mark: Mark, _ subtype: AlterTableType) {
        advance()
        advance()
        command(mark, subtype)
    }

    private mutating func triggerOrRule(
        _ mark: Mark, trigger: AlterTableType, rule: AlterTableType
    ) throws(ParseFailure) {
        let isTrigger = eat(.trigger)
        if !isTrigger { try expect(.rule) }
        try parseName(.stringValue, .name)
        command(mark, isTrigger ? trigger : rule)
    }

    /// What a table's changes are identified by in replication, as a `ReplicaIdentityStmt`.
    ///
    /// ```ebnf
    /// replica_identity = "NOTHING" | "FULL" | "DEFAULT" | "USING" "INDEX" name ;
    /// ```
    mutating func parseReplicaIdentity() throws(ParseFailure) {
        let mark = mark()
        let type: UInt8
        switch kind {
        case .nothing: type = UInt8(ascii: "n")
        case .full: type = UInt8(ascii: "f")
        case .default: type = UInt8(ascii: "d")
        case .using: type = UInt8(ascii: "i")
        default: throw syntaxError()
        }
        advance()
        if type == UInt8(ascii: "i") {
            try expect(.index)
            try parseName(.stringValue, .name)
        }
        close(.replicaIdentityStmt, mark, scalars: .replicaIdentityStmt(identityType: type))
    }

    // MARK: ALTER CONSTRAINT

    private mutating func alterCommand(_ mark: Mark) throws(ParseFailure) {
        try expect(.alter)
        if eat(.constraint) { return try alterConstraint(mark) }
        _ = eat(.column)
        if at(.integerConstant) { return try alterNumberedColumn(mark) }
        let column = position
        try parseColId(.stringValue, .name)
        try parseAlterColumnCmd(mark, column: column)
    }

    private mutating func alterConstraint(_ mark: Mark) throws(ParseFailure) {
        let constraint = self.mark()
        try parseName(.stringValue, .conname)
        if eat(.inherit) {
            close(.atAlterConstraint, constraint, scalars: .atAlterConstraint(alterInheritability: true))
        } else {
            let spec = try parseConstraintAttributeSpec()
            if spec.attributes.contains(.notValid) {
                throw error("constraints cannot be altered to be NOT VALID", at: spec.token)
            }
            try processCASbits(spec, "FOREIGN KEY", supported: [.deferrable, .enforced, .noInherit])
            let deferrability: ConstraintAttributes = [
                .deferrable, .notDeferrable, .initiallyDeferred, .initiallyImmediate,
            ]
            close(
                .atAlterConstraint, constraint,
                scalars: .atAlterConstraint(
                    alterEnforceability: !spec.attributes.isDisjoint(with: [.enforced, .notEnforced]),
                    isEnforced: spec.isEnforced, alterDeferrability: !spec.attributes.isDisjoint(with: deferrability),
                    deferrable: spec.isDeferrable, initdeferred: spec.isInitiallyDeferred,
                    alterInheritability: spec.isNoInherit, noinherit: spec.isNoInherit))
        }
        label(.def)
        command(mark, .alterConstraint)
    }
}

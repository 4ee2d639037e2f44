/// Which production a statement is of, decided by its first words without reading them.
extension Parser {
    /// A statement as it stands in a script, where `BEGIN` and `END` start and end a transaction.
    ///
    /// ```ebnf
    /// toplevel_stmt = stmt | TransactionStmtLegacy ;
    /// ```
    mutating func parseToplevelStmt() throws(ParseFailure) {
        switch kind {
        case .begin, .end: try parseTransactionStmtLegacy()
        default: try parseStmt()
        }
    }

    /// Any statement.
    ///
    /// ```ebnf
    /// stmt =
    ///       AlterCollationStmt
    ///     | AlterCompositeTypeStmt
    ///     | AlterDatabaseSetStmt
    ///     | AlterDatabaseStmt
    ///     | AlterDefaultPrivilegesStmt
    ///     | AlterDomainStmt
    ///     | AlterEnumStmt
    ///     | AlterEventTrigStmt
    ///     | AlterExtensionContentsStmt
    ///     | AlterExtensionStmt
    ///     | AlterFdwStmt
    ///     | AlterForeignServerStmt
    ///     | AlterFunctionStmt
    ///     | AlterGroupStmt
    ///     | AlterObjectDependsStmt
    ///     | AlterObjectSchemaStmt
    ///     | AlterOpFamilyStmt
    ///     | AlterOperatorStmt
    ///     | AlterOwnerStmt
    ///     | AlterPolicyStmt
    ///     | AlterPublicationStmt
    ///     | AlterRoleSetStmt
    ///     | AlterRoleStmt
    ///     | AlterSeqStmt
    ///     | AlterStatsStmt
    ///     | AlterSubscriptionStmt
    ///     | AlterSystemStmt
    ///     | AlterTSConfigurationStmt
    ///     | AlterTSDictionaryStmt
    ///     | AlterTableStmt
    ///     | AlterTblSpcStmt
    ///     | AlterTypeStmt
    ///     | AlterUserMappingStmt
    ///     | AnalyzeStmt
    ///     | CallStmt
    ///     | CheckPointStmt
    ///     | ClosePortalStmt
    ///     | ClusterStmt
    ///     | CommentStmt
    ///     | ConstraintsSetStmt
    ///     | CopyStmt
    ///     | CreateAmStmt
    ///     | CreateAsStmt
    ///     | CreateCastStmt
    ///     | CreateConversionStmt
    ///     | CreateDomainStmt
    ///     | CreateEventTrigStmt
    ///     | CreateExtensionStmt
    ///     | CreateFdwStmt
    ///     | CreateForeignServerStmt
    ///     | CreateForeignTableStmt
    ///     | CreateFunctionStmt
    ///     | CreateGroupStmt
    ///     | CreateMatViewStmt
    ///     | CreateOpClassStmt
    ///     | CreateOpFamilyStmt
    ///     | CreatePLangStmt
    ///     | CreatePolicyStmt
    ///     | CreatePublicationStmt
    ///     | CreateRoleStmt
    ///     | CreateSchemaStmt
    ///     | CreateSeqStmt
    ///     | CreateStatsStmt
    ///     | CreateStmt
    ///     | CreateSubscriptionStmt
    ///     | CreateTableSpaceStmt
    ///     | CreateTransformStmt
    ///     | CreateTrigStmt
    ///     | CreateUserMappingStmt
    ///     | CreateUserStmt
    ///     | CreatedbStmt
    ///     | DeallocateStmt
    ///     | DeclareCursorStmt
    ///     | DefineStmt
    ///     | DeleteStmt
    ///     | DiscardStmt
    ///     | DoStmt
    ///     | DropCastStmt
    ///     | DropOpClassStmt
    ///     | DropOpFamilyStmt
    ///     | DropOwnedStmt
    ///     | DropRoleStmt
    ///     | DropStmt
    ///     | DropSubscriptionStmt
    ///     | DropTableSpaceStmt
    ///     | DropTransformStmt
    ///     | DropUserMappingStmt
    ///     | DropdbStmt
    ///     | ExecuteStmt
    ///     | ExplainStmt
    ///     | FetchStmt
    ///     | GrantRoleStmt
    ///     | GrantStmt
    ///     | ImportForeignSchemaStmt
    ///     | IndexStmt
    ///     | InsertStmt
    ///     | ListenStmt
    ///     | LoadStmt
    ///     | LockStmt
    ///     | MergeStmt
    ///     | NotifyStmt
    ///     | PrepareStmt
    ///     | ReassignOwnedStmt
    ///     | RefreshMatViewStmt
    ///     | ReindexStmt
    ///     | RemoveAggrStmt
    ///     | RemoveFuncStmt
    ///     | RemoveOperStmt
    ///     | RenameStmt
    ///     | RevokeRoleStmt
    ///     | RevokeStmt
    ///     | RuleStmt
    ///     | SecLabelStmt
    ///     | SelectStmt
    ///     | TransactionStmt
    ///     | TruncateStmt
    ///     | UnlistenStmt
    ///     | UpdateStmt
    ///     | VacuumStmt
    ///     | VariableResetStmt
    ///     | VariableSetStmt
    ///     | VariableShowStmt
    ///     | ViewStmt ;
    /// ```
    mutating func parseStmt() throws(ParseFailure) {
        switch kind {
        case .select, .values, .table, .leftParenthesis, .with, .withLA, .insert, .update, .delete, .merge:
            try parsePreparableStmt()
        case .create: try createStatement()
        case .alter: try alterStatement()
        case .drop: try dropStatement()
        case .comment: try parseCommentStmt()
        case .set: try setStatement()
        case .do: try parseDoStmt()
        case .grant: try parseGrantStmt(allowsRoles: true)
        case .revoke: try parseRevokeStmt()
        case .copy: try parseCopyStmt()
        default: try otherStatement()
        }
    }

    /// The statements that are rare in schemas.
    private mutating func otherStatement() throws(ParseFailure) {
        switch kind {
        case .abort, .start, .commit, .rollback, .savepoint, .release: try parseTransactionStmt()
        case .prepare where peek() == .transaction && peek(2) == .stringConstant: try parseTransactionStmt()
        case .prepare: try parsePrepareStmt()
        case .analyze, .analyse: try parseAnalyzeStmt()
        case .call: try parseCallStmt()
        case .checkpoint: try parseCheckPointStmt()
        case .close: try parseClosePortalStmt()
        case .cluster: try parseClusterStmt()
        case .deallocate: try parseDeallocateStmt()
        case .declare: try parseDeclareCursorStmt()
        case .discard: try parseDiscardStmt()
        case .execute: try parseExecuteStmt()
        case .explain: try parseExplainStmt()
        case .fetch, .move: try parseFetchStmt()
        case .import: try parseImportForeignSchemaStmt()
        case .listen: try parseListenStmt()
        case .load: try parseLoadStmt()
        case .lock: try parseLockStmt()
        case .notify: try parseNotifyStmt()
        case .reassign: try parseReassignOwnedStmt()
        case .refresh: try parseRefreshMatViewStmt()
        case .reindex: try parseReindexStmt()
        case .reset: try parseVariableResetStmt()
        case .security: try parseSecLabelStmt()
        case .show: try parseVariableShowStmt()
        case .truncate: try parseTruncateStmt()
        case .unlisten: try parseUnlistenStmt()
        case .vacuum: try parseVacuumStmt()
        default: throw syntaxError()
        }
    }

    /// Fails at the token `distance` ahead, which no statement has at this place.
    mutating func unexpectedToken(after distance: Int) -> ParseFailure {
        current += distance
        return syntaxError()
    }

    /// `CONSTRAINTS` can also be the name of a setting.
    private mutating func setStatement() throws(ParseFailure) {
        if peek() == .constraints, peek(2) == .all || peek(2).isColId {
            try parseConstraintsSetStmt()
        } else {
            try parseVariableSetStmt()
        }
    }

    // MARK: CREATE

    private mutating func createStatement() throws(ParseFailure) {
        switch peek() {
        case .table: try createTable()
        case .index, .unique: try parseIndexStmt()
        case .sequence: try parseCreateSeqStmt()
        case .function, .procedure: try parseCreateFunctionStmt()
        case .trigger, .constraint: try parseCreateTrigStmt()
        case .view, .recursive: try parseViewStmt()
        case .temporary, .temp, .local, .global, .unlogged: try createTemporary()
        case .or: try createOrReplace()
        case .type: try parseDefineStmt()
        case .domain: try parseCreateDomainStmt()
        case .schema: try parseCreateSchemaStmt()
        case .extension: try parseCreateExtensionStmt()
        case .policy: try parseCreatePolicyStmt()
        case .materialized: try parseCreateMatViewStmt()
        default: try createOther()
        }
    }

    private mutating func createOther() throws(ParseFailure) {
        switch peek() {
        case .access: try parseCreateAmStmt()
        case .aggregate, .collation, .text: try parseDefineStmt()
        case .assertion: try rejectAssertion()
        case .cast: try parseCreateCastStmt()
        case .conversion, .default: try parseCreateConversionStmt()
        case .database: try parseCreatedbStmt()
        case .event: try parseCreateEventTrigStmt()
        case .foreign: try createForeign()
        case .group: try parseCreateGroupStmt()
        case .language, .trusted, .procedural: try parseCreatePLangStmt()
        case .operator: try createOperator()
        case .publication: try parseCreatePublicationStmt()
        case .role: try parseCreateRoleStmt()
        case .rule: try parseRuleStmt()
        case .server: try parseCreateForeignServerStmt()
        case .statistics: try parseCreateStatsStmt()
        case .subscription: try parseCreateSubscriptionStmt()
        case .tablespace: try parseCreateTableSpaceStmt()
        case .transform: try parseCreateTransformStmt()
        case .user: try createUser()
        default: throw unexpectedToken(after: 1)
        }
    }

    private mutating func createOrReplace() throws(ParseFailure) {
        guard peek(2) == .replace else { throw unexpectedToken(after: 2) }
        switch peek(3) {
        case .function, .procedure: try parseCreateFunctionStmt()
        case .view, .recursive, .temporary, .temp, .local, .global, .unlogged: try parseViewStmt()
        case .trigger, .constraint: try parseCreateTrigStmt()
        case .rule: try parseRuleStmt()
        case .aggregate: try parseDefineStmt()
        case .language, .trusted, .procedural: try parseCreatePLangStmt()
        case .transform: try parseCreateTransformStmt()
        default: throw unexpectedToken(after: 3)
        }
    }

    /// `CREATE TEMPORARY`, `LOCAL TEMP`, `UNLOGGED` and so on: what is created follows.
    private mutating func createTemporary() throws(ParseFailure) {
        var next = 2
        if peek() == .local || peek() == .global {
            guard peek(2) == .temporary || peek(2) == .temp else { throw unexpectedToken(after: 2) }
            next = 3
        }
        switch peek(next) {
        case .table: try createTable()
        case .sequence: try parseCreateSeqStmt()
        case .view, .recursive: try parseViewStmt()
        case .materialized where peek() == .unlogged: try parseCreateMatViewStmt()
        default: throw unexpectedToken(after: next)
        }
    }

    private mutating func createForeign() throws(ParseFailure) {
        switch peek(2) {
        case .table: try parseCreateForeignTableStmt()
        case .data: try parseCreateFdwStmt()
        default: throw unexpectedToken(after: 2)
        }
    }

    /// `CLASS` and `FAMILY` can also be the schema of an operator.
    private mutating func createOperator() throws(ParseFailure) {
        switch peek(2) {
        case .class where peek(3) != .dot: try parseCreateOpClassStmt()
        case .family where peek(3) != .dot: try parseCreateOpFamilyStmt()
        default: try parseDefineStmt()
        }
    }

    /// `MAPPING` can also be the name of a user.
    private mutating func createUser() throws(ParseFailure) {
        if peek(2) == .mapping, peek(3) == .for || peek(3) == .if {
            try parseCreateUserMappingStmt()
        } else {
            try parseCreateUserStmt()
        }
    }
}

// MARK: - DROP

extension Parser {
    private mutating func dropStatement() throws(ParseFailure) {
        switch peek() {
        case .function, .procedure, .routine: try parseRemoveFuncStmt()
        case .aggregate: try parseRemoveAggrStmt()
        case .cast: try parseDropCastStmt()
        case .database: try parseDropdbStmt()
        case .operator: try dropOperator()
        case .owned: try parseDropOwnedStmt()
        case .role, .group: try parseDropRoleStmt()
        case .subscription: try parseDropSubscriptionStmt()
        case .tablespace: try parseDropTableSpaceStmt()
        case .transform: try parseDropTransformStmt()
        case .user: try dropUser()
        default: try parseDropStmt()
        }
    }

    /// `CLASS` and `FAMILY` can also be the schema of an operator.
    private mutating func dropOperator() throws(ParseFailure) {
        switch peek(2) {
        case .class where peek(3) != .dot: try parseDropOpClassStmt()
        case .family where peek(3) != .dot: try parseDropOpFamilyStmt()
        default: try parseRemoveOperStmt()
        }
    }

    /// `MAPPING` can also be the name of a user.
    private mutating func dropUser() throws(ParseFailure) {
        if peek(2) == .mapping, peek(3) == .for || peek(3) == .if {
            try parseDropUserMappingStmt()
        } else {
            try parseDropRoleStmt()
        }
    }
}

// MARK: - ALTER

extension Parser {
    private mutating func alterStatement() throws(ParseFailure) {
        switch peek() {
        case .table, .index, .sequence, .view, .materialized: try parseAlterTableStmt()
        case .foreign where peek(2) != .data: try parseAlterTableStmt()
        case .user where peek(2) == .mapping && peek(3) == .for: try parseAlterUserMappingStmt()
        default: try alterObject()
        }
    }
}

import PostgresCatalog
import PostgresSyntax

extension StepKind {
    /// What a change is about.
    init(_ change: Change, in program: Program) {
        let statement = change.statement
        switch change.effect {
        case .privilege: self = statement?.kind == .grantRoleStmt ? .membership : .privilege
        case .annotation:
            switch statement?.kind {
            case .commentStmt: self = .comment
            case .secLabelStmt: self = .securityLabel
            default: self = .owner
            }
        case .data: self.init(ofRows: change, in: program)
        case .session: self = .setting
        case .transaction: self = .transaction
        case .metaCommand: self = .metaCommand
        default:
            if let subject = change.subject, program.database.isForeignKey(subject) {
                self = .foreignKey
            } else {
                self = change.identity.map { StepKind($0.kind) } ?? .other
            }
        }
    }

    private init(ofRows change: Change, in program: Program) {
        switch change.statement?.kind {
        case .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .copyStmt, .truncateStmt: self = .rows
        case .refreshMatViewStmt: self = .refresh
        case .selectStmt:
            switch change.statement?.calledFunction {
            case "setval": self = .sequenceValue
            case "lo_create", "lo_from_bytea", "lo_open", "lowrite", "lo_put", "lo_close": self = .largeObject
            default: self = .code
            }
        default: self = .code
        }
    }

    /// The kind of a statement that makes an object of a kind.
    init(_ kind: ObjectKind) {
        switch kind {
        case .accessMethod: self = .accessMethod
        case .aggregate: self = .aggregate
        case .cast: self = .cast
        case .collation: self = .collation
        case .column, .table: self = .table
        case .compositeType, .domainConstraint, .type: self = .type
        case .conversion: self = .conversion
        case .defaultValue: self = .defaultValue
        case .eventTrigger: self = .eventTrigger
        case .extension: self = .extension
        case .foreignDataWrapper, .server, .userMapping: self = .foreignServer
        case .foreignTable: self = .foreignTable
        case .function, .procedure: self = .function
        case .index: self = .index
        case .language: self = .language
        case .largeObject: self = .largeObject
        case .materializedView: self = .materializedView
        case .operator: self = .operator
        case .operatorClass, .operatorFamily: self = .operatorClass
        case .policy: self = .policy
        case .publication: self = .publication
        case .role: self = .role
        case .rule: self = .rule
        case .schema: self = .schema
        case .sequence: self = .sequence
        case .statistics: self = .statistics
        case .subscription: self = .subscription
        case .tableConstraint: self = .constraint
        case .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate:
            self = .textSearch
        case .transform: self = .transform
        case .trigger: self = .trigger
        case .view: self = .view
        }
    }
}

extension Node {
    /// The function that a `SELECT f(…)` calls.
    var calledFunction: String? {
        guard let select = SelectStmt(self), select.targetList.count == 1, select.fromClause.isEmpty else { return nil }
        let call = select.targetList.first.flatMap(ResTarget.init)?.val.flatMap(FuncCall.init)
        return call?.funcname.strings.last
    }

    /// Whether PostgreSQL runs the statement in a transaction block.
    var runsInTransaction: Bool {
        switch kind {
        case .indexStmt: !IndexStmt(self)!.concurrent
        case .dropStmt: !DropStmt(self)!.concurrent
        case .reindexStmt:
            ReindexStmt(self)!.kind == .index || ReindexStmt(self)!.kind == .table
                ? !children(.params).contains { $0.string(.defname) == "concurrently" } : false
        case .alterTableStmt: children(.cmds).allSatisfy(\.runsInTransaction)
        case .alterTableCmd: !(child(.def).flatMap(PartitionCmd.init)?.concurrent ?? false)
        case .vacuumStmt: !VacuumStmt(self)!.isVacuumcmd
        case .clusterStmt: ClusterStmt(self)!.relation != nil
        case .createSubscriptionStmt: CreateSubscriptionStmt(self)!.makesNoSlot
        case .createdbStmt, .dropdbStmt, .createTableSpaceStmt, .dropTableSpaceStmt, .alterSystemStmt,
            .dropSubscriptionStmt:
            false
        default: true
        }
    }
}

extension CreateSubscriptionStmt {
    /// Whether it leaves the publisher alone.
    var makesNoSlot: Bool {
        options.compactMap(DefElem.init).contains { option in
            ["connect", "create_slot"].contains(option.defname)
                && ["false", "off", "0"].contains(option.arg?.text.lowercased())
        }
    }
}

import PostgresSyntax

/// Where a statement stands in a script of pg_dump, as far as its kind tells: what a script does whose statements are in
/// no sensible order.
enum StatementRank: Int, Comparable {
    case removal, role, schema, `extension`, language, shellType, type, routine, `operator`, foreign, relation
    case attachment, columnDefault, data, constraint, index, indexAttachment, foreignKey, member, tableOption
    case publication, annotation, eventTrigger, other

    static func < (left: StatementRank, right: StatementRank) -> Bool { left.rawValue < right.rawValue }

    init(_ node: Node) {
        self =
            switch node.kind {
            case .dropStmt: .removal
            case .createRoleStmt, .alterRoleStmt, .grantRoleStmt: .role
            case .createSchemaStmt: .schema
            case .createExtensionStmt: .extension
            case .createPLangStmt, .createAmStmt: .language
            case .createEnumStmt, .createRangeStmt, .compositeTypeStmt, .createDomainStmt: .type
            case .createFunctionStmt: .routine
            case .defineStmt: StatementRank(DefineStmt(node)!)
            case .createCastStmt, .createTransformStmt, .createConversionStmt, .createOpFamilyStmt, .createOpClassStmt,
                .alterOpFamilyStmt, .alterTSConfigurationStmt:
                .operator
            case .createFdwStmt, .createForeignServerStmt, .createUserMappingStmt: .foreign
            case .createSeqStmt: .foreign
            case .createStmt, .createForeignTableStmt, .viewStmt, .createTableAsStmt: .relation
            case .alterTableStmt: StatementRank(AlterTableStmt(node)!)
            case .alterSeqStmt: .columnDefault
            case .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .copyStmt, .selectStmt, .truncateStmt: .data
            case .indexStmt: .index
            case .createTrigStmt, .ruleStmt, .createPolicyStmt, .createStatsStmt: .member
            case .createPublicationStmt, .alterPublicationStmt, .createSubscriptionStmt: .publication
            case .commentStmt, .alterOwnerStmt, .secLabelStmt, .grantStmt, .alterDefaultPrivilegesStmt: .annotation
            case .createEventTrigStmt, .alterEventTrigStmt: .eventTrigger
            default: .other
            }
    }

    private init(_ statement: DefineStmt) {
        self =
            switch statement.kind {
            case .type: statement.definition.isEmpty ? .shellType : .type
            case .aggregate: .routine
            case .collation: .language
            default: .operator
            }
    }

    private init(_ statement: AlterTableStmt) {
        let action = statement.cmds.first.flatMap(AlterTableCmd.init)
        switch action?.subtype {
        case _ where statement.isRemoval: self = .removal
        case .attachPartition: self = statement.objtype == .index ? .indexAttachment : .attachment
        case .addInherit: self = .attachment
        case .addColumn, .columnDefault, .addIdentity, .setNotNull, .alterColumnType: self = .columnDefault
        case .addConstraint:
            self = action?.def.flatMap(Constraint.init)?.contype == .foreign ? .foreignKey : .constraint
        case .changeOwner: self = .annotation
        default: self = .tableOption
        }
    }
}

extension AlterTableStmt {
    /// Whether all it does is to take something away.
    var isRemoval: Bool {
        cmds.allSatisfy { command in
            guard let action = AlterTableCmd(command) else { return false }
            switch action.subtype {
            case .dropConstraint, .dropColumn, .dropIdentity, .dropInherit, .detachPartition: return true
            case .columnDefault: return action.def == nil
            default: return false
            }
        }
    }
}

/// Scripts that make sense in no order in which they are written.
extension Executor {
    /// How many statements PostgreSQL would refuse, but for those that make what is there.
    var failureCount: Int {
        database.statements.count { statement in
            !statement.succeeded && !statement.isLeftOut && !statement.isOpaqueBlock && !statement.isRolledBack
                && !isDoneByAnother(statement)
        }
    }

    /// Whether what a statement is to make is there. What a partition got with its table is not: it had come later.
    private func isDoneByAnother(_ statement: ExecutedStatement) -> Bool {
        guard let state = statement.sqlState, Database.duplicateStates.contains(state) else { return false }
        return statement.trace.existing.flatMap(database.original) == nil
    }

    /// Whether statements take away, or rename, what others before them made, and say that it has to be there: their order
    /// means something, whatever fails.
    var isHistory: Bool {
        database.statements.contains { statement in
            guard statement.succeeded, statement.place == nil else { return false }
            if !statement.trace.renamed.isEmpty { return true }
            guard !statement.trace.dropped.isEmpty, let node = statement.element.statement?.node else { return false }
            if let drop = DropStmt(node) { return !drop.missingOk }
            let action = (statement.part ?? node.children(.cmds).first).flatMap { AlterTableCmd($0) }
            return action?.subtype == .dropColumn && action?.missingOk == false
        }
    }

    /// Runs the statements of another run in the order of pg_dump, each under the settings of its place, but for those that
    /// were rolled back.
    func run(inOrderOfKinds other: Database) {
        var seen: Set<Int> = []
        let wholes = other.statements.filter { statement in
            !statement.isRolledBack
                && seen.insert(statement.element.byteRange.lowerBound << 16 | statement.script).inserted
        }
        let ranked = wholes.enumerated().sorted { left, right in
            let ranks = [left, right].map { StatementRank($0.element.element.statement!.node) }
            return ranks[0] == ranks[1] ? left.offset < right.offset : ranks[0] < ranks[1]
        }
        var rank = StatementRank.removal
        for (_, statement) in ranked {
            let next = StatementRank(statement.element.statement!.node)
            // What misses something of its own kind is done before those that come behind.
            if next != rank { retryUntilNothingChanges() }
            rank = next
            session = Session()
            session.settings = statement.settings
            runParts(of: statement.element, script: statement.script, in: statement.place)
        }
        endSession()
    }
}

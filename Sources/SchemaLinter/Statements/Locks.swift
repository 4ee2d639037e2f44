import PostgresCatalog
import PostgresSyntax

/// The locks on tables that somebody waits for, the weakest first.
enum LockMode: Int, Comparable, CaseIterable {
    case shareUpdateExclusive, share, shareRowExclusive, exclusive, accessExclusive

    static func < (left: LockMode, right: LockMode) -> Bool { left.rawValue < right.rawValue }

    /// As PostgreSQL writes it.
    var words: String {
        switch self {
        case .shareUpdateExclusive: "SHARE UPDATE EXCLUSIVE"
        case .share: "SHARE"
        case .shareRowExclusive: "SHARE ROW EXCLUSIVE"
        case .exclusive: "EXCLUSIVE"
        case .accessExclusive: "ACCESS EXCLUSIVE"
        }
    }

    /// What waits for it.
    var blocks: String {
        switch self {
        case .shareUpdateExclusive: "other changes of the schema"
        case .share, .shareRowExclusive, .exclusive: "writes"
        case .accessExclusive: "reads and writes"
        }
    }
}

extension StatementContext {
    /// The locks that the statement takes on tables that were there before it and may have rows.
    var locks: [(table: Target, mode: LockMode)] { locks(of: node, statement) }

    /// The same, of a statement before it.
    func locks(of statement: ExecutedStatement) -> [(table: Target, mode: LockMode)] {
        statement.element.statement.map { locks(of: $0.node, statement) } ?? []
    }

    private func locks(of node: Node, _ statement: ExecutedStatement) -> [(table: Target, mode: LockMode)] {
        var found: [(table: Target, mode: LockMode)] = []
        for (name, mode) in node.lockedTables {
            let schema = name.count > 1 ? name[name.count - 2] : nil
            guard let relation = name.last else { continue }
            let table = file.target(schema: schema, relation, of: statement, in: database)
            let isTable = table.row.map { $0.isTable || $0.kind == .materializedView } ?? true
            guard !table.isNew, isTable else { continue }
            if let place = found.firstIndex(where: { $0.table.name == table.name }) {
                found[place].mode = max(found[place].mode, mode)
            } else {
                found.append((table, mode))
            }
        }
        return found
    }
}

extension Node {
    /// The tables that the statement locks, by the parts of their names.
    var lockedTables: [(name: [String], mode: LockMode)] {
        switch kind {
        case .alterTableStmt: AlterTableStmt(self)?.lockedTables ?? []
        case .createStmt: CreateStmt(self)?.lockedTables ?? []
        case .dropStmt: DropStmt(self)?.lockedTables ?? []
        case .indexStmt:
            IndexStmt(self).map { [($0.relation.parts, $0.concurrent ? .shareUpdateExclusive : .share)] } ?? []
        case .renameStmt: RenameStmt(self)?.relation.map { [($0.parts, .accessExclusive)] } ?? []
        case .alterObjectSchemaStmt: AlterObjectSchemaStmt(self)?.relation.map { [($0.parts, .accessExclusive)] } ?? []
        case .truncateStmt:
            TruncateStmt(self)?.relations.compactMap(RangeVar.init).map { ($0.parts, .accessExclusive) } ?? []
        case .clusterStmt: ClusterStmt(self)?.relation.map { [($0.parts, .accessExclusive)] } ?? []
        case .reindexStmt:
            ReindexStmt(self).flatMap { $0.kind == .table && !$0.isConcurrent ? $0.relation : nil }
                .map { [($0.parts, .share)] } ?? []
        case .createTrigStmt: CreateTrigStmt(self).map { [($0.relation.parts, .shareRowExclusive)] } ?? []
        case .createPolicyStmt: CreatePolicyStmt(self).map { [($0.table.parts, .accessExclusive)] } ?? []
        case .alterPolicyStmt: AlterPolicyStmt(self).map { [($0.table.parts, .accessExclusive)] } ?? []
        case .ruleStmt: RuleStmt(self).map { [($0.relation.parts, .accessExclusive)] } ?? []
        case .refreshMatViewStmt:
            RefreshMatViewStmt(self).map { [($0.relation.parts, $0.concurrent ? .exclusive : .accessExclusive)] } ?? []
        default: []
        }
    }
}

extension AlterTableStmt {
    fileprivate var lockedTables: [(name: [String], mode: LockMode)] {
        var found = [(name: relation.parts, mode: LockMode.shareUpdateExclusive)]
        for command in cmds.compactMap(AlterTableCmd.init) {
            found[0].mode = max(found[0].mode, command.lockMode)
            if let part = command.def.flatMap(PartitionCmd.init) { found.append((part.name.parts, .accessExclusive)) }
            let column = command.def.flatMap(ColumnDef.init)?.constraints.compactMap(Constraint.init) ?? []
            let table = command.def.flatMap(Constraint.init).map { [$0] } ?? []
            for key in column + table where key.contype == .foreign {
                found.append((key.pktable.parts, .shareRowExclusive))
            }
        }
        return found
    }
}

extension AlterTableCmd {
    /// The lock that the command takes on its table.
    fileprivate var lockMode: LockMode {
        switch subtype {
        case .setStatistics, .validateConstraint, .setRelOptions, .resetRelOptions, .setOptions, .resetOptions,
            .clusterOn, .dropCluster, .attachPartition, .detachPartitionFinalize:
            .shareUpdateExclusive
        case .detachPartition:
            def.flatMap(PartitionCmd.init)?.concurrent == true ? .shareUpdateExclusive : .accessExclusive
        case .enableTrig, .enableAlwaysTrig, .enableReplicaTrig, .disableTrig, .enableTrigAll, .disableTrigAll,
            .enableTrigUser, .disableTrigUser:
            .shareRowExclusive
        case .addConstraint:
            def.flatMap(Constraint.init)?.contype == .foreign ? .shareRowExclusive : .accessExclusive
        default: .accessExclusive
        }
    }
}

extension CreateStmt {
    fileprivate var lockedTables: [(name: [String], mode: LockMode)] {
        let parents = inhRelations.compactMap(RangeVar.init)
        let mode: LockMode = partbound == nil ? .shareUpdateExclusive : .accessExclusive
        return parents.map { ($0.parts, mode) } + foreignKeys.map { ($0.pktable.parts, .shareRowExclusive) }
    }

    /// The foreign keys that it defines, with its columns and by themselves.
    var foreignKeys: [Constraint] {
        tableElts.flatMap { element -> [Constraint] in
            ColumnDef(element)?.constraints.compactMap(Constraint.init) ?? Constraint(element).map { [$0] } ?? []
        }.filter { $0.contype == .foreign }
    }
}

extension DropStmt {
    fileprivate var lockedTables: [(name: [String], mode: LockMode)] {
        switch removeType {
        case .table, .matview, .foreignTable:
            objects.map { ($0.listItems.strings, .accessExclusive) }
        case .trigger, .policy, .rule:
            objects.map { (Array($0.listItems.strings.dropLast()), .accessExclusive) }
        default: []
        }
    }
}

extension RangeVar? {
    /// The schema, if it is given, and the name.
    fileprivate var parts: [String] { self?.parts ?? [] }
}

extension RangeVar {
    /// The schema, if it is given, and the name.
    fileprivate var parts: [String] { [schemaname, relname].compactMap { $0 } }
}

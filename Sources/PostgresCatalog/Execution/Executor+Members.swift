import PostgresSyntax

/// What belongs to a table: triggers, policies, rules, statistics.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeTableMemberStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .createTrigStmt: try createTrigger(CreateTrigStmt(node)!)
        case .ruleStmt: try createRule(RuleStmt(node)!)
        case .createPolicyStmt: try createPolicy(CreatePolicyStmt(node)!)
        case .alterPolicyStmt: try alterPolicy(AlterPolicyStmt(node)!)
        case .createStatsStmt: try createStatistics(CreateStatsStmt(node)!)
        case .alterStatsStmt: try alterStatistics(AlterStatsStmt(node)!)
        case .createEventTrigStmt: try createEventTrigger(CreateEventTrigStmt(node)!)
        case .alterEventTrigStmt: try alterEventTrigger(AlterEventTrigStmt(node)!)
        default: return false
        }
        return true
    }

    /// The relation of a name, which must be one that can have rows: `table_openrv`.
    func openTable(_ name: RangeVar) throws(SQLError) -> OID {
        let oid = try relation(name)
        guard let row = database.relations[oid], row.isIndex || row.kind == .compositeType else { return oid }
        throw .wrongObjectType(
            "cannot open relation \"\(row.name)\"", detail: row.kind.notSupported, range: name.nameRange)
    }

    /// Records what an expression over one relation needs: its own columns with `ownKind`, all else normally:
    /// `recordDependencyOnSingleRelExpr`.
    func dependOnSingleRelation(
        _ dependent: ObjectAddress, _ found: [FoundDependency], relation: OID, ownKind: DependencyEdge.Kind
    ) {
        for dependency in found {
            let isOwn = dependency.address.catalog == .relation && dependency.address.oid == relation
            depend(dependent, on: dependency.address, isOwn ? ownKind : .normal, range: dependency.range)
        }
    }
}

extension RelationRow.Kind {
    /// What PostgreSQL adds where a kind of relation is not the right one: `errdetail_relkind_not_supported`.
    var notSupported: String { "This operation is not supported for \(pluralWords)." }

    private var pluralWords: String {
        switch self {
        case .table: "tables"
        case .index: "indexes"
        case .sequence: "sequences"
        case .toastTable: "TOAST tables"
        case .view: "views"
        case .materializedView: "materialized views"
        case .compositeType: "composite types"
        case .foreignTable: "foreign tables"
        case .partitionedTable: "partitioned tables"
        case .partitionedIndex: "partitioned indexes"
        }
    }
}

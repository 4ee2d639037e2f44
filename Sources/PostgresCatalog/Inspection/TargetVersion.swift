import PostgresSyntax

/// Finds syntax that is newer than the server a script is for.
package struct TargetVersion: SyntaxWalker {
    /// An error for each piece of such syntax.
    private(set) var diagnostics: [Diagnostic] = []
    private let target: Int
    /// Parameters that are left out of the script.
    private let ignored: Set<String>

    /// What `trees` say that PostgreSQL `target` does not understand.
    ///
    /// - Parameter ignored: parameters whose SET does not count: the script does without it, or makes it itself.
    package static func check(
        _ trees: [SyntaxTree], target: Int, ignoring ignored: Set<String> = []
    ) -> [Diagnostic] {
        // Nothing is newer than the newest.
        if target >= 18 { return [] }
        var check = TargetVersion(target: target, ignored: ignored)
        for tree in trees {
            for element in tree.script { element.statement?.node.walk(&check) }
        }
        return check.diagnostics
    }

    /// Parameters that sessions can set, by the version that has them first.
    private static let parameters: [String: Int] = [
        "stats_fetch_consistency": 15, "createrole_self_grant": 16, "debug_parallel_query": 16,
        "enable_presorted_aggregate": 16, "icu_validation_level": 16, "scram_iterations": 16,
        "vacuum_buffer_usage_limit": 16, "enable_group_by_reordering": 17, "event_triggers": 17,
        "io_combine_limit": 17, "enable_distinct_reordering": 18, "enable_self_join_elimination": 18,
        "file_copy_method": 18, "track_cost_delay_timing": 18, "vacuum_truncate": 18,
    ]

    private init(target: Int, ignored: Set<String>) {
        self.target = target
        self.ignored = ignored
    }

    package mutating func enter(_ node: Node) -> Bool {
        switch node.kind {
        case .constraint: checkConstraint(Constraint(node)!)
        case .createStmt:
            for constraint in CreateStmt(node)!.tableElts.compactMap(Constraint.init) {
                require(18, "NOT NULL as a table's constraint", constraint.node, if: constraint.contype == .notnull)
            }
        case .createForeignTableStmt:
            let elements = node.child(.base).flatMap(CreateStmt.init)?.tableElts.map { $0 } ?? []
            for clause in elements where clause.kind == .tableLikeClause {
                require(18, "LIKE in a foreign table", clause)
            }
        case .columnDef:
            require(16, "STORAGE in a column's definition", node, if: node.child(.storageName) != nil)
        case .indexStmt: require(15, "NULLS NOT DISTINCT", node, if: IndexStmt(node)!.nullsNotDistinct)
        case .alterTableCmd: checkAction(AlterTableCmd(node)!)
        case .viewStmt: checkViewOptions(ViewStmt(node)!.options)
        case .createStatsStmt:
            require(16, "CREATE STATISTICS without a name", node, if: CreateStatsStmt(node)!.defnames.isEmpty)
        case .defineStmt: checkDefinition(DefineStmt(node)!)
        case .publicationObjSpec:
            let object = PublicationObjSpec(node)!
            require(15, "TABLES IN SCHEMA", node, if: object.pubobjtype == .tablesInSchema)
        case .publicationTable:
            let table = PublicationTable(node)!
            require(
                15, "a column list or WHERE in a publication", node,
                if: table.whereClause != nil || !table.columns.isEmpty)
        case .createPublicationStmt:
            checkOptions(CreatePublicationStmt(node)!.options, ["publish_generated_columns": 18])
        case .createSubscriptionStmt: checkOptions(CreateSubscriptionStmt(node)!.options, Self.subscriptionOptions)
        case .grantStmt: checkGrant(GrantStmt(node)!)
        case .variableSetStmt:
            let name = VariableSetStmt(node)!.name ?? ""
            guard let version = Self.parameters[name], !ignored.contains(name) else { break }
            require(version, "the parameter \(name)", node)
        case .grantRoleStmt: checkOptions(GrantRoleStmt(node)!.opt, ["inherit": 16, "set": 16])
        default: checkQuery(node)
        }
        return true
    }

    /// What statements about rows, and expressions, have learned.
    private mutating func checkQuery(_ node: Node) {
        switch node.kind {
        case .mergeStmt:
            require(15, "MERGE", node)
            require(17, "RETURNING of MERGE", node, if: MergeStmt(node)!.returningClause != nil)
        case .mergeWhenClause:
            require(17, "WHEN NOT MATCHED BY SOURCE", node, if: MergeWhenClause(node)!.matchKind == .notMatchedBySource)
        case .returningClause:
            require(18, "WITH behind RETURNING", node, if: !ReturningClause(node)!.options.isEmpty)
        case .rangeSubselect:
            require(16, "a subquery in FROM without an alias", node, if: RangeSubselect(node)!.alias == nil)
        case .xmlSerialize: require(16, "INDENT", node, if: XmlSerialize(node)!.indent)
        case .copyStmt:
            checkOptions(
                CopyStmt(node)!.options, ["default": 16, "on_error": 17, "log_verbosity": 17, "reject_limit": 18])
        case .jsonObjectConstructor, .jsonArrayConstructor, .jsonArrayQueryConstructor, .jsonObjectAgg, .jsonArrayAgg:
            require(16, "an SQL/JSON constructor", node)
        case .jsonIsPredicate: require(16, "IS JSON", node)
        case .jsonFuncExpr, .jsonParseExpr, .jsonScalarExpr, .jsonSerializeExpr:
            require(17, "an SQL/JSON function", node)
        case .jsonTable: require(17, "JSON_TABLE", node)
        default: break
        }
    }

    /// The options of CREATE SUBSCRIPTION that came after PostgreSQL 14.
    private static let subscriptionOptions = [
        "two_phase": 15, "disable_on_error": 15, "origin": 16, "password_required": 16, "run_as_owner": 16,
        "failover": 17,
    ]

    private mutating func checkOptions(_ options: NodeList, _ versions: [String: Int]) {
        for option in options.compactMap(DefElem.init) {
            guard let name = option.defname, let version = versions[name] else { continue }
            require(version, name, option.node)
        }
    }

    private mutating func checkViewOptions(_ options: some Sequence<Node>) {
        for option in options where option.string(.defname) == "security_invoker" {
            require(15, "security_invoker", option)
        }
    }

    private mutating func checkAction(_ action: AlterTableCmd) {
        let node = action.node
        switch action.subtype {
        case .setExpression: require(17, "SET EXPRESSION", node)
        case .setAccessMethod:
            require(15, "SET ACCESS METHOD", node)
            require(17, "SET ACCESS METHOD DEFAULT", node, if: action.name == nil)
        case .setRelOptions:
            checkViewOptions(node.child(.def).map { Array($0.listItems) } ?? [])
        case .addConstraint:
            let constraint = action.def.flatMap(Constraint.init)
            require(18, "ADD CONSTRAINT … NOT NULL", node, if: constraint?.contype == .notnull)
        case .alterConstraint:
            let constraint = action.def.flatMap(ATAlterConstraint.init)
            require(
                18, "[NOT] ENFORCED of a constraint that is there", node, if: constraint?.alterEnforceability == true)
            require(18, "[NO] INHERIT of a constraint that is there", node, if: constraint?.alterInheritability == true)
        default: break
        }
    }

    private mutating func checkDefinition(_ statement: DefineStmt) {
        guard statement.kind == .collation else { return }
        checkOptions(statement.definition, ["rules": 16])
        for option in statement.definition.compactMap(DefElem.init) where option.defname == "provider" {
            require(17, "the collation provider builtin", option.node, if: option.arg?.text.lowercased() == "builtin")
        }
    }

    private mutating func checkGrant(_ grant: GrantStmt) {
        require(15, "privileges on parameters", grant.node, if: grant.objtype == .parameterAcl)
        require(
            18, "default privileges on large objects", grant.node,
            if: grant.objtype == .largeobject && grant.targtype == .defaults)
        for privilege in grant.privileges where privilege.string(.privName)?.lowercased() == "maintain" {
            require(17, "the privilege MAINTAIN", privilege)
        }
    }

    package mutating func leave(_ node: Node) {}

    private mutating func checkConstraint(_ constraint: Constraint) {
        let node = constraint.node
        let isUnenforced =
            constraint.contype == .attrNotEnforced
            || [.check, .foreign].contains(constraint.contype) && !constraint.isEnforced
        require(18, "NOT ENFORCED", node, if: isUnenforced)
        require(18, "VIRTUAL", node, if: constraint.contype == .generated && constraint.generatedKind == "v")
        require(18, "WITHOUT OVERLAPS", node, if: constraint.withoutOverlaps)
        require(18, "PERIOD", node, if: constraint.fkWithPeriod || constraint.pkWithPeriod)
        require(
            18, "NOT NULL with NO INHERIT or NOT VALID", node,
            if: constraint.contype == .notnull && (constraint.isNoInherit || constraint.skipValidation))
        require(15, "NULLS NOT DISTINCT", node, if: constraint.nullsNotDistinct)
        require(15, "a column list behind SET NULL or SET DEFAULT", node, if: !constraint.fkDelSetCols.isEmpty)
    }

    private mutating func require(_ version: Int, _ syntax: String, _ node: Node, if isUsed: Bool = true) {
        guard isUsed, version > target else { return }
        diagnostics.append(
            Diagnostic(
                .error, rule: "target-version", "\(syntax) needs PostgreSQL \(version)",
                hint: "the script is for PostgreSQL \(target)", source: node.tree.source, range: node.byteRange))
    }
}

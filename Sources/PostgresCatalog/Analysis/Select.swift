import PostgresSyntax

/// SELECT and VALUES: `transformSelectStmt`, `transformValuesClause`, `transformLockingClause`.
extension Analyzer {
    /// A statement within another one: `parse_sub_analyze`.
    func subquery(_ node: Node) throws(SQLError) -> Query {
        try deeper { () throws(SQLError) in try statement(node) }
    }

    /// `transformStmt`.
    func statement(_ node: Node) throws(SQLError) -> Query {
        switch node.kind {
        case .selectStmt:
            let select = SelectStmt(node)!
            if !select.valuesLists.isEmpty { return try values(select) }
            return select.op == .none ? try plainSelect(select) : try setOperation(select)
        case .insertStmt: return try insert(InsertStmt(node)!)
        case .updateStmt: return try update(UpdateStmt(node)!)
        case .deleteStmt: return try delete(DeleteStmt(node)!)
        case .mergeStmt: return try merge(MergeStmt(node)!)
        case .returnStmt: return try returnStatement(node)
        default:
            query.command = .utility
            return query
        }
    }

    private func plainSelect(_ node: SelectStmt) throws(SQLError) -> Query {
        try with(node.withClause)
        if let into = node.intoClause, !context.allowsInto {
            throw .syntax("SELECT ... INTO is not allowed here", range: into.node.byteRange)
        }
        windows = node.windowClause.compactMap(WindowDef.init)
        try from(node.fromClause)
        query.targets = try targets(node.targetList, .selectTarget)
        if let condition = node.whereClause {
            query.expressions.append(try self.condition(condition, .where, "WHERE"))
        }
        var having: Expression?
        if let condition = node.havingClause {
            let value = try self.condition(condition, .having, "HAVING")
            query.expressions.append(value)
            query.hasHaving = true
            having = value
        }
        let sorted = try sort(node.sortClause, .orderBy, allowsNames: true)
        let grouping = try group(node.groupClause, sorted: sorted, .groupBy, allowsNames: true)
        query.hasGrouping = !grouping.clauses.isEmpty || grouping.hasSets
        query.sortGroups += sorted + grouping.clauses
        if let first = node.distinctClause.first ?? node.node.child(.distinctClause) {
            query.hasDistinct = true
            query.sortGroups +=
                first.kind == .null || !first.kind.isNode
                ? try distinct(sorted, range: node.node.byteRange) : try distinctOn(node.distinctClause, sorted)
        }
        try limit(node.limitOffset, .offset, isWithTies: false)
        try limit(node.limitCount, .limit, isWithTies: node.limitOption == .withTies)
        try defineWindows()
        if resolvesUnknowns { try resolveUnknowns(&query.targets) }
        for clause in node.lockingClause.compactMap(LockingClause.init) { try lock(clause) }
        if query.hasAggregates || query.hasGrouping || having != nil { try checkGrouping(grouping, having: having) }
        return query
    }

    /// `transformReturnStmt`.
    private func returnStatement(_ node: Node) throws(SQLError) -> Query {
        guard let value = node.child(.returnval) else { return query }
        let result = try within(.selectTarget) { () throws(SQLError) in try expression(value) }
        query.targets = [
            Query.Target(
                name: FigureColumnName.column(value), expression: try resolvedText(result), range: node.byteRange)
        ]
        return query
    }

    // MARK: VALUES

    private func values(_ node: SelectStmt) throws(SQLError) -> Query {
        try with(node.withClause)
        let (rows, types, collations) = try valueRows(node, resolves: true)
        let columns = types.indices.map {
            RangeTableEntry.Column(name: "column\($0 + 1)", type: types[$0], collation: collations[$0])
        }
        let item = add(
            RangeTableEntry(
                .values(rows), name: "*VALUES*", hasAlias: false, columns: columns, level: level,
                range: node.node.byteRange))
        namespace.append(item)
        query.targets = expand(item, node.node.byteRange, includingMerged: true)
        let sorted = try sort(node.sortClause, .orderBy, allowsNames: true)
        query.sortGroups += sorted
        try limit(node.limitOffset, .offset, isWithTies: false)
        try limit(node.limitCount, .limit, isWithTies: node.limitOption == .withTies)
        if let locking = node.lockingClause.first.flatMap(LockingClause.init) {
            throw SQLError(
                "0A000", "\(locking.strengthName) cannot be applied to VALUES", range: locking.node.byteRange)
        }
        return query
    }

    /// The rows of VALUES, each column of one type.
    private func valueRows(
        _ node: SelectStmt, resolves: Bool
    ) throws(SQLError) -> ([[Expression]], [TypeReference], [OID]) {
        var rows: [[Expression]] = []
        for list in node.valuesLists {
            let row = try expressionList(list.listItems, .values)
            if let first = rows.first, first.count != row.count {
                throw .syntax("VALUES lists must all be the same length", range: list.byteRange)
            }
            rows.append(row)
        }
        guard let count = rows.first?.count else { return ([], [], []) }
        var types: [TypeReference] = []
        var collations: [OID] = []
        for column in 0..<count {
            let values = rows.map { $0[column] }
            var type = try commonType(values, "VALUES", node.node.byteRange)
            if type == .unknown, resolvesUnknowns { type = OID.text }
            for index in rows.indices {
                rows[index][column] = try coerceToCommonType(rows[index][column], type, "VALUES")
            }
            let coerced = rows.map { $0[column] }
            types.append(TypeReference(type, modifier: commonModifier(coerced, type)))
            collations.append(
                try make(.composition("VALUES"), TypeReference(type), coerced, node.node.byteRange).collation)
        }
        return (rows, types, collations)
    }

    // MARK: FOR UPDATE

    private func lock(_ node: LockingClause) throws(SQLError) {
        try checkLocking(node)
        query.hasLocking = true
        for relation in node.lockedRels.compactMap(RangeVar.init) {
            let range = relation.node.byteRange
            if relation.schemaname != nil || relation.catalogname != nil {
                throw .syntax("\(node.strengthName) must specify unqualified relation names", range: range)
            }
            let name = relation.relname ?? ""
            guard let entry = query.rangeTable.first(where: { $0.name == name && $0.isNamed }) else {
                throw SQLError(
                    "42P01", "relation \"\(name)\" in \(node.strengthName) clause not found in FROM clause",
                    range: range)
            }
            if let what = entry.lockError {
                throw SQLError("0A000", "\(node.strengthName) cannot be applied to \(what)", range: range)
            }
        }
    }

    /// `CheckSelectLocking`.
    private func checkLocking(_ node: LockingClause) throws(SQLError) {
        let what: String?
        if query.isSetOperation {
            what = "UNION/INTERSECT/EXCEPT"
        } else if query.hasDistinct {
            what = "DISTINCT clause"
        } else if query.hasGrouping {
            what = "GROUP BY clause"
        } else if query.hasAggregates {
            what = "aggregate functions"
        } else if query.hasWindowFunctions {
            what = "window functions"
        } else if query.hasTargetSets {
            what = "set-returning functions in the target list"
        } else {
            what = nil
        }
        if let what {
            throw SQLError("0A000", "\(node.strengthName) is not allowed with \(what)", range: node.node.byteRange)
        }
    }

    /// No locking with UNION and its like.
    func rejectLocking(_ node: SelectStmt) throws(SQLError) {
        guard let locking = node.lockingClause.first.flatMap(LockingClause.init) else { return }
        throw SQLError(
            "0A000", "\(locking.strengthName) is not allowed with UNION/INTERSECT/EXCEPT",
            range: locking.node.byteRange)
    }
}

extension LockingClause {
    /// `LCS_asString`.
    fileprivate var strengthName: String {
        switch strength {
        case .forkeyshare: "FOR KEY SHARE"
        case .forshare: "FOR SHARE"
        case .fornokeyupdate: "FOR NO KEY UPDATE"
        case .forupdate: "FOR UPDATE"
        case .none: "FOR some"
        }
    }
}

extension RangeTableEntry {
    /// Whether FOR UPDATE can name it at all.
    fileprivate var isNamed: Bool {
        if case .join = kind { return hasAlias }
        return true
    }

    /// What FOR UPDATE cannot be applied to.
    fileprivate var lockError: String? {
        switch kind {
        case .relation, .subquery: nil
        case .join: "a join"
        case .function: "a function"
        case .tableFunction: "a table function"
        case .values: "VALUES"
        case .commonTable: "a WITH query"
        case .named: nil
        }
    }
}

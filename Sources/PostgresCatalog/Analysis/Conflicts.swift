import PostgresSyntax

/// ON CONFLICT and MERGE: `transformOnConflictClause`, `infer_arbiter_indexes`, `transformMergeStmt`.
extension Analyzer {
    func onConflict(_ node: OnConflictClause) throws(SQLError) {
        guard let target else { return }
        let range = node.node.byteRange
        if node.action == .update, node.infer == nil {
            throw SQLError(
                "42601", "ON CONFLICT DO UPDATE requires inference specification or constraint name",
                hint: "For example, ON CONFLICT (column_name).", range: range)
        }
        var excluded: NamespaceItem?
        if node.action == .update { excluded = try excludedItem(target) }
        if let infer = node.infer { try arbiter(infer, isUpdate: node.action == .update) }
        guard node.action == .update, let excluded else { return }
        namespace.append(excluded)
        // What follows is an UPDATE, no INSERT.
        query.command = .update
        defer { query.command = .insert }
        query.expressions += try updateTargets(node.targetList).map(\.expression)
        if let condition = node.whereClause {
            query.expressions.append(try self.condition(condition, .where, "WHERE"))
        }
        namespace.removeLast()
    }

    /// The row that was to be inserted: it uses every column.
    private func excludedItem(_ target: NamespaceItem) throws(SQLError) -> NamespaceItem {
        guard let relation = target.entry.relation else {
            var item = target
            item.name = "excluded"
            return item
        }
        let columns = executor.columns(ofRelation: relation)
        let item = add(
            RangeTableEntry(
                .relation(relation), name: "excluded", hasAlias: true, columns: columns, level: level,
                range: target.entry.range))
        query.expressions += item.columns.filter { $0.entry != nil }.map { variable($0, target.entry.range) }
        return item
    }

    /// `transformOnConflictArbiter`.
    private func arbiter(_ node: InferClause, isUpdate: Bool) throws(SQLError) {
        guard let relation = target?.entry.relation else { return }
        if let name = node.conname {
            let found = executor.constraints(of: relation).first { executor.database.constraints[$0]?.name == name }
            guard let found, let row = executor.database.constraints[found] else {
                throw SQLError(
                    "42704",
                    "constraint \"\(name)\" for table \"\(executor.database.relations[relation]?.name ?? "")\" does not exist",
                    range: node.node.byteRange)
            }
            query.otherDependencies.append(
                FoundDependency(address: ObjectAddress(.constraint, found), range: node.node.byteRange))
            guard context.isExecuted else { return }
            if row.index == .none {
                throw .wrongObjectType(
                    "constraint in ON CONFLICT clause has no associated index", range: node.node.byteRange)
            }
            if isUpdate, row.kind == .exclusion {
                throw .wrongObjectType(
                    "ON CONFLICT DO UPDATE not supported with exclusion constraints", range: node.node.byteRange)
            }
            return
        }
        let outer = namespace
        namespace = target.map { [$0] } ?? []
        defer { namespace = outer }
        var elements: [ConflictElement] = []
        for element in node.indexElems.compactMap(IndexElem.init) {
            elements.append(try conflictElement(element))
        }
        if let condition = node.whereClause {
            query.expressions.append(try self.condition(condition, .indexPredicate, "WHERE"))
        }
        guard context.isExecuted, hasIndex(relation, elements, hasPredicate: node.whereClause != nil) else {
            if !context.isExecuted { return }
            throw SQLError(
                "42P10", "there is no unique or exclusion constraint matching the ON CONFLICT specification",
                range: node.node.byteRange)
        }
    }

    /// What ON CONFLICT asks an index for.
    private enum ConflictElement {
        case column(Int16)
        case expression(Expression)
    }

    /// `resolve_unique_index_expr`.
    private func conflictElement(_ node: IndexElem) throws(SQLError) -> ConflictElement {
        let range = node.node.byteRange
        if node.ordering != .default {
            throw SQLError("42P10", "ASC/DESC is not allowed in ON CONFLICT clause", range: range)
        }
        if node.nullsOrdering != .default {
            throw SQLError("42P10", "NULLS FIRST/LAST is not allowed in ON CONFLICT clause", range: range)
        }
        let value: Expression
        if let name = node.name {
            guard let target, let found = try column(name, of: target, range) else {
                throw missingColumn(nil, name, range)
            }
            value = found
        } else if let node = node.expr {
            value = try within(.indexExpression) { () throws(SQLError) in try expression(node) }
        } else {
            throw .syntax("ON CONFLICT of nothing", range: range)
        }
        if !node.collation.isEmpty { _ = try executor.collation(node.collation.strings, range: node.collation.range) }
        query.expressions.append(value)
        if case .variable(_, let number) = value.kind { return .column(number) }
        return .expression(value)
    }

    /// Whether a unique index has just these columns; of its predicate it is only seen whether there is one.
    private func hasIndex(_ relation: OID, _ elements: [ConflictElement], hasPredicate: Bool) -> Bool {
        var columns: Set<Int16> = []
        var expressionCount = 0
        for element in elements {
            switch element {
            case .column(let number): columns.insert(number)
            case .expression: expressionCount += 1
            }
        }
        return executor.indexes(of: relation).contains { oid in
            guard let index = executor.database.relations[oid]?.index, index.isUnique || index.isExclusion,
                !index.isExclusion || elements.isEmpty
            else { return false }
            let keys = index.columns.prefix(index.keyCount)
            return Set(keys.filter { $0 != 0 }) == columns && keys.count { $0 == 0 } == expressionCount
                && (index.predicate == nil || hasPredicate)
        }
    }

    // MARK: MERGE

    /// `transformMergeStmt`.
    func merge(_ node: MergeStmt) throws(SQLError) -> Query {
        query.command = .merge
        if let clause = node.withClause, clause.recursive {
            throw .syntax("WITH RECURSIVE is not supported for MERGE statement", range: clause.node.byteRange)
        }
        try with(node.withClause)
        let clauses = node.mergeWhenClauses.compactMap(MergeWhenClause.init)
        try checkReachable(clauses)
        try setTarget(node.relation, addsColumns: false)
        try checkMergeTarget()
        guard let sourceNode = node.sourceRelation, let target else { return query }
        let source = try fromItem(sourceNode)
        if source.item.name == target.name, source.item.isRelationVisible {
            throw SQLError(
                "42712", "name \"\(target.name)\" specified more than once",
                detail: "The name is used both as MERGE target table and data source.", range: sourceNode.byteRange)
        }
        let sourceNames = source.names
        namespace += sourceNames
        namespace.append(target)
        if let condition = node.joinCondition {
            query.expressions.append(try self.condition(condition, .joinOn, "JOIN/ON"))
        }
        try returning(node.returningClause, .mergeReturning)
        for clause in clauses {
            // An action sees only the rows that there are.
            namespace = sourceNames + [target]
            for index in namespace.indices {
                let isTarget = namespace[index].entry == target.entry
                let isVisible =
                    switch clause.matchKind {
                    case .matched: true
                    case .notMatchedBySource: isTarget
                    case .notMatchedByTarget: !isTarget
                    }
                if !isVisible {
                    namespace[index].areColumnsVisible = false
                    namespace[index].isRelationVisible = false
                }
            }
            try mergeAction(clause)
        }
        return query
    }

    private func checkReachable(_ clauses: [MergeWhenClause]) throws(SQLError) {
        var final: Set<MergeMatchKind> = []
        for clause in clauses {
            if final.contains(clause.matchKind) {
                throw .syntax(
                    "unreachable WHEN clause specified after unconditional WHEN clause", range: clause.node.byteRange)
            }
            if clause.condition == nil { final.insert(clause.matchKind) }
        }
    }

    private func checkMergeTarget() throws(SQLError) {
        guard let entry = target?.entry, let oid = entry.relation, let row = executor.database.relations[oid] else {
            return
        }
        switch row.kind {
        case .table, .partitionedTable, .view: return
        default:
            throw SQLError(
                "0A000", "cannot execute MERGE on relation \"\(row.name)\"",
                detail: row.kind.notSupported, range: entry.range)
        }
    }

    private func mergeAction(_ node: MergeWhenClause) throws(SQLError) {
        if let condition = node.condition {
            query.expressions.append(try self.condition(condition, .mergeWhen, "WHEN"))
        }
        switch node.commandType {
        case .insert:
            query.command = .insert
            defer { query.command = .merge }
            overriding = node.override
            let columns = try insertTargets(node.targetList)
            if node.values.isEmpty { return }
            let values = try expressionList(node.values, .valuesSingle, allowsDefault: true)
            query.expressions += try insertRow(values, node.targetList, columns).map(\.expression)
        case .update: query.expressions += try updateTargets(node.targetList).map(\.expression)
        default: break
        }
    }

    /// `transformMergeSupportFunc`.
    func mergeAction(_ node: Node) throws(SQLError) -> Expression {
        guard levels.contains(where: { $0.clause == .mergeReturning }) else {
            throw .syntax(
                "MERGE_ACTION() can only be used in the RETURNING list of a MERGE command", range: node.byteRange)
        }
        return try make(.composition("merge_action"), TypeReference(.text), [], node.byteRange)
    }
}

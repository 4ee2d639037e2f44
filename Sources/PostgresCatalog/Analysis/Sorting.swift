import PostgresSyntax

/// ORDER BY, GROUP BY, DISTINCT, LIMIT: the second half of `parse_clause.c`.
extension Analyzer {
    // MARK: Targets that are sorted by

    /// `findTargetlistEntrySQL92`: the place of a target that is named or numbered.
    func targetIndex(_ node: Node, _ clause: Clause, allowsNames: Bool) throws(SQLError) -> Int {
        guard allowsNames else { return try targetIndex(ofExpression: node, clause) }
        let fields = node.kind == .columnRef ? node.children(.fields) : node.children(.none)
        if fields.count == 1, let name = fields[0].stringNodeValue {
            let isColumn = clause == .groupBy ? try hasOwnColumn(name, node.byteRange) : false
            if !isColumn, let found = try target(named: name, clause, node.byteRange) { return found }
        }
        if let constant = AConst(node) {
            guard case .integer(let position) = constant.value else {
                throw .syntax("non-integer constant in \(clause.name)", range: node.byteRange)
            }
            let outputs = query.targets.indices.filter { !query.targets[$0].isJunk }
            guard position >= 1, position <= outputs.count else {
                throw SQLError(
                    "42P10", "\(clause.name) position \(position) is not in select list", range: node.byteRange)
            }
            try checkTarget(outputs[position - 1], clause)
            return outputs[position - 1]
        }
        return try targetIndex(ofExpression: node, clause)
    }

    private func target(named name: String, _ clause: Clause, _ range: Range<Int>) throws(SQLError) -> Int? {
        var found: Int?
        for index in query.targets.indices where !query.targets[index].isJunk && query.targets[index].name == name {
            if let found {
                guard query.targets[found].expression.fingerprint == query.targets[index].expression.fingerprint else {
                    throw SQLError("42702", "\(clause.name) \"\(name)\" is ambiguous", range: range)
                }
            } else {
                found = index
            }
        }
        if let found { try checkTarget(found, clause) }
        return found
    }

    /// Whether FROM of this query has a column of this name.
    private func hasOwnColumn(_ name: String, _ range: Range<Int>) throws(SQLError) -> Bool {
        for item in namespace where item.areColumnsVisible {
            if try column(name, of: item, range) != nil { return true }
        }
        return false
    }

    /// `checkTargetlistEntrySQL92`.
    private func checkTarget(_ index: Int, _ clause: Clause) throws(SQLError) {
        guard clause == .groupBy else { return }
        let value = query.targets[index].expression
        if let aggregate = value.first({
            if case .aggregate(_, let own) = $0.kind { own.level == level } else { false }
        }) {
            throw SQLError("42803", "aggregate functions are not allowed in GROUP BY", range: aggregate.range)
        }
        if let window = value.first({ if case .window = $0.kind { true } else { false } }) {
            throw SQLError("42P20", "window functions are not allowed in GROUP BY", range: window.range)
        }
    }

    /// `findTargetlistEntrySQL99`: an expression of its own is added as junk.
    private func targetIndex(ofExpression node: Node, _ clause: Clause) throws(SQLError) -> Int {
        let value = try within(clause) { () throws(SQLError) in try expression(node) }
        if let found = query.targets.firstIndex(where: { $0.expression.fingerprint == value.fingerprint }) {
            return found
        }
        query.targets.append(
            Query.Target(
                name: FigureColumnName.column(node), expression: value, range: node.byteRange, isJunk: true))
        return query.targets.count - 1
    }

    /// `assignSortGroupRef`.
    func reference(_ index: Int) -> Int {
        if query.targets[index].sortGroupReference == 0 {
            query.targets[index].sortGroupReference = (query.targets.map(\.sortGroupReference).max() ?? 0) + 1
        }
        return query.targets[index].sortGroupReference
    }

    // MARK: ORDER BY

    /// `transformSortClause`.
    func sort(_ nodes: NodeList, _ clause: Clause, allowsNames: Bool) throws(SQLError) -> [Query.SortGroup] {
        var result: [Query.SortGroup] = []
        for sort in nodes.compactMap(SortBy.init) {
            guard let key = sort.nodeField else { continue }
            let index = try targetIndex(key, clause, allowsNames: allowsNames)
            try addSort(index, sort, &result)
        }
        return result
    }

    /// `addTargetToSortList`.
    private func addSort(_ index: Int, _ node: SortBy, _ list: inout [Query.SortGroup]) throws(SQLError) {
        query.targets[index].expression = try resolvedText(query.targets[index].expression)
        let value = query.targets[index].expression
        let operators = try operators(of: node, value)
        let known = query.targets[index].sortGroupReference
        if known != 0, list.contains(where: { $0.reference == known }) { return }
        list.append(
            Query.SortGroup(
                reference: reference(index), equality: operators.equality, ordering: operators.ordering,
                range: node.node.byteRange))
    }

    private func operators(of node: SortBy, _ value: Expression) throws(SQLError) -> (ordering: OID, equality: OID) {
        if value.isOpaque { return (.none, .none) }
        let range = node.nodeField?.byteRange ?? node.node.byteRange
        switch node.sortbyDir {
        case .using:
            let names = node.useOp.strings
            let found = try executor.resolveOperator(
                names, left: value.type.oid, right: value.type.oid, range: node.useOp.range ?? range)
            guard executor.orderingFamily(of: found.operatorOID) != nil,
                let equality = executor.equality(forOrdering: found.operatorOID)
            else {
                throw SQLError(
                    "42809", "operator \(names.joined(separator: ".")) is not a valid ordering operator",
                    hint: "Ordering operators must be \"<\" or \">\" members of btree operator families.",
                    range: node.useOp.range ?? range)
            }
            return (found.operatorOID, equality)
        case .desc:
            let found = try executor.orderingOperators(
                of: value.type.oid, needsOrder: true, needsEquality: true, range: range)
            return (found.greater, found.equal)
        default:
            let found = try executor.orderingOperators(
                of: value.type.oid, needsOrder: true, needsEquality: true, range: range)
            return (found.less, found.equal)
        }
    }

    /// Notes what ORDER BY within an aggregate needs.
    func noteOrder(_ node: SortBy, _ value: Expression) throws(SQLError) {
        let operators = try operators(of: node, try resolvedText(value))
        note(operators.ordering, node.useOp.range)
        note(operators.equality, nil)
    }

    // MARK: GROUP BY and DISTINCT

    /// `addTargetToGroupList`.
    func addGroup(_ index: Int, _ list: inout [Query.SortGroup], range: Range<Int>) throws(SQLError) {
        query.targets[index].expression = try resolvedText(query.targets[index].expression)
        let known = query.targets[index].sortGroupReference
        if known != 0, list.contains(where: { $0.reference == known }) { return }
        let type = query.targets[index].expression.type.oid
        var operators = OrderingOperators()
        if type != .none {
            operators = try executor.orderingOperators(
                of: type, needsOrder: false, needsEquality: true, range: range)
        }
        list.append(
            Query.SortGroup(
                reference: reference(index), equality: operators.equal, ordering: operators.less, range: range))
    }

    /// `transformDistinctClause`.
    func distinct(_ sorted: [Query.SortGroup], range: Range<Int>) throws(SQLError) -> [Query.SortGroup] {
        var result: [Query.SortGroup] = []
        for sort in sorted {
            if let target = query.targets.first(where: { $0.sortGroupReference == sort.reference }), target.isJunk {
                throw SQLError(
                    "42P10", "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
                    range: target.range)
            }
            result.append(sort)
        }
        for index in query.targets.indices where !query.targets[index].isJunk {
            try addGroup(index, &result, range: query.targets[index].range)
        }
        if result.isEmpty { throw .syntax("SELECT DISTINCT must have at least one column", range: range) }
        return result
    }

    /// `transformDistinctOnClause`.
    func distinctOn(_ nodes: NodeList, _ sorted: [Query.SortGroup]) throws(SQLError) -> [Query.SortGroup] {
        var indices: [Int] = []
        for node in nodes {
            let index = try targetIndex(node, .distinctOn, allowsNames: true)
            _ = reference(index)
            indices.append(index)
        }
        let message = "SELECT DISTINCT ON expressions must match initial ORDER BY expressions"
        var result: [Query.SortGroup] = []
        var hasSkipped = false
        for sort in sorted {
            guard let place = indices.firstIndex(where: { query.targets[$0].sortGroupReference == sort.reference })
            else {
                hasSkipped = true
                continue
            }
            if hasSkipped { throw SQLError("42P10", message, range: nodes[place].byteRange) }
            result.append(sort)
        }
        for (node, index) in zip(nodes, indices) {
            let known = query.targets[index].sortGroupReference
            if result.contains(where: { $0.reference == known }) { continue }
            if hasSkipped { throw SQLError("42P10", message, range: node.byteRange) }
            try addGroup(index, &result, range: node.byteRange)
        }
        return result
    }

    // MARK: LIMIT

    /// `transformLimitClause`.
    func limit(_ node: Node?, _ clause: Clause, isWithTies: Bool) throws(SQLError) {
        guard let node else { return }
        query.hasLimit = true
        let value = try within(clause) { () throws(SQLError) in
            try coerceTo(try expression(node), OID.int8, construct: clause.name)
        }
        try checkWithoutColumns(value, clause.name)
        if isWithTies, clause == .limit, case .null? = AConst(node)?.value {
            throw SQLError(
                "2201W", "row count cannot be null in FETCH FIRST ... WITH TIES clause", range: node.byteRange)
        }
        query.expressions.append(value)
    }

    /// `checkExprIsVarFree`.
    func checkWithoutColumns(_ value: Expression, _ construct: String) throws(SQLError) {
        let variable = value.first {
            if case .variable(let entry, _) = $0.kind { entry.level == level } else { false }
        }
        if let variable {
            throw SQLError("42P10", "argument of \(construct) must not contain variables", range: variable.range)
        }
    }
}

extension Executor {
    /// The B-tree operator family in which an operator is `<` or `>` or one of the others: `get_op_index_interpretation`.
    func orderingFamily(of operatorOID: OID) -> OID? {
        guard let row = database.operators[operatorOID] else { return nil }
        let left = baseType(TypeReference(row.left)).oid
        if let oid = defaultOperatorClass(for: left, accessMethod: .btree),
            let family = database.operatorClasses[oid]?.family,
            database.operatorFamilies[family]?.operators.contains(where: { $0.object == operatorOID }) == true
        {
            return family
        }
        return database.operatorFamilies.userRows.first {
            $0.row.accessMethod == .btree && $0.row.operators.contains { $0.object == operatorOID }
        }?.oid
    }

    /// `get_equality_op_for_ordering_op`.
    func equality(forOrdering operatorOID: OID) -> OID? {
        guard let family = orderingFamily(of: operatorOID), let row = database.operatorFamilies[family],
            let member = row.operators.first(where: { $0.object == operatorOID }),
            member.number == 1 || member.number == 5
        else { return nil }
        return row.operators.first { $0.number == 3 && $0.left == member.left && $0.right == member.right }?.object
    }
}

extension Expression {
    /// The first of itself and its operands that `test` is true of.
    func first(_ test: (Expression) -> Bool) -> Expression? {
        if test(self) { return self }
        for operand in operands {
            if let found = operand.first(test) { return found }
        }
        return nil
    }
}

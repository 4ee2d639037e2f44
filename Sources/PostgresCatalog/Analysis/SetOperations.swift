import PostgresSyntax

/// UNION, INTERSECT, EXCEPT: `transformSetOperationStmt`.
extension Analyzer {
    /// A side of a set operation: its columns.
    private struct Side {
        var columns: [Query.Target]
        /// The query, if the side is no set operation itself: its constants can still get a type.
        var leaf: Query?
        var range: Range<Int>
    }

    func setOperation(_ node: SelectStmt) throws(SQLError) -> Query {
        try rejectLocking(node)
        try with(node.withClause)
        query.isSetOperation = true
        let result = try side(node, isTop: true)
        query.targets = result.columns
        let item = try resultItem(result)
        let outer = namespace
        namespace = [item]
        let count = query.targets.count
        let sorted = try sort(node.sortClause, .orderBy, allowsNames: true)
        namespace = outer
        if query.targets.count != count {
            throw SQLError(
                "0A000", "invalid UNION/INTERSECT/EXCEPT ORDER BY clause",
                detail: "Only result column names can be used, not expressions or functions.",
                hint: "Add the expression/function to every SELECT, or move the UNION into a FROM clause.",
                range: query.targets[count].range)
        }
        query.sortGroups += sorted
        try limit(node.limitOffset, .offset, isWithTies: false)
        try limit(node.limitCount, .limit, isWithTies: node.limitOption == .withTies)
        return query
    }

    /// What ORDER BY can name: the columns of the result.
    private func resultItem(_ side: Side) throws(SQLError) -> NamespaceItem {
        var columns: [NamespaceItem.Column] = []
        for target in side.columns {
            guard case .variable(let entry, let number) = target.expression.kind else { continue }
            columns.append(
                NamespaceItem.Column(
                    name: target.name, entry: entry, number: number, type: target.expression.type,
                    collation: target.expression.collation))
        }
        let entry = RangeTableEntry(
            .join(merged: []), name: "unnamed_join", hasAlias: false, columns: [], level: level, range: side.range)
        var item = NamespaceItem(entry: entry, name: "unnamed_join", columns: columns)
        item.isRelationVisible = false
        return item
    }

    /// `transformSetOperationTree`.
    private func side(_ node: SelectStmt, isTop: Bool) throws(SQLError) -> Side {
        try deeper { () throws(SQLError) in
            if let into = node.intoClause, !context.allowsInto {
                throw .syntax(
                    "INTO is only allowed on first SELECT of UNION/INTERSECT/EXCEPT", range: into.node.byteRange)
            }
            let isLeaf =
                node.op == .none
                || !isTop
                    && (!node.sortClause.isEmpty || node.limitOffset != nil || node.limitCount != nil
                        || !node.lockingClause.isEmpty || node.withClause != nil)
            if isLeaf, node.op == .none { try rejectLocking(node) }
            return isLeaf ? try leaf(node) : try inner(node, isTop: isTop)
        }
    }

    /// A SELECT that becomes a subquery.
    private func leaf(_ node: SelectStmt) throws(SQLError) -> Side {
        let analyzer = Analyzer(within: self)
        analyzer.resolvesUnknowns = false
        let outer = clause
        clause = .fromSubselect
        defer { clause = outer }
        let found = try analyzer.subquery(node.node)
        let range = node.node.byteRange
        let item = try subqueryItem(found, alias: nil, range: range)
        let columns = zip(found.outputs, item.columns).map { target, column in
            Query.Target(
                name: target.name,
                expression: Expression(
                    .variable(item.entry, column.number), target.expression.type,
                    collation: target.expression.collation, strength: target.expression.strength,
                    range: target.expression.range),
                range: target.range)
        }
        return Side(columns: columns, leaf: found, range: range)
    }

    private func inner(_ node: SelectStmt, isTop: Bool) throws(SQLError) -> Side {
        guard let leftNode = node.larg, let rightNode = node.rarg else { throw .syntax("UNION of nothing") }
        let construct =
            switch node.op {
            case .intersect: "INTERSECT"
            case .except: "EXCEPT"
            default: "UNION"
            }
        let left = try side(leftNode, isTop: false)
        if isTop, let table = definedCommonTable, table.isRecursive {
            try determineColumns(of: table, left.columns)
        }
        let right = try side(rightNode, isTop: false)
        guard left.columns.count == right.columns.count else {
            throw .syntax(
                "each \(construct) query must have the same number of columns",
                range: right.columns.first?.range ?? right.range)
        }
        let groups = node.op != .union || !node.all
        var columns: [Query.Target] = []
        for index in left.columns.indices {
            columns.append(
                try column(index, left, right, construct, groups: groups, range: node.node.byteRange))
        }
        return Side(columns: columns, leaf: nil, range: node.node.byteRange)
    }

    /// A column of the result.
    private func column(
        _ index: Int, _ left: Side, _ right: Side, _ construct: String, groups: Bool, range: Range<Int>
    ) throws(SQLError) -> Query.Target {
        let first = left.columns[index].expression
        let second = right.columns[index].expression
        let values = [value(first, of: left, index), value(second, of: right, index)]
        let type = try commonType(values, construct, values[1].range)
        var coerced: [Expression] = []
        for (value, side) in zip(values, [left, right]) {
            guard value.type.oid != .unknown || isAdaptable(value) else {
                coerced.append(value)
                continue
            }
            let result = try coerceToCommonType(value, type, construct)
            coerced.append(result)
            if value.type.oid == .unknown { adapt(side, index, result) }
        }
        let modifier = commonModifier(coerced, type)
        let merged = try make(
            .composition(construct), TypeReference(type, modifier: modifier), coerced, first.range)
        if groups {
            if merged.strength == .conflict {
                throw SQLError(
                    "42P21",
                    "collation mismatch between implicit collations in \(construct)",
                    hint: "You can choose the collation by applying the COLLATE clause to one or both expressions.",
                    range: second.range)
            }
            if type != .none {
                let operators = try executor.orderingOperators(
                    of: type, needsOrder: false, needsEquality: true, range: range)
                note(operators.equal, nil)
                note(operators.less, nil)
            }
        }
        return Query.Target(
            name: left.columns[index].name,
            expression: Expression(
                first.kind, merged.type, collation: merged.collation, strength: merged.strength, range: first.range),
            range: left.columns[index].range)
    }

    /// The value of a column as its SELECT has it.
    private func value(_ column: Expression, of side: Side, _ index: Int) -> Expression {
        guard column.type.oid == .unknown, let leaf = side.leaf else { return column }
        let outputs = leaf.outputs
        return index < outputs.count ? outputs[index].expression : column
    }

    private func isAdaptable(_ value: Expression) -> Bool {
        switch value.kind {
        case .constant, .parameter: true
        default: false
        }
    }

    /// A constant of unknown type gets the type of the column.
    private func adapt(_ side: Side, _ index: Int, _ value: Expression) {
        guard let leaf = side.leaf, leaf.command == .select else { return }
        let places = leaf.targets.indices.filter { !leaf.targets[$0].isJunk }
        if index < places.count { leaf.targets[places[index]].expression = value }
    }
}

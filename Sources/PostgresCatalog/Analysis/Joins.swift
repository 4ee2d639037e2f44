import PostgresSyntax

/// JOIN: the part of `transformFromClauseItem` about it.
extension Analyzer {
    private typealias Column = NamespaceItem.Column

    func join(_ node: JoinExpr) throws(SQLError) -> FromItem {
        guard let leftNode = node.larg, let rightNode = node.rarg else { throw .syntax("join of nothing") }
        var left = try fromItem(leftNode)
        // The right side may refer to the left one by LATERAL.
        let count = namespace.count
        var lateral = left.names
        setLateral(&lateral, isOnly: true, isAllowed: node.jointype == .inner || node.jointype == .left)
        namespace += lateral
        let right = try fromItem(rightNode)
        namespace.removeLast(namespace.count - count)
        setLateral(&left.names, isOnly: true, isAllowed: node.jointype == .inner || node.jointype == .left)
        try checkConflicts(left.names, right.names)
        var names = left.names + right.names

        let common = node.isNatural ? commonNames(left.item, right.item) : node.usingClause.strings
        let pairs = try usingColumns(common, left.item, right.item, node)
        if !pairs.isEmpty {
            let range = node.usingClause.range ?? node.node.byteRange
            try joinCondition(
                pairs.map {
                    (variable(left.item.columns[$0.left], range), variable(right.item.columns[$0.right], range))
                }, range: range)
        } else if let condition = node.quals {
            try joinCondition(condition, names)
        }
        let joined = try result(of: node, left.item, right.item, pairs)
        if let alias = node.joinUsingAlias, let name = alias.aliasname {
            var item = joined
            item.name = name
            item.columns = zip(joined.columns.prefix(pairs.count), common).map { column, name in
                var column = column
                column.name = name
                return column
            }
            item.areColumnsVisible = false
            let entry = joined.entry
            try checkConflicts(names, [NamespaceItem(entry: entry, name: name, columns: [])])
            names.append(item)
        }
        // An alias hides what is joined; without one only the columns' plain names are the join's.
        if node.alias == nil {
            for index in names.indices { names[index].areColumnsVisible = false }
        } else {
            names = []
        }
        var whole = joined
        whole.isRelationVisible = node.alias != nil
        return FromItem(item: joined, names: names + [whole])
    }

    private func commonNames(_ left: NamespaceItem, _ right: NamespaceItem) -> [String] {
        left.columns.compactMap { column in
            guard column.entry != nil,
                right.columns.contains(where: { $0.entry != nil && $0.name == column.name })
            else { return nil }
            return column.name
        }
    }

    /// The columns that USING joins.
    private func usingColumns(
        _ names: [String], _ left: NamespaceItem, _ right: NamespaceItem, _ node: JoinExpr
    ) throws(SQLError) -> [(left: Int, right: Int)] {
        var pairs: [(left: Int, right: Int)] = []
        for (index, name) in names.enumerated() {
            let range = node.isNatural ? node.node.byteRange : node.usingClause[index].byteRange
            if names[..<index].contains(name) {
                throw SQLError(
                    "42701", "column name \"\(name)\" appears more than once in USING clause", range: range)
            }
            pairs.append(
                (
                    try usingColumn(name, left, "left", range),
                    try usingColumn(name, right, "right", range)
                ))
        }
        return pairs
    }

    private func usingColumn(
        _ name: String, _ item: NamespaceItem, _ side: String, _ range: Range<Int>
    ) throws(SQLError) -> Int {
        let found = item.columns.indices.filter { item.columns[$0].name == name && item.columns[$0].entry != nil }
        if found.count > 1 {
            throw SQLError(
                "42702", "common column name \"\(name)\" appears more than once in \(side) table", range: range)
        }
        guard let only = found.first else {
            throw SQLError(
                "42703", "column \"\(name)\" specified in USING clause does not exist in \(side) table", range: range)
        }
        return only
    }

    /// `transformJoinOnClause`: only the names of the two sides are known.
    private func joinCondition(_ node: Node, _ names: [NamespaceItem]) throws(SQLError) {
        var own = names
        setLateral(&own, isOnly: false, isAllowed: true)
        let outer = namespace
        namespace = own
        defer { namespace = outer }
        query.expressions.append(try condition(node, .joinOn, "JOIN/ON"))
    }

    /// The columns of a join.
    private func result(
        of node: JoinExpr, _ left: NamespaceItem, _ right: NamespaceItem, _ pairs: [(left: Int, right: Int)]
    ) throws(SQLError) -> NamespaceItem {
        var columns: [Column] = []
        var merged: [Expression] = []
        var computed: Set<Int> = []
        for (index, pair) in pairs.enumerated() {
            let leftColumn = left.columns[pair.left]
            let rightColumn = right.columns[pair.right]
            let value = try mergedColumn(leftColumn, rightColumn, node)
            var column = leftColumn
            if case .variable(let entry, let number) = value.kind {
                column.entry = entry
                column.number = number
            } else {
                merged.append(value)
                computed.insert(index)
            }
            column.type = value.type
            column.collation = value.collation
            columns.append(column)
        }
        for (index, column) in left.columns.enumerated()
        where column.entry != nil && !pairs.contains(where: { $0.left == index }) {
            columns.append(column)
        }
        for (index, column) in right.columns.enumerated()
        where column.entry != nil && !pairs.contains(where: { $0.right == index }) {
            columns.append(column)
        }
        var entryColumns = columns.map {
            RangeTableEntry.Column(name: $0.name, type: $0.type, collation: $0.collation)
        }
        let name = node.alias?.aliasname ?? "unnamed_join"
        try rename(&entryColumns, node.alias, of: "join expression \"\(name)\"", node.node.byteRange)
        let entry = RangeTableEntry(
            .join(merged: merged), name: name, hasAlias: node.alias != nil, columns: entryColumns, level: level,
            range: node.node.byteRange)
        entry.isOpaque = left.entry.isOpaque || right.entry.isOpaque
        var item = add(entry)
        for index in columns.indices {
            columns[index].name = entryColumns[index].name
            if computed.contains(index) {
                columns[index].entry = entry
                columns[index].number = Int16(clamping: index + 1)
            }
        }
        item.columns = columns
        entry.joined = columns
        return item
    }

    /// What a column merged by USING is: `buildMergedJoinVar`.
    private func mergedColumn(_ left: Column, _ right: Column, _ node: JoinExpr) throws(SQLError) -> Expression {
        let range = node.node.byteRange
        var leftValue = variable(left, range)
        var rightValue = variable(right, range)
        if leftValue.isOpaque || rightValue.isOpaque { return leftValue.isOpaque ? rightValue : leftValue }
        let type = try commonType([leftValue, rightValue], "JOIN/USING", range)
        let modifier = commonModifier([leftValue, rightValue], type)
        leftValue = try mergedSide(leftValue, TypeReference(type, modifier: modifier))
        rightValue = try mergedSide(rightValue, TypeReference(type, modifier: modifier))
        switch node.jointype {
        case .left: return leftValue
        case .right: return rightValue
        case .full: return try make(.composition("COALESCE"), leftValue.type, [leftValue, rightValue], range)
        default:
            if case .variable = leftValue.kind { return leftValue }
            if case .variable = rightValue.kind { return rightValue }
            return leftValue
        }
    }

    private func mergedSide(_ value: Expression, _ type: TypeReference) throws(SQLError) -> Expression {
        if value.type.oid != type.oid { return try coerce(value, to: type.oid, modifier: type.modifier, .implicit) }
        return value.type == type ? value : try make(.relabel, type, [value], value.range)
    }

    /// The condition that USING stands for: `transformJoinUsingClause`.
    private func joinCondition(
        _ pairs: [(left: Expression, right: Expression)], range: Range<Int>
    ) throws(SQLError) {
        for pair in pairs {
            let equal = try binary(["="], pair.left, pair.right, range: range)
            query.expressions.append(try coerceToBoolean(equal, construct: "JOIN/USING"))
        }
    }
}

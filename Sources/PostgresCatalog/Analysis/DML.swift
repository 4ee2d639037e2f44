import PostgresSyntax

/// INSERT, UPDATE, DELETE with RETURNING: `analyze.c`.
extension Analyzer {
    /// `setTargetTable`.
    func setTarget(_ node: RangeVar?, addsColumns: Bool) throws(SQLError) {
        guard let node else { return }
        if node.schemaname == nil, let name = node.relname, commonTable(name) != nil {
            throw SQLError(
                "0A000", "relation \"\(name)\" cannot be the target of a modifying statement", range: node.nameRange)
        }
        let item: NamespaceItem
        if let relation = try openRelation(node) {
            item = try relationItem(relation, alias: node.alias, range: node.nameRange)
        } else {
            item = try opaqueTarget(node)
        }
        target = item
        query.resultRelation = item.entry
        if addsColumns {
            try checkConflicts(namespace, [item])
            namespace.append(item)
        }
    }

    private func opaqueTarget(_ node: RangeVar) throws(SQLError) -> NamespaceItem {
        let entry = RangeTableEntry(
            .named, name: node.alias?.aliasname ?? node.relname ?? "", hasAlias: node.alias != nil, columns: [],
            level: level, range: node.nameRange)
        entry.isOpaque = true
        return add(entry)
    }

    // MARK: INSERT

    /// A column that INSERT stores into.
    struct InsertTarget {
        var name: String
        var number: Int16
        var indirection: [Node]
        var range: Range<Int>
    }

    /// `transformInsertStmt`.
    func insert(_ node: InsertStmt) throws(SQLError) -> Query {
        query.command = .insert
        try with(node.withClause)
        let select = node.selectStmt.flatMap(SelectStmt.init)
        overriding = node.override
        // What a rule lets the statement name is named within its SELECT.
        let outer = namespace
        let isGeneral = select.map(Self.isGeneral) ?? false
        if isGeneral { namespace = [] }
        try setTarget(node.relation, addsColumns: false)
        let columns = try insertTargets(node.cols)
        if let select {
            if isGeneral {
                query.targets = try insertSelect(select, outer, node.cols, columns)
            } else if select.valuesLists.count > 1 {
                query.targets = try insertRows(select, node.cols, columns)
            } else {
                let values = try expressionList(
                    select.valuesLists[0].listItems, .valuesSingle, allowsDefault: true)
                query.targets = try insertRow(values, node.cols, columns)
            }
        }
        noteChanges(columns)
        if node.onConflictClause != nil || node.returningClause != nil, let target { namespace = [target] }
        if let conflict = node.onConflictClause { try onConflict(conflict) }
        try returning(node.returningClause, .returning)
        return query
    }

    private static func isGeneral(_ select: SelectStmt) -> Bool {
        select.valuesLists.isEmpty || !select.sortClause.isEmpty || select.limitOffset != nil
            || select.limitCount != nil || !select.lockingClause.isEmpty || select.withClause != nil
    }

    /// The columns that are stored into, with the bytes that name them.
    private func noteChanges(_ columns: [InsertTarget]) {
        guard let relation = query.resultRelation?.relation else { return }
        for column in columns.prefix(query.targets.count) {
            query.changedColumns.append(
                FoundDependency(
                    address: ObjectAddress(.relation, relation, column: column.number), range: column.range))
        }
    }

    /// `checkInsertTargets`.
    func insertTargets(_ nodes: NodeList) throws(SQLError) -> [InsertTarget] {
        guard let target, let relation = target.entry.relation, let row = executor.database.relations[relation] else {
            return nodes.compactMap(ResTarget.init).map {
                InsertTarget(
                    name: $0.name ?? "", number: 0, indirection: Array($0.indirection), range: $0.node.byteRange)
            }
        }
        if nodes.isEmpty {
            return row.liveAttributes.map {
                InsertTarget(name: $0.row.name, number: $0.number, indirection: [], range: target.entry.range)
            }
        }
        var result: [InsertTarget] = []
        for node in nodes.compactMap(ResTarget.init) {
            let name = node.name ?? ""
            let range = node.node.byteRange
            guard let found = row.attribute(name)?.number ?? Self.systemColumns[name]?.number else {
                throw .undefinedColumn(name, of: row.name, range: range)
            }
            let isWhole = node.indirection.isEmpty
            if result.contains(where: { $0.number == found && (isWhole || $0.indirection.isEmpty) }) {
                throw SQLError("42701", "column \"\(name)\" specified more than once", range: range)
            }
            result.append(
                InsertTarget(name: name, number: found, indirection: Array(node.indirection), range: range))
        }
        return result
    }

    private func insertSelect(
        _ select: SelectStmt, _ names: [NamespaceItem], _ nodes: NodeList, _ columns: [InsertTarget]
    ) throws(SQLError) -> [Query.Target] {
        let analyzer = Analyzer(within: self)
        analyzer.resolvesUnknowns = false
        analyzer.namespace = names
        let found = try analyzer.subquery(select.node)
        let item = try subqueryItem(found, alias: nil, range: select.node.byteRange)
        var values: [Expression] = []
        for (output, column) in zip(found.outputs, item.columns) {
            let value = output.expression
            switch value.kind {
            case .constant where value.type.oid == .unknown, .parameter where value.type.oid == .unknown:
                values.append(value)
            default:
                values.append(
                    Expression(
                        .variable(item.entry, column.number), value.type, collation: value.collation,
                        strength: value.collation == .none ? .none : .implicit, range: value.range))
            }
        }
        return try insertRow(values, nodes, columns)
    }

    private func insertRows(
        _ select: SelectStmt, _ nodes: NodeList, _ columns: [InsertTarget]
    ) throws(SQLError) -> [Query.Target] {
        var rows: [[Expression]] = []
        var count: Int?
        for list in select.valuesLists {
            let row = try expressionList(list.listItems, .values, allowsDefault: true)
            guard row.count == count ?? row.count else {
                throw .syntax("VALUES lists must all be the same length", range: list.byteRange)
            }
            count = row.count
            rows.append(try insertRow(row, nodes, columns).map(\.expression))
        }
        let first = rows.first ?? []
        let entry = RangeTableEntry(
            .values(rows), name: "*VALUES*", hasAlias: false,
            columns: first.enumerated().map { RangeTableEntry.Column(name: "column\($0 + 1)", type: $1.type) },
            level: level, range: select.node.byteRange)
        _ = add(entry)
        return zip(first, columns).enumerated().map { index, pair in
            Query.Target(
                name: pair.1.name,
                expression: Expression(
                    .variable(entry, Int16(clamping: index + 1)), pair.0.type, range: pair.0.range),
                range: pair.0.range, column: pair.1.number)
        }
    }

    /// `transformInsertRow`.
    func insertRow(
        _ values: [Expression], _ nodes: NodeList, _ columns: [InsertTarget]
    ) throws(SQLError) -> [Query.Target] {
        if let target, target.entry.isOpaque {
            return values.map { Query.Target(name: "?column?", expression: $0, range: $0.range) }
        }
        if values.count > columns.count {
            throw .syntax(
                "INSERT has more expressions than target columns", range: values[columns.count].range)
        }
        if !nodes.isEmpty, values.count < columns.count {
            let isRow: Bool =
                if values.count == 1, case .row = values[0].kind { values[0].operands.count == columns.count } else {
                    false
                }
            throw SQLError(
                "42601", "INSERT has more target columns than expressions",
                hint: isRow
                    ? "The insertion source is a row expression containing the same number of columns expected by "
                        + "the INSERT. Did you accidentally use extra parentheses?" : nil,
                range: nodes[values.count].byteRange)
        }
        var result: [Query.Target] = []
        for (value, column) in zip(values, columns) {
            try checkGenerated(column, value)
            let stored = try assigned(
                value, to: column.name, column.number, column.indirection, .insertTarget, range: column.range)
            result.append(
                Query.Target(name: column.name, expression: stored, range: value.range, column: column.number))
        }
        return result
    }

    /// That a column whose values are computed is not stored into: `rewriteTargetListIU`.
    private func checkGenerated(_ column: InsertTarget, _ value: Expression) throws(SQLError) {
        if case .setToDefault = value.kind { return }
        guard let relation = target?.entry.relation, column.number > 0,
            let row = executor.database.relations[relation]?.attributes[Int(column.number) - 1]
        else { return }
        if row.generated != nil {
            throw SQLError(
                "428C9", "cannot insert a non-DEFAULT value into column \"\(row.name)\"",
                detail: "Column \"\(row.name)\" is a generated column.", range: column.range)
        }
        guard row.identity == .always, overriding == .notSet else { return }
        throw SQLError(
            "428C9", "cannot insert a non-DEFAULT value into column \"\(row.name)\"",
            detail: "Column \"\(row.name)\" is an identity column defined as GENERATED ALWAYS.",
            hint: "Use OVERRIDING SYSTEM VALUE to override.", range: column.range)
    }

    // MARK: UPDATE

    /// `transformUpdateStmt`.
    func update(_ node: UpdateStmt) throws(SQLError) -> Query {
        query.command = .update
        try with(node.withClause)
        try setTarget(node.relation, addsColumns: true)
        // The target can be named in FROM only from outside of LATERAL.
        try fromBesideTarget(node.fromClause)
        if let condition = node.whereClause {
            query.expressions.append(try self.condition(condition, .where, "WHERE"))
        }
        try returning(node.returningClause, .returning)
        query.targets = try updateTargets(node.targetList)
        if let relation = query.resultRelation?.relation {
            query.changedColumns = query.targets.compactMap { target in
                guard target.column != 0 else { return nil }
                return FoundDependency(
                    address: ObjectAddress(.relation, relation, column: target.column), range: target.range)
            }
        }
        return query
    }

    private func fromBesideTarget(_ nodes: NodeList) throws(SQLError) {
        guard let target, let index = namespace.lastIndex(where: { $0.entry == target.entry }) else {
            return try from(nodes)
        }
        namespace[index].isLateralOnly = true
        namespace[index].isLateralAllowed = false
        try from(nodes)
        namespace[index].isLateralOnly = false
        namespace[index].isLateralAllowed = true
    }

    /// `transformUpdateTargetList`.
    func updateTargets(_ nodes: NodeList) throws(SQLError) -> [Query.Target] {
        var result: [Query.Target] = []
        context.multipleSources = [:]
        for node in nodes.compactMap(ResTarget.init) {
            guard let valueNode = node.val else { continue }
            let value = try within(.updateSource) { () throws(SQLError) in
                valueNode.kind == .setToDefault
                    ? Expression(.setToDefault, TypeReference(.none), range: valueNode.byteRange)
                    : try expression(valueNode)
            }
            let name = node.name ?? ""
            let range = node.node.byteRange
            guard let target, let relation = target.entry.relation, let row = executor.database.relations[relation]
            else {
                result.append(Query.Target(name: name, expression: value, range: range))
                continue
            }
            let nameRange = range.lowerBound..<min(range.upperBound, range.lowerBound + name.utf8.count)
            guard let number = row.attribute(name)?.number ?? Self.systemColumns[name]?.number else {
                throw SQLError(
                    "42703", "column \"\(name)\" of relation \"\(row.name)\" does not exist",
                    hint: !node.indirection.isEmpty && name == target.name
                        ? "SET target columns cannot be qualified with the relation name." : nil, range: nameRange)
            }
            let stored = try assigned(
                value, to: name, number, Array(node.indirection), .updateTarget, range: nameRange)
            result.append(Query.Target(name: name, expression: stored, range: nameRange, column: number))
        }
        return result
    }

    /// `transformMultiAssignRef`: one of the columns of `(a, b) = …`.
    func multipleAssignment(_ node: MultiAssignRef) throws(SQLError) -> Expression {
        guard let source = node.source else { throw .syntax("assignment of nothing") }
        let range = source.byteRange
        if let link = SubLink(source), link.subLinkType == .exprSublink {
            let found: Query
            if let known = context.multipleSources[range.lowerBound] {
                found = known
            } else {
                guard let select = link.subselect else { throw .syntax("subquery is empty") }
                let value = try subLinkQuery(select)
                guard value.outputs.count == node.ncolumns else {
                    throw .syntax("number of columns does not match number of values", range: range)
                }
                context.multipleSources[range.lowerBound] = value
                query.expressions.append(Expression(.subLink(value), TypeReference(OID.record), range: range))
                found = value
            }
            guard node.colno >= 1, node.colno <= found.outputs.count else { throw .syntax("assignment of nothing") }
            let output = found.outputs[node.colno - 1].expression
            return Expression(
                .composition("multiassign \(node.colno)"), output.type, collation: output.collation,
                strength: output.strength, range: range)
        }
        if let row = RowExpr(source) {
            guard row.args.count == node.ncolumns, node.colno >= 1, node.colno <= row.args.count else {
                throw .syntax("number of columns does not match number of values", range: range)
            }
            let part = row.args[node.colno - 1]
            if part.kind == .setToDefault {
                return Expression(.setToDefault, TypeReference(.none), range: part.byteRange)
            }
            return try expression(part)
        }
        throw SQLError(
            "0A000", "source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression", range: range)
    }

    // MARK: DELETE

    /// `transformDeleteStmt`.
    func delete(_ node: DeleteStmt) throws(SQLError) -> Query {
        query.command = .delete
        try with(node.withClause)
        try setTarget(node.relation, addsColumns: true)
        try fromBesideTarget(node.usingClause)
        if let condition = node.whereClause {
            query.expressions.append(try self.condition(condition, .where, "WHERE"))
        }
        try returning(node.returningClause, .returning)
        return query
    }

    // MARK: RETURNING

    /// `transformReturningClause`.
    func returning(_ node: ReturningClause?, _ clause: Clause) throws(SQLError) {
        guard let node else { return }
        let count = namespace.count
        var seen: Set<String> = []
        for option in node.options.compactMap(ReturningOption.init) {
            let word = option.option == .old ? "OLD" : "NEW"
            let name = option.value ?? ""
            guard seen.insert(word).inserted else {
                throw .syntax("\(word) cannot be specified multiple times", range: option.node.byteRange)
            }
            if try item(nil, name, option.node.byteRange) != nil {
                throw SQLError("42712", "table name \"\(name)\" specified more than once", range: option.node.byteRange)
            }
            addReturningItem(name)
        }
        for word in ["old", "new"] where !seen.contains(word.uppercased()) {
            if try item(nil, word, node.node.byteRange) == nil { addReturningItem(word) }
        }
        query.hasReturning = true
        query.returning = try targets(node.exprs, clause)
        if query.returning.isEmpty {
            throw .syntax("RETURNING must have at least one column", range: node.node.byteRange)
        }
        if resolvesUnknowns { try resolveUnknowns(&query.returning) }
        namespace.removeLast(namespace.count - count)
    }

    /// The row as it was or will be, under a name.
    private func addReturningItem(_ name: String) {
        guard var item = target else { return }
        item.name = name
        item.areColumnsVisible = false
        item.isRelationVisible = true
        namespace.append(item)
    }
}

import PostgresSyntax

/// FROM: relations, subqueries, joins: `parse_clause.c` and `parse_relation.c`.
extension Analyzer {
    /// What an item of FROM brings: itself as a whole, and the names in it.
    struct FromItem {
        var item: NamespaceItem
        var names: [NamespaceItem]
    }

    /// `transformFromClause`.
    func from(_ items: NodeList) throws(SQLError) {
        for node in items {
            var found = try fromItem(node).names
            try checkConflicts(namespace, found)
            setLateral(&found, isOnly: true, isAllowed: true)
            namespace += found
        }
        setLateral(&namespace, isOnly: false, isAllowed: true)
    }

    func setLateral(_ items: inout [NamespaceItem], isOnly: Bool, isAllowed: Bool) {
        for index in items.indices {
            items[index].isLateralOnly = isOnly
            items[index].isLateralAllowed = isAllowed
        }
    }

    /// `checkNameSpaceConflicts`.
    func checkConflicts(_ first: [NamespaceItem], _ second: [NamespaceItem]) throws(SQLError) {
        for item in first where item.isRelationVisible {
            for other in second where other.isRelationVisible && other.name == item.name {
                if let left = item.entry.relation, let right = other.entry.relation, left != right,
                    !item.entry.hasAlias, !other.entry.hasAlias
                {
                    continue
                }
                throw SQLError(
                    "42712", "table name \"\(item.name)\" specified more than once", range: other.entry.range)
            }
        }
    }

    /// `transformFromClauseItem`.
    func fromItem(_ node: Node) throws(SQLError) -> FromItem {
        try deeper { () throws(SQLError) in
            switch node.kind {
            case .rangeVar: return plain(try relationItem(RangeVar(node)!))
            case .rangeSubselect: return plain(try subqueryItem(RangeSubselect(node)!))
            case .rangeFunction: return plain(try functionItem(RangeFunction(node)!))
            case .rangeTableFunc: return plain(try xmlTableItem(RangeTableFunc(node)!))
            case .jsonTable: return plain(try jsonTableItem(JsonTable(node)!))
            case .rangeTableSample: return try sampleItem(RangeTableSample(node)!)
            case .joinExpr: return try join(JoinExpr(node)!)
            default: throw .syntax("unrecognized node in FROM", range: node.byteRange)
            }
        }
    }

    private func plain(_ item: NamespaceItem) -> FromItem { FromItem(item: item, names: [item]) }

    // MARK: Relations

    /// A relation or WITH query by name.
    func relationItem(_ node: RangeVar) throws(SQLError) -> NamespaceItem {
        if node.schemaname == nil, let name = node.relname, let table = commonTable(name) {
            return try commonTableItem(table, node)
        }
        guard let relation = try openRelation(node) else { return opaqueItem(node) }
        return try relationItem(relation, alias: node.alias, range: node.nameRange)
    }

    /// The relation that a name means, if it can be read: `parserOpenTable`; nil if nothing is known of it.
    func openRelation(_ node: RangeVar) throws(SQLError) -> OID? {
        let name = node.relname ?? ""
        let found: OID?
        do throws(SQLError) {
            found = try executor.relation(node)
        } catch {
            if toleratesUnknown {
                context.missingRelation = context.missingRelation ?? error
                return nil
            }
            guard node.schemaname == nil, isFutureCommonTable(name) else {
                if let schema = node.schemaname {
                    throw .undefinedTable(schema + "." + name, range: node.nameRange)
                }
                throw .undefinedTable(name, range: node.nameRange)
            }
            throw SQLError(
                "42P01", "relation \"\(name)\" does not exist",
                detail: "There is a WITH item named \"\(name)\", but it cannot be referenced from this part of the "
                    + "query.",
                hint: "Use WITH RECURSIVE, or re-order the WITH items to remove forward references.",
                range: node.nameRange)
        }
        guard let found, let row = executor.database.relations[found] else { return nil }
        switch row.kind {
        case .index, .partitionedIndex:
            throw .wrongObjectType(
                "cannot open relation \"\(name)\"", detail: "This operation is not supported for indexes.",
                range: node.nameRange)
        case .compositeType:
            throw .wrongObjectType(
                "cannot open relation \"\(name)\"", detail: "This operation is not supported for composite types.",
                range: node.nameRange)
        default: return found
        }
    }

    /// A relation of which nothing is known: any name may be one of its columns.
    private func opaqueItem(_ node: RangeVar) -> NamespaceItem {
        let alias = node.alias?.aliasname
        let entry = RangeTableEntry(
            .named, name: alias ?? node.relname ?? "", hasAlias: alias != nil, columns: [], level: level,
            range: node.nameRange)
        entry.isOpaque = true
        return add(entry)
    }

    /// `addRangeTableEntryForRelation`.
    func relationItem(_ relation: OID, alias: Alias?, range: Range<Int>) throws(SQLError) -> NamespaceItem {
        var columns = executor.columns(ofRelation: relation)
        let name = alias?.aliasname ?? executor.database.relations[relation]?.name ?? ""
        try rename(&columns, alias, of: "table \"\(name)\"", range)
        return add(
            RangeTableEntry(
                .relation(relation), name: name, hasAlias: alias != nil, columns: columns, level: level, range: range))
    }

    /// Gives columns the names behind an alias: `buildRelationAliases`.
    func rename(
        _ columns: inout [RangeTableEntry.Column], _ alias: Alias?, of what: String, _ range: Range<Int>,
        verb: String = "has"
    ) throws(SQLError) {
        let names = alias?.colnames.strings ?? []
        var next = 0
        for index in columns.indices where !columns[index].isDropped && next < names.count {
            columns[index].name = names[next]
            next += 1
        }
        guard next == names.count else {
            let available = columns.count { !$0.isDropped }
            throw SQLError(
                "42P10", "\(what) \(verb) \(available) columns available but \(names.count) columns specified",
                range: range)
        }
    }

    /// Adds an entry to the range table.
    func add(_ entry: RangeTableEntry) -> NamespaceItem {
        query.rangeTable.append(entry)
        return item(of: entry)
    }

    /// What an entry is as a name.
    func item(of entry: RangeTableEntry) -> NamespaceItem {
        NamespaceItem(
            entry: entry, name: entry.name,
            columns: entry.joined
                ?? entry.columns.enumerated().map { index, column in
                    NamespaceItem.Column(
                        name: column.name, entry: column.isDropped ? nil : entry, number: Int16(clamping: index + 1),
                        type: column.type, collation: column.collation)
                })
    }

    // MARK: WITH queries and subqueries

    /// `addRangeTableEntryForCTE`.
    private func commonTableItem(_ table: CommonTable, _ node: RangeVar) throws(SQLError) -> NamespaceItem {
        if let query = table.query, query.command != .select, !query.hasReturning {
            throw SQLError(
                "0A000", "WITH query \"\(table.name)\" does not have a RETURNING clause", range: node.nameRange)
        }
        table.referenceCount += 1
        var columns = table.columns
        let name = node.alias?.aliasname ?? table.name
        try rename(&columns, node.alias, of: "table \"\(name)\"", node.nameRange)
        return add(
            RangeTableEntry(
                .commonTable(table), name: name, hasAlias: node.alias != nil, columns: columns, level: level,
                range: node.nameRange))
    }

    private func subqueryItem(_ node: RangeSubselect) throws(SQLError) -> NamespaceItem {
        guard let statement = node.subquery else { throw .syntax("subquery in FROM is empty") }
        isLateralActive = node.lateral
        defer { isLateralActive = false }
        let inner = try within(.fromSubselect) { () throws(SQLError) in
            try Analyzer(within: self).subquery(statement)
        }
        isLateralActive = false
        return try subqueryItem(inner, alias: node.alias, range: statement.byteRange)
    }

    /// `addRangeTableEntryForSubquery`.
    func subqueryItem(_ query: Query, alias: Alias?, range: Range<Int>) throws(SQLError) -> NamespaceItem {
        var columns = query.outputs.map { target in
            RangeTableEntry.Column(
                name: target.name, type: target.expression.type, collation: target.expression.collation)
        }
        let name = alias?.aliasname ?? "unnamed_subquery"
        try rename(&columns, alias, of: "table \"\(name)\"", range)
        var item = add(
            RangeTableEntry(
                .subquery(query), name: name, hasAlias: alias != nil, columns: columns, level: level, range: range))
        // Without an alias it has no name.
        item.isRelationVisible = alias != nil
        return item
    }

    // MARK: TABLESAMPLE

    /// `transformRangeTableSample`.
    private func sampleItem(_ node: RangeTableSample) throws(SQLError) -> FromItem {
        guard let relation = node.relation else { throw .syntax("TABLESAMPLE of nothing") }
        let found = try fromItem(relation)
        let entry = found.item.entry
        if let oid = entry.relation, let row = executor.database.relations[oid] {
            guard row.kind == .table || row.kind == .materializedView || row.kind == .partitionedTable else {
                throw SQLError(
                    "0A000", "TABLESAMPLE clause can only be applied to tables and materialized views",
                    range: relation.byteRange)
            }
        } else if !entry.isOpaque {
            throw SQLError(
                "0A000", "TABLESAMPLE clause can only be applied to tables and materialized views",
                range: relation.byteRange)
        }
        let names = node.method.strings
        let range = node.method.range ?? node.node.byteRange
        guard let handler = try executor.findProcedure(names, arguments: [.internal]) else {
            throw SQLError(
                "42704", "tablesample method \(names.joined(separator: ".")) does not exist", range: range)
        }
        guard executor.database.procedures[handler]?.returnType == OID.tsmHandler else {
            throw .wrongObjectType(
                "function \(names.joined(separator: ".")) must return type tsm_handler", range: range)
        }
        executor.noteRoutine(handler, QualifiedName(parts: names, range: range))
        entry.sampleHandler = FoundDependency(address: ObjectAddress(.procedure, handler), range: range)
        try within(.fromFunction) { () throws(SQLError) in
            for argument in node.args { entry.sample.append(try expression(argument)) }
            if let repeatable = node.repeatable {
                entry.sample.append(
                    try coerceTo(try expression(repeatable), OID.float8, construct: "REPEATABLE"))
            }
        }
        return found
    }
}

extension Executor {
    /// The columns of a relation by number, the dropped ones among them.
    func columns(ofRelation oid: OID) -> [RangeTableEntry.Column] {
        (database.relations[oid]?.attributes ?? []).map {
            RangeTableEntry.Column(
                name: $0.isDropped ? "" : $0.name, type: $0.type, collation: $0.collation, isDropped: $0.isDropped)
        }
    }

    /// Whether nothing is known of a relation of this name because it may belong to an extension.
}

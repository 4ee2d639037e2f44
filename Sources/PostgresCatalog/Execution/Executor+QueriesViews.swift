import PostgresSyntax

/// CREATE VIEW: `view.c`.
extension Executor {
    /// `DefineView`.
    func createView(_ node: ViewStmt) throws(SQLError) {
        guard let name = node.view, let select = node.query else { return }
        let query = try viewQuery(select)
        let analyzed = result(of: query)
        if node.withCheckOption != .noCheckOption || node.options.contains(where: isCheckOption) {
            if let hint = updateHint(query, checksColumns: true) {
                throw SQLError(
                    "0A000", "WITH CHECK OPTION is supported only on automatically updatable views", hint: hint)
            }
        }
        var columns = analyzed.columns
        let aliases = node.aliases.strings
        if aliases.count > columns.count {
            throw .syntax("CREATE VIEW specifies more column names than columns", range: node.aliases.range)
        }
        for (index, alias) in aliases.enumerated() { columns[index].name = alias }
        if name.relpersistence == "u" {
            throw .syntax("views cannot be unlogged because they do not have storage", range: name.nameRange)
        }
        let definitions = try columnDefinitions(columns, "view")
        let target = try viewTarget(name, query)
        let view: OID
        if let existing = database.relations.find(target.name, in: target.schema), node.replace {
            view = existing
            try replaceView(existing, definitions, name)
        } else {
            view = database.newOID()
            var row = RelationRow(name: target.name, schema: target.schema, kind: .view)
            row.persistence = try persistence(of: name, in: target.schema)
            try createRelation(view, row, definitions, range: name.nameRange)
        }
        let options = viewOptions(node)
        database.relations.update(view) {
            $0.query = select
            $0.options = options
        }
        dependOnQuery(view, analyzed)
    }

    /// The query of a view or materialized view.
    private func viewQuery(_ select: Node) throws(SQLError) -> Query {
        if let into = SelectStmt(select)?.intoClause ?? SelectStmt(select)?.leftmost?.intoClause {
            throw SQLError("0A000", "views must not contain SELECT INTO", range: into.node.byteRange)
        }
        let query = try analyzing { context throws(SQLError) in try Analyzer(context).statement(select) }
        if query.hasModifyingCommonTable {
            throw SQLError("0A000", "views must not contain data-modifying statements in WITH")
        }
        return query
    }

    /// Where a view is made: among the temporary objects, if it uses one of them.
    private func viewTarget(_ name: RangeVar, _ query: Query) throws(SQLError) -> (schema: OID, name: String) {
        let target = try creationTarget(name)
        guard target.schema != session.temporarySchema || session.temporarySchema == .none,
            usesTemporaryRelation(query)
        else { return target }
        if name.schemaname != nil {
            throw .invalidTableDefinition(
                "cannot create temporary relation in non-temporary schema", range: name.nameRange)
        }
        warn("00000", "view \"\(target.name)\" will be a temporary view", range: name.nameRange)
        return (temporarySchema(), target.name)
    }

    /// `isQueryUsingTempRelation`.
    func usesTemporaryRelation(_ query: Query) -> Bool {
        guard session.temporarySchema != .none else { return false }
        return result(of: query).dependencies.contains {
            $0.address.catalog == .relation
                && database.relations[$0.address.oid]?.schema == session.temporarySchema
        }
    }

    /// The columns of a view or table made by a query.
    func columnDefinitions(
        _ columns: [AnalyzedQuery.OutputColumn], _ what: String
    ) throws(SQLError) -> [ColumnDefinition] {
        var result: [ColumnDefinition] = []
        for column in columns {
            if result.contains(where: { $0.name == column.name }) {
                throw SQLError("42701", "column \"\(column.name)\" specified more than once")
            }
            if collation(ofType: column.type.oid) != .none, column.collation == .none {
                throw SQLError(
                    "42P22",
                    what == "view"
                        ? "could not determine which collation to use for view column \"\(column.name)\""
                        : "no collation was derived for column \"\(column.name)\" with collatable type "
                            + format(column.type.oid),
                    hint: "Use the COLLATE clause to set the collation explicitly.")
            }
            result.append(ColumnDefinition(name: column.name, type: column.type, collation: column.collation))
        }
        return result
    }

    /// Records what the query of a view needs, in place of what it needed before.
    private func dependOnQuery(_ view: OID, _ analyzed: AnalyzedQuery) {
        let address = ObjectAddress(.relation, view)
        for dependency in analyzed.dependencies where dependency.address.whole != address {
            depend(address, on: dependency.address, range: dependency.range)
        }
    }

    private func viewOptions(_ node: ViewStmt) -> [String] {
        var options = node.options.compactMap(DefElem.init).map(\.optionText)
        switch node.withCheckOption {
        case .localCheckOption: options.append("check_option=local")
        case .cascadedCheckOption: options.append("check_option=cascaded")
        case .noCheckOption: break
        }
        return options
    }

    private func isCheckOption(_ node: Node) -> Bool { DefElem(node)?.defname == "check_option" }

    // MARK: CREATE OR REPLACE

    private func replaceView(_ view: OID, _ columns: [ColumnDefinition], _ name: RangeVar) throws(SQLError) {
        guard let row = database.relations[view] else { return }
        guard row.kind == .view else {
            throw .wrongObjectType("\"\(row.name)\" is not a view", range: name.nameRange)
        }
        try checkColumns(columns, kind: .view)
        try checkViewColumns(row, columns)
        let address = ObjectAddress(.relation, view)
        noteChange(address)
        let parts: Set<CatalogClass> = [.namespace, .extension]
        database.dependencies.removeDependencies(of: address) { edge in
            edge.dependent.column == 0 && edge.kind == .normal && !parts.contains(edge.referenced.catalog)
        }
        for column in columns.dropFirst(row.attributes.count) {
            let new = attribute(column)
            database.relations.update(view) { $0.attributes.append(new) }
            dependOnType(view, Int16(clamping: database.relations[view]!.attributes.count), column)
        }
    }

    /// `checkViewColumns`: columns can only be added.
    private func checkViewColumns(_ row: RelationRow, _ columns: [ColumnDefinition]) throws(SQLError) {
        guard columns.count >= row.attributes.count else {
            throw .invalidTableDefinition("cannot drop columns from view")
        }
        for (old, new) in zip(row.attributes, columns) {
            if old.name != new.name {
                throw SQLError(
                    "42P16", "cannot change name of view column \"\(old.name)\" to \"\(new.name)\"",
                    hint: "Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.")
            }
            guard let type = new.type else { continue }
            if old.type != type {
                throw .invalidTableDefinition(
                    "cannot change data type of view column \"\(old.name)\" from \(format(old.type)) to "
                        + format(type))
            }
            if old.collation != new.collation {
                func text(_ oid: OID) -> String { database.collations[oid]?.name ?? "" }
                throw .invalidTableDefinition(
                    "cannot change collation of view column \"\(old.name)\" from \"\(text(old.collation))\" to "
                        + "\"\(text(new.collation))\"")
            }
        }
    }

    // MARK: Views that can be changed

    /// Why PostgreSQL cannot change the table behind a view by itself: `view_query_is_auto_updatable`; nil if it can.
    func updateHint(_ query: Query, checksColumns: Bool) -> String? {
        func containing(_ what: String) -> String { "Views containing \(what) are not automatically updatable." }
        if query.hasDistinct { return containing("DISTINCT") }
        if query.hasGrouping { return containing("GROUP BY") }
        if query.hasHaving { return containing("HAVING") }
        if query.isSetOperation { return containing("UNION, INTERSECT, or EXCEPT") }
        if !query.commonTables.isEmpty { return containing("WITH") }
        if query.hasLimit { return containing("LIMIT or OFFSET") }
        func returning(_ what: String) -> String { "Views that return \(what) are not automatically updatable." }
        if query.hasAggregates { return returning("aggregate functions") }
        if query.hasWindowFunctions { return returning("window functions") }
        if query.hasTargetSets { return returning("set-returning functions") }
        let single = "Views that do not select from a single table or view are not automatically updatable."
        guard query.rangeTable.count == 1 else { return single }
        let entry = query.rangeTable[0]
        if entry.isOpaque { return nil }
        guard let oid = entry.relation, let row = database.relations[oid],
            row.isTable || row.kind == .view
        else { return single }
        if entry.sampleHandler != nil { return containing("TABLESAMPLE") }
        let hasColumn = query.targets.contains { target in
            if case .variable(_, let number) = target.expression.kind { !target.isJunk && number > 0 } else { false }
        }
        return checksColumns && !hasColumn
            ? "Views that have no updatable columns are not automatically updatable." : nil
    }
}

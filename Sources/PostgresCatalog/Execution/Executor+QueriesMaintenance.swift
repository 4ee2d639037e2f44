import PostgresSyntax

/// Statements about the rows and files of relations: only whether they name what there is matters here.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeMaintenanceStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .truncateStmt: try truncate(TruncateStmt(node)!)
        case .lockStmt: try lock(LockStmt(node)!)
        case .vacuumStmt: try vacuum(VacuumStmt(node)!)
        case .reindexStmt: try reindex(ReindexStmt(node)!)
        case .refreshMatViewStmt: try refresh(RefreshMatViewStmt(node)!)
        default: return false
        }
        return true
    }

    private func truncate(_ node: TruncateStmt) throws(SQLError) {
        for name in node.relations.compactMap(RangeVar.init) {
            guard let row = database.relations[try relation(name)] else { continue }
            guard row.isTable else {
                throw .wrongObjectType("\"\(row.name)\" is not a table", range: name.nameRange)
            }
        }
    }

    private func lock(_ node: LockStmt) throws(SQLError) {
        for name in node.relations.compactMap(RangeVar.init) {
            guard let row = database.relations[try relation(name)] else { continue }
            guard row.kind == .table || row.kind == .partitionedTable || row.kind == .view else {
                throw .wrongObjectType(
                    "cannot lock relation \"\(row.name)\"", detail: row.kind.notSupported, range: name.nameRange)
            }
        }
    }

    private func vacuum(_ node: VacuumStmt) throws(SQLError) {
        for target in node.rels.compactMap(VacuumRelation.init) {
            guard let name = target.relation, let row = database.relations[try relation(name)] else { continue }
            var seen: Set<String> = []
            for column in target.vaCols {
                let text = column.stringNodeValue ?? ""
                guard row.attribute(text) != nil else {
                    throw .undefinedColumn(text, of: row.name, range: column.byteRange)
                }
                guard seen.insert(text).inserted else {
                    throw SQLError(
                        "42701", "column \"\(text)\" of relation \"\(row.name)\" appears more than once",
                        range: column.byteRange)
                }
            }
        }
    }

    private func reindex(_ node: ReindexStmt) throws(SQLError) {
        guard let name = node.relation else {
            if node.kind == .schema, let schema = node.name { _ = try self.schema(schema, range: node.node.byteRange) }
            return
        }
        guard let row = database.relations[try relation(name)] else { return }
        switch node.kind {
        case .index where !row.isIndex:
            throw .wrongObjectType("\"\(row.name)\" is not an index", range: name.nameRange)
        case .table where row.kind != .table && row.kind != .materializedView && row.kind != .partitionedTable:
            throw .wrongObjectType("\"\(row.name)\" is not a table or materialized view", range: name.nameRange)
        default: break
        }
    }

    private func refresh(_ node: RefreshMatViewStmt) throws(SQLError) {
        guard let name = node.relation else { return }
        let oid = try relation(name)
        guard let row = database.relations[oid] else { return }
        guard row.kind == .materializedView else {
            throw SQLError("0A000", "\"\(row.name)\" is not a materialized view", range: name.nameRange)
        }
        guard node.concurrent else { return }
        if node.skipData {
            throw .syntax("REFRESH options CONCURRENTLY and WITH NO DATA cannot be used together")
        }
        let hasKey = indexes(of: oid).contains { index in
            guard let index = database.relations[index]?.index else { return false }
            return index.isUnique && index.predicate == nil && !index.columns.contains(0)
        }
        if !hasKey {
            let schema = database.namespaces[row.schema]?.name
            throw SQLError(
                "55000",
                "cannot refresh materialized view \"\(QuotedName.qualified(schema, row.name))\" concurrently",
                hint: "Create a unique index with no WHERE clause on one or more columns of the materialized view.")
        }
    }
}

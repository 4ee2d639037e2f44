import PostgresSyntax

/// Tables and materialized views that are made of a query: `createas.c`.
extension Executor {
    /// `ExecCreateTableAs`.
    func createTableAs(_ node: CreateTableAsStmt) throws(SQLError) {
        guard let into = node.into, var query = node.query else { return }
        if let execute = ExecuteStmt(query) {
            query = try prepared(execute)
            if query.kind != .selectStmt {
                throw .wrongObjectType("prepared statement is not a SELECT", range: node.node.byteRange)
            }
        }
        try createTable(
            as: query, into, ifNotExists: node.ifNotExists, isMaterializedView: node.objtype == .matview)
    }

    /// Makes the table or materialized view that INTO names.
    func createTable(
        as select: Node, _ into: IntoClause, ifNotExists: Bool, isMaterializedView: Bool
    ) throws(SQLError) {
        guard let name = into.rel else { return }
        let query = try analyzing { context throws(SQLError) in
            context.infersParameters = true
            context.allowsInto = true
            return try Analyzer(context).statement(select)
        }
        if isMaterializedView { try checkMaterializedView(query, name) }
        let target = try creationTarget(name)
        if let existing = database.relations.find(target.name, in: target.schema) {
            noteExisting(.relation, existing)
            guard ifNotExists else { throw .duplicateTable(target.name, range: name.nameRange) }
            return
        }
        let analyzed = result(of: query)
        var columns = analyzed.columns
        let names = into.colNames.strings
        if names.count > columns.count {
            throw .syntax("too many column names were specified", range: into.colNames.range)
        }
        for (index, alias) in names.enumerated() { columns[index].name = alias }
        let definitions = try columnDefinitions(columns, "table")
        let oid = database.newOID()
        var row = RelationRow(
            name: target.name, schema: target.schema, kind: isMaterializedView ? .materializedView : .table)
        row.persistence = try persistence(of: name, in: target.schema)
        row.tablespace = into.tableSpaceName
        row.options = into.options.compactMap(DefElem.init).map(\.optionText)
        row.accessMethod = try tableAccessMethod(
            named: into.accessMethod ?? session.settings.parameters["default_table_access_method"] ?? "heap")
        if isMaterializedView { row.query = select }
        try createRelation(oid, row, definitions, range: name.nameRange)
        guard isMaterializedView else { return noteNeeds(analyzed.dependencies) }
        let address = ObjectAddress(.relation, oid)
        for dependency in analyzed.dependencies { depend(address, on: dependency.address, range: dependency.range) }
    }

    /// What a materialized view's query cannot do: `transformCreateTableAsStmt`.
    private func checkMaterializedView(_ query: Query, _ name: RangeVar) throws(SQLError) {
        if query.hasModifyingCommonTable {
            throw SQLError("0A000", "materialized views must not use data-modifying statements in WITH")
        }
        if usesTemporaryRelation(query) {
            throw SQLError("0A000", "materialized views must not use temporary tables or views")
        }
        if name.relpersistence == "u" {
            throw SQLError("0A000", "materialized views cannot be unlogged", range: name.nameRange)
        }
    }
}

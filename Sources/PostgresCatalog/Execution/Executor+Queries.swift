import PostgresSyntax

/// Queries, and what is made of them: views, CREATE TABLE AS; rows are not held.
extension Executor {
    /// - Returns: false, with nothing done, for any other statement.
    func executeQueryStatement(_ node: Node) throws(SQLError) -> Bool {
        switch node.kind {
        case .viewStmt: try createView(ViewStmt(node)!)
        case .createTableAsStmt: try createTableAs(CreateTableAsStmt(node)!)
        case .selectStmt: try select(SelectStmt(node)!)
        case .insertStmt, .updateStmt, .deleteStmt, .mergeStmt: _ = try analyzeStatement(node)
        case .explainStmt: try explain(ExplainStmt(node)!)
        case .prepareStmt: try prepare(PrepareStmt(node)!)
        case .executeStmt: _ = try prepared(ExecuteStmt(node)!)
        case .deallocateStmt: deallocate(node)
        case .declareCursorStmt:
            if let query = node.child(.query) { _ = try analyzeStatement(query) }
        case .copyStmt: try copy(CopyStmt(node)!)
        case .callStmt: try call(CallStmt(node)!)
        default: return try executeMaintenanceStatement(node)
        }
        return true
    }

    /// Analyzes a statement that is run now.
    func analyzeStatement(_ node: Node, parameters: [AnalysisParameter] = []) throws(SQLError) -> Query {
        try analyzing(parameters) { context throws(SQLError) in
            context.isExecuted = true
            let analyzer = Analyzer(context)
            let query = try analyzer.statement(node)
            try self.checkChange(query)
            if self.isTracing { self.noteNeeds(self.result(of: query).dependencies) }
            return query
        }
    }

    /// Whether the relation that a statement changes can be changed: `CheckValidResultRel`.
    private func checkChange(_ query: Query) throws(SQLError) {
        guard let entry = query.resultRelation, let oid = entry.relation, let row = database.relations[oid] else {
            return
        }
        switch row.kind {
        case .sequence: throw .wrongObjectType("cannot change sequence \"\(row.name)\"", range: entry.range)
        case .materializedView:
            throw .wrongObjectType("cannot change materialized view \"\(row.name)\"", range: entry.range)
        default: break
        }
    }

    // MARK: SELECT

    private func select(_ node: SelectStmt) throws(SQLError) {
        if let into = node.intoClause ?? node.leftmost?.intoClause {
            return try createTable(as: node.node, into, ifNotExists: false, isMaterializedView: false)
        }
        _ = try analyzeStatement(node.node)
        for target in node.targetList.compactMap(ResTarget.init) {
            if let call = target.val.flatMap(FuncCall.init) { try setConfig(call) }
        }
    }

    /// `set_config('search_path', …, …)` with constants.
    private func setConfig(_ call: FuncCall) throws(SQLError) {
        guard call.funcname.strings.last == "set_config", call.args.count == 3,
            case .string(let name)? = AConst(call.args[0])?.value,
            case .string(let value)? = AConst(call.args[1])?.value
        else { return }
        let isLocal: Bool
        switch AConst(call.args[2])?.value {
        case .boolean(let flag): isLocal = flag
        case .string(let word): isLocal = ["t", "true", "on", "yes", "1"].contains(word)
        default: return
        }
        if isLocal, session.transaction != .open { return }
        let values = name.lowercased() == "search_path" ? QuotedName.split(value) ?? [] : [value]
        try set(name.lowercased(), to: values, isLocal: isLocal, range: call.node.byteRange)
    }

    // MARK: EXPLAIN, PREPARE, CALL

    private func explain(_ node: ExplainStmt) throws(SQLError) {
        guard let query = node.query else { return }
        switch query.kind {
        case .selectStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt:
            _ = try analyzeStatement(query)
        case .createTableAsStmt:
            if let inner = query.child(.query), inner.kind == .selectStmt { _ = try analyzeStatement(inner) }
        default: break
        }
    }

    private func prepare(_ node: PrepareStmt) throws(SQLError) {
        guard let name = node.name, let query = node.query else { return }
        var parameters: [AnalysisParameter] = []
        for type in node.argtypes.compactMap(TypeName.init) {
            parameters.append(AnalysisParameter(name: nil, type: try self.type(type)))
        }
        if session.preparedStatements[name] != nil {
            throw SQLError("42P05", "prepared statement \"\(name)\" already exists", range: node.node.byteRange)
        }
        guard query.kind != .createTableAsStmt else {
            session.preparedStatements[name] = query
            return
        }
        try analyzing(parameters) { context throws(SQLError) in
            context.infersParameters = true
            context.isExecuted = true
            _ = try Analyzer(context).statement(query)
            if let unknown = context.parameters.firstIndex(where: { $0.type.oid == .unknown }) {
                throw SQLError("42P18", "could not determine data type of parameter $\(unknown + 1)")
            }
        }
        session.preparedStatements[name] = query
    }

    /// The statement that was prepared under a name.
    func prepared(_ node: ExecuteStmt) throws(SQLError) -> Node {
        let name = node.name ?? ""
        guard let query = session.preparedStatements[name] else {
            throw SQLError("26000", "prepared statement \"\(name)\" does not exist", range: node.node.byteRange)
        }
        return query
    }

    private func deallocate(_ node: Node) {
        if let name = node.string(.name) {
            session.preparedStatements[name] = nil
        } else {
            session.preparedStatements = [:]
        }
    }

    private func call(_ node: CallStmt) throws(SQLError) {
        guard let call = node.funccall else { return }
        try analyzing { context throws(SQLError) in
            let analyzer = Analyzer(context)
            context.callNode = call.node
            _ = try analyzer.within(.callArgument) { () throws(SQLError) in try analyzer.expression(call.node) }
        }
    }

    // MARK: COPY

    private func copy(_ node: CopyStmt) throws(SQLError) {
        if let query = node.query { _ = try analyzeStatement(query) }
        guard let name = node.relation else { return }
        let relation = try self.relation(name)
        guard let row = database.relations[relation] else { return }
        try checkCopy(node, row, name)
        var columns: Set<String> = []
        for column in node.attlist {
            let text = column.stringNodeValue ?? ""
            guard let found = row.attribute(text) else {
                throw .undefinedColumn(text, of: row.name, range: column.byteRange)
            }
            if found.row.generated != nil {
                throw SQLError(
                    "42P10", "column \"\(text)\" is a generated column",
                    detail: "Generated columns cannot be used in COPY.", range: column.byteRange)
            }
            guard columns.insert(text).inserted else {
                throw SQLError("42701", "column \"\(text)\" specified more than once", range: column.byteRange)
            }
        }
        if let condition = node.whereClause {
            _ = try analyzeExpression(
                condition, .copyFilter, relations: [AnalysisRelation(relation: relation, alias: row.name)])
        }
    }

    private func checkCopy(_ node: CopyStmt, _ row: RelationRow, _ name: RangeVar) throws(SQLError) {
        let direction = node.isFrom ? "to" : "from"
        let hint = "Try the COPY (SELECT ...) TO variant."
        func fail(_ what: String, hint: String? = nil) -> SQLError {
            SQLError(
                "42809", "cannot copy \(direction) \(what) \"\(row.name)\"", hint: node.isFrom ? nil : hint,
                range: name.nameRange)
        }
        switch row.kind {
        case .table: break
        case .partitionedTable: if !node.isFrom { throw fail("partitioned table", hint: hint) }
        case .foreignTable: if !node.isFrom { throw fail("foreign table", hint: hint) }
        case .view:
            let hasTrigger = database.triggers.userRows.contains {
                $0.row.relation == database.relations.find(row.name, in: row.schema)
            }
            if node.isFrom, hasTrigger { break }
            throw SQLError(
                "42809", "cannot copy \(direction) view \"\(row.name)\"",
                hint: node.isFrom ? "To enable copying to a view, provide an INSTEAD OF INSERT trigger." : hint,
                range: name.nameRange)
        case .materializedView: if node.isFrom { throw fail("materialized view") }
        case .sequence: throw fail("sequence")
        default: throw fail("non-table relation")
        }
    }
}

extension SelectStmt {
    /// The first SELECT of a set operation.
    var leftmost: SelectStmt? {
        var current = larg
        while let next = current?.larg { current = next }
        return current
    }
}

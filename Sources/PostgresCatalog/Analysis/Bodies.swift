import PostgresSyntax

/// What stands in the string bodies of routines: PostgreSQL checks some of it and records nothing.
extension Executor {
    /// A body that is looked into once all scripts have run: what it names may be made after it.
    struct PendingBody {
        let body: RoutineBody
        let statement: StatementID
        let searchPath: [String]
        /// Whether a trigger calls it: NEW and OLD are known.
        let isTrigger: Bool
    }

    /// Sets a body aside until everything is there that it can name.
    func setAside(_ body: RoutineBody, of procedure: OID) {
        guard options.analyzesBodies else { return }
        let returnType = database.procedures[procedure]?.returnType
        pendingBodies[procedure] = PendingBody(
            body: body, statement: statement, searchPath: session.searchPath,
            isTrigger: returnType == .trigger || returnType == .eventTrigger)
    }

    /// Records what the bodies need that are still in force.
    func recordBodies() {
        let outer = session
        defer { session = outer }
        // What bodies name is not what the last statement does.
        isTracing = false
        let made = options.checksBodies ? relationsMadeInBodies : []
        for (procedure, pending) in pendingBodies.sorted(by: { $0.key < $1.key })
        where database.procedures[procedure] != nil {
            session = Session()
            session.searchPath = pending.searchPath
            if let standard = options.defaultSchema, pending.searchPath.allSatisfy(\.isEmpty) {
                session.searchPath = [standard]
            }
            analyzeBody(of: procedure, pending, relationsMadeInBodies: made)
        }
        pendingBodies = [:]
    }

    /// What the body of a DO statement needs.
    struct BlockNeeds {
        /// What of it is there.
        let found: [FoundDependency]
        /// The error about a relation that is not.
        let missing: SQLError?
        /// The errors about constants that no type takes, and where the queries begin that have one.
        let errors: [SQLError]
        let failing: Set<Int>
    }

    /// What the body of a DO statement needs.
    func needs(ofBlock function: PlpgsqlNode) -> BlockNeeds {
        let row = ProcedureRow(
            name: "inline_code_block", schema: .none, language: .none, returnType: .void, argumentTypes: [])
        var analysis = BodyAnalysis(self, row, isTrigger: false)
        analysis.visit(function.node)
        return BlockNeeds(
            found: analysis.dependencies, missing: analysis.missing,
            errors: analysis.errors.filter(\.isAboutValue), failing: analysis.failing)
    }

    /// Records what a body needs: edges of origin ``DependencyEdge/Origin/body``.
    private func analyzeBody(of procedure: OID, _ pending: PendingBody, relationsMadeInBodies made: Set<String>) {
        guard let row = database.procedures[procedure] else { return }
        var analysis = BodyAnalysis(self, row, isTrigger: pending.isTrigger)
        switch pending.body.language {
        case .sql:
            for statement in pending.body.tree.statements { analysis.visit(statement: statement.node) }
        case .plpgsql:
            if let function = pending.body.function { analysis.visit(function.node) }
        }
        let address = ObjectAddress(.procedure, procedure)
        for dependency in analysis.dependencies where dependency.address.whole != address {
            database.dependencies.add(
                DependencyEdge(
                    dependent: address, referenced: dependency.address, kind: .normal, origin: .body,
                    statement: pending.statement, range: dependency.range.map(pending.body.fileRange)))
        }
        if analysis.isOpaque { database.records.update(address) { $0.isOpaque = true } }
        guard options.checksBodies, pending.body.language == .plpgsql, !analysis.isOpaque else { return }
        for error in analysis.errors { reportBody(error, of: pending, relationsMadeInBodies: made) }
    }

    // MARK: What is missing when they run

    /// The names of relations that some body makes, for itself or for those it calls.
    private var relationsMadeInBodies: Set<String> {
        var names: Set<String> = []
        for pending in pendingBodies.values where pending.body.language == .plpgsql {
            guard let function = pending.body.function else { continue }
            for node in function.node.descendants(.createStmt, .intoClause) {
                if let name = (node.child(.relation) ?? node.child(.rel)).flatMap(RangeVar.init)?.relname {
                    names.insert(name)
                }
            }
        }
        return names
    }

    /// Reports what a body does not find, unless it may be there when it runs: made by a body, or in a schema of the
    /// caller's search path.
    private func reportBody(_ error: SQLError, of pending: PendingBody, relationsMadeInBodies made: Set<String>) {
        if let missing = error.missing, missing.column == nil {
            let parts = QuotedName.parts(missing.relation) ?? []
            guard let name = parts.last, !made.contains(name) else { return }
            if parts.count == 1,
                !database.relations.findEverywhere(name).isEmpty || pending.isTransitionTable(name, database)
            {
                return
            }
        }
        let element = database.statements[pending.statement.index].element
        database.bodyDiagnostics.append(
            Diagnostic(
                .warning, rule: error.state, error.message,
                hint: error.hint ?? suggestion(for: error, in: pending.statement), detail: error.detail,
                source: element.tree.source, range: error.range.map(pending.body.fileRange) ?? element.byteRange))
    }

    // MARK: Checks

    /// What PostgreSQL says of the body of an SQL routine when it is made: `fmgr_sql_validator`.
    func checkBody(_ body: RoutineBody, of row: ProcedureRow) throws(SQLError) {
        if row.argumentTypes.contains(where: \.isPolymorphic) { return }
        var last: Query?
        for statement in body.tree.statements {
            do throws(SQLError) {
                last = try analyzing(row.inputParameters) { context throws(SQLError) in
                    context.routineName = row.name
                    context.allowsInto = true
                    return try Analyzer(context).statement(statement.node)
                }
            } catch {
                throw SQLError(
                    error.state, error.message, detail: error.detail, hint: error.hint,
                    range: error.range.map(body.fileRange))
            }
        }
        try checkResult(last, of: row)
    }

    /// `check_sql_fn_retval`.
    private func checkResult(_ query: Query?, of row: ProcedureRow) throws(SQLError) {
        let type = row.returnType
        if type == .void || type.isPolymorphic || type == .none { return }
        func mismatch(_ detail: String) -> SQLError {
            SQLError(
                "42P13", "return type mismatch in function declared to return \(format(type))", detail: detail)
        }
        guard let query, query.command == .select || query.hasReturning else {
            throw mismatch(
                "Function's final statement must be SELECT or INSERT/UPDATE/DELETE/MERGE RETURNING.")
        }
        let outputs = query.outputs
        if outputs.contains(where: { $0.expression.isOpaque }) { return }
        let placeholder = Expression(
            .function(database.procedures.findAll(row.name, in: row.schema).last ?? .none), TypeReference(type),
            range: 0..<0)
        switch resultShape(of: placeholder) {
        case .scalar:
            guard outputs.count == 1 else { throw mismatch("Final statement must return exactly one column.") }
            let value = outputs[0].expression
            guard canCoerce([value.type.oid], to: [type], .assignment) else {
                throw mismatch("Actual return type is \(format(value.type.oid)).")
            }
        case .composite(let columns, _):
            try checkRow(outputs, columns.filter { !$0.isDropped }, type, mismatch)
        default: break
        }
    }

    private func checkRow(
        _ outputs: [Query.Target], _ columns: [RangeTableEntry.Column], _ type: OID, _ mismatch: (String) -> SQLError
    ) throws(SQLError) {
        // One value of the row type is a row, too.
        if outputs.count == 1, canCoerce([outputs[0].expression.type.oid], to: [type], .assignment) { return }
        for (index, output) in outputs.enumerated() {
            guard index < columns.count else { throw mismatch("Final statement returns too many columns.") }
            let given = output.expression.type.oid
            guard canCoerce([given], to: [columns[index].type.oid], .assignment) else {
                throw mismatch(
                    "Final statement returns \(format(given)) instead of \(format(columns[index].type.oid)) at column "
                        + "\(index + 1).")
            }
        }
        if outputs.count < columns.count { throw mismatch("Final statement returns too few columns.") }
    }
}

extension Executor.PendingBody {
    /// Whether a trigger may give its function the rows it is about under a name: some trigger does, or none says what this
    /// one is called by.
    fileprivate func isTransitionTable(_ name: String, _ database: Database) -> Bool {
        guard isTrigger else { return false }
        let triggers = database.triggers.userRows.map(\.row)
        return triggers.contains { $0.oldTable == name || $0.newTable == name }
            || !triggers.contains {
                database.records[ObjectAddress(.procedure, $0.function)]?.statements.contains(statement) == true
            }
    }
}

/// Looks for what a body needs; what cannot be made out is left out.
private struct BodyAnalysis {
    let executor: Executor
    private let parameters: [AnalysisParameter]
    private let routineName: String
    /// The variables that can be named, the innermost block's last.
    private var scopes: [[String: TypeReference]] = []
    private var collector: DependencyCollector
    /// The first error about a relation that is not there.
    private(set) var missing: SQLError?
    /// The errors about relations and columns that are not there, and about constants that their types do not take.
    private(set) var errors: [SQLError] = []
    /// Where the queries begin that have such a constant.
    private(set) var failing: Set<Int> = []
    /// Whether statements are put together when it runs.
    private(set) var isOpaque = false

    var dependencies: [FoundDependency] { collector.dependencies }

    init(_ executor: Executor, _ row: ProcedureRow, isTrigger: Bool) {
        self.executor = executor
        parameters = row.inputParameters
        routineName = row.name
        collector = DependencyCollector(executor)
        var names: [String: TypeReference] = [
            "found": TypeReference(.bool), "sqlstate": TypeReference(.text), "sqlerrm": TypeReference(.text),
        ]
        for parameter in row.parameters where !parameter.name.isEmpty {
            names[parameter.name] = TypeReference(parameter.type)
        }
        if isTrigger {
            for name in ["new", "old"] { names[name] = TypeReference(.record) }
            for name in [
                "tg_name", "tg_when", "tg_level", "tg_op", "tg_relname", "tg_table_name", "tg_table_schema",
                "tg_event", "tg_tag",
            ] {
                names[name] = TypeReference(.text)
            }
            names["tg_relid"] = TypeReference(.oid)
            names["tg_nargs"] = TypeReference(.int4)
            names["tg_argv"] = TypeReference(.textArray)
        }
        scopes = [names]
    }

    // MARK: PL/pgSQL

    mutating func visit(_ node: Node) {
        guard let part = PlpgsqlNode(node) else { return }
        switch part.kind {
        case .block:
            scopes.append([:])
            for declaration in part.declarations { declare(declaration) }
            visitChildren(node) { $0.field != .declarations }
            scopes.removeLast()
        case .fori:
            scopes.append([:])
            if let name = part.target.first.flatMap({ $0.children(.fields).strings.first }) {
                scopes[scopes.count - 1][name] = TypeReference(.int4)
            }
            visitChildren(node) { _ in true }
            scopes.removeLast()
        case .dynexecute, .dynfors:
            isOpaque = true
            visitChildren(node) { _ in true }
        default:
            if part.dynquery != nil { isOpaque = true }
            visitChildren(node) { _ in true }
        }
    }

    private mutating func visitChildren(_ node: Node, where isMeant: (Node) -> Bool) {
        for child in node.allChildren where isMeant(child) && child.field != .target {
            switch child.kind {
            case .plpgsqlNode: visit(child)
            case .typeName: break
            default: visit(statement: child)
            }
        }
    }

    private mutating func declare(_ node: Node) {
        guard let part = PlpgsqlNode(node) else { return }
        if part.kind == .cursor {
            scopes.append([:])
            for argument in part.args { declare(argument) }
            if let query = part.query { visit(statement: query) }
            scopes.removeLast()
        } else if let value = part.expr {
            visit(statement: value)
        }
        guard let name = part.name else { return }
        scopes[scopes.count - 1][name] = type(of: part)
    }

    /// The type of a variable, which the body needs.
    private mutating func type(of part: PlpgsqlNode) -> TypeReference {
        if part.kind == .cursor { return TypeReference(.refcursor) }
        if part.kind == .alias {
            let original = part.names.strings.last ?? ""
            return scopes.reversed().lazy.compactMap { $0[original] }.first ?? TypeReference(.none)
        }
        guard
            let name = part.typeName.flatMap(PlpgsqlNode.init)?.typeName.flatMap(TypeName.init)
                ?? part.typeName.flatMap(TypeName.init)
        else { return TypeReference(.none) }
        let names = name.names.strings
        if names == ["record"] { return TypeReference(.record) }
        if part.isRowtype || PlpgsqlNode(part.typeName ?? part.node)?.isRowtype == true {
            guard let relation = (try? executor.find(executor.database.relations, names)) ?? nil else {
                return TypeReference(.none)
            }
            collector.add(
                FoundDependency(address: ObjectAddress(.relation, relation), range: name.node.byteRange))
            return TypeReference(executor.database.relations[relation]?.rowType ?? .none)
        }
        if name.pctType { noteColumn(names, name.node.byteRange) }
        guard let type = try? executor.type(name) else { return TypeReference(.none) }
        if !name.pctType {
            collector.add(FoundDependency(address: ObjectAddress(.type, type.oid), range: name.node.byteRange))
        }
        return type
    }

    /// `table.column%TYPE`.
    private mutating func noteColumn(_ names: [String], _ range: Range<Int>) {
        guard let last = names.last, names.count > 1,
            let relation = (try? executor.find(executor.database.relations, Array(names.dropLast()))) ?? nil,
            let found = executor.database.relations[relation]?.attribute(last)
        else { return }
        collector.add(
            FoundDependency(address: ObjectAddress(.relation, relation, column: found.number), range: range))
    }

    // MARK: SQL

    /// A statement or expression of SQL.
    mutating func visit(statement node: Node) {
        switch node.kind {
        case .selectStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt: analyze(node)
        case .callStmt:
            if let call = node.child(.funccall) { analyze(call) }
        case .createTableAsStmt, .explainStmt, .declareCursorStmt, .copyStmt:
            if let query = node.child(.query) { visit(statement: query) }
        default: break
        }
    }

    private mutating func analyze(_ node: Node) {
        let scopes = scopes
        let executor = executor
        let routineName = routineName
        var lost: SQLError?
        var column: SQLError?
        var found: [FoundDependency]?
        do throws(SQLError) {
            found = try executor.analyzing(parameters) { context throws(SQLError) -> [FoundDependency] in
                defer {
                    lost = context.missingRelation
                    column = context.missingColumn
                }
                context.isLenient = true
                context.allowsInto = true
                context.variable = { names, range in
                    Self.variable(names, scopes, routineName, executor, range)
                }
                let analyzer = Analyzer(context)
                var collector = DependencyCollector(executor)
                if node.kind == .funcCall {
                    context.callNode = node
                    collector.visit(
                        try analyzer.within(.callArgument) { () throws(SQLError) in try analyzer.expression(node) })
                } else {
                    collector.visit(try analyzer.statement(node))
                }
                return collector.dependencies
            }
        } catch {
            if error.state == "42703" { column = error }
            if error.isAboutValue {
                errors.append(error)
                failing.insert(node.byteRange.lowerBound)
            }
        }
        for dependency in found ?? [] { collector.add(dependency) }
        missing = missing ?? lost
        // Where a relation is not there, its columns are not either.
        if let error = lost ?? column { errors.append(error) }
    }

    /// The variable that dotted names mean.
    private static func variable(
        _ names: [String], _ scopes: [[String: TypeReference]], _ routineName: String, _ executor: Executor,
        _ range: Range<Int>
    ) -> Expression? {
        func value(_ type: TypeReference) -> Expression {
            Expression(.composition("variable"), type, collation: executor.collation(ofType: type.oid), range: range)
        }
        for scope in scopes.reversed() {
            guard let type = scope[names[0]] else { continue }
            if names.count == 1 { return value(type) }
            guard case .composite(let columns, _) = executor.shape(ofType: type.oid),
                let column = columns.first(where: { $0.name == names[1] })
            else { return Expression(.opaque, TypeReference(.none), range: range) }
            return value(column.type)
        }
        // The names of routine and blocks can stand before their variables.
        guard names.count > 1 else { return nil }
        for scope in scopes.reversed() {
            if let type = scope[names[1]] { return value(type) }
        }
        return names[0] == routineName ? Expression(.opaque, TypeReference(.none), range: range) : nil
    }
}

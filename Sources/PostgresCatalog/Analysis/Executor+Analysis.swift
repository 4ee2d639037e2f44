import PostgresSyntax

extension Executor {
    /// Analyzes an expression over the columns of `relations`: defaults, checks, index expressions, policies, conditions.
    ///
    /// - Parameters:
    ///   - target: the type it is coerced to, as in an assignment; nil to leave it as it is.
    ///   - targetName: the column it is for, as errors name it.
    func analyzeExpression(
        _ node: Node, _ purpose: ExpressionPurpose, relations: [AnalysisRelation] = [],
        parameters: [AnalysisParameter] = [], target: TypeReference? = nil, targetName: String? = nil
    ) throws(SQLError) -> AnalyzedExpression {
        try analyzing(parameters) { context throws(SQLError) in
            let analyzer = Analyzer(context)
            let value = try analyzer.value(node, purpose, relations, target, named: targetName)
            var collector = DependencyCollector(self)
            collector.visit(value)
            for dependency in analyzer.query.otherDependencies { collector.add(dependency) }
            return AnalyzedExpression(
                type: value.type, collation: value.collation, dependencies: collector.dependencies,
                columns: analyzer.columns(in: value))
        }
    }

    /// Analyzes a query (`SELECT`, `INSERT`, `UPDATE`, `DELETE`, `MERGE`), as a view, a rule, a SQL routine has it.
    ///
    /// - Parameter routineName: the routine whose parameters these are; it can stand before their names.
    func analyzeQuery(
        _ node: Node, relations: [AnalysisRelation] = [], parameters: [AnalysisParameter] = [],
        routineName: String? = nil
    ) throws(SQLError) -> AnalyzedQuery {
        try analyzing(parameters) { context throws(SQLError) in
            context.routineName = routineName
            let analyzer = Analyzer(context)
            try analyzer.addRelations(relations, nil)
            return self.result(of: try analyzer.statement(node))
        }
    }

    /// What is known of a query that was analyzed.
    func result(of query: Query) -> AnalyzedQuery {
        var collector = DependencyCollector(self)
        collector.visit(query)
        let columns = query.outputs.map { target in
            AnalyzedQuery.OutputColumn(
                name: target.name, type: target.expression.type, collation: target.expression.collation,
                origin: target.expression.origin)
        }
        return AnalyzedQuery(columns: columns, dependencies: collector.dependencies)
    }

    /// Does an analysis; one that is nested deeply is done again on a stack of its own.
    func analyzing<Result>(
        _ parameters: [AnalysisParameter] = [], _ body: (AnalysisContext) throws(SQLError) -> Result
    ) throws(SQLError) -> Result {
        let context = AnalysisContext(self, parameters: parameters, depthLimit: Analyzer.shallowDepth)
        context.nameParameters()
        do throws(SQLError) {
            return try body(context)
        } catch {
            guard context.isTooDeep else { throw error }
        }
        var outcome: Swift.Result<Result, SQLError>?
        let isDone = DeepStack.run {
            let context = AnalysisContext(self, parameters: parameters, depthLimit: Analyzer.maximumDepth)
            context.nameParameters()
            do throws(SQLError) {
                outcome = .success(try body(context))
            } catch {
                outcome = .failure(error)
            }
        }
        guard isDone, let outcome else {
            throw SQLError("54001", "stack depth limit exceeded")
        }
        return try outcome.get()
    }
}

extension AnalysisContext {
    /// Lets parameters be used by their names, `f.a` and `a.field` too: `sql_fn_post_column_ref`.
    fileprivate func nameParameters() {
        guard parameters.contains(where: { $0.name != nil }) else { return }
        variable = { [unowned self] names, range in
            let found = { (name: String) -> Expression? in
                guard let index = self.parameters.lastIndex(where: { $0.name == name }) else { return nil }
                return Analyzer(self).parameter(index + 1, self.parameters[index].type, range)
            }
            switch names.count {
            case 1: return found(names[0])
            case 2:
                if let row = found(names[0]), self.executor.isComposite(row.type.oid) {
                    return (try? Analyzer(self).field(names[1], of: row, range, nameRange: range)) ?? nil
                }
                return names[0] == self.routineName ? found(names[1]) : nil
            case 3:
                guard names[0] == self.routineName, let row = found(names[1]) else { return nil }
                return (try? Analyzer(self).field(names[2], of: row, range, nameRange: range)) ?? nil
            default: return nil
            }
        }
    }

    /// VALUE in the check of a domain: the value that is checked.
    fileprivate func nameDomainValue() {
        guard let type = parameters.first?.type else { return }
        variable = { [unowned self] names, range in
            guard names == ["value"] else { return nil }
            let collation = self.executor.collation(ofType: type.oid)
            return Expression(
                .composition("VALUE"), type, collation: collation, strength: collation == .none ? .none : .implicit,
                range: range)
        }
    }
}

extension Analyzer {
    /// How deep the usual stack carries, and how deep the large one does.
    static let shallowDepth = 150
    static let maximumDepth = 9_997

    /// Analyzes an expression for what it is for.
    func value(
        _ node: Node, _ purpose: ExpressionPurpose, _ relations: [AnalysisRelation], _ target: TypeReference?,
        named targetName: String? = nil
    ) throws(SQLError) -> Expression {
        context.targetName = targetName
        if purpose == .domainCheck { context.nameDomainValue() }
        // Most defaults name no column.
        if node.contains(.columnRef) { try addRelations(relations, purpose) }
        var value = try within(purpose.clause) { () throws(SQLError) in try expression(node) }
        value = try coerced(value, purpose, target, node)
        try check(value, purpose, node)
        return value
    }

    /// Makes relations known whose columns can be used: a table of its own constraints, OLD and NEW of a rule.
    fileprivate func addRelations(_ relations: [AnalysisRelation], _ purpose: ExpressionPurpose?) throws(SQLError) {
        for relation in relations {
            let columns = executor.columns(ofRelation: relation.relation)
            let own = executor.database.relations[relation.relation]?.name
            var item = add(
                RangeTableEntry(
                    .relation(relation.relation), name: relation.alias, hasAlias: relation.alias != own,
                    columns: columns, level: level, range: 0..<0))
            // OLD and NEW are to be named.
            if purpose == nil || purpose == .ruleCondition || purpose == .triggerCondition {
                item.areColumnsVisible = false
            }
            namespace.append(item)
        }
    }

    /// The expression as a value of the type it is for: `cookDefault`, `cookConstraint`.
    fileprivate func coerced(
        _ value: Expression, _ purpose: ExpressionPurpose, _ target: TypeReference?, _ node: Node
    ) throws(SQLError) -> Expression {
        if let construct = purpose.booleanConstruct { return try coerceToBoolean(value, construct: construct) }
        guard let target else {
            switch purpose {
            case .indexExpression, .statistics, .partitionKey: return try resolvedText(value)
            default: return value
            }
        }
        if let coerced = try coerceIfPossible(value, to: target, .assignment) { return coerced }
        let wanted = executor.format(target.oid)
        let given = executor.format(value.type.oid)
        switch purpose {
        case .functionDefault:
            throw .datatypeMismatch(
                "argument of DEFAULT must be type \(wanted), not type \(given)", range: value.range)
        case .partitionBound:
            throw .datatypeMismatch(
                "specified value cannot be cast to type \(wanted) for column", range: value.range)
        default:
            throw .datatypeMismatch(
                "column \"\(context.targetName ?? "")\" is of type \(wanted) but default expression is of type \(given)",
                hint: "You will need to rewrite or cast the expression.", range: node.byteRange)
        }
    }

    /// What the purpose asks for beyond its types.
    fileprivate func check(_ value: Expression, _ purpose: ExpressionPurpose, _ node: Node) throws(SQLError) {
        switch purpose {
        case .generatedColumn:
            try checkGenerated(value)
            if !isImmutable(value) {
                throw SQLError("42P17", "generation expression is not immutable", range: nil)
            }
        case .columnDefault, .domainDefault, .functionDefault, .domainCheck, .checkConstraint: break
        case .indexExpression:
            if !isImmutable(value) {
                throw SQLError("42P17", "functions in index expression must be marked IMMUTABLE", range: nil)
            }
        case .indexPredicate:
            if !isImmutable(value) {
                throw SQLError("42P17", "functions in index predicate must be marked IMMUTABLE", range: nil)
            }
        case .partitionKey:
            if !isImmutable(value) {
                throw SQLError("42P17", "functions in partition key expression must be marked IMMUTABLE", range: nil)
            }
        default: break
        }
    }

    private func checkGenerated(_ value: Expression) throws(SQLError) {
        let used = value.first { inner in
            guard case .variable(let entry, let number) = inner.kind, number > 0, let relation = entry.relation,
                let attributes = executor.database.relations[relation]?.attributes, Int(number) <= attributes.count
            else { return false }
            return attributes[Int(number) - 1].generated != nil
        }
        if let used, case .variable(let entry, let number) = used.kind {
            throw SQLError(
                "42P17",
                "cannot use generated column \"\(entry.columns[Int(number) - 1].name)\" in column generation expression",
                detail: "A generated column cannot reference another generated column.", range: used.range)
        }
        if let row = value.first({ if case .variable(_, 0) = $0.kind { true } else { false } }) {
            throw SQLError(
                "42P17", "cannot use whole-row variable in column generation expression",
                detail: "This would cause the generated column to depend on its own value.", range: row.range)
        }
    }

    /// `contain_mutable_functions`.
    private func isImmutable(_ value: Expression) -> Bool {
        let database = executor.database
        let mutable = value.first { inner in
            switch inner.kind {
            case .function(let oid), .operator(_, let oid), .distinct(_, let oid), .nullIf(_, let oid),
                .scalarArray(_, let oid), .aggregate(let oid, _), .window(let oid):
                return database.procedures[oid].map { $0.volatility != "i" } ?? false
            case .throughText:
                return [inner.operands[0].type.oid, inner.type.oid].enumerated().contains { index, type in
                    let role: TypeRow.FunctionRole = index == 0 ? .output : .input
                    let function = database.types[database.baseType(type)]?.function(role) ?? .none
                    return database.procedures[function].map { $0.volatility != "i" } ?? false
                }
            case .sessionValue: return true
            default: return false
            }
        }
        return mutable == nil
    }

    /// The columns of this level's relations, by number, in order of appearance.
    fileprivate func columns(in value: Expression) -> [Int16] {
        var result: [Int16] = []
        func visit(_ value: Expression) {
            if case .variable(let entry, let number) = value.kind {
                if entry.level == 0, !result.contains(number) { result.append(number) }
                return
            }
            if case .subLink(let query) = value.kind { query.forEachExpression(visit) }
            for operand in value.operands { visit(operand) }
        }
        visit(value)
        return result
    }
}

extension Expression {
    /// The column of a relation that it is, through subqueries too: `markTargetListOrigin`.
    var origin: ObjectAddress? {
        guard case .variable(let entry, let number) = kind, number > 0 else { return nil }
        switch entry.kind {
        case .relation(let oid): return ObjectAddress(.relation, oid, column: number)
        case .subquery(let query):
            let outputs = query.outputs
            return Int(number) <= outputs.count ? outputs[Int(number) - 1].expression.origin : nil
        case .commonTable(let table):
            let outputs = table.query?.outputs ?? []
            return Int(number) <= outputs.count ? outputs[Int(number) - 1].expression.origin : nil
        default: return nil
        }
    }
}

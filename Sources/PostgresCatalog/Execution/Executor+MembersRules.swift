import PostgresSyntax

/// Rules.
extension Executor {
    /// `DefineRule`.
    func createRule(_ statement: RuleStmt) throws(SQLError) {
        guard let name = statement.relation else { return }
        let relation = try openTable(name)
        guard let table = database.relations[relation] else { return }
        if table.kind == .materializedView {
            throw SQLError("0A000", "rules on materialized views are not supported", range: name.nameRange)
        }
        let analysis = try analyzeRule(statement, relation)
        guard table.kind == .table || table.kind == .view || table.kind == .partitionedTable else {
            throw .wrongObjectType(
                "relation \"\(table.name)\" cannot have rules", detail: table.kind.notSupported, range: name.nameRange)
        }
        try checkActions(statement, table, analysis)
        guard statement.event != .select else { return }
        let event: Character = statement.event == .update ? "2" : statement.event == .insert ? "3" : "4"
        let row = RewriteRow(
            name: statement.rulename ?? "", relation: relation, event: event, isInstead: statement.instead)
        let oid = try storeRule(row, table, replace: statement.replace)
        let address = ObjectAddress(.rewrite, oid)
        depend(address, on: ObjectAddress(.relation, relation), .auto, range: name.nameRange)
        depend(address, on: analysis.found)
        // OLD and NEW stand in the range table of every query.
        if statement.actions.isEmpty || statement.actions.contains(where: { $0.kind != .notifyStmt }) {
            depend(address, on: ObjectAddress(.relation, relation), range: name.nameRange)
        }
    }

    private struct RuleAnalysis {
        var found: [FoundDependency] = []
        /// What each action returns.
        var results: [[AnalyzedQuery.OutputColumn]] = []
    }

    /// `transformRuleStmt`.
    private func analyzeRule(_ statement: RuleStmt, _ relation: OID) throws(SQLError) -> RuleAnalysis {
        let old = AnalysisRelation(relation: relation, alias: "old")
        let new = AnalysisRelation(relation: relation, alias: "new")
        var analysis = RuleAnalysis()
        if let condition = statement.whereClause {
            let usable: [AnalysisRelation] =
                switch statement.event {
                case .update: [old, new]
                case .insert: [new]
                default: [old]
                }
            analysis.found += try analyzeExpression(
                condition, .ruleCondition, relations: usable, target: TypeReference(.bool)
            ).dependencies
        }
        for action in statement.actions {
            let isUtility = ![.selectStmt, .insertStmt, .updateStmt, .deleteStmt].contains(action.kind)
            if isUtility, statement.whereClause != nil {
                throw .invalidObjectDefinition(
                    "rules with WHERE conditions can only have SELECT, INSERT, UPDATE, or DELETE actions",
                    range: action.byteRange)
            }
            guard !isUtility else { continue }
            let query = try analyzeQuery(action, relations: [old, new])
            analysis.found += query.dependencies
            analysis.results.append(query.columns)
            try checkOldAndNew(statement, action)
        }
        return analysis
    }

    private func checkOldAndNew(_ statement: RuleStmt, _ action: Node) throws(SQLError) {
        let unusable: (word: String, event: String)
        switch statement.event {
        case .insert: unusable = ("old", "INSERT")
        case .delete: unusable = ("new", "DELETE")
        default: return
        }
        let nodes = [action] + (statement.whereClause.map { [$0] } ?? [])
        for reference in nodes.flatMap({ $0.descendants(.columnRef) })
        where reference.children(.fields).first?.stringNodeValue == unusable.word {
            throw .invalidObjectDefinition(
                "ON \(unusable.event) rule cannot use \(unusable.word.uppercased())", range: reference.byteRange)
        }
    }

    /// What `DefineQueryRewrite` asks of the actions.
    private func checkActions(_ statement: RuleStmt, _ table: RelationRow, _ analysis: RuleAnalysis)
        throws(SQLError)
    {
        if statement.event == .select { return try checkSelectRule(statement, table) }
        try checkReturning(statement, table, analysis)
        if statement.rulename == "_RETURN" {
            throw .invalidObjectDefinition("non-view rule for \"\(table.name)\" must not be named \"_RETURN\"")
        }
    }

    private func checkSelectRule(_ statement: RuleStmt, _ table: RelationRow) throws(SQLError) {
        if table.kind != .view {
            throw .wrongObjectType(
                "relation \"\(table.name)\" cannot have ON SELECT rules", detail: table.kind.notSupported,
                range: statement.relation?.nameRange)
        }
        if statement.actions.isEmpty {
            throw SQLError(
                "0A000", "INSTEAD NOTHING rules on SELECT are not implemented", hint: "Use views instead.")
        }
        if statement.actions.count > 1 {
            throw SQLError("0A000", "multiple actions for rules on SELECT are not implemented")
        }
        if !statement.instead || statement.actions.first?.kind != .selectStmt {
            throw SQLError("0A000", "rules on SELECT must have action INSTEAD SELECT")
        }
        if statement.whereClause != nil {
            throw SQLError("0A000", "event qualifications are not implemented for rules on SELECT")
        }
        if !statement.replace {
            throw SQLError("55000", "\"\(table.name)\" is already a view", range: statement.relation?.nameRange)
        }
        if statement.rulename != "_RETURN" {
            throw .invalidObjectDefinition("view rule for \"\(table.name)\" must be named \"_RETURN\"")
        }
    }

    private func checkReturning(_ statement: RuleStmt, _ table: RelationRow, _ analysis: RuleAnalysis)
        throws(SQLError)
    {
        let hasReturning = statement.actions.filter { $0.child(.returningClause) != nil }
        guard let action = hasReturning.first else { return }
        let range = action.byteRange
        if hasReturning.count > 1 {
            throw SQLError("0A000", "cannot have multiple RETURNING lists in a rule", range: range)
        }
        if statement.whereClause != nil {
            throw SQLError("0A000", "RETURNING lists are not supported in conditional rules", range: range)
        }
        if !statement.instead {
            throw SQLError("0A000", "RETURNING lists are not supported in non-INSTEAD rules", range: range)
        }
        guard let columns = analysis.results.first(where: { !$0.isEmpty }) else { return }
        for (index, column) in columns.enumerated() {
            guard index < table.attributes.count else {
                throw .invalidObjectDefinition("RETURNING list has too many entries", range: range)
            }
            let attribute = table.attributes[index]
            if attribute.isDropped {
                throw SQLError(
                    "0A000", "cannot create a RETURNING list for a relation containing dropped columns", range: range)
            }
            if attribute.type.oid != column.type.oid {
                throw SQLError(
                    "42P17",
                    "RETURNING list's entry \(index + 1) has different type from column \"\(attribute.name)\"",
                    detail: "RETURNING list entry has type \(format(column.type.oid)), but column has type "
                        + "\(format(attribute.type.oid)).", range: range)
            }
        }
        if columns.count < table.attributes.count {
            throw .invalidObjectDefinition("RETURNING list has too few entries", range: range)
        }
    }

    /// `InsertRule`.
    private func storeRule(_ row: RewriteRow, _ table: RelationRow, replace: Bool) throws(SQLError) -> OID {
        if let existing = database.rewrites.find(row.name, in: row.relation) {
            guard replace else {
                noteExisting(.rewrite, existing)
                throw SQLError("42710", "rule \"\(row.name)\" for relation \"\(table.name)\" already exists")
            }
            database.rewrites.update(existing) {
                $0.event = row.event
                $0.isInstead = row.isInstead
            }
            noteChange(ObjectAddress(.rewrite, existing))
            forgetDependencies(of: ObjectAddress(.rewrite, existing))
            return existing
        }
        let oid = database.newOID()
        database.rewrites.insert(row, oid)
        register(ObjectAddress(.rewrite, oid))
        database.relations.update(row.relation) { $0.hasRules = true }
        return oid
    }
}

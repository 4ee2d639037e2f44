import PostgresCatalog
import PostgresSyntax

/// Rows and sequences' values.
extension StatementForms {
    mutating func dataForm(_ change: Change) -> Form {
        guard let node = change.statement else { return .omitted }
        switch node.kind {
        case .insertStmt: return insertForm(change, InsertStmt(node)!)
        case .copyStmt: return copyForm(change, CopyStmt(node)!)
        case .selectStmt:
            let select = SelectStmt(node)!
            if OwnForms.isMonotone(select) || OwnForms.isGuarded(select) { return .statement(qualifying(change)) }
            return setvalForm(change, select) ?? largeObjectForm(change, select) ?? notIdempotent(change)
        case .doStmt where node.isGuardedBlock: return .statement(qualifying(change))
        case .refreshMatViewStmt: return .statement(qualifying(change))
        default: return notIdempotent(change)
        }
    }

    // MARK: setval

    /// A sequence that has gone on since must not be set back.
    private func setvalForm(_ change: Change, _ select: SelectStmt) -> Form? {
        guard select.targetList.count == 1, select.fromClause.isEmpty,
            let call = select.targetList.first.flatMap(ResTarget.init)?.val.flatMap(FuncCall.init),
            call.funcname.strings.last == "setval", call.args.count >= 2, call.args.count <= 3,
            let identity = program.relations(namedBy: change).lazy
                .compactMap({ program.identity(of: $0.object, at: change) }).first(where: { $0.kind == .sequence })
        else { return nil }
        let name = QuotedName.qualified(identity.schema, identity.name)
        let value = call.args[1].text
        let isCalled = call.args.count == 3 ? call.args[2].text : "true"
        return .replaced(
            """
            SELECT pg_catalog.setval(\(QuotedName.literal(name)),
                CASE WHEN s.is_called AND s.last_value > \(value) THEN s.last_value ELSE \(value) END,
                CASE WHEN s.is_called AND s.last_value >= \(value) THEN true ELSE \(isCalled) END)
            FROM \(name) AS s
            """)
    }

    // MARK: Large objects

    /// A large object is created once; what is written into it is written to the same place again.
    private func largeObjectForm(_ change: Change, _ select: SelectStmt) -> Form? {
        guard select.targetList.count == 1, select.fromClause.isEmpty, select.whereClause == nil,
            let call = select.targetList.first.flatMap(ResTarget.init)?.val.flatMap(FuncCall.init)
        else { return nil }
        switch call.funcname.strings.last {
        case "lo_create", "lo_from_bytea":
            guard let oid = call.args.first?.text else { return nil }
            let condition = " WHERE NOT \(Condition.largeObject(oid))"
            return .statement(
                qualifying(change, after: [.insert(condition, at: select.node.byteRange.upperBound)]))
        case "lo_open", "lowrite", "lo_put", "lo_close": return .statement(qualifying(change))
        default: return nil
        }
    }

    /// That the large objects are there which a statement speaks of; nil for any other statement.
    ///
    /// They are data: the statements that make them may not be among the sources.
    func largeObjectCondition(_ change: Change) -> String? {
        let objects: [Node]
        switch change.statement?.kind {
        case .alterOwnerStmt:
            let statement = change.statement.flatMap(AlterOwnerStmt.init)
            guard statement?.objectType == .largeobject else { return nil }
            objects = [statement?.object].compactMap { $0 }
        case .commentStmt:
            let statement = change.statement.flatMap(CommentStmt.init)
            guard statement?.objtype == .largeobject else { return nil }
            objects = [statement?.object].compactMap { $0 }
        case .grantStmt:
            let statement = change.statement.flatMap(GrantStmt.init)
            guard statement?.objtype == .largeobject else { return nil }
            objects = Array(statement?.objects ?? change.statement!.children(.objects))
        default: return nil
        }
        return "(" + objects.map { Condition.largeObject($0.text) }.joined(separator: " AND ") + ")"
    }

    // MARK: COPY

    /// Rows that a script of the compiler's own loads.
    private mutating func ownCopyForm(_ change: Change, _ load: OwnForms.RowLoad) -> Form {
        let table = program.relations(namedBy: change).lazy.compactMap { [program] in
            program.identity(of: $0.object, at: change)
        }.first
        guard let table else { return notIdempotent(change) }
        return .copy(
            CopyForm(
                table: QuotedName.qualified(table.schema, table.name),
                columns: load.columns.map(QuotedName.identifier).joined(separator: ", "), edits: []))
    }

    /// Rows are loaded into a temporary table, and from there only into an empty table.
    private mutating func copyForm(_ change: Change, _ copy: CopyStmt) -> Form {
        if let load = change.load { return ownCopyForm(change, load) }
        guard copy.isFrom, change.data != nil, let relation = copy.relation,
            let table = program.relation(namedAt: relation.nameRange, by: change),
            let identity = program.identity(of: table, at: change)
        else { return notIdempotent(change) }
        var columns = copy.attlist.strings
        if columns.isEmpty {
            columns = program.database.columns(of: table).filter { !$0.isGenerated }.map(\.name)
        }
        let list = columns.map(QuotedName.identifier).joined(separator: ", ")
        let name = QuotedName.qualified(identity.schema, identity.name)
        return .copy(
            CopyForm(
                table: name, columns: list,
                edits: [SourceEdit(range: relation.nameRange, replacement: "pg_temp." + CopyForm.temporaryTable)]))
    }
}

extension CopyForm {
    /// The table that takes the rows of a COPY.
    static let temporaryTable = "schemac_rows"
}

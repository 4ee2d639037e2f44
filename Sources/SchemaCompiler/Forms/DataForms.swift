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
            return setvalForm(change, select) ?? largeObjectForm(change, select) ?? notIdempotent(change)
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
            let sequence = change.references.first(where: { catalog[$0.target].identity.kind == .sequence })
        else { return nil }
        let identity = catalog[sequence.target].identity
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

    // MARK: COPY

    /// Rows are loaded into a temporary table, and from there only into an empty table.
    private mutating func copyForm(_ change: Change, _ copy: CopyStmt) -> Form {
        guard copy.isFrom, change.data != nil, let relation = copy.relation,
            let table = change.references.first(where: { catalog[$0.target].identity.kind.isRelation })
        else { return notIdempotent(change) }
        let object = catalog[table.target]
        var columns = copy.attlist.strings
        if columns.isEmpty { columns = object.columns.filter { !$0.isGenerated }.map(\.name) }
        let list = columns.map(QuotedName.identifier).joined(separator: ", ")
        let name = QuotedName.qualified(object.identity.schema, object.identity.name)
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

extension Column {
    /// Whether its values are computed, and so cannot be written.
    var isGenerated: Bool {
        if case .generated = source { return true }
        return false
    }

    /// Whether a row that leaves it out takes a value of a sequence.
    var takesSequenceValue: Bool {
        switch source {
        case .serial, .identity: true
        case .defaultValue(let expression): expression.text.contains("nextval")
        default: false
        }
    }
}

import PostgresCatalog
import PostgresSyntax

/// Rows and sequences' values.
extension StatementForms {
    func dataForm(_ id: ChangeID, _ change: Change) -> Form {
        guard let node = change.statement else { return .omitted }
        switch node.kind {
        case .insertStmt: return insertForm(id, change, InsertStmt(node)!)
        case .copyStmt: return copyForm(id, change, CopyStmt(node)!)
        case .selectStmt:
            let select = SelectStmt(node)!
            if OwnForms.isMonotone(select) || OwnForms.isGuarded(select) { return .statement(qualifying(change)) }
            return setvalForm(change, select) ?? largeObjectForm(change, select) ?? notIdempotent(change)
        case .doStmt where node.isGuardedBlock || DoStmt(node)!.isOfRows || DoStmt(node)!.isRemoval:
            return .statement(qualifying(change))
        case .refreshMatViewStmt: return .statement(qualifying(change))
        default: return notIdempotent(change)
        }
    }

    // MARK: setval

    /// A sequence that has gone on since must not be set back.
    private func setvalForm(_ change: Change, _ select: SelectStmt) -> Form? {
        guard select.targetList.count == 1, select.fromClause.isEmpty,
            let call = select.targetList.first.flatMap(ResTarget.init)?.val.flatMap(FuncCall.init),
            call.funcname.strings.last == "setval", call.args.count >= 2, call.args.count <= 3
        else { return nil }
        let edits = SourceEdits(qualifying(change))
        let arguments = call.args.map { edits.text($0.byteRange, of: change.source) }
        let value = arguments[1]
        let isCalled = arguments.count == 3 ? arguments[2] : "true"
        let sequence = program.relations(namedBy: change).lazy.map(\.object)
            .first { [program] in program.identity(of: $0, at: change)?.kind == .sequence }
        guard let sequence, let identity = program.identity(of: sequence, at: change) else {
            return unknownSequenceForm(arguments[0], value, isCalled)
        }
        let name = QuotedName.qualified(identity.schema, identity.name)
        let isPast = program.database.isDescending(sequence) ? "<" : ">"
        return .replaced(
            """
            SELECT pg_catalog.setval(\(QuotedName.literal(name)),
                CASE WHEN s.is_called AND s.last_value \(isPast) \(value) THEN s.last_value ELSE \(value) END,
                CASE WHEN s.is_called AND s.last_value \(isPast)= \(value) THEN true ELSE \(isCalled) END)
            FROM \(name) AS s
            """)
    }

    /// The same for a sequence that only the server can tell, such as that of `pg_get_serial_sequence()`.
    private func unknownSequenceForm(_ sequence: String, _ value: String, _ isCalled: String) -> Form {
        let isPast = "(s.last > (\(value))) = s.ascends"
        return .replaced(
            """
            SELECT pg_catalog.setval(s.sequence,
                CASE WHEN s.last <> (\(value)) AND \(isPast) THEN s.last ELSE (\(value)) END,
                CASE WHEN s.last = (\(value)) OR \(isPast) THEN true ELSE \(isCalled) END)
            FROM (SELECT seqrelid::pg_catalog.regclass AS sequence, seqincrement > 0 AS ascends,
                pg_catalog.pg_sequence_last_value(seqrelid) AS last
                FROM pg_catalog.pg_sequence WHERE seqrelid = (\(sequence))::pg_catalog.regclass) AS s
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
    private func ownCopyForm(_ id: ChangeID, _ change: Change, _ load: OwnForms.RowLoad) -> Form {
        guard let table = program.relations(namedBy: change).first?.object,
            let identity = program.identity(of: table, at: change)
        else { return notIdempotent(change) }
        return .copy(rowLoad(into: table, identity, columns: load.columns, edits: [], id, change))
    }

    /// What it takes to load rows into a table.
    private func rowLoad(
        into table: ObjectAddress, _ identity: ObjectIdentity, columns: [String], edits: [SourceEdit], _ id: ChangeID,
        _ change: Change
    ) -> CopyForm {
        var form = CopyForm(
            table: QuotedName.qualified(identity.schema, identity.name), columns: columns, edits: edits)
        form.isPartitioned = program.database.isPartitioned(table)
        form.followsOthers = isFilled(table)
        form.unvalidatedConstraints = unvalidated(of: table, after: change)
        form.laterTriggers = triggersOfRows.later(than: id, of: table, isCopy: true, in: program)
        form.takesOnConflict = form.followsOthers && takesOnConflict(table)
        fill(table)
        return form
    }

    /// The constraints, of a table or those it inherits from, that come behind its rows, which need not fulfil them.
    private func unvalidated(of table: ObjectAddress, after change: Change) -> [(table: String, name: String)] {
        guard !unvalidatedConstraints.isEmpty else { return [] }
        return ([table] + program.database.ancestors(of: table)).flatMap { table in
            (unvalidatedConstraints[table] ?? []).map { program[$0] }.filter { $0.order > change.order }
                .compactMap { constraint -> (String, String)? in
                    guard let name = constraint.unvalidatedConstraint,
                        let identity = program.identity(of: table, at: change)
                    else { return nil }
                    return (QuotedName.qualified(identity.schema, identity.name), name)
                }
        }
    }

    /// Rows are loaded into a temporary table, and from there only into an empty table.
    private func copyForm(_ id: ChangeID, _ change: Change, _ copy: CopyStmt) -> Form {
        if let load = change.load { return ownCopyForm(id, change, load) }
        guard copy.isFrom, change.data != nil, let relation = copy.relation,
            let table = program.relation(namedAt: relation.nameRange, by: change),
            let identity = program.identity(of: table, at: change)
        else { return passedThrough(change) }
        let known = program.database.columns(of: table).filter { !$0.isGenerated }.map(\.name)
        let columns = copy.attlist.isEmpty ? known : copy.attlist.strings
        guard !copy.options.contains(where: { DefElem($0)?.defname == "default" }) else { return passedThrough(change) }
        let temporary = SourceEdit(range: relation.nameRange, replacement: "pg_temp." + CopyForm.temporaryTable)
        let options = copy.options.compactMap(DefElem.init).filter { $0.defname == "freeze" }.map(
            CopyForm.withoutFreeze)
        var form = rowLoad(into: table, identity, columns: columns, edits: [temporary] + options, id, change)
        guard self.options.client == .driver else { return .copy(form) }
        form.format = CopyFormat(copy)
        return form.format == nil ? passedThrough(change) : .copy(form)
    }

    /// A COPY of which nothing is known but its text.
    private func passedThrough(_ change: Change) -> Form {
        if options.client == .driver {
            reportError("driver", "a driver cannot send what COPY reads, and this cannot be made into INSERTs", change)
        }
        return notIdempotent(change)
    }
}

extension CopyForm {
    /// Only a table that is made in the same transaction can be filled with frozen rows.
    fileprivate static func withoutFreeze(_ option: DefElem) -> SourceEdit {
        SourceEdit(range: option.node.byteRange, replacement: "FREEZE false")
    }

    /// The table that takes the rows of a COPY.
    static let temporaryTable = "schemac_rows"
}

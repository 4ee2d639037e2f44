import PostgresCatalog
import PostgresSyntax

/// Tables, sequences, views and indexes.
extension StatementForms {
    func relationForm(_ id: ChangeID, _ change: Change, _ node: Node, _ identity: ObjectIdentity) -> Form {
        switch node.kind {
        case .createStmt:
            let table = CreateStmt(node)!
            return ifNotExists(table.ifNotExists, at: table.relation, change, definitionEdits(change))
        case .createForeignTableStmt:
            let table = node.child(.base).flatMap(CreateStmt.init)
            return ifNotExists(table?.ifNotExists ?? false, at: table?.relation, change)
        case .createSeqStmt:
            let sequence = CreateSeqStmt(node)!
            return ifNotExists(sequence.ifNotExists, at: sequence.sequence, change)
        case .createTableAsStmt:
            let table = CreateTableAsStmt(node)!
            return ifNotExists(table.ifNotExists, at: table.into?.rel, change)
        case .indexStmt: return indexForm(change, IndexStmt(node)!, identity)
        case .viewStmt: return viewForm(id, change, ViewStmt(node)!, identity)
        default: return .statement(qualifying(change))
        }
    }

    /// `IF NOT EXISTS` before the name.
    private func ifNotExists(_ isWritten: Bool, at name: RangeVar?, _ change: Change, _ edits: [SourceEdit] = [])
        -> Form
    {
        guard !isWritten, let name else { return .statement(qualifying(change, after: edits)) }
        let offset = name.location ?? name.node.byteRange.lowerBound
        return .statement(qualifying(change, after: [.insert("IF NOT EXISTS ", at: offset)] + edits))
    }

    /// `IF NOT EXISTS` takes a name: an index without one would be built once more at each run.
    private func indexForm(_ change: Change, _ index: IndexStmt, _ identity: ObjectIdentity) -> Form {
        guard !index.ifNotExists, let place = offsetOfIndexName(change) else { return .statement(qualifying(change)) }
        let name = index.idxname == nil ? " " + QuotedName.identifier(identity.name) : ""
        // What was renamed since is built in a block, if at all.
        let isConcurrent =
            options.buildsIndexesConcurrently && program.wasRenamedCondition(change) == nil
            && canBuildConcurrently(change, index)
        guard isConcurrent || index.concurrent else { return inserting("IF NOT EXISTS" + name, at: place, in: change) }
        let words = (index.concurrent ? "" : "CONCURRENTLY ") + "IF NOT EXISTS" + name + " "
        return .concurrentIndex(
            QuotedName.qualified(identity.schema, identity.name),
            qualifying(change, after: [.insert(words, at: place)]))
    }

    /// Whether PostgreSQL can build an index while others write to its table.
    private func canBuildConcurrently(_ change: Change, _ index: IndexStmt) -> Bool {
        guard let table = index.relation.flatMap({ program.relation(namedAt: $0.nameRange, by: change) }),
            program.database.isPartitioned(table)
        else { return true }
        note(
            "not-concurrent", "an index of a partitioned table cannot be built concurrently: it locks the partitions",
            change)
        return false
    }

    /// Where the name of an index, or the ON that follows it, stands.
    func offsetOfIndexName(_ change: Change) -> Int? {
        let tokens = change.element.tree.tokens
        guard var position = change.element.tokenRange.first(where: { tokens[$0].kind == .index }) else { return nil }
        position += 1
        if tokens[position].kind == .concurrently { position += 1 }
        return tokens[position].range.lowerBound
    }

    /// A view that is defined again later holds a place for its columns: as soon as it is there, it must not replace
    /// what the later statement made of it.
    private func viewForm(_ id: ChangeID, _ change: Change, _ view: ViewStmt, _ identity: ObjectIdentity) -> Form {
        let later = change.subject.flatMap { program.alterations[$0] } ?? []
        if later.contains(where: { program[$0].order > change.order && program[$0].effect == .replacement }) {
            return guarded(unless: Condition.relationExists(identity), change)
        }
        guard !identity.name.isEmpty else { return view.replace ? .statement(qualifying(change)) : replacing(change) }
        let replacement = SourceEdit.insert("OR REPLACE ", at: token(1, of: change).range.lowerBound)
        let named =
            view.options.compactMap { DefElem($0)?.defname }
            + (view.withCheckOption == .noCheckOption ? [] : ["check_option"])
        return .view(
            ViewForm(
                name: QuotedName.qualified(identity.schema, identity.name),
                keptOptions: Condition.viewOptions(identity, without: named),
                exception: widenedLaterCondition(change, identity),
                edits: qualifying(change, after: view.replace ? [] : [replacement])))
    }

    /// Holds if a view of all columns of a table that gets more of them behind it has those it should have: made once more
    /// it would have the others, too. Nil for any other view.
    private func widenedLaterCondition(_ change: Change, _ identity: ObjectIdentity) -> String? {
        guard change.statement?.takesAllColumns == true, let view = change.subject else { return nil }
        let isWidened = program.relations(namedBy: change).contains { relation in
            program.alterations[relation.object.whole]?.contains {
                program[$0].action?.subtype == .addColumn && program[$0].order > change.order
            } ?? false
        }
        guard isWidened else { return nil }
        let names = program.database.columnTypes(of: view).map(\.name)
        return "EXISTS (SELECT WHERE \(Condition.columns(of: Condition.relation(identity), are: names)))"
    }
}

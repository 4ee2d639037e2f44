import PostgresCatalog
import PostgresSyntax

/// DROP: what is gone can be dropped any number of times. What is made again must not be dropped at each run: only what is
/// still as it was before is.
extension StatementForms {
    func removalForm(_ change: Change) -> Form {
        if change.action != nil, let identity = change.identity { return alterTableForm(change, identity) }
        if program.hasWhatIsDropped(by: change) { return leftOutRemoval(change) }
        guard let drop = change.statement.flatMap(DropStmt.init), let first = drop.objects.first else {
            return change.trace.dropped.contains { program.successor(of: $0) != nil }
                ? leftOutRemoval(change) : .statement(qualifying(change))
        }
        let named = drop.objects.map { program.dropped(as: $0, by: change) }
        if named.contains(where: { $0.flatMap(program.successor) != nil }) {
            return removalForm(change, drop, named)
        }
        let edits = drop.missingOk ? [] : [SourceEdit.insert("IF EXISTS ", at: first.byteRange.lowerBound)]
        let linked = linkedLater(droppedBy: change, named.compactMap { $0 })
        guard !linked.isEmpty else { return .statement(qualifying(change, after: edits)) }
        let text = SourceEdits(qualifying(change, after: edits)).text(change.element.byteRange, of: change.source)
        return .parts([GuardedPart(condition: nil, statement: text)] + linked)
    }

    /// What goes with an object because it was attached to it, or made its own, by a statement that is not done any more.
    private func linkedLater(droppedBy change: Change, _ named: [ObjectAddress]) -> [GuardedPart] {
        change.trace.dropped.filter { !named.contains($0) && program.successor(of: $0) == nil }.compactMap { object in
            guard let creation = program.creations[object].map({ program[$0] }), creation.subject == object,
                let kind = program.database.identityOfDropped(object)?.kind,
                let name = creation.identity.map({ QuotedName.qualified($0.schema, $0.name) })
            else { return nil }
            switch creation.statement?.kind {
            case .createStmt where CreateStmt(creation.statement!)?.inhRelations.isEmpty == true && kind == .table:
                return GuardedPart(condition: nil, statement: "DROP TABLE IF EXISTS \(name)")
            case .createSeqStmt: return GuardedPart(condition: nil, statement: "DROP SEQUENCE IF EXISTS \(name)")
            default: return nil
            }
        }
    }

    /// The form of a DROP of which some objects are made again: one statement for each object.
    private func removalForm(_ change: Change, _ drop: DropStmt, _ named: [ObjectAddress?]) -> Form {
        let edits = SourceEdits(qualifying(change))
        let (first, last) = (drop.objects.first!.byteRange, drop.objects.last!.byteRange)
        let start = change.source.text(in: change.element.byteRange.lowerBound..<first.lowerBound)
        let end = change.source.text(in: last.upperBound..<change.element.byteRange.upperBound)
        var parts = takenAlong(by: change, named.compactMap { $0 })
        for (node, object) in zip(drop.objects, named) {
            let text = edits.text(node.byteRange, of: change.source)
            var condition: String?
            if let object, let successor = program.successor(of: object) {
                guard let isOld = program.oldCondition(object, successor) else { continue }
                condition = "(NOT \(isOld))"
            }
            parts.append(
                GuardedPart(
                    condition: condition, statement: start + (drop.missingOk ? "" : "IF EXISTS ") + text + end))
        }
        return parts.isEmpty ? leftOutRemoval(change) : .parts(parts)
    }

    private func leftOutRemoval(_ change: Change) -> Form {
        note("left-out", "DROP of what is created again would lose its rows at each run", change)
        return .omitted
    }

    /// What CASCADE drops, for good, with an object that is made again and so may not be dropped.
    private func takenAlong(by change: Change, _ named: [ObjectAddress]) -> [GuardedPart] {
        change.trace.dropped.filter { !named.contains($0) && program.successor(of: $0) == nil }
            .compactMap(program.database.identityOfDropped).compactMap { identity in
                let name = QuotedName.qualified(identity.schema, identity.name)
                switch identity.kind {
                case .view: return GuardedPart(condition: nil, statement: "DROP VIEW IF EXISTS \(name)")
                case .materializedView:
                    return GuardedPart(condition: nil, statement: "DROP MATERIALIZED VIEW IF EXISTS \(name)")
                default: return nil
                }
            }
    }

    /// DROP COLUMN: a column that is added again is dropped only as long as it is the old one.
    func removedColumnForm(_ change: Change, _ action: AlterTableCmd, _ identity: ObjectIdentity) -> Form {
        let isMadeAgain = change.subject.flatMap { program.database.tableFacts($0)?.column(action.name) } != nil
        if isMadeAgain, !change.trace.dropped.isEmpty, let done = program.doneCondition(change) {
            return done == "true" ? leftOutRemoval(change) : guarded(unless: done, change)
        }
        guard !action.missingOk, let name = action.node.child(.name) else { return .statement(qualifying(change)) }
        return inserting("IF EXISTS", at: name.byteRange.lowerBound, in: change)
    }

    /// DROP CONSTRAINT: a key that is made again is dropped only as long as it is another one, as foreign keys may rest on
    /// it; other constraints hold nothing.
    func removedConstraintForm(_ change: Change, _ action: AlterTableCmd, _ identity: ObjectIdentity) -> Form {
        if let new = change.trace.dropped.lazy.filter({ $0.catalog == .constraint }).compactMap(program.successor)
            .first,
            let facts = program.database.constraintFacts(new), facts.kind == .primary || facts.kind == .unique,
            let key = program.database.objectIdentity(new), key.name == action.name
        {
            return guarded(unless: Condition.key(key, isPrimary: facts.kind == .primary, on: facts.columns), change)
        }
        guard !action.missingOk, let name = action.node.child(.name) else { return .statement(qualifying(change)) }
        return inserting("IF EXISTS", at: name.byteRange.lowerBound, in: change)
    }
}

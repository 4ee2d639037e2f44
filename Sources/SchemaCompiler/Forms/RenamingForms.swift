import PostgresCatalog
import PostgresSyntax

/// RENAME and SET SCHEMA: done once, and what came before them is not done again under the old name.
extension StatementForms {
    /// Renames what has its old name still.
    func renamingForm(_ change: Change) -> Form {
        guard let (object, old) = change.trace.renamed.first, let isOld = Condition.existence(of: old),
            let new = program.identity(of: object, after: change), let isNew = Condition.existence(of: new)
        else { return notIdempotent(change) }
        return guarded(unless: "(NOT \(isOld) OR \(isNew))", change)
    }
}

extension Program {
    /// Holds if something that a change names has been renamed, or moved, by a later one: then the change was done.
    func wasRenamedCondition(_ change: Change) -> String? {
        guard hasRenamings else { return nil }
        let (created, needed) = (change.trace.created, change.trace.needs.map(\.object))
        // What a statement makes besides its subject goes with it, but for a column.
        let columns = (created + needed).filter { $0.column > 0 && isRenamed($0) }
        var objects = needed.map(\.whole).filter { !created.contains($0) } + columns
        if let subject = change.subject { objects.append(subject) }
        let renamedHere = Set(change.trace.renamed.map(\.object))
        // What is dropped in the end has no name then.
        let kept = Set(objects).subtracting(renamedHere).filter { database.objectIdentity($0) != nil }
        let conditions = Set(
            kept.flatMap { object in
                laterIdentities(of: object, than: change).compactMap { presence(of: object, as: $0) }
            })
        guard !conditions.isEmpty else { return nil }
        return "(" + conditions.sorted().joined(separator: " OR ") + ")"
    }

    /// Holds if an object is there that gets its name by renaming, and no other that had the name before.
    private func presence(of object: ObjectAddress, as identity: ObjectIdentity) -> String? {
        guard let existence = Condition.existence(of: identity) else { return nil }
        let others = (droppedObjects[identity.ofNamespace] ?? []).compactMap { oldCondition($0, object) }
        return others.isEmpty ? existence : "(\(([existence] + others.map { "NOT \($0)" }).joined(separator: " AND ")))"
    }

    /// The columns that a statement about rows uses and that are dropped later.
    private func goneColumns(of change: Change) -> [ObjectIdentity] {
        var columns = change.trace.needs.map(\.object)
        if let insert = change.statement.flatMap(InsertStmt.init), let name = insert.relation?.nameRange,
            let table = relation(namedAt: name, by: change)
        {
            // Without a list, it has values for all columns.
            let names = insert.cols.compactMap { ResTarget($0)?.name }
            columns += (droppedColumns[table] ?? []).filter { column in
                names.isEmpty || names.contains { $0 == identity(of: column, at: change)?.name }
            }
        }
        let gone = Set(columns).filter { column in
            column.column > 0 && !change.trace.created.contains(column)
                && (removals[column].map { self[$0].order > change.order } ?? false)
                && (creations[column].map { self[$0].order < change.order } ?? true)
        }
        return gone.compactMap { identity(of: $0, at: change) }.sorted { $0.name < $1.name }
    }

    /// Holds if something that a change uses, and that is dropped later, is not there any more but what was given its name.
    func wasReplacedCondition(_ change: Change) -> String? {
        guard !removals.isEmpty, change.effect != .removal else { return nil }
        let made = Set(change.trace.created)
        let used = Set(change.trace.needs.map(\.object.whole)).subtracting(made)
        var conditions = used.filter { removals[$0].map { self[$0].order > change.order } ?? false }.compactMap { old in
            successor(of: old).flatMap { oldCondition(old, $0) }.map { "(NOT \($0))" }
        }
        if change.effect == .data { conditions += goneColumns(of: change).map { "(NOT \(Condition.column($0)))" } }
        return conditions.isEmpty ? nil : "(\(conditions.sorted().joined(separator: " OR ")))"
    }
}

extension Form {
    /// The same, done only as long as a condition does not hold; for what has no repairs yet.
    func skipped(if condition: String) -> Form {
        switch self {
        case .statement(let edits), .concurrentIndex(_, let edits): .guarded(unless: condition, edits)
        case .view(let view): .guarded(unless: condition, view.edits)
        case .guarded(let other, let edits): .guarded(unless: "(\(other) OR \(condition))", edits)
        case .replaced(let text): .parts([GuardedPart(condition: condition, statement: text)])
        case .parts(let parts): .parts(parts.map { $0.skipped(if: condition) })
        case .unfired(let form, let triggers): .unfired(form.skipped(if: condition), triggers)
        case .rows, .repaired, .copy, .metaCommand, .omitted: self
        }
    }

    /// The same, of statements about rows.
    func ofRows(unless condition: String) -> Form {
        switch self {
        case .statement, .guarded, .parts, .unfired, .copy: .rows(self, unless: condition)
        default: self
        }
    }
}

extension GuardedPart {
    /// The same, done only as long as a condition does not hold.
    func skipped(if other: String) -> GuardedPart {
        GuardedPart(condition: condition.map { "(\($0) OR \(other))" } ?? other, statement: statement)
    }
}

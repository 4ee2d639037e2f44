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
        var objects = change.trace.needs.map(\.object.whole) + change.trace.created
        if let subject = change.subject { objects.append(subject) }
        let renamedHere = Set(change.trace.renamed.map(\.object))
        // What is dropped in the end has no name then.
        let kept = Set(objects).subtracting(renamedHere).filter { database.objectIdentity($0) != nil }
        let conditions = Set(
            kept.flatMap { laterIdentities(of: $0, than: change) }.compactMap { Condition.existence(of: $0) })
        guard !conditions.isEmpty else { return nil }
        return "(" + conditions.sorted().joined(separator: " OR ") + ")"
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
        case .repaired, .copy, .metaCommand, .omitted: self
        }
    }
}

extension GuardedPart {
    /// The same, done only as long as a condition does not hold.
    func skipped(if other: String) -> GuardedPart {
        GuardedPart(condition: condition.map { "(\($0) OR \(other))" } ?? other, statement: statement)
    }
}

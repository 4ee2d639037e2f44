import PostgresCatalog
import PostgresSyntax

/// The names that PostgreSQL gives to the constraints of a CREATE TABLE.
extension StatementForms {
    /// The edits that make of the statement what the script has of it, when it is run for the first time.
    func definitionEdits(_ change: Change) -> [SourceEdit] {
        change.separatedPartsRemoval + automaticNames(change)
    }

    /// Writes out names that would be others if another table were there first.
    private func automaticNames(_ change: Change) -> [SourceEdit] {
        guard change.part == nil, change.statement?.kind == .createStmt, let object = change.subject,
            !contestedConstraints.isEmpty, change.trace.created.contains(where: contestedConstraints.contains)
        else { return [] }
        let written = change.writtenConstraints.filter { !change.separates($0.node.contype) }
        return constraints(written, madeBy: change, of: object).compactMap { constraint, made, facts in
            guard constraint.node.conname == nil, contestedConstraints.contains(made) else { return nil }
            let name = QuotedName.identifier(facts.name)
            return .insert("CONSTRAINT \(name) ", at: constraint.range.lowerBound)
        }
    }

    /// What became of the constraints that a statement has, as far as they are there in the end.
    func constraints(
        _ written: [WrittenConstraint], madeBy change: Change, of table: ObjectAddress
    ) -> [(written: WrittenConstraint, object: ObjectAddress, facts: ConstraintFacts)] {
        let database = program.database
        var made = change.trace.created.compactMap { object in
            database.owner(of: object) == table ? database.constraintFacts(object).map { (object, $0) } : nil
        }
        return written.compactMap { constraint in
            guard let place = made.firstIndex(where: { constraint.isSame(as: $0.1) }) else { return nil }
            let (object, facts) = made.remove(at: place)
            return (constraint, object, facts)
        }
    }
}

extension WrittenConstraint {
    /// Whether a constraint is the one that is written here.
    fileprivate func isSame(as facts: ConstraintFacts) -> Bool {
        guard facts.kind == node.contype else { return false }
        if let name = node.conname { return facts.name == name }
        switch facts.kind {
        case .check: return facts.expression == node.rawExpr
        case .exclusion: return true
        default: return facts.columns == columns
        }
    }
}

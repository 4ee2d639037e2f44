import PostgresCatalog
import PostgresSyntax

/// GRANT and REVOKE.
extension StatementForms {
    /// `ON ALL TABLES IN SCHEMA` means those that are there: at a second run it would mean those made behind it, too.
    func privilegeForm(_ change: Change) -> Form {
        guard let grant = change.statement.flatMap(GrantStmt.init), isIncomplete(grant, change) else {
            return .statement(qualifying(change))
        }
        let names = change.trace.changed.filter { program.removals[$0] == nil }
            .compactMap { program.identity(of: $0, at: change) }.map(\.withArguments)
        guard !names.isEmpty, let range = rangeOfObjects(change) else {
            note("left-out", "there is nothing yet that this could be about", change)
            return .omitted
        }
        let list = grant.objtype.word + " " + names.joined(separator: ", ")
        return .statement(qualifying(change, after: [SourceEdit(range: range, replacement: list)]))
    }

    /// Whether it has to say which objects it means: of those that it names some are dropped later, or it means all that
    /// there are.
    private func isIncomplete(_ grant: GrantStmt, _ change: Change) -> Bool {
        guard grant.targtype == .allInSchema else {
            return grant.targtype == .object && change.trace.changed.contains { program.removals[$0] != nil }
        }
        let meant = ObjectsInSchemas(grant.objtype, schemas: grant.objects.strings)
        return program.changes.contains { $0.order > change.order && meant.isMade(by: $0, in: program) }
    }

    /// The bytes between ON and TO, or FROM.
    private func rangeOfObjects(_ change: Change) -> Range<Int>? {
        let tokens = change.element.tree.tokens
        let places = change.element.tokenRange
        guard let start = places.first(where: { tokens[$0].kind == .on }),
            let end = places.first(where: { $0 > start && [.to, .from].contains(tokens[$0].kind) })
        else { return nil }
        return tokens[start + 1].range.lowerBound..<tokens[end - 1].range.upperBound
    }
}

extension ObjectIdentity {
    /// Its name, for a routine with the types of its arguments.
    fileprivate var withArguments: String {
        let name = QuotedName.qualified(schema, name)
        return arguments.map { "\(name)(\($0.joined(separator: ", ")))" } ?? name
    }
}

extension ObjectType {
    /// The word for one object in GRANT.
    fileprivate var word: String {
        switch self {
        case .sequence: "SEQUENCE"
        case .function: "FUNCTION"
        case .procedure: "PROCEDURE"
        case .routine: "ROUTINE"
        default: "TABLE"
        }
    }
}

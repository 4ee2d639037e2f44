import PostgresCatalog
import PostgresSyntax

/// What the sources define more than once.
struct Conflicts {
    /// What several sources define, each in its own way.
    struct Conflict {
        let identity: ObjectIdentity
        /// Whether it is a part of a CREATE TABLE that defines more, which cannot be left out for its sake.
        let isInseparable: Bool
        /// The places of the definitions, in the order of the sources.
        let definitions: [StatementPlace]
        /// What makes each of them whole, such as the constraints behind a CREATE TABLE.
        let parts: [Set<StatementPlace>]
    }

    private(set) var conflicts: [Conflict] = []
    /// What there is to say about it.
    private(set) var diagnostics: [Diagnostic] = []

    private let database: Database
    private let policy: ConflictPolicy

    init(_ database: Database, policy: ConflictPolicy) {
        self.database = database
        self.policy = policy
        let duplicates = database.duplicates.filter { !isPart($0) }
        for (identity, group) in grouped(duplicates.filter { !$0.differences.isEmpty }) {
            conflicts.append(conflict(identity, group))
            diagnostics += group.map(diagnostic)
        }
        noteMerged(duplicates.filter(\.differences.isEmpty))
    }

    /// Whether there can be no script.
    var isFatal: Bool { diagnostics.contains { $0.severity == .error } }

    /// The statements whose definitions do not count.
    var leftOut: Set<StatementPlace> {
        var places: Set<StatementPlace> = []
        for conflict in conflicts where !conflict.isInseparable {
            let kept = policy == .last ? conflict.definitions.count - 1 : 0
            for index in conflict.definitions.indices where index != kept {
                places.insert(conflict.definitions[index])
                // What alters a table behind its first definition would alter the one that takes its place.
                if index < kept { places.formUnion(conflict.parts[index]) }
            }
        }
        return places
    }

    /// Whether a statement that has made something does not count.
    var changeTheOutcome: Bool {
        let leftOut = leftOut
        return !leftOut.isEmpty
            && database.statements.contains { statement in
                statement.succeeded && !statement.trace.created.isEmpty && leftOut.contains(statement.position)
            }
    }

    /// The scripts whose definition of an object does not count, by what the object is called.
    var scriptsThatDoNotCount: [ObjectIdentity: Set<Int>] {
        var scripts: [ObjectIdentity: Set<Int>] = [:]
        let leftOut = leftOut
        for conflict in conflicts {
            scripts[conflict.identity] = Set(
                conflict.definitions.filter { leftOut.contains($0) }.map(\.script))
        }
        return scripts
    }

    // MARK: Finding

    /// Whether a duplicate is a part of another: the constraints of a table that is defined twice.
    private func isPart(_ duplicate: DuplicateDefinition) -> Bool {
        guard [.constraint, .relation, .type].contains(duplicate.object.catalog),
            let owner = database.container(of: duplicate.object), owner.catalog == .relation,
            !database.isPlainIndex(duplicate.object)
        else { return false }
        let script = database.statements[duplicate.statement.index].script
        return database.duplicates.contains { other in
            other.object == owner && database.statements[other.statement.index].script == script
        }
    }

    private func grouped(_ duplicates: [DuplicateDefinition]) -> [(ObjectIdentity, [DuplicateDefinition])] {
        var order: [ObjectIdentity] = []
        var groups: [ObjectIdentity: [DuplicateDefinition]] = [:]
        for duplicate in duplicates {
            if groups[duplicate.identity] == nil { order.append(duplicate.identity) }
            groups[duplicate.identity, default: []].append(duplicate)
        }
        return order.map { ($0, groups[$0]!) }
    }

    private func conflict(_ identity: ObjectIdentity, _ group: [DuplicateDefinition]) -> Conflict {
        let places = ([group[0].existing] + group.map(\.statement)).map { database.statements[$0.index].position }
        let definitions = places.sorted { ($0.script, $0.token) < ($1.script, $1.token) }
        return Conflict(
            identity: identity, isInseparable: isInseparable(group[0]), definitions: definitions,
            parts: definitions.map { parts(of: group[0].object, script: $0.script) })
    }

    /// Whether what is defined twice is a part of a CREATE TABLE: a column, a constraint, the sequence of a column.
    private func isInseparable(_ duplicate: DuplicateDefinition) -> Bool {
        let existing = database.statements[duplicate.existing.index]
        return existing.part == nil && existing.element.statement?.node.kind == .createStmt
            && duplicate.identity.kind != .table && database.container(of: duplicate.object) != nil
    }

    /// The statements of a script that make a table whole.
    private func parts(of table: ObjectAddress, script: Int) -> Set<StatementPlace> {
        guard table.catalog == .relation, table.column == 0 else { return [] }
        let members = Set([table] + database.ownedSequences(of: table))
        return Set(
            database.statements.lazy.filter { statement in
                guard statement.script == script, statement.succeeded, let node = statement.element.statement?.node
                else { return false }
                switch node.kind {
                case .createSeqStmt, .alterSeqStmt: break
                case .alterTableStmt where statement.action?.subtype != .changeOwner: break
                default: return false
                }
                let trace = statement.trace
                return (trace.created + trace.changed).contains { object in
                    members.contains(object.whole) || database.owner(of: object) == table
                }
            }.map(\.position))
    }

    // MARK: What is said

    private func place(_ statement: StatementID) -> (source: SourceText, range: Range<Int>, name: String) {
        let element = database.statements[statement.index].element
        let range = database.statements[statement.index].part?.byteRange ?? element.byteRange
        let (source, origin) = element.tree.source.origin(of: range)
        let position = source.position(at: origin.lowerBound)
        return (element.tree.source, range, "\(source.name):\(position.line):\(position.column)")
    }

    private func diagnostic(_ duplicate: DuplicateDefinition) -> Diagnostic {
        let existing = database.statements[duplicate.existing.index].position
        let other = database.statements[duplicate.statement.index].position
        let isInOrder = (existing.script, existing.token) < (other.script, other.token)
        let first = place(isInOrder ? duplicate.existing : duplicate.statement)
        let last = place(isInOrder ? duplicate.statement : duplicate.existing)
        let identity = duplicate.identity
        let isColumn = identity.kind == .column
        let name =
            isColumn
            ? "column \(QuotedName.identifier(identity.name)) of "
                + QuotedName.qualified(identity.schema, identity.parent ?? "")
            : "\(identity.kind.rawValue) \(identity.identity)"
        let isUndecided = policy == .error || (policy == .last && isInseparable(duplicate))
        let kept = policy == .first ? "first" : "last"
        let hint =
            policy == .error
            ? "make them the same, or choose one with --on-conflict first or last"
            : "the first definition is a part of a CREATE TABLE: change it there"
        var diagnostic = Diagnostic(
            isUndecided ? .error : .warning, rule: "conflicting-definition",
            "\(name) is not defined as at \(first.name)" + (isUndecided ? "" : "; the \(kept) definition is kept"),
            hint: isUndecided ? hint : nil,
            source: last.source, range: last.range,
            notes: [
                Diagnostic(
                    .note, rule: "conflicting-definition", "the first definition", source: first.source,
                    range: first.range)
            ])
        diagnostic.comparison = Diagnostic.Comparison(
            titles: (first.name, last.name),
            rows: duplicate.differences.map { difference in
                isInOrder
                    ? (difference.subject, difference.existing, difference.other)
                    : (difference.subject, difference.other, difference.existing)
            })
        return diagnostic
    }

    private mutating func noteMerged(_ duplicates: [DuplicateDefinition]) {
        guard let first = duplicates.first else { return }
        let (source, range, _) = place(first.statement)
        let message =
            duplicates.count == 1
            ? "\(first.identity.kind.rawValue) \(first.identity.identity) has the same definition in another source"
            : "\(duplicates.count) objects have the same definition in another source, this one first"
        diagnostics.append(
            Diagnostic(.note, rule: "merged-definition", message, source: source, range: range))
    }
}

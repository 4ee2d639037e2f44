import PostgresCatalog
import PostgresSyntax

/// Where a step would stand if nothing depended on anything.
struct SortKey: Comparable {
    /// Counts the runs of statements that keep their place, and those between them.
    let segment: Int
    let priority: Int
    let schema: String
    let name: String
    /// The table of what is unique only within one, the arguments of a routine.
    let qualifier: String
    /// What tells steps about one object apart whose order does not count.
    let text: String
    /// Where it stands in the sources; for what keeps its place, in the order in which the steps were done.
    let place: Int

    static func < (left: SortKey, right: SortKey) -> Bool {
        if left.segment != right.segment { return left.segment < right.segment }
        if left.priority != right.priority { return left.priority < right.priority }
        if left.schema != right.schema { return precedes(left.schema, right.schema) }
        if left.name != right.name { return precedes(left.name, right.name) }
        if left.qualifier != right.qualifier { return precedes(left.qualifier, right.qualifier) }
        if left.text != right.text { return precedes(left.text, right.text) }
        return left.place < right.place
    }

    /// Compares bytes, as pg_dump's `strcmp` does; no schema comes last.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        if left.isEmpty || right.isEmpty { return right.isEmpty }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

/// The order of what is said about an object and its parts, as pg_dump has it: its owner, the comment on it, those on its
/// columns.
struct FollowerKey: Comparable {
    private let kind: Int
    private let column: Int
    private let name: String
    private let place: ChangeID

    init(_ change: Change, at place: ChangeID, behind main: Change) {
        switch change.statement?.kind {
        case .commentStmt: kind = change.subject == main.subject ? 1 : 2
        case .secLabelStmt: kind = change.subject == main.subject ? 3 : 4
        default: kind = 0
        }
        column = Int(change.subject?.column ?? 0)
        name = change.identity?.name ?? ""
        self.place = place
    }

    static func < (left: FollowerKey, right: FollowerKey) -> Bool {
        if left.kind != right.kind { return left.kind < right.kind }
        if left.column != right.column { return left.column < right.column }
        if left.name != right.name { return left.name.utf8.lexicographicallyPrecedes(right.name.utf8) }
        return left.place < right.place
    }
}

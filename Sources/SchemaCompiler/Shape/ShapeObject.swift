/// What a script does about differences between what exists and what it would create.
public enum ShapeCheck: String, Sendable, CaseIterable {
    /// It does not look for them.
    case none
    /// It warns of each.
    case warn
    /// It fails, and names them all.
    case error
}

/// A relation or type that the script creates, and what it takes to build it once more in `pg_temp`.
struct ShapeObject {
    /// What it is, in SQL: `table`, `unlogged table`, `domain` …
    var kind: String
    /// The name it has in the end.
    let schema: String
    let name: String
    /// The partitioned table it is a partition of, as SQL.
    var parent: String?
    /// Whether it copied members of another table as that was once: what it has less now is no difference.
    var copies = false
    /// Its foreign keys, which no temporary table can have: names and `pg_get_constraintdef()`.
    var keys: [(name: String, definition: String)] = []
    /// The `search_path` under which its statements mean what they say, as a parameter's value.
    var path = ""
    /// The statements that build it, in the encoding of the sources.
    var statements: [[UInt8]] = []
}

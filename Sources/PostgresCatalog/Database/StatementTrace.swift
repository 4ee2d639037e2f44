/// What a statement did and what it is about, in PostgreSQL's own terms.
///
/// It is kept if ``ExecutionOptions/tracesStatements`` asks for it: whoever moves statements or writes them anew has to
/// know what each of them makes, changes and needs.
public struct StatementTrace: Sendable {
    /// The place among the statements that succeeded, in the order in which they were done.
    public internal(set) var order = 0
    /// The objects it made, columns of tables that were there among them.
    public internal(set) var created: [ObjectAddress] = []
    /// The objects it changed, commented on, or gave to somebody.
    public internal(set) var changed: [ObjectAddress] = []
    /// The objects it dropped.
    public internal(set) var dropped: [ObjectAddress] = []
    /// The objects it renamed or moved, with what they were called before.
    public internal(set) var renamed: [(object: ObjectAddress, old: ObjectIdentity)] = []
    /// The columns to which it gave another type.
    public internal(set) var retyped: [Retyping] = []
    /// The object that was there already, where it was to make one: it did nothing, or failed.
    public internal(set) var existing: ObjectAddress?
    /// The objects it needs.
    public internal(set) var needs: [Need] = []
    /// The names in it that leave out their schema.
    public internal(set) var openNames: [OpenName] = []
    /// Whether it names something, such as an operator, by a name that only the search path can resolve.
    public internal(set) var needsSearchPath = false
    /// The parameters in force where it stands.
    public internal(set) var parameters: [String: String] = [:]
    /// The entries of `search_path` where it stands.
    public internal(set) var searchPath: [String] = []
    /// Whether it stands in a transaction block.
    public internal(set) var isInTransaction = false

    /// The trace of what does nothing.
    public init() {}

    /// An object that a statement needs.
    public struct Need: Sendable {
        /// The object, or a column of it.
        public let object: ObjectAddress
        /// The bytes that name it; nil if nothing does.
        public let range: Range<Int>?
    }

    /// A name without a schema.
    public struct OpenName: Sendable {
        /// The bytes that begin with the name; a string constant, if the name stands in one.
        public let range: Range<Int>
        /// The name.
        public let name: String
        /// The schema that it means.
        public let schema: String
    }
}

/// What is there to say of the objects that statements are about, kept with their traces.
struct TraceTable: Sendable {
    /// How many statements have succeeded.
    var count = 0
    /// What dropped objects were.
    var dropped: [ObjectAddress: DroppedObject] = [:]
}

import PostgresCatalog
import PostgresSyntax

/// A picture of what depends on what: nodes with what a reader wants to know of them, and edges with their reasons.
public struct SchemaGraph: Sendable {
    /// What the nodes are.
    public enum Level: String, Sendable, CaseIterable {
        /// Every object.
        case object
        /// Tables and views with their columns; what belongs to one counts as it.
        case table
        /// The files that the objects come from.
        case file
        /// Schemas.
        case schema
    }

    /// The nodes, by kind and name.
    public internal(set) var nodes: [Node]
    /// The dependencies, by the indices of the nodes.
    public internal(set) var edges: [Edge]

    /// An object, file or schema.
    public struct Node: Sendable {
        /// Its kind in PostgreSQL's words; `file` or `schema` at these levels.
        public let kind: String
        /// Its name as `pg_identify_object()` shows it, or the file's path.
        public let name: String
        /// The schema it stands in; nil for kinds without.
        public let schema: String?
        /// Where it was created; nil if no statement did.
        public var place: SourcePlace?
        /// The statement that created it.
        public var definition: String?
        /// The columns of a table or view.
        public var columns: [Column] = []

        /// Its name without the schema, and for what belongs to a table without that.
        public var shortName: String {
            guard let schema, kind != "schema", kind != "file" else { return name }
            let prefix = QuotedName.identifier(schema) + "."
            if name.hasPrefix(prefix) { return String(name.dropFirst(prefix.count)) }
            return name
        }
    }

    /// A column of a table or view.
    public struct Column: Sendable {
        /// Its name.
        public let name: String
        /// Its type with its modifier.
        public let type: String
        /// Whether it cannot be NULL.
        public let isNotNull: Bool
        /// Whether it is in the primary key.
        public let isPrimary: Bool
        /// Whether it is in a foreign key.
        public let isForeign: Bool
    }

    /// A dependency.
    public struct Edge: Sendable {
        /// Index of the node that needs the other.
        public internal(set) var from: Int
        /// Index of the node that is needed.
        public internal(set) var to: Int
        /// Whether PostgreSQL records it; if not, it was found in the text of a routine.
        public let isRecorded: Bool
        /// Whether it is a foreign key's.
        public var isForeignKey = false
        /// What the source says: the statement that causes it, and where.
        public let place: SourcePlace?
        /// The words that name what is needed; between files the object.
        public let text: String?
        /// Between files, where that object is created.
        public var targetPlace: SourcePlace?
    }
}

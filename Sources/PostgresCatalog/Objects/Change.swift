import PostgresSyntax

/// One thing a script does: a statement, or one action of an `ALTER TABLE`, or a line for psql.
public struct Change: Sendable {
    /// What it does to the catalog.
    public enum Effect: Sendable {
        /// It creates objects.
        case creation
        /// It replaces an object that is there: `CREATE OR REPLACE` once more.
        case replacement
        /// It changes its subject.
        case alteration
        /// It says something about its subject that changes nothing else: a comment, an owner.
        case annotation
        /// It drops objects.
        case removal
        /// It is about something that is not there yet, and allows for that: PostgreSQL does nothing.
        case nothing
        /// It grants or revokes privileges.
        case privilege
        /// It reads or writes rows, or runs code.
        case data
        /// It sets something for the statements that follow.
        case session
        /// It begins or ends a transaction.
        case transaction
        /// It is a line for psql.
        case metaCommand
        /// It creates what was created before: an error, or nothing with `IF NOT EXISTS`.
        case duplicate
        /// It is about something that no statement of the input creates; a warning says so.
        case unresolved
        /// What it does is not known.
        case unknown
    }

    /// Where it stands.
    public let element: ScriptElement
    /// The action, if it is one of an `ALTER TABLE`: an `AlterTableCmd`.
    public let action: Node?
    /// The settings in force where it stands: index in ``Catalog/sessions``.
    public let session: Int
    /// The data behind a `COPY … FROM STDIN`.
    public internal(set) var data: ScriptElement?
    /// What it does to the catalog.
    public internal(set) var effect = Effect.unknown
    /// The object it creates, changes or speaks of.
    public internal(set) var subject: ObjectID?
    /// All objects it drops that are there, or that are created only later.
    public internal(set) var dropped: [ObjectID] = []
    /// All objects it creates, the subject among them.
    public internal(set) var created: [ObjectID] = []
    /// The objects it names.
    public internal(set) var references: [Reference] = []
    /// Names written without schema, and the schema they mean.
    public internal(set) var qualifications: [Qualification] = []
    /// Whether it names things by a name that only the search path can resolve.
    public internal(set) var hasOpenNames = false
    /// Whether it groups rows: by a table's primary key, other columns of the table come along.
    public internal(set) var hasGrouping = false

    /// Its tree: the action's, or the statement's.
    public var node: Node? { action ?? element.statement?.node }

    /// The statement's tree.
    public var statement: Node? { element.statement?.node }

    /// The source it stands in.
    public var source: SourceText { element.tree.source }
}

/// A place in the source that names an object.
public struct Reference: Sendable {
    /// The object that is named.
    public let target: ObjectID
    /// The bytes that name it.
    public let range: Range<Int>
}

/// A name without schema, and the schema it means.
public struct Qualification: Sendable {
    /// Where the name stands.
    public enum Place: Sendable {
        /// In the SQL: the name begins at this byte.
        case identifier(Int)
        /// Within a string constant, whose bytes these are; the string is the name.
        case string(Range<Int>, name: String)
    }

    /// Where the name stands.
    public let place: Place
    /// The schema it means.
    public let schema: String
}

import PostgresSyntax

/// The place of an object in ``Catalog/objects``.
public struct ObjectID: Hashable, Sendable {
    /// Index in ``Catalog/objects``.
    public let index: Int
}

/// The place of a change in ``Catalog/changes``.
public struct ChangeID: Hashable, Comparable, Sendable {
    /// Index in ``Catalog/changes``, which is the order of the source.
    public let index: Int

    /// Whether `left` stands before `right` in the source.
    public static func < (left: ChangeID, right: ChangeID) -> Bool { left.index < right.index }
}

/// An object that the database would hold.
public struct CatalogObject: Sendable {
    /// What it is and what it is called.
    public let identity: ObjectIdentity
    /// The changes that made it what it is, in source order of replay; the first one created it.
    public internal(set) var changes: [ChangeID]
    /// The table it belongs to, or the column's table a sequence is owned by.
    public internal(set) var parent: ObjectID?
    /// Whether no statement of its own made it, such as the sequence of a serial column.
    public internal(set) var isImplicit = false
    /// The columns of a relation, the attributes of a composite type.
    public internal(set) var columns: [Column] = []
    /// Whether ``columns`` are all there are.
    public internal(set) var hasAllColumns = false
    /// What else there is to know about an object of its kind.
    public internal(set) var details = Details.none
    /// What has to exist before it can.
    public internal(set) var dependencies: [Dependency] = []

    /// The change that dropped it; nil if it is there in the end.
    public internal(set) var removal: ChangeID?

    /// The change that created it.
    public var creation: ChangeID { changes[0] }

    /// What else there is to know about an object, by kind.
    public enum Details: Sendable {
        /// Nothing.
        case none
        /// A constraint: its type, and the columns it is over.
        case constraint(ConstrType, columns: [String])
        /// An index: the columns it is over, if it keeps them unique.
        case index(uniqueColumns: [String]?)
        /// An enum: its labels.
        case enumeration(labels: [String])
    }
}

/// A column of a relation.
public struct Column: Sendable {
    /// Its name.
    public let name: String
    /// Its type as PostgreSQL prints it, with its modifier.
    public let type: String
    /// Whether it was declared NOT NULL, or is by being serial or in a primary key.
    public internal(set) var isNotNull = false
    /// Where its values come from when a row does not give them.
    public internal(set) var source = Source.none

    /// Where the values of a column come from.
    public enum Source: Sendable {
        /// Nowhere: NULL.
        case none
        /// A default expression.
        case defaultValue(Node)
        /// A sequence of its own, as `serial` makes it.
        case serial
        /// A sequence, `GENERATED … AS IDENTITY`.
        case identity
        /// An expression over other columns.
        case generated(Node)
    }
}

/// Why an object has to exist before another.
public struct Dependency: Sendable {
    /// The object that is needed.
    public let target: ObjectID
    /// The change that needs it.
    public let change: ChangeID
    /// The bytes of the change's source that name it.
    public let range: Range<Int>
}

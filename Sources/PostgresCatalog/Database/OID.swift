/// An object identifier, as PostgreSQL numbers what its catalogs hold.
///
/// PostgreSQL's own objects have the number that every PostgreSQL 18 gives them, below ``firstUser``; what scripts create
/// is numbered from there in the order of creation.
public struct OID: Hashable, Comparable, Sendable {
    /// The number.
    public let rawValue: UInt32

    init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// No object.
    public static let none = OID(0)
    /// The first number of what is not PostgreSQL's own.
    public static let firstUser = OID(16384)

    /// Whether it is an object that every database has from the beginning.
    public var isBuiltIn: Bool { self < .firstUser }

    /// Whether `left` is the lower number.
    public static func < (left: OID, right: OID) -> Bool { left.rawValue < right.rawValue }
}

/// The schemas that every database has.
extension OID {
    package static let pgCatalog = OID(11)
    package static let pgToast = OID(99)
    package static let publicSchema = OID(2200)
    /// Its number differs between servers; here it is this one, as in the snapshot.
    package static let informationSchema = OID(12421)
}

/// The role that owns what PostgreSQL brings, and that runs the scripts unless they say otherwise.
extension OID {
    package static let bootstrapRole = OID(10)
}

/// A type and the modifier behind it, such as the 20 of `varchar(20)` as PostgreSQL stores it.
public struct TypeReference: Hashable, Sendable {
    /// The type.
    public var oid: OID
    /// `atttypmod`; -1 if there is none.
    public var modifier: Int32

    init(_ oid: OID, modifier: Int32 = -1) {
        self.oid = oid
        self.modifier = modifier
    }
}

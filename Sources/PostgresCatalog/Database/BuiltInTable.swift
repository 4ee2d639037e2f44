/// PostgreSQL's own rows of a system catalog, found when the first of them is asked for.
struct BuiltInTable<Row>: Sendable {
    private let contents: @Sendable () -> BuiltInRows<Row>?

    /// A catalog that is empty in a new database.
    static var empty: BuiltInTable { BuiltInTable { nil } }

    /// - Parameter contents: gives the same rows each time.
    init(_ contents: @escaping @Sendable () -> BuiltInRows<Row>?) {
        self.contents = contents
    }

    /// Reads the row of `oid`.
    subscript(_ oid: OID) -> Row? { contents()?[oid] }

    /// The objects of this name, by number.
    func find(_ name: String, in scope: OID) -> [OID] {
        var oids: [OID] = []
        _ = first(name, in: scope) { oid in
            oids.append(oid)
            return false
        }
        return oids
    }

    /// The object of this name with the lowest number of those that `isMeant`.
    func first(_ name: String, in scope: OID, where isMeant: (OID) -> Bool) -> OID? {
        // No schema that scripts make has any of them, nor has `public`.
        guard scope.isBuiltIn, scope != .publicSchema else { return nil }
        return contents()?.first(name) { $0.scope == scope && isMeant($0.oid) }?.oid
    }

    /// All objects, by name and number.
    var oids: [OID] { contents()?.oids ?? [] }

    /// All objects with their rows, by name and number.
    var all: [(oid: OID, row: Row)] { oids.map { (oid: $0, row: self[$0]!) } }
}

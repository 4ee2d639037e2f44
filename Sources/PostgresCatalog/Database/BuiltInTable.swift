/// PostgreSQL's own rows of a system catalog, read when the first of them is asked for.
struct BuiltInTable<Row: CatalogRow>: Sendable {
    private let contents: @Sendable () -> BuiltInRows<Row>?

    /// A catalog that is empty in a new database.
    static var empty: BuiltInTable { BuiltInTable { nil } }

    /// - Parameter contents: gives the same rows each time.
    init(_ contents: @escaping @Sendable () -> BuiltInRows<Row>?) {
        self.contents = contents
    }

    /// The row of `oid`.
    subscript(_ oid: OID) -> Row? { contents()?[oid] }

    /// The objects of this name, by number.
    func find(_ name: String, in scope: OID) -> [OID] {
        guard let rows = contents() else { return [] }
        return rows.places(of: name).compactMap { rows.rows[$0].scope == scope ? rows.oids[$0] : nil }
    }

    /// The object of this name with the lowest number of those that `isMeant`.
    func first(_ name: String, in scope: OID, where isMeant: (OID) -> Bool) -> OID? {
        guard let rows = contents() else { return nil }
        let found = rows.places(of: name).first { rows.rows[$0].scope == scope && isMeant(rows.oids[$0]) }
        return found.map { rows.oids[$0] }
    }

    /// The objects whose rows are meant.
    func oids(where isMeant: (Row) -> Bool) -> [OID] {
        guard let rows = contents() else { return [] }
        return rows.rows.indices.compactMap { isMeant(rows.rows[$0]) ? rows.oids[$0] : nil }
    }

    /// All objects, by name and number.
    var all: [(oid: OID, row: Row)] {
        guard let rows = contents() else { return [] }
        return Array(zip(rows.oids, rows.rows)).map { (oid: $0, row: $1) }
    }
}

/// The rows themselves.
final class BuiltInRows<Row: CatalogRow>: Sendable {
    /// By name and number.
    let rows: [Row]
    /// The number of each row.
    let oids: [OID]
    /// For each number from the lowest one, 1 more than the place of its row, or 0.
    private let places: [UInt16]
    private let lowest: UInt32
    /// A hash table: 1 more than the place of the first row of a name, or 0.
    private let names: [UInt16]

    /// - Parameter list: by name and number.
    init(oids: [OID], rows: [Row]) {
        self.oids = oids
        self.rows = rows
        let numbers = oids.lazy.map(\.rawValue)
        let lowest = numbers.min() ?? 0
        var places = [UInt16](repeating: 0, count: Int((numbers.max() ?? 0) - lowest) + 1)
        for (place, oid) in oids.enumerated() { places[Int(oid.rawValue - lowest)] = UInt16(place + 1) }
        self.lowest = lowest
        self.places = places
        var capacity = 16
        while capacity < 2 * rows.count { capacity *= 2 }
        var names = [UInt16](repeating: 0, count: capacity)
        var last: String?
        for place in rows.indices {
            let name = rows[place].name
            guard name != last else { continue }
            last = name
            var slot = Self.hash(name) & (capacity - 1)
            while names[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            names[slot] = UInt16(place + 1)
        }
        self.names = names
    }

    subscript(_ oid: OID) -> Row? {
        guard oid.rawValue >= lowest, Int(oid.rawValue - lowest) < places.count else { return nil }
        let place = places[Int(oid.rawValue - lowest)]
        return place == 0 ? nil : rows[Int(place) - 1]
    }

    /// The places of the rows of this name.
    func places(of name: String) -> Range<Int> {
        var slot = Self.hash(name) & (names.count - 1)
        while names[slot] != 0 {
            let first = Int(names[slot]) - 1
            if rows[first].name == name {
                var end = first + 1
                while end < rows.count, rows[end].name == name { end += 1 }
                return first..<end
            }
            slot = (slot + 1) & (names.count - 1)
        }
        return 0..<0
    }

    /// FNV-1a.
    private static func hash(_ name: String) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}

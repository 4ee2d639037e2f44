/// The rows of a text of ``CatalogSnapshot``, found by number and by name.
///
/// Their places are in the order of the text: by name and number. The pointers are into a constant of the program.
final class BuiltInRows<Row>: @unchecked Sendable {
    /// The number of each row.
    let oids: [OID]
    /// What the name of each row is unique in.
    let scopes: [OID]
    private let names: [UnsafeBufferPointer<UInt8>]
    private let read: (UnsafePointer<UInt8>) -> Row
    /// For each number from the lowest one, 1 more than the place of its row, or 0.
    private let places: [UInt16]
    private let lowest: UInt32
    /// A hash table: 1 more than the place of the first row of a name, or 0.
    private let slots: [UInt16]

    fileprivate init(
        oids: [OID], scopes: [OID], names: [UnsafeBufferPointer<UInt8>],
        read: @escaping (UnsafePointer<UInt8>) -> Row
    ) {
        self.oids = oids
        self.scopes = scopes
        self.names = names
        self.read = read
        lowest = oids.lazy.map(\.rawValue).min() ?? 0
        places = Self.places(of: oids, from: lowest)
        slots = Self.slots(of: names)
    }

    private static func places(of oids: [OID], from lowest: UInt32) -> [UInt16] {
        let highest = oids.lazy.map(\.rawValue).max() ?? 0
        var places = [UInt16](repeating: 0, count: Int(highest - lowest) + 1)
        for (place, oid) in oids.enumerated() { places[Int(oid.rawValue - lowest)] = UInt16(place + 1) }
        return places
    }

    private static func slots(of names: [UnsafeBufferPointer<UInt8>]) -> [UInt16] {
        var capacity = 16
        while capacity < 2 * names.count { capacity *= 2 }
        var slots = [UInt16](repeating: 0, count: capacity)
        for place in names.indices where place == 0 || !isEqual(names[place], names[place - 1]) {
            var slot = hash(names[place]) & (capacity - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = UInt16(place + 1)
        }
        return slots
    }

    // MARK: Finding

    subscript(_ oid: OID) -> Row? {
        guard oid.rawValue >= lowest, Int(oid.rawValue - lowest) < places.count else { return nil }
        let place = places[Int(oid.rawValue - lowest)]
        return place == 0 ? nil : read(names[Int(place) - 1].baseAddress!)
    }

    /// The places of the rows of this name.
    func places(of name: String) -> Range<Int> {
        var name = name
        return name.withUTF8 { bytes in
            var slot = Self.hash(bytes) & (slots.count - 1)
            while slots[slot] != 0 {
                let first = Int(slots[slot]) - 1
                if Self.isEqual(names[first], bytes) {
                    var end = first + 1
                    while end < names.count, Self.isEqual(names[end], bytes) { end += 1 }
                    return first..<end
                }
                slot = (slot + 1) & (slots.count - 1)
            }
            return 0..<0
        }
    }

    private static func isEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where left[index] != right[index] { return false }
        return true
    }

    /// FNV-1a.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}

extension BuiltInRows where Row: SnapshotRow {
    /// Finds the rows of a catalog; each is read when it is asked for.
    convenience init(_ text: StaticString) {
        var reader = SnapshotReader(text)
        var oids: [OID] = []
        var scopes: [OID] = []
        var names: [UnsafeBufferPointer<UInt8>] = []
        while !reader.isAtEnd {
            oids.append(reader.oid())
            names.append(reader.bytes())
            scopes.append(Row.isInSchema ? reader.oid() : .none)
            reader.skipRest()
        }
        let read = { (position: UnsafePointer<UInt8>) in
            var reader = SnapshotReader(at: position)
            return Row(reading: &reader)
        }
        self.init(oids: oids, scopes: scopes, names: names, read: read)
    }
}

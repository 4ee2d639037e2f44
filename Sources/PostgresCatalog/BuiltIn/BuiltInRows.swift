/// The rows of a table of ``CatalogSnapshot``, found by number and by name without reading the others.
///
/// The pointers are into constants of the program.
final class BuiltInRows<Row>: @unchecked Sendable {
    /// A row that was found: its number, and what its name is unique in.
    struct Found {
        let oid: OID
        let scope: OID
    }

    private let rows: StaticString
    private let byName: HashSlots
    private let byNumber: HashSlots
    private let isInSchema: Bool
    private let read: (inout SnapshotReader) -> Row

    fileprivate init(
        _ table: CatalogSnapshot.Table, isInSchema: Bool, read: @escaping (inout SnapshotReader) -> Row
    ) {
        rows = table.rows
        byName = HashSlots(table.byName)
        byNumber = HashSlots(table.byNumber)
        self.isInSchema = isInSchema
        self.read = read
    }

    /// Reads the row of `oid`.
    subscript(_ oid: OID) -> Row? {
        byNumber.first(hash: HashSlots.hash(oid)) { offset in
            var reader = SnapshotReader(rows, from: offset)
            return reader.oid() == oid ? read(&reader) : nil
        }
    }

    /// The rows of a name, by number, until one is meant.
    func first(_ name: String, where isMeant: (Found) -> Bool) -> Found? {
        var name = name
        return name.withUTF8 { bytes in
            byName.first(hash: HashSlots.hash(bytes)) { offset in
                var reader = SnapshotReader(rows, from: offset)
                var oid = reader.oid()
                guard reader.bytes().isEqual(to: bytes) else { return nil }
                while true {
                    let found = Found(oid: oid, scope: isInSchema ? reader.oid() : .none)
                    if isMeant(found) { return .some(found) }
                    reader.skipRest()
                    guard !reader.isAtEnd else { return .some(nil) }
                    oid = reader.oid()
                    guard reader.bytes().isEqual(to: bytes) else { return .some(nil) }
                }
            }
        } ?? nil
    }

    /// The numbers of all rows, by name.
    var oids: [OID] {
        var oids: [OID] = []
        var reader = SnapshotReader(rows)
        while !reader.isAtEnd {
            oids.append(reader.oid())
            reader.skipRest()
        }
        return oids
    }
}

extension BuiltInRows where Row: SnapshotRow {
    /// The rows of a catalog; each is read when it is asked for.
    convenience init(_ table: CatalogSnapshot.Table) {
        self.init(table, isInSchema: Row.isInSchema) { Row(reading: &$0) }
    }
}

/// A hash table that was made with the text it leads into.
private struct HashSlots {
    /// What a slot holds that leads nowhere.
    private static let none = 0xff_ffff

    private let digits: UnsafePointer<UInt8>
    /// The number of slots, a power of 2, less 1.
    private let mask: Int

    init(_ text: StaticString) {
        digits = text.utf8Start
        mask = text.utf8CodeUnitCount / 4 - 1
    }

    /// What `body` makes of the first offset for which it makes something; those of other keys are among them.
    func first<Result>(hash: Int, _ body: (Int) -> Result?) -> Result? {
        var slot = hash & mask
        while case let offset = offset(at: slot), offset != Self.none {
            if let result = body(offset) { return result }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private func offset(at slot: Int) -> Int {
        (0..<4).reduce(0) { $0 << 6 | Int(digits[4 * slot + $1] - UInt8(ascii: "0")) }
    }

    /// FNV-1a, as generate-syntax takes it.
    static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }

    static func hash(_ oid: OID) -> Int { Int(oid.rawValue &* 0x9e37_79b1) }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func isEqual(to other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] { return false }
        return true
    }
}

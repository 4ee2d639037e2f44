/// The hash tables that lead to the rows of a catalog: literals of slots with four digits of base 64 each, the offset of a
/// row from the start of the text, or the highest number where there is none.
struct SnapshotIndex {
    /// To the first row of each name; rows of one name stand together.
    let byName: String
    /// To the row of each number.
    let byNumber: String

    init(rows: some Sequence<Substring>) {
        var names = HashTable()
        var numbers = HashTable()
        var offset = 0
        var last: Substring?
        var seen: Set<Substring> = []
        for row in rows {
            let fields = row.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            if fields[1] != last {
                precondition(seen.insert(fields[1]).inserted, "rows of the name \(fields[1]) do not stand together")
                names.insert(offset, hash: Self.hash(name: fields[1]))
            }
            numbers.insert(offset, hash: Self.hash(number: UInt32(fields[0])!))
            last = fields[1]
            offset += row.utf8.count + 1
        }
        byName = names.literal
        byNumber = numbers.literal
    }

    /// FNV-1a, as `HashSlots` of PostgresCatalog takes it.
    private static func hash(name: Substring) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }

    private static func hash(number: UInt32) -> Int { Int(number &* 0x9e37_79b1) }
}

/// Offsets by hashes; where a slot is taken, the next one that is free is.
private struct HashTable {
    private var entries: [(hash: Int, offset: Int)] = []

    mutating func insert(_ offset: Int, hash: Int) { entries.append((hash, offset)) }

    /// The slots, twice as many as are used at least.
    private var slots: [Int?] {
        var capacity = 16
        while capacity < 2 * entries.count { capacity *= 2 }
        var slots = [Int?](repeating: nil, count: capacity)
        for (hash, offset) in entries {
            var slot = hash & (capacity - 1)
            while slots[slot] != nil { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = offset
        }
        return slots
    }

    /// The slots as a literal of one line, written in several.
    var literal: String {
        let slots = slots.map(digits)
        let lines = stride(from: 0, to: slots.count, by: 28).map { start in
            slots[start..<min(start + 28, slots.count)].joined()
        }
        return "#\"\"\"\n" + lines.joined(separator: "\\#\n") + "\n\"\"\"#"
    }

    private func digits(_ offset: Int?) -> String {
        let value = offset ?? 0xff_ffff
        return String(
            decoding: [18, 12, 6, 0].map { UInt8(ascii: "0") + UInt8(value >> $0 & 63) }, as: UTF8.self)
    }
}

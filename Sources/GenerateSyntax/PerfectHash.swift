/// A hash table in which every key has a slot of its own.
///
/// The hash's top byte chooses a bucket, and the bucket's displacement moves its keys to free slots. Buckets are
/// placed largest first; if one finds no place, another multiplier is tried.
struct PerfectHash {
    /// What is hashed.
    struct Key: Equatable {
        let first: UInt64
        let second: UInt64
    }

    private(set) var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
    private(set) var displacements: [Int] = []
    /// The key's index in each slot.
    private(set) var slots: [Int?] = []

    init(keys: [Key]) {
        while !place(keys) {
            multiplier = multiplier &* 0x5851_F42D_4C95_7F2D &+ 0x1405_7B7E_F767_814F | 1
        }
    }

    private func hash(_ key: Key) -> UInt64 {
        (key.first &+ (key.second << 7 | key.second >> 57)) &* multiplier
    }

    private mutating func place(_ keys: [Key]) -> Bool {
        displacements = Array(repeating: 0, count: 256)
        slots = Array(repeating: nil, count: 512)
        let buckets = Dictionary(grouping: keys.indices) { Int(hash(keys[$0]) >> 56) }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        for (bucket, members) in buckets {
            let bases = members.map { Int(truncatingIfNeeded: hash(keys[$0]) >> 40 & 511) }
            guard Set(bases).count == bases.count,
                let displacement = (0..<512).first(where: { moved in bases.allSatisfy { slots[$0 ^ moved] == nil } })
            else { return false }
            displacements[bucket] = displacement
            for (member, base) in zip(members, bases) { slots[base ^ displacement] = member }
        }
        return true
    }
}

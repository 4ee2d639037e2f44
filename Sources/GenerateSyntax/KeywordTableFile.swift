import GrammarModel

/// `KeywordTable.swift`: the perfect hash table that tells keywords from identifiers.
struct KeywordTableFile {
    let keywords: [Keyword]

    var file: TextFile {
        let table = PerfectHash(keys: keywords.map { Self.key(of: Array($0.name.utf8)) })
        let slots = table.slots.map { $0.map { (number: $0, keyword: keywords[$0]) } }
        var source = SwiftSource(from: "keywords.tsv")
        source.line()
        source.line("/// Tells keywords from identifiers, by a perfect hash and two comparisons of words.")
        source.block("enum KeywordTable") { source in
            source.lines(Self.code(multiplier: table.multiplier))
            source.line()
            source.line("/// What to change the slots of each bucket's words by, so that no two share one.")
            source.array("displacements", of: "UInt16", table.displacements.map(String.init))
            source.line()
            source.line("/// The first word of the keyword in each slot.")
            source.array("firstWords", of: "UInt64", slots.map { hexadecimal($0.map { key($0.keyword).first } ?? 0) })
            source.line()
            source.line("/// The last word of the keyword in each slot.")
            source.array("lastWords", of: "UInt64", slots.map { hexadecimal($0.map { key($0.keyword).last } ?? 0) })
            source.line()
            source.line("/// In each slot from the lowest bit: 16 bits token kind, 8 middle byte, 8 length.")
            source.array(
                "entries", of: "UInt32",
                slots.map { slot in
                    guard let slot else { return "0" }
                    let name = Array(slot.keyword.name.utf8)
                    return String(name.count << 24 | Int(name[name.count / 2]) << 16 | (slot.number + 1))
                })
        }
        return TextFile(path: "KeywordTable.swift", text: source.text)
    }

    private func key(_ keyword: Keyword) -> PerfectHash.Key { Self.key(of: Array(keyword.name.utf8)) }

    /// The two words that the emitted `lookup` makes of a keyword.
    private static func key(of name: [UInt8]) -> PerfectHash.Key {
        func word(_ start: Int, _ count: Int) -> UInt64 {
            name[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        if name.count >= 8 { return PerfectHash.Key(first: word(0, 8), last: word(name.count - 8, 8)) }
        let half = name.count >= 4 ? 4 : 2
        return PerfectHash.Key(first: word(0, half), last: word(name.count - half, half))
    }

    private func hexadecimal(_ word: UInt64) -> String {
        word == 0 ? "0" : "0x" + String(word, radix: 16, uppercase: true)
    }

    private static func code(multiplier: UInt64) -> String {
        """
        /// The kind of the word of `count` bytes at `bytes`, in whatever case; `.identifier` if it is no keyword.
        @inline(__always)
        static func lookup(bytes: UnsafePointer<UInt8>, count: Int) -> TokenKind {
            guard count >= 2, count <= 17 else { return .identifier }
            let raw = UnsafeRawPointer(bytes)
            let first: UInt64
            let last: UInt64
            if count >= 8 {
                first = folded(UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)))
                last = folded(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)))
            } else if count >= 4 {
                first = folded(UInt64(UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self))))
                last = folded(UInt64(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))))
            } else {
                first = folded(UInt64(UInt16(littleEndian: raw.loadUnaligned(as: UInt16.self))))
                last = folded(UInt64(UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: count - 2, as: UInt16.self))))
            }
            let hash = (first &+ (last << 7 | last >> 57)) &* 0x\(String(multiplier, radix: 16, uppercase: true))
            let slot = Int(truncatingIfNeeded: (hash >> 40 ^ UInt64(displacements[Int(hash >> 56)])) & 511)
            guard firstWords[slot] == first, lastWords[slot] == last else { return .identifier }
            // Words of 9 to 15 bytes overlap, and between those of 17 a byte is left: length and middle byte decide.
            let middle = UInt32(truncatingIfNeeded: folded(UInt64(bytes[count / 2])))
            let entry = entries[slot]
            guard entry >> 16 == UInt32(truncatingIfNeeded: count) << 8 | middle else { return .identifier }
            return TokenKind(rawValue: UInt16(truncatingIfNeeded: entry)) ?? .identifier
        }

        /// Turns the bytes that are A to Z to lower case, and no others.
        @inline(__always)
        private static func folded(_ word: UInt64) -> UInt64 {
            let low = word & 0x7F7F_7F7F_7F7F_7F7F
            let atLeastA = low &+ 0x3F3F_3F3F_3F3F_3F3F
            let aboveZ = low &+ 0x2525_2525_2525_2525
            return word | ((atLeastA ^ aboveZ) & ~word & 0x8080_8080_8080_8080) >> 2
        }
        """
    }
}

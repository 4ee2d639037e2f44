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
            source.line("/// The second word of the keyword in each slot.")
            source.array("secondWords", of: "UInt64", slots.map { hexadecimal($0.map { key($0.keyword).second } ?? 0) })
            source.line()
            source.line(
                "/// In each slot from the lowest bit: 15 bits token kind, whether it splits a word, 8 last byte, 8 length."
            )
            source.array(
                "entries", of: "UInt32",
                slots.map { slot in
                    guard let slot else { return "0" }
                    let name = Array(slot.keyword.name.utf8)
                    let splits = slot.keyword.splitWords.isEmpty ? 0 : 1 << 15
                    return String(name.count << 24 | Int(name[name.count - 1]) << 16 | splits | (slot.number + 1))
                })
        }
        return TextFile(path: "KeywordTable.swift", text: source.text)
    }

    private func key(_ keyword: Keyword) -> PerfectHash.Key { Self.key(of: Array(keyword.name.utf8)) }

    /// The two words that the emitted `lookup` makes of a keyword.
    private static func key(of name: [UInt8]) -> PerfectHash.Key {
        func word(_ bytes: some Collection<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        return PerfectHash.Key(first: word(name.prefix(8)), second: word(name.dropFirst(8).prefix(8)))
    }

    private func hexadecimal(_ word: UInt64) -> String {
        word == 0 ? "0" : "0x" + String(word, radix: 16, uppercase: true)
    }

    private static func code(multiplier: UInt64) -> String {
        """
        /// How many bytes beyond the word's first ``lookup(bytes:count:)`` may read, whatever the word's length.
        static let readAhead = 16

        /// What the table says of a word: the low half of an entry, 0 if it is no keyword.
        struct Entry {
            fileprivate let bits: UInt16

            @inline(__always)
            var kind: TokenKind { unsafeBitCast(bits & 0x7FFF, to: TokenKind.self) }

            /// No flag or that it splits a word.
            @inline(__always)
            var flags: TokenFlags { TokenFlags(rawValue: bits & TokenFlags.splitsWord.rawValue) }
        }

        /// The kind of the word of `count` bytes at `bytes`, in whatever case; `.identifier` if it is no keyword.
        ///
        /// It reads ``readAhead`` bytes at `bytes`, as ``SourceText`` provides them, so that words of all lengths
        /// take the same path.
        @inline(__always)
        static func lookup(bytes: UnsafePointer<UInt8>, count: Int) -> TokenKind {
            guard count <= 17 else { return .identifier }
            let raw = UnsafeRawPointer(bytes)
            let entry = entry(
                first: word(at: raw, bytes: min(count, 8)), second: word(at: raw + 8, bytes: max(min(count, 16) - 8, 0)))
            // The two words have all bytes but the seventeenth of CURRENT_TIMESTAMP.
            let last = UInt32(truncatingIfNeeded: folded(UInt64(bytes[max(count - 1, 0)])))
            guard entry >> 16 == UInt32(truncatingIfNeeded: count) << 8 | last else { return .identifier }
            return Entry(bits: UInt16(truncatingIfNeeded: entry)).kind
        }

        /// The entry of a word of up to sixteen bytes that stand in two words in lower case, the first in the lowest
        /// bits and zeros behind the last.
        @inline(__always)
        static func lookup(first: UInt64, second: UInt64, count: Int) -> Entry {
            let entry = entry(first: first, second: second)
            let isKeyword = entry >> 24 == UInt32(truncatingIfNeeded: count)
            return Entry(bits: isKeyword ? UInt16(truncatingIfNeeded: entry) : 0)
        }

        /// The entry of the keyword whose first sixteen bytes stand in these words; 0, which is that of an identifier,
        /// if there is none.
        @inline(__always)
        private static func entry(first: UInt64, second: UInt64) -> UInt32 {
            let hash = (first &+ (second << 7 | second >> 57)) &* 0x\(String(multiplier, radix: 16, uppercase: true))
            let slot = Int(truncatingIfNeeded: (hash >> 40 ^ UInt64(displacements[Int(hash >> 56)])) & 511)
            return (firstWords[slot] ^ first) | (secondWords[slot] ^ second) == 0 ? entries[slot] : 0
        }

        /// The kind of a word of which nothing is known; `.identifier` if it is no keyword.
        static func lookup(_ word: some Collection<UInt8>) -> TokenKind {
            let padded = Array(word) + Array(repeating: 0, count: readAhead)
            return padded.withUnsafeBufferPointer { lookup(bytes: $0.baseAddress!, count: word.count) }
        }

        /// The next `count` bytes in lower case, and zeros behind them.
        @inline(__always)
        private static func word(at raw: UnsafeRawPointer, bytes count: Int) -> UInt64 {
            let mask = UInt64.max >> UInt64(truncatingIfNeeded: 64 - 8 * count)
            return folded(UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)) & mask)
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

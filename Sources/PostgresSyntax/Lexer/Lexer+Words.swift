/// Identifiers and keywords.
extension Lexer {
    /// The identifier or keyword at `start`, or the literal whose prefix stands there.
    @inline(__always)
    mutating func word(_ start: Int) -> Scanned {
        var upperCase: UInt64 = 0
        let end = wordEnd(start, upperCase: &upperCase)
        if end - start == 1, bytes[end] == UInt8(ascii: "'") || bytes[end] == UInt8(ascii: "&") {
            if let literal = prefixedLiteral(start) { return literal }
        }
        return Scanned(
            end: end, kind: KeywordTable.lookup(bytes: bytes.base + start, count: end - start),
            flags: upperCase == 0 ? [] : .upperCase)
    }

    /// Where the identifier at `start` ends. Eight bytes are looked at together, the high bit of each telling of it;
    /// those of upper-case letters are added to `upperCase`.
    @inline(__always)
    private func wordEnd(_ start: Int, upperCase: inout UInt64) -> Int {
        let raw = UnsafeRawPointer(bytes.base)
        let highBits: UInt64 = 0x8080_8080_8080_8080
        let ones: UInt64 = 0x0101_0101_0101_0101
        var position = start
        while true {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let low = word & ~highBits
            // Adding 0x80 - x sets the high bit of bytes from x on, and no sum reaches the next byte.
            let upper = (low &+ ones &* 0x3F) & ~(low &+ ones &* 0x25)
            let folded = low | ones &* 0x20
            let letter = (folded &+ ones &* 0x1F) & ~(folded &+ ones &* 0x05)
            let digit = (low &+ ones &* 0x50) & ~(low &+ ones &* 0x46)
            let underscore = ~((low ^ ones &* 0x5F) &+ ones &* 0x7F)
            let dollar = ~((low ^ ones &* 0x24) &+ ones &* 0x7F)
            let outside = ~(letter | digit | underscore | dollar | word) & highBits
            if outside != 0 {
                let before = outside & (0 &- outside) &- 1
                upperCase |= upper & ~word & highBits & before
                return position + outside.trailingZeroBitCount >> 3
            }
            upperCase |= upper & ~word & highBits
            position += 8
        }
    }

    /// The literal at `start` if the letter there is a prefix of one.
    @inline(never)
    private mutating func prefixedLiteral(_ start: Int) -> Scanned? {
        let isQuoted = bytes[start + 1] == UInt8(ascii: "'")
        switch bytes[start].lowercased {
        case UInt8(ascii: "e") where isQuoted:
            return escapeString(start, open: start + 1)
        case UInt8(ascii: "b") where isQuoted:
            return bitString(start, kind: .bitStringConstant, name: "bit string literal")
        case UInt8(ascii: "x") where isQuoted:
            return bitString(start, kind: .hexStringConstant, name: "hexadecimal string literal")
        case UInt8(ascii: "n") where isQuoted:
            return Scanned(end: start + 1, kind: .nchar)
        case UInt8(ascii: "u") where !isQuoted && bytes[start + 2] == UInt8(ascii: "'"):
            return unicodeString(start)
        case UInt8(ascii: "u") where !isQuoted && bytes[start + 2] == UInt8(ascii: "\""):
            return unicodeIdentifier(start)
        default:
            return nil
        }
    }

    /// `"…"`.
    mutating func quotedIdentifier(_ start: Int) -> Scanned {
        guard var scanned = quoted(from: start) else { return unterminated("quoted identifier", start) }
        if scanned.end == start + 2 { return invalid("zero-length delimited identifier", start, end: scanned.end) }
        scanned.flags.insert(.quoted)
        return scanned
    }

    /// What stands between the double quote at `open` and the next that is not doubled; nil if there is none.
    func quoted(from open: Int) -> Scanned? {
        var scanned = Scanned(end: open + 1, kind: .identifier)
        while let close = bytes.find(UInt8(ascii: "\""), from: scanned.end) {
            scanned.end = close + 1
            guard bytes[scanned.end] == UInt8(ascii: "\"") else { return scanned }
            scanned.end += 1
            scanned.flags.insert(.doubledQuote)
        }
        return nil
    }
}

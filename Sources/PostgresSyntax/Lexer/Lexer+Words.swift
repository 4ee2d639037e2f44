/// Identifiers and keywords.
extension Lexer {
    /// The identifier or keyword at `start`, or the literal whose prefix stands there, and where reading goes on: behind
    /// the blank that follows, which is seen in the bytes read already.
    @inline(__always)
    mutating func word(_ start: Int, _ bytes: ByteScanner) -> (scanned: Scanned, next: Int) {
        let first = EightBytes(bytes, at: start)
        if first.areAllLetters { return bytes.longWord(start, first) }
        let count = first.letterCount
        let end = start &+ count
        if bytes[end] == UInt8(ascii: "$") {
            let scanned = bytes.restOfWord(start, from: end, upperCase: first.upperCaseLetters)
            return (scanned, bytes.behindBlank(scanned.end))
        }
        if count == 1, bytes[end] == UInt8(ascii: "'") || bytes[end] == UInt8(ascii: "&") {
            if let literal = prefixedLiteral(start) { return (literal, literal.end) }
        }
        let scanned = Scanned(
            end: end, KeywordTable.lookup(first: first.lowerCaseLetters, second: 0, count: count),
            isUpperCase: first.upperCaseLetters != 0)
        return (scanned, end &+ first.blankCount)
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

extension ByteScanner {
    /// The word at `start`, which is longer than the eight bytes read already.
    @inline(__always)
    fileprivate func longWord(_ start: Int, _ first: EightBytes) -> (scanned: Lexer.Scanned, next: Int) {
        let second = EightBytes(self, at: start &+ 8)
        if second.areAllLetters {
            let scanned = restOfWord(start, from: start &+ 16, upperCase: first.upperCase | second.upperCase)
            return (scanned, behindBlank(scanned.end))
        }
        let count = 8 &+ second.letterCount
        let end = start &+ count
        let upperCase = first.upperCase | second.upperCaseLetters
        if self[end] == UInt8(ascii: "$") {
            let scanned = restOfWord(start, from: end, upperCase: upperCase)
            return (scanned, behindBlank(scanned.end))
        }
        let scanned = Lexer.Scanned(
            end: end, KeywordTable.lookup(first: first.lowerCase, second: second.lowerCaseLetters, count: count),
            isUpperCase: upperCase != 0)
        return (scanned, end &+ second.blankCount)
    }

    /// The word at `start`, which is longer than sixteen bytes or has a dollar sign in it. The bytes before
    /// `position` belong to it; `upperCase` is not zero if one of them is an upper-case letter.
    @inline(never)
    fileprivate func restOfWord(_ start: Int, from position: Int, upperCase: UInt64) -> Lexer.Scanned {
        var upperCase = upperCase
        var end = position
        while true {
            let next = EightBytes(self, at: end)
            if next.areAllLetters {
                upperCase |= next.upperCase
                end &+= 8
            } else {
                upperCase |= next.upperCaseLetters
                end &+= next.letterCount
                guard self[end] == UInt8(ascii: "$") else { break }
                end &+= 1
            }
        }
        return Lexer.Scanned(
            end: end, kind: KeywordTable.lookup(bytes: base + start, count: end - start),
            flags: upperCase == 0 ? [] : .upperCase)
    }
}

extension Lexer.Scanned {
    /// A word, with what the table of keywords says of it.
    @inline(__always)
    fileprivate init(end: Int, _ entry: KeywordTable.Entry, isUpperCase: Bool) {
        self.init(end: end, kind: entry.kind, flags: isUpperCase ? entry.flags.union(.upperCase) : entry.flags)
    }
}

/// Eight bytes of a word looked at together, the first in the lowest bits. Digits and underscores count as letters
/// here, and so do bytes outside ASCII; the dollar sign, which identifiers seldom have, does not.
private struct EightBytes {
    private let bytes: UInt64
    /// The high bit of each byte from A to Z.
    let upperCase: UInt64
    /// The high bit of each byte that is no letter.
    private let others: UInt64
    /// The high bit of each byte that is a blank, if no letter comes before it.
    private let blanks: UInt64

    private static let ones: UInt64 = 0x0101_0101_0101_0101

    @inline(__always)
    init(_ scanner: ByteScanner, at position: Int) {
        let raw = UnsafeRawPointer(scanner.base)
        bytes = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        // Adding 0x80 - x sets the high bit of bytes from x on, and no sum reaches the next byte.
        let low = bytes & (Self.ones &* 0x7F)
        let folded = low | (Self.ones &* 0x20)
        let letter = (folded &+ Self.ones &* 0x1F) & ~(folded &+ Self.ones &* 0x05)
        let notDigit = (low ^ (Self.ones &* 0x30)) &+ Self.ones &* 0x76
        let notUnderscore = (low ^ (Self.ones &* 0x5F)) &+ Self.ones &* 0x7F
        others = notUnderscore & notDigit & ~(letter | bytes) & (Self.ones &* 0x80)
        blanks = ~((low ^ (Self.ones &* 0x20)) &+ Self.ones &* 0x7F)
        // The bit that tells lower case from upper is moved to the high bit.
        upperCase = letter & ~(bytes << 2 | bytes) & (Self.ones &* 0x80)
    }

    /// 1 if the first byte that is no letter is a blank, else 0; there must be such a byte.
    @inline(__always)
    var blankCount: Int { others & (0 &- others) & blanks != 0 ? 1 : 0 }

    @inline(__always)
    var areAllLetters: Bool { others == 0 }

    /// How many letters come before the first other byte; 8 if there is none.
    @inline(__always)
    var letterCount: Int { others.trailingZeroBitCount >> 3 }

    /// All bits of the bytes before the first that is no letter; there must be one.
    @inline(__always)
    private var letterMask: UInt64 { ((others &- 1) & ~others) >> 7 }

    /// The bytes in lower case; they must be letters.
    @inline(__always)
    var lowerCase: UInt64 { bytes | upperCase >> 2 }

    /// The letters before the first other byte in lower case, zeros behind them; there must be such a byte.
    @inline(__always)
    var lowerCaseLetters: UInt64 { lowerCase & letterMask }

    /// The high bit of each upper-case letter before the first other byte; there must be such a byte.
    @inline(__always)
    var upperCaseLetters: UInt64 { upperCase & letterMask }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads the bytes of a source: what lexer, decoder and comment search have in common.
///
/// Unsafe: it does not keep the source alive. Reading goes at most ``SourceText/padding`` bytes past ``end``, and
/// every search stops there.
struct ByteScanner {
    let base: UnsafePointer<UInt8>
    /// Number of bytes.
    let end: Int
    let classes: UnsafePointer<ByteClass>

    init(_ source: SourceText) {
        base = source.base
        end = source.count
        classes = ByteClass.table
    }

    @inline(__always)
    subscript(position: Int) -> UInt8 { base[position] }

    @inline(__always)
    func byteClass(at position: Int) -> ByteClass { classes[Int(base[position])] }

    /// The bytes of `range`.
    func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// Where `byte` stands next at or after `position`.
    @inline(__always)
    func find(_ byte: UInt8, from position: Int) -> Int? {
        guard let found = memchr(base + position, Int32(byte), end - position) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Whether the bytes at `position` are those of `other`.
    func matches(_ other: Range<Int>, at position: Int) -> Bool {
        position + other.count <= end && memcmp(base + position, base + other.lowerBound, other.count) == 0
    }

    /// Whether the bytes at `position` are `word` in any case; `word` is in lower case.
    func matches(_ word: StaticString, at position: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard position + count <= end else { return false }
        for index in 0..<count where base[position + index].lowercased != word.utf8Start[index] { return false }
        return true
    }

    // MARK: White space and comments

    /// Behind the blank at `position`, which is the commonest gap, or there if it is none; found without a branch.
    @inline(__always)
    func behindBlank(_ position: Int) -> Int {
        position &+ (base[position] == UInt8(ascii: " ") ? 1 : 0)
    }

    /// Where the white space ends that begins at `position`.
    @inline(__always)
    func spaceEnd(from position: Int) -> Int {
        let raw = UnsafeRawPointer(base)
        var position = position
        while true {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let found = word.nonSpaceBytes
            if found != 0 { return position &+ found.trailingZeroBitCount >> 3 }
            position &+= 8
        }
    }

    /// Where the `--` comment's line ends: its line feed, carriage return, or the end of input.
    @inline(__always)
    func lineCommentEnd(from position: Int) -> Int {
        let raw = UnsafeRawPointer(base)
        var position = position
        while true {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let found = word.zeroBytes(xor: 0x0A0A_0A0A_0A0A_0A0A) | word.zeroBytes(xor: 0x0D0D_0D0D_0D0D_0D0D)
            if found != 0 { return min(position &+ found.trailingZeroBitCount >> 3, end) }
            position &+= 8
            if position >= end { return end }
        }
    }

    /// Where the comment whose `/*` stands at `start` ends, comments within it included; nil if it does not.
    func blockCommentEnd(from start: Int) -> Int? {
        var depth = 1
        var position = start + 2
        // Every `/*` and `*/` has a slash; a star before `position` has been read already.
        var next = position
        while let slash = find(UInt8(ascii: "/"), from: next) {
            next = slash + 1
            if slash > position, base[slash - 1] == UInt8(ascii: "*") {
                depth -= 1
                position = slash + 1
                if depth == 0 { return position }
            } else if base[slash + 1] == UInt8(ascii: "*") {
                depth += 1
                position = slash + 2
                next = position
            }
        }
        return nil
    }

    /// The first byte at or after `position` that is neither white space nor part of a comment. A comment that does
    /// not end is not skipped.
    func skipGap(from position: Int, comment: (Range<Int>) -> Void = { _ in }) -> Int {
        var position = position
        while true {
            let start = position
            switch (base[position], base[position + 1]) {
            case (UInt8(ascii: "-"), UInt8(ascii: "-")):
                position = lineCommentEnd(from: position)
                comment(start..<position)
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                guard let end = blockCommentEnd(from: position) else { return position }
                position = end
                comment(start..<position)
            default:
                guard byteClass(at: position) == .space else { return position }
                position += 1
            }
        }
    }

    /// Whether a comment begins with `text`, behind its first two bytes and spaces.
    func comment(_ range: Range<Int>, beginsWith text: [UInt8]) -> Bool {
        var position = range.lowerBound + 2
        while base[position] == UInt8(ascii: " ") || base[position] == UInt8(ascii: "\t") { position += 1 }
        return position + text.count <= range.upperBound
            && text.indices.allSatisfy { base[position + $0] == text[$0] }
    }

    /// Where a string whose quote was closed before `position` goes on: behind a quote that follows white space with
    /// a line end in it, and nothing else but `--` comments.
    @inline(__always)
    func continuation(from position: Int) -> Int? {
        guard byteClass(at: position) == .space || base[position] == UInt8(ascii: "-") else { return nil }
        return continuationBehindGap(from: position)
    }

    private func continuationBehindGap(from start: Int) -> Int? {
        var position = start
        var sawLineEnd = false
        while true {
            switch base[position] {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                sawLineEnd = true
                position += 1
            case UInt8(ascii: "-") where base[position + 1] == UInt8(ascii: "-"):
                position = lineCommentEnd(from: position)
            case UInt8(ascii: "'"):
                return sawLineEnd ? position + 1 : nil
            default:
                guard byteClass(at: position) == .space else { return nil }
                position += 1
            }
        }
    }

    // MARK: Words and numbers

    /// How many of the eight bytes at `position` are digits before the first that is none.
    @inline(__always)
    func digitCount(at position: Int) -> Int {
        let word = UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: position, as: UInt64.self))
        return word.nonDigitBytes.trailingZeroBitCount &>> 3
    }

    /// Where the identifier ends that `position` stands in.
    func identifierEnd(from position: Int) -> Int {
        var position = position
        while byteClass(at: position).continuesIdentifier { position += 1 }
        return position
    }
}

extension UInt8 {
    /// The lower-case letter for A to Z; every other byte itself.
    @inline(__always)
    var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

    /// The value of a hexadecimal digit.
    @inline(__always)
    var hexDigitValue: UInt32? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension UInt64 {
    /// The high bit of each byte that is no white space.
    @inline(__always)
    var nonSpaceBytes: UInt64 {
        // Adding 0x80 - x sets the high bit of bytes from x on, and no sum reaches the next byte.
        let low = self & 0x7F7F_7F7F_7F7F_7F7F
        let notBlank = (low ^ 0x2020_2020_2020_2020) &+ 0x7F7F_7F7F_7F7F_7F7F
        let fromTab = low &+ 0x7777_7777_7777_7777
        let behindReturn = low &+ 0x7272_7272_7272_7272
        return (notBlank & (~fromTab | behindReturn) | self) & 0x8080_8080_8080_8080
    }

    /// The high bit of each byte that is no digit.
    @inline(__always)
    var nonDigitBytes: UInt64 {
        let value = self ^ 0x3030_3030_3030_3030
        return ((value & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | value) & 0x8080_8080_8080_8080
    }

    /// The high bit of each byte that is zero after `xor` with the pattern. Bytes behind the first such byte may be
    /// marked wrongly.
    @inline(__always)
    func zeroBytes(xor pattern: UInt64) -> UInt64 {
        let word = self ^ pattern
        return (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}

/// Numbers and parameters.
extension Lexer {
    /// The number at `start`, which stands at a digit or at a dot before one.
    @inline(__always)
    mutating func number(_ start: Int, _ bytes: ByteScanner) -> Scanned {
        // Up to seven digits, perhaps with a dot and up to fifteen more behind it, and nothing else that could belong
        // to a number: the common case.
        let whole = bytes.digitCount(at: start)
        var end = start &+ whole
        var kind = TokenKind.integerConstant
        var isCommon = whole != 0 && whole != 8
        if bytes[end] == UInt8(ascii: ".") {
            var fraction = bytes.digitCount(at: end &+ 1)
            if fraction == 8 { fraction &+= bytes.digitCount(at: end &+ 9) }
            isCommon = isCommon && fraction != 0 && fraction != 16
            end &+= fraction &+ 1
            kind = .floatConstant
        }
        let next = bytes.byteClass(at: end)
        if isCommon, next != .letter, next != .dot { return Scanned(end: end, kind: kind) }
        return anyNumber(start)
    }

    @inline(never)
    private mutating func anyNumber(_ start: Int) -> Scanned {
        if bytes[start] == UInt8(ascii: "0"), let number = prefixedInteger(start) { return number }
        var kind = TokenKind.integerConstant
        // Where the digits read last began: behind their first underscore an identifier could begin as well.
        var digits = start
        var end = digitsEnd(start)
        if bytes[end] == UInt8(ascii: "."), bytes[end + 1] != UInt8(ascii: ".") || end == start {
            kind = .floatConstant
            digits = end + 1
            end = digitsEnd(digits)
        }
        if bytes[end] | 0x20 == UInt8(ascii: "e") {
            let sign = bytes[end + 1] == UInt8(ascii: "+") || bytes[end + 1] == UInt8(ascii: "-")
            let exponent = sign ? end + 2 : end + 1
            if bytes.byteClass(at: exponent) == .digit {
                kind = .floatConstant
                // Without a sign, the e could begin an identifier.
                digits = sign ? exponent : end
                end = digitsEnd(exponent)
            } else if sign {
                return invalid("trailing junk after numeric literal", start, end: exponent)
            }
        }
        if let junk = junkEnd(digits, end) {
            return invalid("trailing junk after numeric literal", start, end: junk)
        }
        if kind == .integerConstant, integerValue(start..<end) == nil { kind = .floatConstant }
        return Scanned(end: end, kind: kind)
    }

    /// Where the digits at `position` end, single underscores between them included.
    private func digitsEnd(_ position: Int) -> Int {
        var position = position
        while bytes.byteClass(at: position) == .digit {
            position += 1
            if bytes[position] == UInt8(ascii: "_"), bytes.byteClass(at: position + 1) == .digit { position += 1 }
        }
        return position
    }

    /// Where an identifier ends that begins in or right behind the number's last part, if it reaches further than the
    /// number. It can begin at any letter or underscore from `start` on.
    private func junkEnd(_ start: Int, _ end: Int) -> Int? {
        var begin = start
        while begin < end, bytes.byteClass(at: begin) != .letter { begin += 1 }
        guard bytes.byteClass(at: begin) == .letter else { return nil }
        let junk = bytes.identifierEnd(from: end)
        return junk > end ? junk : nil
    }

    /// `0x…`, `0o…` or `0b…`; nil if the zero at `start` has none of these letters behind it.
    private mutating func prefixedInteger(_ start: Int) -> Scanned? {
        let radix: UInt32
        let name: String
        switch bytes[start + 1] | 0x20 {
        case UInt8(ascii: "x"): (radix, name) = (16, "hexadecimal")
        case UInt8(ascii: "o"): (radix, name) = (8, "octal")
        case UInt8(ascii: "b"): (radix, name) = (2, "binary")
        default: return nil
        }
        let digits = start + 2
        var end = digits
        while let value = bytes[bytes[end] == UInt8(ascii: "_") ? end + 1 : end].hexDigitValue, value < radix {
            end += bytes[end] == UInt8(ascii: "_") ? 2 : 1
        }
        let isEmpty = end == digits
        if isEmpty, bytes[end] == UInt8(ascii: "_") { end += 1 }
        let junk = bytes.identifierEnd(from: end)
        if junk > end { return invalid("trailing junk after numeric literal", start, end: junk) }
        if isEmpty { return invalid("invalid \(name) integer", start, end: end) }
        return Scanned(end: end, kind: integerValue(start..<end) == nil ? .floatConstant : .integerConstant)
    }

    private func integerValue(_ range: Range<Int>) -> Int32? {
        Int32(constant: bytes.bytes(range))
    }

    /// `$1`.
    mutating func parameter(_ start: Int) -> Scanned {
        var end = start + 1
        while bytes.byteClass(at: end) == .digit { end += 1 }
        if bytes.byteClass(at: end) == .letter, mode != .normalized {
            return invalid("trailing junk after parameter", start, end: bytes.identifierEnd(from: end))
        }
        if integerValue(start + 1..<end) == nil {
            return invalid("parameter number too large", start, end: end)
        }
        return Scanned(end: end, kind: .positionalParameter)
    }
}

extension Int32 {
    /// The value of the first `count` of eight bytes, the first in the lowest bits; nil if they are not one to eight
    /// decimal digits.
    @inline(__always)
    init?(digits bytes: UInt64, count: Int) {
        guard 1...8 ~= count else { return nil }
        // Zeros are put before the first digit, so that the last one is in the highest bits.
        let digits = (bytes ^ 0x3030_3030_3030_3030) << UInt64(64 - 8 * count)
        guard (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
        // Neighbours are put together: digits to pairs, these to fours, and those to the number.
        let pairs = (digits &* (10 << 8 + 1)) >> 8 & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* (100 << 16 + 1)) >> 16 & 0x0000_FFFF_0000_FFFF
        self = Int32(truncatingIfNeeded: (fours &* (10_000 << 32 + 1)) >> 32)
    }

    /// The value of an integer constant: decimal or with 0x, 0o or 0b before it, with underscores; nil if it does not
    /// fit. The bytes must be such a constant.
    init?(constant bytes: UnsafeBufferPointer<UInt8>) {
        var radix: Int32 = 10
        var digits = bytes[...]
        if bytes.count > 2, bytes[0] == UInt8(ascii: "0") {
            switch bytes[1] | 0x20 {
            case UInt8(ascii: "x"): radix = 16
            case UInt8(ascii: "o"): radix = 8
            case UInt8(ascii: "b"): radix = 2
            default: break
            }
            if radix != 10 { digits = digits.dropFirst(2) }
        }
        var value: Int32 = 0
        for byte in digits where byte != UInt8(ascii: "_") {
            guard let digit = byte.hexDigitValue else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: radix)
            let (sum, carry) = product.addingReportingOverflow(Int32(digit))
            if overflow || carry { return nil }
            value = sum
        }
        self = value
    }
}

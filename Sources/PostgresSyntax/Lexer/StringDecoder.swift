/// Turns what stands between quotes into what it means, and finds what is wrong with it.
struct StringDecoder {
    let bytes: ByteScanner

    init(_ bytes: ByteScanner) {
        self.bytes = bytes
    }

    /// An escape that PostgreSQL refuses.
    struct Failure {
        var message: String
        var offset: Int?
        var hint: String?
        /// The text that the message shows, if it does.
        var near: Range<Int>?

        func lexicalError(in source: SourceText) -> LexicalError {
            LexicalError(
                near.map { source.message(message, near: $0) } ?? message, offset: offset, hint: hint)
        }
    }

    // MARK: Without escapes

    /// Appends what stands between the quote at `open`, single or double, and its end, where the quote stands doubled
    /// for itself and a string may go on over several lines. Returns the position behind the end.
    @discardableResult
    func appendPlain(from open: Int, to value: inout [UInt8]) -> Int {
        let quote = bytes[open]
        var position = open + 1
        while let close = bytes.find(quote, from: position) {
            value.append(contentsOf: bytes.bytes(position..<close))
            position = close + 1
            if bytes[position] == quote {
                value.append(quote)
                position += 1
            } else if quote == UInt8(ascii: "'"), let next = bytes.continuation(from: position) {
                position = next
            } else {
                return position
            }
        }
        return bytes.end
    }

    /// What stands between the delimiters of the dollar-quoted string that covers `range`.
    func dollarQuotedRange(_ range: Range<Int>) -> Range<Int> {
        guard let dollar = bytes.find(UInt8(ascii: "$"), from: range.lowerBound + 1) else { return range }
        let start = dollar + 1
        return start..<range.upperBound - (start - range.lowerBound)
    }

    // MARK: Backslash escapes

    /// Appends the value of the string whose quote stands at `open` and in which a backslash escapes.
    func appendEscaped(from open: Int, to value: inout [UInt8]) -> Failure? {
        let first = value.count
        var mayBeInvalid = false
        var position = open + 1
        while position < bytes.end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\\"), position + 1 < bytes.end {
                if let failure = appendEscape(at: &position, to: &value, mayBeInvalid: &mayBeInvalid) { return failure }
            } else if byte != UInt8(ascii: "'") {
                value.append(byte)
                position += 1
            } else if bytes[position + 1] == byte {
                value.append(byte)
                position += 2
            } else if let next = bytes.continuation(from: position + 1) {
                position = next
            } else {
                return mayBeInvalid ? invalidUTF8(value[first...]) : nil
            }
        }
        return nil
    }

    /// Appends what the escape at `position` stands for and moves behind it.
    private func appendEscape(
        at position: inout Int, to value: inout [UInt8], mayBeInvalid: inout Bool
    ) -> Failure? {
        let start = position
        var character = bytes[start + 1]
        position += 2
        switch character {
        case UInt8(ascii: "b"): character = 0x08
        case UInt8(ascii: "f"): character = 0x0C
        case UInt8(ascii: "n"): character = 0x0A
        case UInt8(ascii: "r"): character = 0x0D
        case UInt8(ascii: "t"): character = 0x09
        case UInt8(ascii: "v"): character = 0x0B
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            position = start
            return appendCodePoint(at: &position, to: &value)
        case UInt8(ascii: "x"):
            if let digits = digits(at: position, radix: 16, atMost: 2) {
                character = UInt8(truncatingIfNeeded: digits.value)
                position += digits.count
                mayBeInvalid = mayBeInvalid || character == 0
            }
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            if let digits = digits(at: start + 1, radix: 8, atMost: 3) {
                character = UInt8(truncatingIfNeeded: digits.value)
                position = start + 1 + digits.count
                mayBeInvalid = mayBeInvalid || character == 0
            }
        default: mayBeInvalid = mayBeInvalid || character == 0
        }
        mayBeInvalid = mayBeInvalid || character >= 0x80
        value.append(character)
        return nil
    }

    /// How many bytes the escape at `position` has, and how many it stands for.
    func escapeLength(at position: Int) -> (source: Int, value: Int) {
        var end = position
        var value: [UInt8] = []
        var mayBeInvalid = false
        _ = appendEscape(at: &end, to: &value, mayBeInvalid: &mayBeInvalid)
        return (max(end - position, 1), value.count)
    }

    /// Appends the character of the `\u…` or `\U…` at `position`, or of the two that make a surrogate pair.
    private func appendCodePoint(at position: inout Int, to value: inout [UInt8]) -> Failure? {
        guard let first = unicodeEscape(at: position) else { return invalidEscape(position) }
        let range = position..<position + first.count
        position = range.upperBound
        if first.value.isLowSurrogate { return invalidPair(range) }
        guard first.value.isHighSurrogate else {
            return append(codePoint: first.value, to: &value)
                ? nil : Failure(message: "invalid Unicode escape value", offset: range.lowerBound, near: range)
        }
        let start = position
        let isEscape = bytes[start] == UInt8(ascii: "\\") && bytes[start + 1].lowercased == UInt8(ascii: "u")
        guard isEscape else { return invalidPair(start..<start + 1) }
        guard let second = unicodeEscape(at: start) else { return invalidEscape(start) }
        position += second.count
        guard second.value.isLowSurrogate else { return invalidPair(start..<position) }
        _ = append(codePoint: .init(highSurrogate: first.value, low: second.value), to: &value)
        return nil
    }

    /// The value and length of the `\uXXXX` or `\UXXXXXXXX` at `position`.
    private func unicodeEscape(at position: Int) -> (value: UInt32, count: Int)? {
        let count = bytes[position + 1] == UInt8(ascii: "u") ? 4 : 8
        guard let digits = digits(at: position + 2, radix: 16, atMost: count), digits.count == count else { return nil }
        return (digits.value, count + 2)
    }

    private func digits(at position: Int, radix: UInt32, atMost limit: Int) -> (value: UInt32, count: Int)? {
        var value: UInt32 = 0
        var count = 0
        while count < limit, let digit = bytes[position + count].hexDigitValue, digit < radix {
            value = value &* radix &+ digit
            count += 1
        }
        return count == 0 ? nil : (value, count)
    }

    private func invalidEscape(_ offset: Int) -> Failure {
        Failure(
            message: "invalid Unicode escape", offset: offset,
            hint: "Unicode escapes must be \\uXXXX or \\UXXXXXXXX.")
    }

    private func invalidPair(_ range: Range<Int>) -> Failure {
        Failure(message: "invalid Unicode surrogate pair", offset: range.lowerBound, near: range)
    }

    // MARK: Unicode escapes

    /// Appends the value of the `U&'…'` or `U&"…"` at `start`. Offsets of failures count the bytes of the text
    /// without its doubled quotes, as PostgreSQL does.
    func appendUnicode(from start: Int, escape: UInt8, to value: inout [UInt8]) -> Failure? {
        var text: [UInt8] = []
        appendPlain(from: start + 2, to: &text)
        var high: UInt32?
        var index = 0
        while index < text.count {
            let offset = start + 3 + index
            guard text[index] == escape else {
                if high != nil { return invalidEscapedPair(offset) }
                value.append(text[index])
                index += 1
                continue
            }
            if index + 1 < text.count, text[index + 1] == escape {
                if high != nil { return invalidEscapedPair(offset) }
                value.append(escape)
                index += 2
                continue
            }
            guard let (codePoint, count) = codePoint(in: text, behind: index) else {
                return Failure(
                    message: "invalid Unicode escape", offset: offset,
                    hint: "Unicode escapes must be \\XXXX or \\+XXXXXX.")
            }
            guard codePoint != 0, codePoint <= 0x10FFFF else {
                return Failure(message: "invalid Unicode escape value", offset: offset)
            }
            guard (high != nil) == codePoint.isLowSurrogate else { return invalidEscapedPair(offset) }
            if codePoint.isHighSurrogate {
                high = codePoint
            } else {
                _ = append(codePoint: high.map { UInt32(highSurrogate: $0, low: codePoint) } ?? codePoint, to: &value)
                high = nil
            }
            index += 1 + count
        }
        return high == nil ? nil : invalidEscapedPair(start + 3 + index)
    }

    /// The code point that four digits, or a plus sign and six, give behind the escape character at `index`, and the
    /// number of these bytes.
    private func codePoint(in text: [UInt8], behind index: Int) -> (UInt32, Int)? {
        var digits = index + 1
        var end = digits + 4
        if digits < text.count, text[digits] == UInt8(ascii: "+") {
            digits += 1
            end = digits + 6
        }
        guard end <= text.count else { return nil }
        var value: UInt32 = 0
        for byte in text[digits..<end] {
            guard let digit = byte.hexDigitValue else { return nil }
            value = value << 4 | digit
        }
        return (value, end - index - 1)
    }

    private func invalidEscapedPair(_ offset: Int) -> Failure {
        Failure(message: "invalid Unicode surrogate pair", offset: offset)
    }

    /// Where the operand of UESCAPE begins if that keyword follows the literal that ends at `position`.
    func uescapeOperand(from position: Int) -> Int? {
        let word: StaticString = "uescape"
        let start = bytes.skipGap(from: position)
        let end = start + word.utf8CodeUnitCount
        guard bytes.matches(word, at: start), !bytes.byteClass(at: end).continuesIdentifier else { return nil }
        return bytes.skipGap(from: end)
    }

    /// The escape character that the string constant at `range` gives; nil if it cannot be one.
    func escapeCharacter(_ range: Range<Int>) -> UInt8? {
        var value: [UInt8] = []
        switch bytes[range.lowerBound] {
        case UInt8(ascii: "$"): value.append(contentsOf: bytes.bytes(dollarQuotedRange(range)))
        case UInt8(ascii: "'"): appendPlain(from: range.lowerBound, to: &value)
        default: _ = appendEscaped(from: range.lowerBound + 1, to: &value)
        }
        guard value.count == 1, let character = value.first, character.hexDigitValue == nil,
            !"+'\"".utf8.contains(character), bytes.classes[Int(character)] != .space
        else { return nil }
        return character
    }

    // MARK: UTF-8

    /// Appends the character's UTF-8; false if there is no such character or it is NUL.
    private func append(codePoint: UInt32, to value: inout [UInt8]) -> Bool {
        guard codePoint != 0, let scalar = Unicode.Scalar(codePoint) else { return false }
        value.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        return true
    }

    /// PostgreSQL's complaint about the first bytes of `value` that are no UTF-8, NUL included; it gives no position.
    private func invalidUTF8(_ value: ArraySlice<UInt8>) -> Failure? {
        var position = value.startIndex
        while position < value.endIndex {
            let count = value[position].characterCount
            let character = value[position...].prefix(count)
            guard value[position] != 0, character.count == count, character.isWellFormedCharacter else {
                let digits = Array("0123456789abcdef")
                let dump = character.map { "0x\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }
                return Failure(
                    message: "invalid byte sequence for encoding \"UTF8\": \(dump.joined(separator: " "))", offset: nil)
            }
            position += count
        }
        return nil
    }
}

extension UInt8 {
    /// The number of bytes of the UTF-8 character that begins with this one; 1 if none does.
    var characterCount: Int {
        switch self {
        case 0xC0...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF7: 4
        default: 1
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether these bytes are one UTF-8 character.
    fileprivate var isWellFormedCharacter: Bool {
        guard let lead = first else { return false }
        guard lead >= 0x80 else { return count == 1 }
        guard count > 1, dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return false }
        let second = self[startIndex + 1]
        switch lead {
        case 0xC2...0xDF, 0xE1...0xEC, 0xEE...0xEF, 0xF1...0xF3: return true
        case 0xE0: return second >= 0xA0
        case 0xED: return second <= 0x9F
        case 0xF0: return second >= 0x90
        case 0xF4: return second <= 0x8F
        default: return false
        }
    }
}

extension UInt32 {
    fileprivate var isHighSurrogate: Bool { self >> 10 == 0x36 }
    fileprivate var isLowSurrogate: Bool { self >> 10 == 0x37 }

    fileprivate init(highSurrogate: UInt32, low: UInt32) {
        self = 0x10000 + (highSurrogate & 0x3FF) << 10 + low & 0x3FF
    }
}

extension SourceText {
    /// The first bytes from `start` on that are not UTF-8, or nil: where they stand and PostgreSQL's message about them.
    ///
    /// Follows PostgreSQL's rules: shortest forms only, no surrogates, nothing above U+10FFFF.
    func invalidUTF8(from start: Int) -> (range: Range<Int>, message: String)? {
        var offset = start
        while true {
            offset = endOfASCII(from: offset)
            if offset == count { return nil }
            guard let length = validSequenceLength(at: offset) else {
                return (offset..<offset + 1, invalidSequenceMessage(at: offset))
            }
            offset += length
        }
    }

    /// Offset of the first byte outside ASCII; 32 bytes are looked at in one step.
    private func endOfASCII(from start: Int) -> Int {
        var offset = start
        let raw = UnsafeRawPointer(base)
        while offset + 32 <= count {
            let words = raw.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
            if (words[0] | words[1] | words[2] | words[3]) & 0x8080_8080_8080_8080 != 0 { break }
            offset += 32
        }
        while offset < count, base[offset] < 0x80 { offset += 1 }
        return offset
    }

    /// Length of the character whose first byte is not ASCII, or nil if the bytes are none; the padding ends the last.
    private func validSequenceLength(at offset: Int) -> Int? {
        let second = base[offset + 1]
        switch base[offset] {
        case 0xC2...0xDF: return second & 0xC0 == 0x80 ? 2 : nil
        case 0xE0: return 0xA0...0xBF ~= second && continues(offset + 2) ? 3 : nil
        case 0xED: return 0x80...0x9F ~= second && continues(offset + 2) ? 3 : nil
        case 0xE1...0xEF: return continues(offset + 1) && continues(offset + 2) ? 3 : nil
        case 0xF0: return 0x90...0xBF ~= second && continues(offset + 2) && continues(offset + 3) ? 4 : nil
        case 0xF1...0xF3:
            return continues(offset + 1) && continues(offset + 2) && continues(offset + 3) ? 4 : nil
        case 0xF4: return 0x80...0x8F ~= second && continues(offset + 2) && continues(offset + 3) ? 4 : nil
        default: return nil
        }
    }

    private func continues(_ offset: Int) -> Bool { base[offset] & 0xC0 == 0x80 }

    /// PostgreSQL shows as many bytes as the first one announces.
    private func invalidSequenceMessage(at offset: Int) -> String {
        let announced =
            switch base[offset] {
            case 0xC0...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF7: 4
            default: 1
            }
        let shown = bytes(in: offset..<min(offset + announced, count))
        let text = shown.map { "0x" + String($0, radix: 16) }.joined(separator: " ")
        return "invalid byte sequence for encoding \"UTF8\": \(text)"
    }
}

/// String constants in all their forms.
extension Lexer {
    /// `'…'`.
    @inline(__always)
    mutating func string(_ start: Int, _ bytes: ByteScanner) -> Scanned {
        standardConformingStrings
            ? plain(from: start, kind: .stringConstant, bytes) ?? unterminated("quoted string", start)
            : escapeString(start, open: start)
    }

    /// `B'…'` and `X'…'`: a quote cannot be doubled in them, and nobody looks at their digits here.
    mutating func bitString(_ start: Int, kind: TokenKind, name: String) -> Scanned {
        plain(from: start + 1, kind: kind, bytes, doubling: false) ?? unterminated(name, start)
    }

    /// What stands between the quote at `open` and its end, where a backslash is just that; nil if it has none.
    @inline(__always)
    private func plain(
        from open: Int, kind: TokenKind, _ bytes: ByteScanner, doubling: Bool = true
    ) -> Scanned? {
        var scanned = Scanned(end: open &+ 1, kind: kind)
        while let close = bytes.find(UInt8(ascii: "'"), from: scanned.end) {
            scanned.end = close &+ 1
            if doubling, bytes[close &+ 1] == UInt8(ascii: "'") {
                scanned.end &+= 1
                scanned.flags.insert(.doubledQuote)
            } else if let next = bytes.continuation(from: close &+ 1) {
                scanned.end = next
                scanned.flags.insert(.continued)
            } else {
                return scanned
            }
        }
        return nil
    }

    /// `E'…'`, and `'…'` while strings do not conform to the standard; the quote stands at `open`.
    mutating func escapeString(_ start: Int, open: Int) -> Scanned {
        var scanned = Scanned(
            end: open + 1, kind: .stringConstant, flags: open == start ? [] : .escapePrefix)
        var closed = false
        while !closed, scanned.end < bytes.end {
            let position = scanned.end
            scanned.end += 1
            switch bytes[position] {
            case UInt8(ascii: "\\"):
                scanned.flags.insert(.escapes)
                scanned.end = min(position + 2, bytes.end)
            case UInt8(ascii: "'"):
                if bytes[position + 1] == UInt8(ascii: "'") {
                    scanned.end += 1
                    scanned.flags.insert(.doubledQuote)
                } else if let next = bytes.continuation(from: position + 1) {
                    scanned.end = next
                    scanned.flags.insert(.continued)
                } else {
                    closed = true
                }
            default: break
            }
        }
        if scanned.flags.contains(.escapes) {
            var value: [UInt8] = []
            let decoder = StringDecoder(bytes)
            if let error = decoder.appendEscaped(from: open, to: &value) {
                return invalid(error.lexicalError(in: source), end: scanned.end)
            }
        }
        return closed ? scanned : unterminated("quoted string", start)
    }

    // MARK: Unicode escapes

    /// `U&'…'`, with its UESCAPE.
    mutating func unicodeString(_ start: Int) -> Scanned {
        guard standardConformingStrings else {
            let end = plain(from: start + 2, kind: .stringConstant, bytes)?.end ?? bytes.end
            let error = LexicalError(
                "unsafe use of string constant with Unicode escapes", offset: start,
                detail: "String constants with Unicode escapes cannot be used when \"standard_conforming_strings\" "
                    + "is off.")
            return invalid(error, end: end)
        }
        guard let scanned = plain(from: start + 2, kind: .stringConstant, bytes) else {
            return unterminated("quoted string", start)
        }
        return unicodeLiteral(scanned, start)
    }

    /// `U&"…"`, with its UESCAPE.
    mutating func unicodeIdentifier(_ start: Int) -> Scanned {
        guard var scanned = quoted(from: start + 2) else { return unterminated("quoted identifier", start) }
        if scanned.end == start + 4 { return invalid("zero-length delimited identifier", start, end: scanned.end) }
        scanned.flags.insert(.quoted)
        return unicodeLiteral(scanned, start)
    }

    /// The literal that begins at `start`, or what is wrong with its escapes.
    private mutating func unicodeLiteral(_ literal: Scanned, _ start: Int) -> Scanned {
        let scanned = withUnicodeEscapes(literal, start)
        if scanned.kind == .invalid { errors[errors.count - 1].isOfEscapes = true }
        return scanned
    }

    /// The literal at `start` together with the `UESCAPE '…'` that may follow it; its escapes are checked.
    private mutating func withUnicodeEscapes(_ literal: Scanned, _ start: Int) -> Scanned {
        var scanned = literal
        scanned.flags.insert(.unicode)
        var escape = UInt8(ascii: "\\")
        let decoder = StringDecoder(bytes)
        if let operand = decoder.uescapeOperand(from: literal.end) {
            let string = scanOperand(operand)
            if hasUnassignedError { return string }
            guard string.kind == .stringConstant else {
                let message = "UESCAPE must be followed by a simple string literal"
                let near = source.message(message, near: operand..<string.end)
                return invalid(LexicalError(near, offset: operand), end: literal.end)
            }
            guard let character = decoder.escapeCharacter(operand..<string.end) else {
                return invalid("invalid Unicode escape character", operand, end: string.end)
            }
            escape = character
            scanned.end = string.end
            scanned.flags.insert(.uescape)
        }
        var value: [UInt8] = []
        if let error = decoder.appendUnicode(from: start, escape: escape, to: &value) {
            scanned.kind = invalid(error.lexicalError(in: source), end: scanned.end).kind
        }
        return scanned
    }

    /// The token behind UESCAPE, which may be the end of input. The escapes of a `U&` literal are left alone: it is
    /// wrong there.
    @inline(never)
    private mutating func scanOperand(_ start: Int) -> Scanned {
        let nesting = nesting
        defer { self.nesting = nesting }
        switch (bytes[start].lowercased, bytes[start + 1], bytes[start + 2]) {
        case (UInt8(ascii: "u"), UInt8(ascii: "&"), UInt8(ascii: "'")):
            return plain(from: start + 2, kind: .identifier, bytes) ?? unterminated("quoted string", start)
        case (UInt8(ascii: "u"), UInt8(ascii: "&"), UInt8(ascii: "\"")):
            return quoted(from: start + 2) ?? unterminated("quoted identifier", start)
        case (UInt8(ascii: "/"), UInt8(ascii: "*"), _):
            return unterminated("/* comment", start)
        default:
            return start == bytes.end
                ? Scanned(end: start, kind: .endOfInput) : scan(start, bytes.byteClass(at: start), bytes)
        }
    }

    // MARK: Dollar quotes

    /// `$tag$…$tag$` or `$1`; `${name}` in scripts; any other dollar sign is a
    /// character that begins no token.
    mutating func dollar(_ start: Int) -> Scanned {
        let first = bytes.byteClass(at: start + 1)
        if first == .digit { return parameter(start) }
        var open = start + 1
        if first == .letter {
            while bytes.byteClass(at: open).rawValue <= ByteClass.digit.rawValue { open += 1 }
        }
        guard bytes[open] == UInt8(ascii: "$") else {
            return templatePlaceholder(start) ?? Scanned(end: start + 1, kind: .invalid)
        }
        let delimiter = start..<open + 1
        var position = open + 1
        while let close = bytes.find(UInt8(ascii: "$"), from: position) {
            if bytes.matches(delimiter, at: close) {
                return Scanned(end: close + delimiter.count, kind: .stringConstant, flags: .dollarQuoted)
            }
            position = close + 1
        }
        return unterminated("dollar-quoted string", start)
    }
}

/// What tokens mean: the values that PostgreSQL's scanner gives to its parser.
extension TokenBuffer {
    /// Bytes an identifier keeps.
    static let maximumIdentifierCount = 63

    /// Appends the value of the token at `index`:
    ///
    /// - an identifier's name, in lower case or without its quotes and escapes, cut to 63 bytes at a character;
    /// - a keyword in lower case;
    /// - a string's value; a bit string's digits with `b` or `x` before them;
    /// - the name of a variable whose value is not known;
    /// - `<>` for `!=`; any other token's text.
    public func appendDecoded(_ index: Int, to value: inout [UInt8]) {
        let token = base[index]
        if let range = plainRange(token) {
            value.append(contentsOf: source.bytes(in: range))
            return
        }
        let decoder = StringDecoder(ByteScanner(source))
        if token.flags.contains(.variable) {
            value.append(contentsOf: source.bytes(in: token.range).filter { ByteClass(of: $0).continuesVariable })
            return
        }
        switch token.kind {
        case .identifier: decoder.appendIdentifier(token, to: &value)
        case .stringConstant: decoder.appendString(token, to: &value)
        case .bitStringConstant:
            value.append(UInt8(ascii: "b"))
            decoder.appendPlain(from: Int(token.start) + 1, to: &value)
        case .hexStringConstant:
            value.append(UInt8(ascii: "x"))
            decoder.appendPlain(from: Int(token.start) + 1, to: &value)
        case .notEquals: value.append(contentsOf: "<>".utf8)
        default: value.append(contentsOf: UnsafeBufferPointer(token.kind.keywordText))
        }
    }

    /// The value of the token at `index`, as ``appendDecoded(_:to:)`` gives it; invalid UTF-8 is repaired.
    public func decoded(_ index: Int) -> String {
        if let range = plainRange(base[index]) { return source.text(in: range) }
        var value: [UInt8] = []
        appendDecoded(index, to: &value)
        return String(decoding: value, as: UTF8.self)
    }

    /// The first token that begins at or behind the byte at `offset`.
    public func firstIndex(atOrAfter offset: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if Int(base[middle].start) < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The text of the token at `index`.
    public func text(of index: Int) -> String {
        source.text(in: base[index].range)
    }

    /// The value of the ``TokenKind/integerConstant`` at `index`.
    @inline(__always)
    public func integerValue(of index: Int) -> Int32 {
        let token = base[index]
        assert(token.kind == .integerConstant)
        // Sixteen bytes behind the last one may be read.
        let bytes = UnsafeRawPointer(source.base + Int(token.start)).loadUnaligned(as: UInt64.self)
        return Int32(digits: UInt64(littleEndian: bytes), count: Int(token.end &- token.start))
            ?? anyIntegerValue(token)
    }

    @inline(never)
    private func anyIntegerValue(_ token: Token) -> Int32 {
        Int32(constant: source.bytes(in: token.range)) ?? 0
    }

    /// The number of the ``TokenKind/positionalParameter`` at `index`.
    public func parameterNumber(of index: Int) -> Int32 {
        let token = base[index]
        assert(token.kind == .positionalParameter)
        return Int32(constant: source.bytes(in: token.range.dropFirst())) ?? 0
    }

    /// The bytes that are the token's value as they are, if there are such.
    @inline(__always)
    private func plainRange(_ token: Token) -> Range<Int>? {
        let range = token.range
        switch token.kind {
        case .identifier: return token.flags.isEmpty && range.count <= Self.maximumIdentifierCount ? range : nil
        case .stringConstant: return token.flags.isEmpty ? range.lowerBound + 1..<range.upperBound - 1 : nil
        case .bitStringConstant, .hexStringConstant, .notEquals: return nil
        default: return token.kind.isWord ? nil : range
        }
    }

    /// The comments between the token at `index` and the one before it, in order.
    ///
    /// - Parameter index: a token, or ``count`` for the comments behind the last one.
    public func comments(before index: Int) -> [Range<Int>] {
        var comments: [Range<Int>] = []
        let byteOrderMark = mode == .script ? source.byteOrderMarkCount : 0
        let start = index == 0 ? byteOrderMark : Int(base[index - 1].end)
        _ = ByteScanner(source).skipGap(from: start) { comments.append($0) }
        return comments
    }

    /// The comments that begin with one of some texts, behind the dashes or the star and spaces, each with the token it
    /// stands before, ``count`` for those behind the last one.
    ///
    /// - Parameter texts: none of them empty.
    public func comments(beginningWith texts: [String]) -> [(range: Range<Int>, token: Int)] {
        let patterns = texts.map { Array($0.utf8) }
        // Most gaps between tokens are too short for such a comment.
        let least = 2 + (patterns.map(\.count).min() ?? 0)
        let scanner = ByteScanner(source)
        var comments: [(range: Range<Int>, token: Int)] = []
        var start = mode == .script ? source.byteOrderMarkCount : 0
        for index in 0...count {
            let end = index < count ? Int(base[index].start) : source.count
            if end - start >= least {
                _ = scanner.skipGap(from: start) { range in
                    if patterns.contains(where: { scanner.comment(range, beginsWith: $0) }) {
                        comments.append((range, index))
                    }
                }
            }
            if index < count { start = Int(base[index].end) }
        }
        return comments
    }
}

extension StringDecoder {
    fileprivate func appendIdentifier(_ token: Token, to value: inout [UInt8]) {
        let first = value.count
        if token.flags.contains(.unicode) {
            appendUnicode(token, to: &value)
        } else if token.flags.contains(.quoted) {
            appendPlain(from: Int(token.start), to: &value)
        } else {
            for byte in bytes.bytes(token.range) { value.append(byte.lowercased) }
        }
        truncate(&value, from: first)
    }

    /// Cuts the identifier that begins at `first` to the characters that fit.
    private func truncate(_ value: inout [UInt8], from first: Int) {
        guard value.count - first > TokenBuffer.maximumIdentifierCount else { return }
        var end = first
        while case let next = end + value[end].characterCount, next - first <= TokenBuffer.maximumIdentifierCount {
            end = next
        }
        value.removeSubrange(end...)
    }

    fileprivate func appendString(_ token: Token, to value: inout [UInt8]) {
        let start = Int(token.start)
        if token.flags.contains(.dollarQuoted) {
            value.append(contentsOf: bytes.bytes(dollarQuotedRange(token.range)))
        } else if token.flags.contains(.unicode) {
            appendUnicode(token, to: &value)
        } else {
            let open = token.flags.contains(.escapePrefix) ? start + 1 : start
            if token.flags.contains(.escapes) {
                _ = appendEscaped(from: open, to: &value)
            } else {
                appendPlain(from: open, to: &value)
            }
        }
    }

    private func appendUnicode(_ token: Token, to value: inout [UInt8]) {
        let start = Int(token.start)
        var escape = UInt8(ascii: "\\")
        if token.flags.contains(.uescape) {
            var ignored: [UInt8] = []
            if let operand = uescapeOperand(from: appendPlain(from: start + 2, to: &ignored)) {
                escape = escapeCharacter(operand..<Int(token.end)) ?? escape
            }
        }
        _ = appendUnicode(from: start, escape: escape, to: &value)
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate init(_ text: StaticString) {
        self.init(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }
}

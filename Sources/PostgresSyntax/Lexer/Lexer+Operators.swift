/// Operators.
extension Lexer {
    /// Bytes an operator's name may have, as any name.
    private static let maximumNameCount = 63

    /// The operator at `start`, where no comment begins.
    @inline(__always)
    mutating func operatorSymbol(_ start: Int, _ bytes: ByteScanner) -> Scanned {
        if !bytes.byteClass(at: start &+ 1).isOperator { return single(start, bytes) }
        return longOperator(start)
    }

    /// The operator at `start`, with another operator byte behind it.
    @inline(never)
    private mutating func longOperator(_ start: Int) -> Scanned {
        var end = start + 1
        while bytes.byteClass(at: end).isOperator, !isCommentStart(end) { end += 1 }
        end = withoutTrailingSigns(start, end)
        if end == start + 1 { return single(start, bytes) }
        if end == start + 2, let kind = kindOfTwoBytes(bytes[start], bytes[start + 1]) {
            return Scanned(end: end, kind: kind)
        }
        if end - start > Self.maximumNameCount { return invalid("operator too long", start, end: end) }
        return Scanned(end: end, kind: .operatorSymbol)
    }

    private func isCommentStart(_ position: Int) -> Bool {
        switch (bytes[position], bytes[position + 1]) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")), (UInt8(ascii: "/"), UInt8(ascii: "*")): true
        default: false
        }
    }

    /// Where the operator ends by SQL's rule: plus and minus cannot be the last of several bytes, unless one of those
    /// before is in no operator of SQL.
    private func withoutTrailingSigns(_ start: Int, _ end: Int) -> Int {
        guard end - start > 1, isSign(bytes[end - 1]) else { return end }
        for position in start..<end - 1 where "~!@#^&|`?%".utf8.contains(bytes[position]) { return end }
        var end = end
        while end - start > 1, isSign(bytes[end - 1]) { end -= 1 }
        return end
    }

    private func isSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }

    private func kindOfTwoBytes(_ first: UInt8, _ second: UInt8) -> TokenKind? {
        switch (first, second) {
        case (UInt8(ascii: "="), UInt8(ascii: ">")): .equalsGreater
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessEquals
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterEquals
        case (UInt8(ascii: "<"), UInt8(ascii: ">")), (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEquals
        default: nil
        }
    }
}

/// The lines that a COPY reads, up to one that is `\.` and nothing else.
struct CopyData {
    private let raw: UnsafeRawBufferPointer
    private let start: Int

    /// The data that begins with the line at `start`.
    ///
    /// Unsafe: it does not keep the bytes alive.
    init(_ bytes: UnsafeBufferPointer<UInt8>, start: Int) {
        raw = UnsafeRawBufferPointer(bytes)
        self.start = start
    }

    /// Where the backslash of the closing line stands, if it stands within `range`.
    func terminator(in range: Range<Int>) -> Int? {
        let backslashes = SIMD16<UInt8>(repeating: UInt8(ascii: "\\"))
        let dots = SIMD16<UInt8>(repeating: UInt8(ascii: "."))
        var position = range.lowerBound
        // Sixteen bytes in one step, and the byte behind them.
        while position + 16 <= range.upperBound, position + 17 <= raw.count {
            let first = raw.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self) .== backslashes
            let second = raw.loadUnaligned(fromByteOffset: position + 1, as: SIMD16<UInt8>.self) .== dots
            if (first .& second).isAnySet, let found = (position..<position + 16).first(where: isTerminator) {
                return found
            }
            position += 16
        }
        return (position..<max(range.upperBound, position)).first(where: isTerminator)
    }

    /// Where the line ends whose backslash stands at `terminator`, its line end included.
    func end(of terminator: Int) -> Int {
        var end = terminator + 2
        if end < raw.count, raw[end] == UInt8(ascii: "\r") { end += 1 }
        if end < raw.count { end += 1 }
        return end
    }

    private func isTerminator(_ position: Int) -> Bool {
        guard position + 1 < raw.count, raw[position] == UInt8(ascii: "\\"), raw[position + 1] == UInt8(ascii: "."),
            position == start || raw[position - 1] == UInt8(ascii: "\n")
        else { return false }
        var end = position + 2
        if end < raw.count, raw[end] == UInt8(ascii: "\r") { end += 1 }
        return end == raw.count || raw[end] == UInt8(ascii: "\n")
    }
}

extension SIMDMask<SIMD16<Int8>> {
    /// Whether any lane is true; two registers compared, where `any` looks for the smallest lane.
    @inline(__always)
    var isAnySet: Bool {
        let halves = unsafeBitCast(self, to: SIMD2<UInt64>.self)
        return halves.x | halves.y != 0
    }
}

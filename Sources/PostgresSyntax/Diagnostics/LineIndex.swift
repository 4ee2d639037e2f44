/// Where lines begin in a source, at intervals: finding a position takes the same time wherever it is.
struct LineIndex: Sendable {
    /// What is known of the first byte of a block.
    private struct Entry {
        /// Line feeds before it.
        var lines = 0
        /// Characters between it and the line feed before it.
        var characters = 0
    }

    private static let blockSize = 4096
    private let entries: [Entry]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var entries: [Entry] = []
        entries.reserveCapacity(bytes.count / Self.blockSize + 1)
        var entry = Entry()
        for start in stride(from: 0, to: bytes.count + 1, by: Self.blockSize) {
            entries.append(entry)
            let end = min(start + Self.blockSize, bytes.count)
            Self.advance(&entry, over: UnsafeBufferPointer(rebasing: bytes[start..<end]))
        }
        self.entries = entries
    }

    /// Line and column, both from 1, of the byte at `offset` of the same bytes.
    func position(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
        let block = offset / Self.blockSize
        var entry = entries[block]
        Self.advance(&entry, over: UnsafeBufferPointer(rebasing: bytes[block * Self.blockSize..<offset]))
        return (entry.lines + 1, entry.characters + 1)
    }

    private static func advance(_ entry: inout Entry, over bytes: UnsafeBufferPointer<UInt8>) {
        let lines = bytes.lineFeedCount
        var lineStart = 0
        if lines > 0 {
            entry.lines += lines
            entry.characters = 0
            lineStart = bytes.count
            while bytes[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
        }
        for index in lineStart..<bytes.count where bytes[index] & 0xC0 != 0x80 { entry.characters += 1 }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// How many line feeds there are, sixteen bytes looked at in one step.
    var lineFeedCount: Int {
        let raw = UnsafeRawBufferPointer(self)
        let lineFeeds = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
        var total = 0
        var offset = 0
        while offset + 16 <= count {
            // The counters of a lane hold 255.
            let end = Swift.min(offset + 255 * 16, count & ~15)
            var counters = SIMD16<Int8>.zero
            while offset < end {
                let found = raw.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self) .== lineFeeds
                counters &-= unsafeBitCast(found, to: SIMD16<Int8>.self)
                offset += 16
            }
            let lanes = unsafeBitCast(counters, to: SIMD16<UInt8>.self)
            for lane in 0..<16 { total += Int(lanes[lane]) }
        }
        while offset < count {
            if self[offset] == UInt8(ascii: "\n") { total += 1 }
            offset += 1
        }
        return total
    }
}

/// A line index that is built when it is first asked for: most sources have no diagnostic.
final class LazyLineIndex: @unchecked Sendable {
    private let monitor = Monitor()
    private var index: LineIndex?

    func index(of bytes: UnsafeBufferPointer<UInt8>) -> LineIndex {
        monitor.locked {
            if let index { return index }
            let built = LineIndex(bytes)
            index = built
            return built
        }
    }
}

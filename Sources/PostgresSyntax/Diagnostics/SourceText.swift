/// The bytes of one source and its name in diagnostics.
///
/// The bytes are copied once into memory that never moves, so that lexer and parser read them through a plain
/// pointer; sixteen NUL bytes follow the last one, so that looking a few bytes ahead needs no check.
/// Offsets are bytes from the start. A source can be a part of a longer file; its lines are counted in the file.
public final class SourceText: Sendable {
    /// The file's path as the user wrote it, or a name such as `<stdin>`.
    public let name: String
    /// Length in bytes.
    public let count: Int
    /// Where in the file the first byte stands.
    public let firstOffset: Int
    /// The number of the first line in the file.
    public let firstLine: Int
    private let lines = LazyLineIndex()
    /// The bytes, followed by ``padding`` NUL bytes; immutable after `init`, freed in `deinit`.
    nonisolated(unsafe) let base: UnsafePointer<UInt8>
    /// Where the bytes come from if they were put together from other sources.
    let origins: SourceOrigins?

    /// Bytes that may be read behind the last one.
    static let padding = 16
    /// The longest source, in bytes: offsets are 32 bits wide.
    public static let maximumCount = Int(UInt32.max) - 2

    /// Copies `bytes`.
    ///
    /// - Parameters:
    ///   - firstOffset: where the bytes begin in the file they are a part of.
    ///   - firstLine: the number of their first line in that file; a part begins with a line.
    /// - Precondition: at most ``maximumCount`` bytes.
    public convenience init(name: String, bytes: some Collection<UInt8>, firstOffset: Int = 0, firstLine: Int = 1) {
        self.init(name: name, bytes: bytes, firstOffset: firstOffset, firstLine: firstLine, origins: nil)
    }

    init(
        name: String, bytes: some Collection<UInt8>, firstOffset: Int = 0, firstLine: Int = 1, origins: SourceOrigins?
    ) {
        let count = bytes.count
        precondition(count <= Self.maximumCount, "source too long")
        let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count + Self.padding)
        let copied = memory.initialize(fromContentsOf: bytes)
        memory[copied...].initialize(repeating: 0)
        self.name = name
        self.count = count
        self.firstOffset = firstOffset
        self.firstLine = firstLine
        self.base = UnsafePointer(memory.baseAddress!)
        self.origins = origins
    }

    /// Copies the UTF-8 bytes of `text`.
    public convenience init(name: String, text: String) {
        self.init(name: name, bytes: text.utf8)
    }

    deinit {
        UnsafeMutablePointer(mutating: base).deallocate()
    }

    /// The byte at `offset`; 0 for the bytes just behind the end.
    public subscript(offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count + Self.padding, "offset out of range")
        return base[offset]
    }

    /// The bytes of `range`.
    public func bytes(in range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
        return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// The text of `range`, invalid UTF-8 repaired with U+FFFD.
    public func text(in range: Range<Int>) -> String {
        String(decoding: bytes(in: range), as: UTF8.self)
    }

    /// Line and column of the byte at `offset`, both counted from 1; the column counts characters as psql does:
    /// a UTF-8 continuation byte is not a column of its own.
    ///
    /// - Complexity: O(``count``) for the first call, constant time afterwards.
    public func position(at offset: Int) -> (line: Int, column: Int) {
        let bytes = bytes(in: 0..<count)
        let (line, column) = lines.index(of: bytes).position(at: min(max(offset, 0), count), in: bytes)
        return (firstLine + line - 1, column)
    }

    /// Counts lines for many places of a source, at little cost if they are asked for in order.
    public struct LineCounter {
        private var source: SourceText?
        private var line = 1
        private var lineStart = 0

        /// Creates a counter that stands nowhere.
        public init() {}

        /// Line and column of a place, as ``SourceText/position(at:)`` counts them.
        public mutating func position(in source: SourceText, at offset: Int) -> (line: Int, column: Int) {
            if self.source !== source || offset < lineStart {
                self.source = source
                line = 1
                lineStart = 0
            }
            let offset = min(max(offset, 0), source.count)
            for index in lineStart..<offset where source.base[index] == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            }
            return (line, 1 + (lineStart..<offset).count { source.base[$0] & 0xC0 != 0x80 })
        }
    }

    /// The bytes of the line that holds `offset`, without its line end.
    ///
    /// - Parameter reach: how far from `offset` the line's ends are looked for; what is farther is left out.
    public func lineRange(at offset: Int, reach: Int = .max) -> Range<Int> {
        let offset = min(max(offset, 0), count)
        let limits = offset - min(reach, offset)..<offset + min(reach, count - offset)
        var start = offset
        while start > limits.lowerBound, base[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        var end = offset
        while end < limits.upperBound, base[end] != UInt8(ascii: "\n") { end += 1 }
        let isLineEnd = end == count || base[end] == UInt8(ascii: "\n")
        if isLineEnd, end > start, base[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<end
    }
}

import PostgresSyntax

/// Text put together of words of the compiler's own and of bytes of the sources.
///
/// Long ranges of a source, which is where a COPY has its rows, are not copied: they are handed on, or made into INSERTs,
/// when it is written.
public struct ScriptText: Sendable {
    private enum Part: Sendable {
        case bytes([UInt8])
        case source(SourceText, Range<Int>)
        case inserts(RowInserts)
    }

    private var parts: [Part] = []
    /// What follows the parts.
    private var tail: [UInt8] = []

    /// Ranges from this length on are not copied.
    private static let longRange = 1 << 14

    init() {}

    init(_ text: String) {
        append(text)
    }

    /// Makes room for so many bytes.
    mutating func reserve(_ count: Int) { tail.reserveCapacity(count) }

    /// Whether it has no bytes.
    public var isEmpty: Bool { parts.isEmpty && tail.isEmpty }

    /// Calls `body` with its bytes, piece by piece.
    public func forEachPiece(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
        for part in parts {
            switch part {
            case .bytes(let bytes): try bytes.withUnsafeBufferPointer(body)
            case .source(let source, let range): try body(source.bytes(in: range))
            case .inserts(let inserts): try inserts.forEachPiece(body)
            }
        }
        if !tail.isEmpty { try tail.withUnsafeBufferPointer(body) }
    }

    /// All of its bytes.
    public var bytes: [UInt8] {
        if parts.isEmpty { return tail }
        var bytes: [UInt8] = []
        forEachPiece { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// All of it as a string, bytes that are no UTF-8 replaced with U+FFFD.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ text: String) { append(text.utf8) }

    mutating func append(_ bytes: some Sequence<UInt8>) {
        // All at once, where they stand in a row.
        if bytes.withContiguousStorageIfAvailable({ tail.append(contentsOf: $0) }) == nil {
            tail.append(contentsOf: bytes)
        }
    }

    mutating func append(_ range: Range<Int>, of source: SourceText) {
        guard range.count >= Self.longRange else {
            tail.append(contentsOf: source.bytes(in: range))
            return
        }
        append(.source(source, range))
    }

    mutating func append(_ inserts: RowInserts) {
        append(.inserts(inserts))
    }

    mutating func append(_ other: ScriptText) {
        for part in other.parts { append(part) }
        tail.append(contentsOf: other.tail)
    }

    private mutating func append(_ part: Part) {
        if !tail.isEmpty { parts.append(.bytes(tail)) }
        parts.append(part)
        tail = []
    }

    /// Appends what `body` appends.
    mutating func appendBytes(_ body: (inout [UInt8]) -> Void) {
        body(&tail)
    }
}

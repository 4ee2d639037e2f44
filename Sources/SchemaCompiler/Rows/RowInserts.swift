import PostgresSyntax

/// The rows of a `COPY` as INSERT statements, a batch each, for those who cannot send data behind a statement.
///
/// They are made as they are written: the rows of a large table never stand in memory at once.
struct RowInserts: Sendable {
    /// What stands before the rows: `INSERT INTO t (a, b)`.
    let head: String
    let format: CopyFormat
    let source: SourceText
    let range: Range<Int>

    /// How many rows, and about how many bytes, a statement has.
    private static let batchRows = 1000
    private static let batchBytes = 1 << 16

    /// Calls `body` with the statements, piece by piece; each ends in a semicolon and a line's end.
    func forEachPiece(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
        var rows = CopyRows(format, source.bytes(in: range))
        var statement: [UInt8] = []
        var count = 0
        func finish() throws {
            guard count > 0 else { return }
            statement += Array(";\n".utf8)
            try statement.withUnsafeBufferPointer(body)
            statement.removeAll(keepingCapacity: true)
            count = 0
        }
        while let row = rows.next() {
            statement += Array((count == 0 ? head + " VALUES\n(" : ",\n(").utf8)
            for (place, value) in row.enumerated() {
                if place > 0 { statement += Array(", ".utf8) }
                Self.append(value, to: &statement)
            }
            statement.append(UInt8(ascii: ")"))
            count += 1
            if count == Self.batchRows || statement.count >= Self.batchBytes { try finish() }
        }
        try finish()
    }

    /// A value as a constant without a type, which the column's type reads as COPY has it read.
    private static func append(_ value: [UInt8]?, to bytes: inout [UInt8]) {
        guard let value else {
            bytes += Array("NULL".utf8)
            return
        }
        let quote = UInt8(ascii: "'")
        bytes.append(quote)
        for byte in value {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}

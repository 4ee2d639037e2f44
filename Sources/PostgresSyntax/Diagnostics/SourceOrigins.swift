/// Where the bytes of a source come from that was put together from others: psql's variables and files put in their
/// places, old syntax written anew.
///
/// Trees count in the assembled text; people are told the place in the file they wrote.
struct SourceOrigins: Sendable {
    /// How a piece relates to its place.
    enum Role: Sendable {
        /// The bytes are those of the place.
        case copied
        /// The bytes are a meta-command of the place that has been carried out.
        case carriedOut
        /// The bytes stand for what is written at the place.
        case inserted
    }

    /// Bytes that come from one place.
    struct Piece: Sendable {
        /// Offset in the assembled text.
        var start: Int
        let source: SourceText
        var range: Range<Int>
        let role: Role
    }

    /// In order, without gaps; at least one.
    let pieces: [Piece]

    /// The piece that holds `offset`.
    func piece(at offset: Int) -> Piece {
        var low = 0
        var high = pieces.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if pieces[middle].start <= offset { low = middle } else { high = middle }
        }
        return pieces[low]
    }
}

extension SourceOrigins.Piece {
    /// The place of `range`, which begins in this piece; `last` is the piece that holds its end.
    fileprivate func place(of range: Range<Int>, last: SourceOrigins.Piece) -> Range<Int> {
        let lower = position(of: range.lowerBound, inserted: self.range.lowerBound)
        let upper =
            last.source === source
            ? last.position(of: range.upperBound, inserted: last.range.upperBound) : self.range.upperBound
        return lower..<max(lower, upper)
    }

    private func position(of offset: Int, inserted: Int) -> Int {
        role == .inserted ? inserted : min(range.lowerBound + offset - start, range.upperBound)
    }
}

extension SourceText {
    /// The source that people know and the place in it of `range`: this one, unless it was put together from others.
    public func origin(of range: Range<Int>) -> (source: SourceText, range: Range<Int>) {
        guard let origins else { return (self, range) }
        let first = origins.piece(at: range.lowerBound)
        let last = range.isEmpty ? first : origins.piece(at: range.upperBound - 1)
        return first.source.origin(of: first.place(of: range, last: last))
    }

    /// The file and the position, as ``position(at:)`` counts it, of the byte at `offset`.
    public func place(at offset: Int) -> (source: SourceText, line: Int, column: Int) {
        let (source, range) = origin(of: offset..<offset)
        let (line, column) = source.position(at: range.lowerBound)
        return (source, line, column)
    }

    /// Whether the meta-command at `offset` has been carried out when this source was put together.
    func isCarriedOut(at offset: Int) -> Bool {
        guard let piece = origins?.piece(at: offset) else { return false }
        switch piece.role {
        case .carriedOut: return true
        case .inserted: return false
        case .copied: return piece.source.isCarriedOut(at: piece.range.lowerBound + offset - piece.start)
        }
    }
}

/// A source being put together.
struct SourceAssembly {
    private(set) var bytes: [UInt8] = []
    private var pieces: [SourceOrigins.Piece] = []

    /// Appends the bytes of `range`.
    mutating func copy(_ range: Range<Int>, of source: SourceText, as role: SourceOrigins.Role = .copied) {
        guard !range.isEmpty else { return }
        if role == .copied, let last = pieces.last, last.role == .copied, last.source === source,
            last.range.upperBound == range.lowerBound
        {
            pieces[pieces.count - 1].range = last.range.lowerBound..<range.upperBound
        } else {
            append(range, of: source, role)
        }
        bytes.append(contentsOf: source.bytes(in: range))
    }

    /// Appends bytes that stand for what is written at `range`.
    mutating func insert(_ inserted: some Collection<UInt8>, for range: Range<Int>, of source: SourceText) {
        guard !inserted.isEmpty else { return }
        append(range, of: source, .inserted)
        bytes.append(contentsOf: inserted)
    }

    /// Appends all of another assembly.
    mutating func append(_ other: SourceAssembly) {
        pieces += other.pieces.map { piece in
            var piece = piece
            piece.start += bytes.count
            return piece
        }
        bytes += other.bytes
    }

    mutating func removeAll() {
        bytes.removeAll()
        pieces.removeAll()
    }

    private mutating func append(_ range: Range<Int>, of source: SourceText, _ role: SourceOrigins.Role) {
        pieces.append(SourceOrigins.Piece(start: bytes.count, source: source, range: range, role: role))
    }

    /// The source put together, under the name of `source`.
    func finish(for source: SourceText) -> SourceText {
        guard !pieces.isEmpty else { return SourceText(name: source.name, bytes: []) }
        return SourceText(name: source.name, bytes: bytes, origins: SourceOrigins(pieces: pieces))
    }
}

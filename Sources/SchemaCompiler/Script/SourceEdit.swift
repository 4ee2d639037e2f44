import PostgresCatalog
import PostgresSyntax

/// A change to a source's text: the bytes of `range` become `replacement`.
struct SourceEdit: Equatable, Sendable {
    let range: Range<Int>
    let replacement: String

    /// Puts `text` before the byte at `offset`.
    static func insert(_ text: String, at offset: Int) -> SourceEdit {
        SourceEdit(range: offset..<offset, replacement: text)
    }

    /// Writes the schema that a name leaves out; nil if the name is not found where it should be.
    init?(_ name: StatementTrace.OpenName, in tree: SyntaxTree) {
        let tokens = tree.tokens
        let first = tokens.firstIndex(atOrAfter: name.range.lowerBound)
        for place in first..<tokens.count {
            let token = tokens[place]
            guard token.range.lowerBound < name.range.upperBound else { break }
            if token.kind == .stringConstant, place == first {
                self.init(
                    range: token.range, replacement: QuotedName.literal(QuotedName.qualified(name.schema, name.name)))
                return
            }
            // The name of an operator is where it is looked for, or it is within an expression.
            if token.kind.isColLabel || place == first, tokens.decoded(place) == name.name {
                self = .insert(QuotedName.identifier(name.schema) + ".", at: token.range.lowerBound)
                return
            }
        }
        return nil
    }

    init(range: Range<Int>, replacement: String) {
        self.range = range
        self.replacement = replacement
    }
}

/// The edits of one statement, applied to any part of its text.
struct SourceEdits: Sendable {
    private let edits: [SourceEdit]

    /// - Parameter edits: where several insert at one place, they stay in this order; overlapping or repeated ones
    ///   count once.
    init(_ edits: [SourceEdit]) {
        guard edits.count > 1 else {
            self.edits = edits
            return
        }
        var kept: [SourceEdit] = []
        let ordered = edits.enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }
        for (_, edit) in ordered {
            if let last = kept.last, edit.range.lowerBound < last.range.upperBound { continue }
            if kept.reversed().prefix(while: { $0.range == edit.range }).contains(edit) { continue }
            kept.append(edit)
        }
        self.edits = kept
    }

    /// These edits, and others behind them.
    func adding(_ more: [SourceEdit]) -> SourceEdits { more.isEmpty ? self : SourceEdits(edits + more) }

    /// Appends the edited text of `range`.
    ///
    /// - Parameter includingEnd: whether insertions at the very end belong to it, and not to what follows.
    func append(_ range: Range<Int>, of source: SourceText, includingEnd: Bool = true, to output: inout [UInt8]) {
        var position = range.lowerBound
        for edit in edits[firstEdit(from: range.lowerBound)...] {
            guard edit.range.upperBound <= range.upperBound else { break }
            if edit.range.lowerBound == range.upperBound, !includingEnd { break }
            output.append(contentsOf: source.bytes(in: position..<edit.range.lowerBound))
            output.append(contentsOf: edit.replacement.utf8)
            position = edit.range.upperBound
        }
        output.append(contentsOf: source.bytes(in: position..<range.upperBound))
    }

    /// Index of the first edit at or behind `offset`.
    private func firstEdit(from offset: Int) -> Int {
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if edits[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The edited text of `range`.
    func text(_ range: Range<Int>, of source: SourceText) -> String {
        var bytes: [UInt8] = []
        append(range, of: source, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

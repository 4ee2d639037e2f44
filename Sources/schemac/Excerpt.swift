import PostgresSyntax

/// The line of a source that a diagnostic is about, as it is shown.
struct Excerpt {
    /// The line, or the part of it around the place.
    let line: String
    /// Columns before the place.
    let column: Int
    /// Columns of the place, at least 1; it ends with the line at the latest.
    let underlineWidth: Int

    /// Cuts an excerpt of at most `width` columns.
    init(of source: SourceText, range: Range<Int>, width: Int) {
        let place = min(max(range.lowerBound, 0), source.count)
        let window = Self.window(of: source, around: place, width: width)
        let cells = DisplayText.cells(of: source.bytes(in: window))
        // The character the place begins in; behind the last one for the end of the line.
        let caret =
            cells.lastIndex { window.lowerBound + $0.offset <= place && place < window.upperBound } ?? cells.count

        // As much before the caret as half of the width holds, what fits behind it, then more before it.
        let inner = max(width - 2, 8)
        var start = caret
        var end = caret
        var used = 0
        func widen(upTo limit: Int, forward: Bool) {
            while forward ? end < cells.count : start > 0 {
                let next = cells[forward ? end : start - 1].cell.width
                guard used + next <= limit else { return }
                used += next
                if forward { end += 1 } else { start -= 1 }
            }
        }
        widen(upTo: inner / 2, forward: false)
        widen(upTo: inner, forward: true)
        widen(upTo: inner, forward: false)

        let lineRange = source.lineRange(at: place)
        let isCutBefore = start > 0 || window.lowerBound > lineRange.lowerBound
        let isCutBehind = end < cells.count || window.upperBound < lineRange.upperBound
        line =
            (isCutBefore ? "…" : "") + cells[start..<end].map(\.cell.text).joined() + (isCutBehind ? "…" : "")
        column = (isCutBefore ? 1 : 0) + cells[start..<caret].reduce(0) { $0 + $1.cell.width }
        let underlined = cells[caret..<end].prefix { window.lowerBound + $0.offset < range.upperBound }
        underlineWidth = max(underlined.reduce(0) { $0 + $1.cell.width }, 1)
    }

    /// The bytes of the line around `place` that can be shown at all: a line can be as long as its file.
    private static func window(of source: SourceText, around place: Int, width: Int) -> Range<Int> {
        let line = source.lineRange(at: place)
        let reach = width * 4
        var start = max(line.lowerBound, place - reach)
        // Not within a character, which has at most three continuation bytes.
        for _ in 0..<3 where start > line.lowerBound && start < place && source[start] & 0xC0 == 0x80 { start += 1 }
        return start..<max(start, min(line.upperBound, place + reach))
    }
}

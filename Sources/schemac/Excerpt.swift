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
        // Where a character is longest, it takes four bytes; one byte more tells whether the line goes on.
        let line = source.lineRange(at: place, reach: width * 4 + 1)
        let window = Self.window(of: source, line: line, around: place, width: width)
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

        let isCutBefore = start > 0 || window.lowerBound > line.lowerBound
        let isCutBehind = end < cells.count || window.upperBound < line.upperBound
        self.line =
            (isCutBefore ? "…" : "") + cells[start..<end].map(\.cell.text).joined() + (isCutBehind ? "…" : "")
        column = (isCutBefore ? 1 : 0) + cells[start..<caret].reduce(0) { $0 + $1.cell.width }
        let underlined = cells[caret..<end].prefix { window.lowerBound + $0.offset < range.upperBound }
        underlineWidth = max(underlined.reduce(0) { $0 + $1.cell.width }, 1)
    }

    /// The bytes of the line that can be shown at all, a line being as long as its file: `width` characters before and
    /// behind `place`.
    private static func window(of source: SourceText, line: Range<Int>, around place: Int, width: Int) -> Range<Int> {
        func isContinuation(_ offset: Int) -> Bool { source[offset] & 0xC0 == 0x80 }
        let reach = width * 4
        var start = place
        var count = 0
        while start > max(line.lowerBound, place - reach), count < width {
            start -= 1
            if !isContinuation(start) { count += 1 }
        }
        // Not within a character, which has at most three continuation bytes.
        for _ in 0..<3 where start > line.lowerBound && start < place && isContinuation(start) { start += 1 }
        let limit = min(line.upperBound, place + reach)
        var end = min(place, line.upperBound)
        count = 0
        while end < limit, count < width || isContinuation(end) {
            if !isContinuation(end) { count += 1 }
            end += 1
        }
        return start..<max(start, end)
    }
}

import Platform
import PostgresSyntax

/// Two things side by side, of long texts only the lines that differ:
///
///                | dump.sql:12:1  | users.sql:3:1
///     column age | integer        | smallint NOT NULL
struct ComparisonTable {
    /// The most lines of one text that are shown.
    private static let lineLimit = 12
    /// The columns of a side that has room for something.
    private static let minimumWidth = 16

    private struct Row {
        var subject: String
        var left: String
        var right: String
    }

    /// The lines of the table.
    let lines: [String]

    /// Makes a table of at most `width` columns, as far as names allow.
    init(_ comparison: Diagnostic.Comparison, width: Int) {
        var rows = [Row(subject: "", left: comparison.titles.left, right: comparison.titles.right)]
        for row in comparison.rows { rows += Self.rows(row.subject, row.left, row.right) }
        let subjects = rows.map { Self.width(of: $0.subject) }.max() ?? 0
        let room = max(Self.minimumWidth, (width - subjects - 7) / 2)
        let left = min(room, rows.map { Self.width(of: $0.left) }.max() ?? 0)
        lines = rows.flatMap { row in
            let sides = [row.left, row.right].map { Self.wrapped($0, width: room) }
            return (0..<max(sides[0].count, sides[1].count)).map { line in
                let cells = sides.map { line < $0.count ? $0[line] : "" }
                let subject = Self.padded(line == 0 ? row.subject : "", subjects)
                let text = " \(subject) | \(Self.padded(cells[0], left)) | \(cells[1])"
                return String(text.reversed().drop { $0 == " " }.reversed())
            }
        }
    }

    /// The rows of one subject: one, or those of the lines that differ.
    private static func rows(_ subject: String, _ left: String?, _ right: String?) -> [Row] {
        let hasLines = [left, right].contains { $0?.contains(where: \.isNewline) ?? false }
        guard hasLines, let left, let right else {
            return [Row(subject: subject, left: plain(left), right: plain(right))]
        }
        let difference = LineDifference(from: lines(of: left), to: lines(of: right))
        var rows: [Row] = []
        for change in difference.changes {
            for offset in 0..<max(change.old.count, change.new.count) {
                let sides = [(difference.old, change.old), (difference.new, change.new)].map { lines, range in
                    offset < range.count ? lines[range.lowerBound + offset] : ""
                }
                rows.append(Row(subject: rows.isEmpty ? subject : "", left: plain(sides[0]), right: plain(sides[1])))
            }
        }
        guard rows.count > lineLimit else { return rows }
        let rest = "… \(rows.count - lineLimit) more"
        return rows.prefix(lineLimit) + [Row(subject: "", left: rest, right: "")]
    }

    private static func lines(of text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
    }

    /// A text on one line, or a dash for nothing.
    private static func plain(_ text: String?) -> String {
        guard let text else { return "–" }
        return DisplayText.singleLine(text, limit: 500)
    }

    // MARK: Columns

    private static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + DisplayText.cell(for: $1).width }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - Self.width(of: text)))
    }

    /// The lines that a text takes at a width, broken at spaces where there are some.
    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var rest = Substring(text)
        while Self.width(of: String(rest)) > width {
            var end = rest.index(rest.startIndex, offsetBy: width)
            if let space = rest[...end].lastIndex(of: " "), space > rest.startIndex { end = space }
            lines.append(String(rest[..<end]))
            rest = rest[end...].drop { $0 == " " }
        }
        return lines + [String(rest)]
    }
}

import PostgresSyntax

/// A comment that says which findings are not wanted where.
struct Suppression {
    /// The rules it names, each by its name or category; empty for all.
    let rules: [String]
    /// The words in it that are neither rule nor category, with their bytes in the source.
    let unknown: [(name: String, range: Range<Int>)]
    /// Why, as the comment says it behind `--`.
    let reason: String?
    /// The bytes of the comment.
    let comment: Range<Int>
    /// The bytes in which findings begin that are not wanted.
    let scope: Range<Int>
    /// Whether it is written for this linter; other linters' rules may mean nothing here.
    let isOwn: Bool

    /// Whether a finding at a place is one of those.
    func covers(rule: String, category: Rule.Category, at offset: Int) -> Bool {
        scope.contains(offset) && (rules.isEmpty || rules.contains(rule) || rules.contains(category.rawValue))
    }
}

/// What a comment says that suppresses findings.
struct SuppressionComment {
    /// Where it holds.
    enum Reach {
        /// The statement that follows, or the one it stands behind; within a statement, a line.
        case next
        case file
        case start
        case end
    }

    let reach: Reach
    let isOwn: Bool
    /// The names in it, with their bytes from the start of the comment.
    private(set) var names: [(name: String, range: Range<Int>)] = []
    private(set) var reason: String?

    /// The words that comments of this linter, of squawk and of sqlfluff begin with, longer ones first.
    private static let markers: [(text: String, reach: Reach, isOwn: Bool)] = [
        ("schemac:ignore-file", .file, true), ("schemac:ignore-start", .start, true),
        ("schemac:ignore-end", .end, true), ("schemac:ignore", .next, true),
        ("squawk-ignore-file", .file, false), ("squawk-ignore", .next, false),
        ("noqa: disable=", .start, false), ("noqa:disable=", .start, false),
        ("noqa: enable=", .end, false), ("noqa:enable=", .end, false),
        ("noqa:", .next, false), ("noqa", .next, false),
    ]

    /// Reads a comment, with its dashes or its stars; nil if it suppresses nothing.
    init?(_ comment: String) {
        let bytes = Array(comment.utf8)
        let isBlock = comment.hasPrefix("/*")
        var start = 2
        while start < bytes.count, bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: "\t") {
            start += 1
        }
        let end = isBlock && comment.hasSuffix("*/") ? bytes.count - 2 : bytes.count
        guard start < end else { return nil }
        let text = bytes[start..<end]
        guard let marker = Self.markers.first(where: { text.starts(with: $0.text.utf8) }) else { return nil }
        let behind = start + marker.text.utf8.count
        // A marker is a word of its own.
        guard behind == end || marker.text.hasSuffix("=") || !Self.isNamePart(bytes[behind]) else { return nil }
        reach = marker.reach
        isOwn = marker.isOwn
        readNames(in: bytes, behind..<end)
    }

    /// Names separated by commas or spaces, then perhaps `--` and a reason.
    private mutating func readNames(in bytes: [UInt8], _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index...].starts(with: "--".utf8) {
                let text = String(decoding: bytes[index + 2..<range.upperBound], as: UTF8.self)
                reason = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                return
            }
            let start = index
            while index < range.upperBound, Self.isNamePart(bytes[index]), !bytes[index...].starts(with: "--".utf8) {
                index += 1
            }
            if index > start {
                names.append((String(decoding: bytes[start..<index], as: UTF8.self), start..<index))
            } else {
                index += 1
            }
        }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

import PostgresSyntax

/// What the file names and comments of migration tools say: golang-migrate's and sqlx's `….down.sql`, Flyway's `U1__….sql`,
/// goose's and sql-migrate's `-- +goose Down`, dbmate's `-- migrate:down`.
struct MigrationMarks {
    /// The bytes of what undoes the migration, which is not run with what makes it.
    private(set) var undoing: [Range<Int>] = []
    /// Whether the file runs in one transaction, if its marks say so.
    private(set) var runsInTransaction: Bool?

    init(_ tree: SyntaxTree) {
        let source = tree.source
        let name = source.name.split(separator: "/").last ?? ""
        let isUndo = name.first == "U" && name.dropFirst().first?.isNumber == true && name.contains("__")
        if isUndo || name.lowercased().hasSuffix(".down.sql") {
            undoing = [0..<source.count]
            return
        }
        var down: Int?
        for (offset, words) in Self.marks(in: tree) {
            let (tool, rest) = (words[0], words.dropFirst())
            let direction = tool.hasPrefix("migrate:") ? String(tool.dropFirst(8)) : rest.first ?? ""
            if runsInTransaction == nil { runsInTransaction = true }
            if words.contains("transaction:false") || words.contains("notransaction")
                || rest.starts(with: ["no", "transaction"])
            {
                runsInTransaction = false
            }
            if direction == "down" { down = down ?? offset }
            if direction == "up", let start = down {
                undoing.append(start..<offset)
                down = nil
            }
        }
        if let down { undoing.append(down..<source.count) }
    }

    /// The comments that migration tools read, as words in lower case: each has a line of its own.
    private static func marks(in tree: SyntaxTree) -> [(offset: Int, words: [String])] {
        tree.tokens.comments(beginningWith: ["+", "migrate:"]).compactMap { range, _ in
            let text = tree.source.text(in: range)
            guard text.hasPrefix("--"), tree.source.lineRange(at: range.lowerBound).lowerBound == range.lowerBound
            else { return nil }
            let words = text.dropFirst(2).lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
            let isMark = words.first.map(["+goose", "+migrate", "migrate:up", "migrate:down"].contains) ?? false
            return isMark ? (range.lowerBound, words) : nil
        }
    }
}

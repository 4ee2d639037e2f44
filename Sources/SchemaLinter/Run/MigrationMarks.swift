import PostgresSyntax

/// What the file names and comments of migration tools say: golang-migrate's and sqlx's `….down.sql`, Flyway's `U1__….sql`,
/// goose's and sql-migrate's `-- +goose Down`, dbmate's `-- migrate:down`.
struct MigrationMarks {
    /// The bytes of what undoes the migration, which is not run with what makes it.
    private(set) var undoing: [Range<Int>] = []
    /// Whether the file runs in one transaction, if its marks say so.
    private(set) var runsInTransaction: Bool?

    init(_ source: SourceText) {
        let name = source.name.split(separator: "/").last ?? ""
        let isUndo = name.first == "U" && name.dropFirst().first?.isNumber == true && name.contains("__")
        if isUndo || name.lowercased().hasSuffix(".down.sql") {
            undoing = [0..<source.count]
            return
        }
        var down: Int?
        for (offset, words) in Self.marks(in: source) {
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

    /// The comments that migration tools read, as words in lower case.
    private static func marks(in source: SourceText) -> [(offset: Int, words: [String])] {
        let bytes = source.bytes(in: 0..<source.count)
        var marks: [(offset: Int, words: [String])] = []
        var offset = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            defer { offset += line.count + 1 }
            guard line.count > 2, line[line.startIndex] == UInt8(ascii: "-"),
                line[line.startIndex + 1] == UInt8(ascii: "-")
            else { continue }
            let text = line.dropFirst(2).drop { $0 == UInt8(ascii: " ") }
            guard text.starts(with: "+".utf8) || text.starts(with: "migrate:".utf8) else { continue }
            let words = String(decoding: text, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
            guard let first = words.first, ["+goose", "+migrate", "migrate:up", "migrate:down"].contains(first) else {
                continue
            }
            marks.append((offset, words.map(String.init)))
        }
        return marks
    }
}

/// What a reader of an emitted migration finds in it: the values of its literals, as the Swift compiler would see them.
struct EmittedMigration {
    /// The arrays of statements, by name.
    private(set) var statements: [String: [String]] = [:]
    /// Whether its statements run in a transaction.
    let runsInTransaction: Bool
    /// Whether reverting throws an error.
    let isIrreversible: Bool

    init(_ source: String) {
        runsInTransaction =
            source.contains("database.transaction {") || source.contains("withTransaction(")
            || source.contains("DatabaseMigration {")
        isIrreversible = source.contains("throw IrreversibleMigration()")
        var rest = source.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = rest.popFirst() {
            guard let name = Self.array(line) else { continue }
            statements[name] = Self.elements(&rest)
        }
    }

    /// The name of the array that a line begins.
    private static func array(_ line: Substring) -> String? {
        guard let start = line.firstRange(of: "private static let "), line.hasSuffix("= [") else { return nil }
        return String(line[start.upperBound...].prefix { $0 != ":" })
    }

    private static func elements(_ lines: inout ArraySlice<Substring>) -> [String] {
        var elements: [String] = []
        while let line = lines.popFirst() {
            let text = line.drop { $0 == " " }
            if text == "]" { break }
            let hashes = text.prefix { $0 == "#" }
            guard !hashes.isEmpty else { continue }
            if text.dropFirst(hashes.count) == "\"\"\"" {
                elements.append(value(of: &lines, hashes))
            } else {
                let literal = text.hasSuffix(",") ? text.dropLast() : text
                elements.append(String(literal.dropFirst(hashes.count + 1).dropLast(hashes.count + 1)))
            }
        }
        return elements
    }

    /// The value of a literal of several lines whose first line has been read.
    private static func value(of lines: inout ArraySlice<Substring>, _ hashes: Substring) -> String {
        var content: [Substring] = []
        var indentation = 0
        while let line = lines.popFirst() {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("\"\"\"" + hashes) {
                indentation = line.count - text.count
                break
            }
            content.append(line)
        }
        return content.map { unescaped($0.dropFirst(indentation), hashes) }.joined(separator: "\n")
    }

    private static func unescaped(_ line: Substring, _ hashes: Substring) -> String {
        var parts = line.split(separator: "\\" + hashes, omittingEmptySubsequences: false)[...]
        var result = String(parts.popFirst() ?? "")
        for part in parts {
            if part.hasPrefix("r") {
                result += "\r" + part.dropFirst()
            } else {
                let digits = part.dropFirst(2).prefix { $0 != "}" }
                result.unicodeScalars.append(Unicode.Scalar(UInt32(digits, radix: 16)!)!)
                result += part.dropFirst(digits.count + 3)
            }
        }
        return result
    }
}

/// Text as a raw string literal of Swift, in which nothing is interpolated and nothing but the text is said.
///
/// Raw, because the query types of SQLKit and PostgresNIO bind what is interpolated: a `\(` of the text must stay text.
struct SwiftLiteral {
    let text: String

    /// The literal's lines: the first one without indentation, the others indented by `indentation` blanks.
    ///
    /// - Parameter width: how long a line may be. Text of several lines, or longer, is a literal of several lines.
    func lines(indentation: Int, width: Int) -> [String] {
        if !isBroken(indentation: indentation, width: width) { return [line] }
        let hashes = String(repeating: "#", count: 1 + longestRun(afterQuotes: 3))
        let blanks = String(repeating: " ", count: indentation)
        var lines = ["\(hashes)\"\"\""]
        let hasEscapes = hasEscapes(text)
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let line = Substring(line)
            lines.append(line.isEmpty ? "" : blanks + (hasEscapes ? escaped(line, hashes) : String(line)))
        }
        lines.append("\(blanks)\"\"\"\(hashes)")
        return lines
    }

    /// Whether the literal has several lines.
    func isBroken(indentation: Int, width: Int) -> Bool {
        // Quotes, hashes and a comma stand around it.
        guard isPlainLine, indentation + text.utf8.count < width else { return true }
        return indentation + text.utf8.count + 2 * (2 + longestRun(afterQuotes: 1)) >= width
    }

    /// The literal in one line.
    var line: String {
        let hashes = String(repeating: "#", count: 1 + longestRun(afterQuotes: 1))
        let text = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            escaped(Substring($0), hashes).replacing("\t", with: "\\\(hashes)t")
        }.joined(separator: "\\\(hashes)n")
        // Three quotes would begin a literal of several lines.
        let isQuoted = text.unicodeScalars.first == "\""
        return "\(hashes)\"\(isQuoted ? "\\\(hashes)u{22}" + text.dropFirst() : text)\"\(hashes)"
    }

    /// Whether it can be written between the quotes of one line.
    private var isPlainLine: Bool {
        // Three quotes begin a literal of several lines.
        text.utf8.first != UInt8(ascii: "\"")
            && !text.utf8.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") } && !hasEscapes(text)
    }

    /// The longest run of `#` behind a backslash, which would make it an escape, or behind so many quotes, which would
    /// end the literal.
    private func longestRun(afterQuotes count: Int) -> Int {
        var longest = 0
        var run: Int?
        var quotes = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "#"):
                run = run.map { $0 + 1 }
                longest = max(longest, run ?? 0)
                quotes = 0
            case UInt8(ascii: "\""):
                quotes += 1
                run = quotes >= count ? 0 : nil
            default:
                quotes = 0
                run = byte == UInt8(ascii: "\\") ? 0 : nil
            }
        }
        return longest
    }

    /// Whether a character of a text is written as an escape.
    private func hasEscapes(_ text: some StringProtocol) -> Bool {
        text.utf8.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A || $0 >= 0x7F }
            && text.unicodeScalars.contains(where: isWrittenEscaped)
    }

    private func escaped(_ line: Substring, _ hashes: String) -> String {
        guard hasEscapes(line) else { return String(line) }
        var result = ""
        for scalar in line.unicodeScalars {
            if scalar == "\r" {
                result += "\\\(hashes)r"
            } else if isWrittenEscaped(scalar) {
                result += "\\\(hashes)u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Control characters, which the compiler rejects or normalizes, and what turns the reading direction of a line.
    private func isWrittenEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}

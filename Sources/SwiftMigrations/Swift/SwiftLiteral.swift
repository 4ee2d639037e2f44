/// Text as a raw string literal of Swift, in which nothing is interpolated and nothing but the text is said.
///
/// Raw, because the query types of SQLKit and PostgresNIO bind what is interpolated: a `\(` of the text must stay text.
struct SwiftLiteral {
    let text: String
    /// Whether there are characters that one line does not show: ends of lines, and tabs.
    private let hasBreaks: Bool
    /// Whether a character is written as an escape.
    private let hasEscapes: Bool
    /// The longest run of `#` behind a backslash, which would make it an escape, or behind a quote or three, which would
    /// end the literal.
    private let longestRun: (afterQuote: Int, afterThree: Int)

    init(text: String) {
        var text = text
        let (longestRun, hasBreaks, mayHaveEscapes) = text.withUTF8(Self.facts)
        self.text = text
        self.longestRun = longestRun
        self.hasBreaks = hasBreaks
        hasEscapes = mayHaveEscapes && text.unicodeScalars.contains(where: Self.isWrittenEscaped)
    }

    /// What decides how a text is written, in one walk over its bytes.
    private static func facts(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> (longestRun: (afterQuote: Int, afterThree: Int), hasBreaks: Bool, mayHaveEscapes: Bool) {
        var longestRun = (afterQuote: 0, afterThree: 0)
        var (hasBreaks, mayHaveEscapes) = (false, false)
        var runs: (afterQuote: Int?, afterThree: Int?)
        var quotes = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "#"):
                quotes = 0
                guard let run = runs.afterQuote else { continue }
                runs.afterQuote = run + 1
                longestRun.afterQuote = max(longestRun.afterQuote, run + 1)
                guard let run = runs.afterThree else { continue }
                runs.afterThree = run + 1
                longestRun.afterThree = max(longestRun.afterThree, run + 1)
            case UInt8(ascii: "\""):
                quotes += 1
                runs = (0, quotes >= 3 ? 0 : nil)
            case UInt8(ascii: "\\"):
                quotes = 0
                runs = (0, 0)
            default:
                quotes = 0
                runs = (nil, nil)
                if byte >= 0x20, byte < 0x7F { continue }
                if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") {
                    hasBreaks = true
                } else {
                    mayHaveEscapes = true
                }
            }
        }
        return (longestRun, hasBreaks, mayHaveEscapes)
    }

    /// Writes the literal: the first line without indentation, the others indented by `indentation` blanks.
    ///
    /// - Parameter width: how long a line may be. Text of several lines, or longer, is a literal of several lines.
    func write(to bytes: inout [UInt8], indentation: Int, width: Int) {
        guard isBroken(indentation: indentation, width: width) else {
            bytes.append(contentsOf: line.utf8)
            return
        }
        let hashes = String(repeating: "#", count: 1 + longestRun.afterThree)
        let quotes = "\"\"\""
        bytes.append(contentsOf: (hashes + quotes + "\n").utf8)
        var text = text
        text.withUTF8 { text in
            var rest = text[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                writeLine(rest[..<end], hashes, indentation, to: &bytes)
                rest = rest[(end + 1)...]
            }
            writeLine(rest, hashes, indentation, to: &bytes)
        }
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
        bytes.append(contentsOf: (quotes + hashes).utf8)
    }

    private func writeLine(
        _ line: Slice<UnsafeBufferPointer<UInt8>>, _ hashes: String, _ indentation: Int, to bytes: inout [UInt8]
    ) {
        if !line.isEmpty {
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
            if hasEscapes {
                bytes.append(contentsOf: escaped(String(decoding: line, as: UTF8.self)[...], hashes).utf8)
            } else {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: line))
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Whether the literal has several lines.
    func isBroken(indentation: Int, width: Int) -> Bool {
        // Quotes, hashes and a comma stand around it.
        !isPlainLine || indentation + text.utf8.count + 2 * (2 + longestRun.afterQuote) >= width
    }

    /// The literal in one line.
    var line: String {
        let hashes = String(repeating: "#", count: 1 + longestRun.afterQuote)
        if isPlainLine { return "\(hashes)\"\(text)\"\(hashes)" }
        let text = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            escaped(Substring($0), hashes).replacing("\t", with: "\\\(hashes)t")
        }.joined(separator: "\\\(hashes)n")
        // Three quotes would begin a literal of several lines.
        let isQuoted = text.unicodeScalars.first == "\""
        return "\(hashes)\"\(isQuoted ? "\\\(hashes)u{22}" + text.dropFirst() : text)\"\(hashes)"
    }

    /// Whether it can be written between the quotes of one line as it is; three quotes begin a literal of several lines.
    private var isPlainLine: Bool { !hasBreaks && !hasEscapes && text.utf8.first != UInt8(ascii: "\"") }

    private func escaped(_ line: Substring, _ hashes: String) -> String {
        guard hasEscapes, line.unicodeScalars.contains(where: Self.isWrittenEscaped) else { return String(line) }
        var result = ""
        for scalar in line.unicodeScalars {
            if scalar == "\r" {
                result += "\\\(hashes)r"
            } else if Self.isWrittenEscaped(scalar) {
                result += "\\\(hashes)u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Control characters, which the compiler rejects or normalizes, and what turns the reading direction of a line.
    private static func isWrittenEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}

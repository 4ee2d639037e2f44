/// Swift source as it is written, line by line.
struct SwiftSource {
    /// What a line may have, in characters.
    static let width = 120
    private var bytes: [UInt8] = []
    private var indentation = 0

    /// All that is written.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A line, or with an empty `text` a blank one.
    mutating func line(_ line: String = "") {
        if !line.isEmpty {
            indent()
            bytes.append(contentsOf: line.utf8)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func indent() {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
    }

    /// `head {`, the lines that `body` writes, indented, and `}`.
    mutating func block(_ head: String, closing: String = "}", _ body: (inout SwiftSource) -> Void) {
        line(head)
        indentation += 4
        body(&self)
        indentation -= 4
        line(closing)
    }

    /// Whether a literal would have several lines here.
    func isBroken(_ literal: SwiftLiteral) -> Bool {
        literal.isBroken(indentation: indentation, width: Self.width)
    }

    /// `prefix`, a literal, `suffix`.
    mutating func literal(_ literal: SwiftLiteral, prefix: String = "", suffix: String = "") {
        indent()
        bytes.append(contentsOf: prefix.utf8)
        // The lines of a literal that does not begin a line stand deeper.
        literal.write(
            to: &bytes, indentation: prefix.isEmpty ? indentation : indentation + 4,
            width: Self.width - prefix.count - suffix.count + 1)
        bytes.append(contentsOf: suffix.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// A comment: each paragraph broken into lines behind `mark`, which is `//` or `///`.
    mutating func comment(_ mark: String, _ paragraphs: [String]) {
        for paragraph in paragraphs {
            var current = mark
            for word in paragraph.split(separator: " ") {
                if current.count > mark.count, indentation + current.count + 1 + word.count > Self.width {
                    line(current)
                    current = mark
                }
                current += " " + word
            }
            line(current)
        }
    }
}

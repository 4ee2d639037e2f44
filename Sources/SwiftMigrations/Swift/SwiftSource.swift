/// Swift source as it is written, line by line.
struct SwiftSource {
    /// What a line may have, in characters.
    static let width = 120
    private(set) var text = ""
    private var indentation = 0

    /// A line, or with an empty `text` a blank one.
    mutating func line(_ line: String = "") {
        if !line.isEmpty { text += String(repeating: " ", count: indentation) + line }
        text += "\n"
    }

    /// `head {`, the lines that `body` writes, indented, and `}`.
    mutating func block(_ head: String, closing: String = "}", _ body: (inout SwiftSource) -> Void) {
        line(head)
        indentation += 4
        body(&self)
        indentation -= 4
        line(closing)
    }

    /// Whether a literal of `text` would have several lines here.
    func isBroken(_ text: String) -> Bool {
        SwiftLiteral(text: text).isBroken(indentation: indentation, width: Self.width)
    }

    /// `prefix`, a literal, `suffix`.
    mutating func literal(_ text: String, prefix: String = "", suffix: String = "") {
        // The lines of a literal that does not begin a line stand deeper.
        var lines = SwiftLiteral(text: text).lines(
            indentation: prefix.isEmpty ? indentation : indentation + 4,
            width: Self.width - prefix.count - suffix.count + 1)
        lines[0] = String(repeating: " ", count: indentation) + prefix + lines[0]
        lines[lines.count - 1] += suffix
        for line in lines { self.text += line + "\n" }
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

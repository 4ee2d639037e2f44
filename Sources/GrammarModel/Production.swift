/// A rule of the grammar: what the parser accepts under a name.
public struct Production: Sendable {
    /// PostgreSQL's name of it.
    public let name: String
    /// The file it is written in.
    public let file: String
    /// The line of its name.
    public let line: Int
    /// Statements that it describes, from the `(* example: … *)` comments directly before it.
    public let examples: [String]
    /// Its alternatives, each a sequence of symbols in which all brackets match.
    public let alternatives: [[Symbol]]

    /// The parser's function for it.
    public var functionName: String { "parse" + SwiftName.upperCamel(name) }

    /// Every symbol in it.
    public var symbols: [Symbol] { alternatives.flatMap { $0 } }

    /// Names of tokens that need no production.
    public static let tokenNames: Set<String> = [
        "IDENT", "SCONST", "BCONST", "XCONST", "ICONST", "FCONST", "PARAM", "Op",
    ]

    /// A word or sign of a production.
    public struct Symbol: Sendable, Equatable {
        /// What a symbol is.
        public enum Kind: Sendable {
            /// Text in double quotes, as the input has it.
            case terminal
            /// The name of a production or of a token.
            case reference
            /// One of `= ; | [ ] { } ( )`.
            case sign
        }

        /// What it is.
        public let kind: Kind
        /// The terminal's text, the name, or the sign.
        public let text: String
        /// The line it stands on.
        public let line: Int

        /// How it is written.
        var spelling: String { kind == .terminal ? "\"\(text)\"" : text }
    }

    /// The production as lines of at most `width` columns: on one line, or with one alternative a line.
    public func text(width: Int) -> [String] {
        let words = alternatives.map { $0.map(\.spelling) }
        let whole = "\(name) = " + words.map { $0.joined(separator: " ") }.joined(separator: " | ") + " ;"
        if whole.count <= width { return [whole] }
        var lines = ["\(name) ="]
        for (index, alternative) in words.enumerated() {
            var line = index == 0 ? "     " : "    |"
            let ending = index == words.count - 1 ? [";"] : []
            for word in alternative + ending {
                if line.count + word.count + 1 > width {
                    lines.append(line)
                    line = "       "
                }
                line += " " + word
            }
            lines.append(line)
        }
        return lines
    }
}

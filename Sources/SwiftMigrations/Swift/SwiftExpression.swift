/// An expression of Swift that is broken into lines as swift-format breaks it.
indirect enum SwiftExpression {
    /// What is not broken, such as a literal.
    case plain(String)
    /// A function, perhaps with the label of the argument that the call is, and its arguments.
    case call(String, [SwiftExpression])

    /// The expression in one line.
    var line: String {
        switch self {
        case .plain(let text): text
        case .call(let name, let arguments): "\(name)(\(arguments.map(\.line).joined(separator: ", ")))"
        }
    }

    /// The lines of a call in a chain of calls, the first one to be indented by `indentation` blanks; nil if a part of it
    /// does not fit into a line.
    func chained(indentation: Int, width: Int) -> [String]? {
        guard case .call(let name, let arguments) = self, indentation + line.count > width else { return [line] }
        guard let inner = Self.filled(arguments, "", indentation: 4, width: width - indentation) else { return nil }
        return [name + "("] + inner + [")"]
    }

    /// Lines filled with arguments, with `end` behind the last one.
    private static func filled(
        _ arguments: [SwiftExpression], _ end: String, indentation: Int, width: Int
    ) -> [String]? {
        let blanks = String(repeating: " ", count: indentation)
        var lines: [String] = []
        var current = ""
        for (index, argument) in arguments.enumerated() {
            let text = argument.line + (index == arguments.count - 1 ? end : ",")
            if !current.isEmpty, current.count + 1 + text.count <= width {
                current += " " + text
                continue
            }
            if !current.isEmpty { lines.append(current) }
            current = blanks + text
            guard current.count > width else { continue }
            guard case .call(let name, let inner) = argument,
                let broken = filled(
                    inner, ")" + text.dropFirst(argument.line.count), indentation: indentation + 4, width: width)
            else { return nil }
            lines += [blanks + name + "("] + broken
            current = ""
        }
        return current.isEmpty ? lines : lines + [current]
    }
}

/// The text of `--help`, in the layout of swift-argument-parser.
struct HelpText {
    let program: Program
    /// Columns of a line.
    var width = defaultWidth

    /// Columns of a line where no terminal says otherwise.
    static let defaultWidth = 80
    /// The column where the text about an argument begins.
    private static let textColumn = 26

    /// The help of a subcommand, or of the program.
    func text(of command: Command?) -> String {
        if let command { return text(of: command) }
        let commands = program.commands.map { row($0.name, $0.abstract) }.joined()
        return """
            OVERVIEW: \(program.abstract)

            USAGE: \(usage(of: nil))

            OPTIONS:
            \(rows(program.options))
            SUBCOMMANDS:
            \(commands)
              See '\(program.name) help <subcommand>' for detailed help.

            """
    }

    /// The one line that says how a subcommand, or the program, is called.
    func usage(of command: Command?) -> String {
        guard let command else { return "\(program.name) <subcommand>" }
        let operand = command.operand.map { $0.isRequired ? " <\($0.name)> ..." : " [<\($0.name)> ...]" } ?? ""
        return "\(program.name) \(command.name) [<options>]\(operand)"
    }

    private func text(of command: Command) -> String {
        var text = "OVERVIEW: \(command.abstract)\n\n"
        for paragraph in command.discussion.split(separator: "\n\n") {
            text += wrapped(String(paragraph), indentation: 0) + "\n"
        }
        text += "USAGE: \(usage(of: command))\n\n"
        if let operand = command.operand {
            text += "ARGUMENTS:\n" + row("<\(operand.name)>", operand.help) + "\n"
        }
        return text + "OPTIONS:\n" + rows(command.allOptions)
    }

    private func rows(_ options: [Option]) -> String {
        options.map { row(label(of: $0), description(of: $0)) }.joined()
    }

    /// `-o, --output <file>`.
    private func label(of option: Option) -> String {
        let names = [option.shortSpelling, option.longSpelling].compactMap { $0 }.joined(separator: ", ")
        return names + (option.value.map { " <\($0.name)>" } ?? "")
    }

    /// The help of an option with its values and its default.
    private func description(of option: Option) -> String {
        var facts: [String] = []
        if let value = option.value {
            if !value.allowed.isEmpty { facts.append("values: " + value.allowed.joined(separator: ", ")) }
            if let defaultValue = value.defaultValue { facts.append("default: " + defaultValue) }
        }
        return facts.isEmpty ? option.help : "\(option.help) (\(facts.joined(separator: "; ")))"
    }

    /// A label and the text about it, on a line of its own if the label is too long to stand beside it.
    private func row(_ label: String, _ text: String) -> String {
        let body = wrapped(text, indentation: Self.textColumn)
        let head = "  " + label
        if head.count < Self.textColumn {
            return head + body.dropFirst(head.count)
        }
        return head + "\n" + body
    }

    /// `text` as indented lines, broken between words.
    private func wrapped(_ text: String, indentation: Int) -> String {
        let margin = String(repeating: " ", count: indentation)
        let limit = max(width - indentation, 20)
        var lines = ""
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, line.count + 1 + word.count > limit {
                lines += margin + line + "\n"
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + margin + line + "\n"
    }
}

import Platform
import PostgresSyntax

/// Renders diagnostics as compilers do:
///
///     shop.sql:3:8: error: syntax error at or near "tabel" [syntax-error]
///      3 | create tabel item (id int);
///        |        ^~~~~
///     hint: Did you mean "table"?
///
/// Nothing of a source reaches the terminal that could steer it: see ``DisplayText``.
struct DiagnosticRenderer {
    var usesColor = false
    /// Columns of a line; longer source lines are cut around the caret.
    var width = defaultWidth

    /// Columns of a line where no terminal says otherwise.
    static let defaultWidth = 120
    /// Characters of a message; a message can quote a token of any length.
    private static let messageLimit = 500

    /// The renderer for what goes to standard error.
    static func standardError(_ mode: ColorMode) -> DiagnosticRenderer {
        DiagnosticRenderer(
            usesColor: mode.isEnabled(for: .error),
            width: max(StandardStream.error.terminalWidth ?? defaultWidth, 40))
    }

    /// The lines of a diagnostic and its notes, and what to do about it, a line each.
    func render(_ diagnostic: Diagnostic, help: [String] = []) -> [UInt8] {
        var text = ""
        append(diagnostic, to: &text)
        for (index, line) in help.enumerated() {
            text += index == 0 ? paint("help: ", .hint) : "      "
            text += DisplayText.singleLine(line, limit: Self.messageLimit) + "\n"
        }
        return Array(text.utf8)
    }

    /// The line of an error without a place in a source.
    func render(failure message: String) -> [UInt8] {
        render(.error, message)
    }

    /// The line of a finding without a place in a source.
    func render(_ severity: Diagnostic.Severity, _ message: String) -> [UInt8] {
        let label = paint("\(severity.label): ", Style(severity))
        return Array("\(label)\(paint(DisplayText.singleLine(message, limit: Self.messageLimit), .bold))\n".utf8)
    }

    private func append(_ diagnostic: Diagnostic, to text: inout String) {
        let source = diagnostic.source
        let position = source.position(at: diagnostic.range.lowerBound)
        let name = DisplayText.singleLine(source.name, limit: .max)
        let message = DisplayText.singleLine(diagnostic.message, limit: Self.messageLimit)
        text += paint("\(name):\(position.line):\(position.column): ", .bold)
        text += paint("\(diagnostic.severity.label): ", Style(diagnostic.severity))
        text += paint("\(message) [\(diagnostic.rule)]", diagnostic.severity == .note ? .plain : .bold) + "\n"

        let number = String(position.line)
        let blank = String(repeating: " ", count: number.count)
        let excerpt = Excerpt(of: source, range: diagnostic.range, width: width - number.count - 4)
        text += " \(number) | \(excerpt.line)\n"
        text += " \(blank) | \(String(repeating: " ", count: excerpt.column))"
        text += paint("^" + String(repeating: "~", count: excerpt.underlineWidth - 1), .caret) + "\n"
        if let comparison = diagnostic.comparison {
            for line in ComparisonTable(comparison, width: width).lines { text += line + "\n" }
        }
        if let detail = diagnostic.detail {
            text += paint("detail: ", .hint) + DisplayText.singleLine(detail, limit: Self.messageLimit) + "\n"
        }
        if let hint = diagnostic.hint {
            text += paint("hint: ", .hint) + DisplayText.singleLine(hint, limit: Self.messageLimit) + "\n"
        }
        for note in diagnostic.notes { append(note, to: &text) }
    }

    private func paint(_ text: String, _ style: Style) -> String {
        usesColor && style != .plain ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Terminal attributes, the ones clang uses.
    private enum Style: String {
        case plain = ""
        case bold = "1"
        case error = "1;31"
        case warning = "1;35"
        case note = "1;36"
        case caret = "1;32"
        case hint = "1;34"

        init(_ severity: Diagnostic.Severity) {
            switch severity {
            case .error: self = .error
            case .warning: self = .warning
            case .note: self = .note
            }
        }
    }
}

extension Diagnostic.Severity {
    /// The word before the message.
    var label: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .note: "note"
        }
    }
}

import PostgresSyntax

/// Formats that are lines of text.
extension LintResult {
    /// `file:line:column: warning: message [rule]`.
    func gcc() -> String {
        return findings.map { finding in
            let place = finding.place
            let level = finding.level == .info ? "note" : finding.level.rawValue
            let message = finding.message.split(whereSeparator: \.isNewline).joined(separator: " ")
            return "\(finding.source.name):\(place.line):\(place.column): \(level): \(message) [\(finding.rule)]\n"
        }.joined()
    }

    /// Workflow commands: `::warning file=…,line=…::message`.
    func github() -> String {
        return findings.map { finding in
            let place = finding.place
            let level = finding.level == .info ? "notice" : finding.level.rawValue
            var properties = [
                ("file", Self.escapedProperty(finding.source.name)), ("line", String(place.line)),
            ]
            properties.append(("endLine", String(place.endLine)))
            // Columns count only within one line.
            if place.line == place.endLine {
                properties += [("col", String(place.column)), ("endColumn", String(place.endColumn))]
            }
            properties.append(("title", Self.escapedProperty(finding.rule)))
            let list = properties.map { "\($0)=\($1)" }.joined(separator: ",")
            return "::\(level) \(list)::\(Self.escapedMessage(finding.fullMessage))\n"
        }.joined()
    }

    private static func escapedMessage(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func escapedProperty(_ text: String) -> String {
        escapedMessage(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}

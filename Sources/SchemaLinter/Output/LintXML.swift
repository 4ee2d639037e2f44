import PostgresSyntax

/// Formats in XML.
extension LintResult {
    /// Checkstyle: the findings of each file.
    func checkstyle() -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
        for (file, findings) in byFile {
            text += "  <file name=\"\(file.asXML)\">\n"
            for finding in findings {
                let place = finding.place
                text += "    <error line=\"\(place.line)\" column=\"\(place.column)\" "
                text += "severity=\"\(finding.level.rawValue)\" message=\"\(finding.fullMessage.asXML)\" "
                text += "source=\"schemac.\(finding.rule)\"/>\n"
            }
            text += "  </file>\n"
        }
        return text + "</checkstyle>\n"
    }

    /// JUnit: a test suite for each file, a test case for each rule that reports something in it, or one that passes.
    func junit() -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text +=
            "<testsuites name=\"schemac lint\" tests=\"\(byFile.map { Self.cases($0.findings).count }.reduce(0, +))\" "
        text +=
            "failures=\"\(findings.isEmpty ? 0 : byFile.map { $0.findings.isEmpty ? 0 : Self.cases($0.findings).count }.reduce(0, +))\">\n"
        for (file, findings) in byFile {
            let cases = Self.cases(findings)
            text += "  <testsuite name=\"\(file.asXML)\" tests=\"\(cases.count)\" "
            text += "failures=\"\(findings.isEmpty ? 0 : cases.count)\">\n"
            for rule in cases {
                let meant = findings.filter { $0.rule == rule }
                text += "    <testcase name=\"\(rule)\" classname=\"\(file.asXML)\""
                guard !meant.isEmpty else {
                    text += "/>\n"
                    continue
                }
                let body = meant.map { finding in
                    let place = finding.place
                    return "\(file):\(place.line):\(place.column): \(finding.level.rawValue): \(finding.fullMessage)\n"
                }
                text += ">\n      <failure message=\"\(meant[0].message.asXML)\" type=\"\(meant[0].level.rawValue)\">"
                text += body.joined().asXML + "</failure>\n    </testcase>\n"
            }
            text += "  </testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private static func cases(_ findings: [Finding]) -> [String] {
        findings.isEmpty ? ["clean"] : Set(findings.map(\.rule)).sorted()
    }
}

extension String {
    /// As it can stand in an attribute or between tags; control characters, which XML does not have, become U+FFFD.
    fileprivate var asXML: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\n": text += "&#10;"
            case "\t": text += "&#9;"
            case "\r": text += "&#13;"
            default:
                text.unicodeScalars.append(
                    scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF ? "\u{FFFD}" : scalar)
            }
        }
        return text
    }
}

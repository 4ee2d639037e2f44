import PostgresSyntax

/// A format of findings for other programs.
public enum LintFormat: String, Sendable, CaseIterable {
    /// An object of this program's own, whose version says when it changes.
    case json
    /// SARIF 2.1.0, as code scanning takes it.
    case sarif
    /// Commands of a GitHub workflow, which make annotations.
    case github
    /// A Code Quality report of GitLab.
    case gitlab
    /// JUnit's XML: a test case for each file and rule.
    case junit
    /// Checkstyle's XML.
    case checkstyle
    /// A line for each finding, as a C compiler writes it.
    case gcc
}

extension LintResult {
    /// The result in a format.
    ///
    /// - Parameter tool: the version of the program.
    public func formatted(_ format: LintFormat, tool: String) -> [UInt8] {
        switch format {
        case .json: json(tool: tool)
        case .sarif: sarif(tool: tool)
        case .github: Array(github().utf8)
        case .gitlab: gitlab()
        case .junit: Array(junit().utf8)
        case .checkstyle: Array(checkstyle().utf8)
        case .gcc: Array(gcc().utf8)
        }
    }

    /// The findings of each file that was linted.
    var byFile: [(file: String, findings: [Finding])] {
        let groups = Dictionary(grouping: findings, by: \.source.name)
        let names = files.map(\.name)
        let others = groups.keys.filter { !names.contains($0) }.sorted()
        return (names + others).map { ($0, groups[$0] ?? []) }
    }
}

extension Finding {
    /// Lines and columns, counted from 1; the end stands behind the last character.
    struct Place {
        let line: Int
        let column: Int
        let endLine: Int
        let endColumn: Int
    }

    /// Where it is.
    var place: Place {
        let start = source.position(at: range.lowerBound)
        let end = source.position(at: range.upperBound)
        return Place(line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
    }

    /// What tells it apart from others wherever it stands in its file: 16 hexadecimal digits.
    public var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in [rule, source.name, object ?? "", message].joined(separator: "\0").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The message with what to do about it.
    var fullMessage: String { ([message] + [detail].compactMap { $0 } + recipe).joined(separator: "\n") }
}

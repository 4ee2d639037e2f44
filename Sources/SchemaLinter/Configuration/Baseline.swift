import Platform
import PostgresSyntax

/// Findings that are known and not reported until they are dealt with, told by rule, file and object, so that they stay
/// known when lines move.
public struct Baseline: Sendable {
    private struct Key: Hashable, Comparable {
        let file: String
        let rule: String
        /// The object, or the message of a finding that is about none.
        let subject: String

        static func < (left: Key, right: Key) -> Bool {
            (left.file, left.rule, left.subject) < (right.file, right.rule, right.subject)
        }
    }

    /// How many findings there are of each.
    private var counts: [Key: Int] = [:]

    /// The findings of a result.
    public init(of result: LintResult) {
        for finding in result.findings { counts[Self.key(of: finding), default: 0] += 1 }
    }

    private static func key(of finding: Finding) -> Key {
        Key(file: finding.source.name, rule: finding.rule, subject: finding.object ?? finding.message)
    }

    /// Takes known findings out of a result.
    ///
    /// - Returns: how many of the known findings are there no more.
    public func apply(to result: inout LintResult) -> Int {
        var left = counts
        result.findings.removeAll { finding in
            let key = Self.key(of: finding)
            guard let count = left[key], count > 0 else { return false }
            left[key] = count - 1
            return true
        }
        let files = Set(result.files.map(\.name))
        return left.filter { files.contains($0.key.file) }.values.reduce(0, +)
    }

    // MARK: Files

    /// Reads a file that ``bytes`` has written.
    public init(reading source: SourceText) throws(Diagnosed) {
        do throws(ConfigurationError) {
            guard case .object(let members) = try ConfigurationReader.read(source).content,
                case .array(let findings) = members.first(where: { $0.name == "findings" })?.value.content
            else { throw ConfigurationError(message: "no baseline", range: 0..<min(1, source.count)) }
            for finding in findings { try add(finding) }
        } catch {
            throw Diagnosed(
                diagnostic: Diagnostic(.error, rule: "baseline", error.message, source: source, range: error.range))
        }
    }

    private mutating func add(_ finding: ConfigurationValue) throws(ConfigurationError) {
        guard case .object(let members) = finding.content else {
            throw ConfigurationError(message: "an object is expected", range: finding.range)
        }
        var texts: [String: String] = [:]
        var count = 1
        for (name, _, value) in members {
            switch value.content {
            case .string(let text): texts[name] = text
            case .number(let number): count = Int(exactly: number) ?? 1
            default: break
            }
        }
        guard let file = texts["file"], let rule = texts["rule"], let subject = texts["subject"] else {
            throw ConfigurationError(message: "\"file\", \"rule\" or \"subject\" is missing", range: finding.range)
        }
        counts[Key(file: file, rule: rule, subject: subject), default: 0] += count
    }

    /// The file's bytes, one finding a line.
    public var bytes: [UInt8] {
        var text = Array("{\"version\": 1, \"findings\": [\n".utf8)
        for (index, key) in counts.keys.sorted().enumerated() {
            var json = JSONWriter()
            json.object { json in
                json.value("file", key.file)
                json.value("rule", key.rule)
                json.value("subject", key.subject)
                if let count = counts[key], count > 1 { json.value("count", count) }
            }
            text += json.bytes + Array((index == counts.count - 1 ? "\n" : ",\n").utf8)
        }
        return text + Array("]}\n".utf8)
    }

    /// Why a file cannot be read.
    public struct Diagnosed: Error {
        /// What is wrong with it, and where.
        public let diagnostic: Diagnostic
    }
}

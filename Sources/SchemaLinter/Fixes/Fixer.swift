import PostgresCatalog
import PostgresSyntax

/// Applies what findings propose, until nothing is left to apply.
public struct Fixer {
    /// Whether fixes count that change what statements mean.
    private let takesUnsafe: Bool
    /// How scripts are read.
    private let options: ScriptOptions
    private static let maximumRounds = 10

    /// The inputs, as they are by now.
    private(set) public var inputs: [LintInput]
    /// What is found in them.
    private(set) public var result: LintResult
    /// How many fixes were applied.
    public private(set) var count = 0
    /// Fixes that would have made something worse, by their findings' fingerprints.
    private var rejected: Set<String> = []

    /// Fixes the files that are linted.
    ///
    /// A file that is edited is parsed and run again: an edit after which there are more errors than before is taken back.
    public init(_ inputs: [LintInput], takesUnsafe: Bool = false, options: ScriptOptions = ScriptOptions()) {
        self.inputs = inputs
        self.takesUnsafe = takesUnsafe
        self.options = options
        result = Linter.lint(inputs)
        for _ in 0..<Self.maximumRounds {
            guard fixOnce() else { return }
        }
    }

    /// Applies the fixes of what is found now, all at once or, if that makes something worse, one by one.
    private mutating func fixOnce() -> Bool {
        let fixes = applicable()
        guard !fixes.isEmpty else { return false }
        if take(fixes) { return true }
        var isChanged = false
        for finding in fixes {
            if take([finding]) {
                // Those behind it have moved.
                isChanged = true
                break
            }
            rejected.insert(finding.fingerprint)
        }
        return isChanged
    }

    /// The findings whose fixes can be applied side by side.
    private func applicable() -> [Finding] {
        var ends: [ObjectIdentifier: Int] = [:]
        let sources = Set(inputs.map { ObjectIdentifier($0.tree.source) })
        return result.findings.filter { finding in
            guard let fix = finding.fix, fix.isSafe || takesUnsafe, !rejected.contains(finding.fingerprint),
                let start = fix.edits.map(\.range.lowerBound).min(),
                let end = fix.edits.map(\.range.upperBound).max()
            else { return false }
            let source = ObjectIdentifier(finding.source)
            guard sources.contains(source), start >= ends[source, default: 0] else { return false }
            ends[source] = end + 1
            return true
        }
    }

    /// Applies fixes, unless there are more errors afterwards.
    private mutating func take(_ fixes: [Finding]) -> Bool {
        let groups = Dictionary(grouping: fixes) { ObjectIdentifier($0.source) }
        let edited = inputs.map { input in
            guard let group = groups[ObjectIdentifier(input.tree.source)] else { return input }
            let bytes = input.tree.source.applying(group.flatMap { $0.fix?.edits ?? [] })
            let source = SourceText(name: input.tree.source.name, bytes: bytes)
            return LintInput(
                SyntaxTree.parse(source, options: options), isLinted: input.isLinted, settings: input.settings)
        }
        let new = Linter.lint(edited)
        func errors(_ result: LintResult) -> Int { result.findings.count { $0.category == .correctness } }
        guard errors(new) <= errors(result) else { return false }
        inputs = edited
        result = new
        count += fixes.count
        return true
    }
}

extension SourceText {
    /// The bytes after edits that do not overlap.
    func applying(_ edits: [Finding.Edit]) -> [UInt8] {
        var result: [UInt8] = []
        var end = 0
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            result += bytes(in: end..<edit.range.lowerBound)
            result += edit.text.utf8
            end = edit.range.upperBound
        }
        return result + bytes(in: end..<count)
    }
}

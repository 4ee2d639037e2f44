import PostgresCatalog
import PostgresSyntax

extension FileState {
    /// What is to be said about the comments that suppress findings, once all findings are known.
    func suppressionFindings() -> [Finding] {
        var findings: [Finding] = []
        func report(
            _ rule: Rule, _ message: String, _ range: Range<Int>, recipe: [String] = [], fix: Finding.Fix? = nil
        ) {
            let level = settings.level(of: rule, in: profile)
            guard level != .off else { return }
            findings.append(
                Finding(
                    rule: rule.name, category: rule.category, level: level, message: message, object: nil, detail: nil,
                    recipe: recipe, source: tree.source, range: range, notes: [], fix: fix))
        }
        let known = Rule.all.map(\.name) + Rule.Category.allCases.map(\.rawValue)
        for suppression in suppressions.all where suppression.isOwn {
            for (name, range) in suppression.unknown {
                let near = known.min { editDistance(Array($0), Array(name)) < editDistance(Array($1), Array(name)) }
                report(
                    .unknownSuppression, "no rule or category is called '\(name)'", range,
                    recipe: near.map { ["Did you mean '\($0)'?"] } ?? [])
            }
            if suppression.reason == nil {
                report(
                    .suppressionWithoutReason, "the comment does not say why", suppression.comment,
                    recipe: ["-- schemac:ignore rule -- why"])
            }
        }
        // With a choice of rules, a comment may be about the others.
        guard settings.select.isEmpty || settings.select.contains(Rule.unusedSuppression.name) else { return findings }
        for suppression in suppressions.unused where suppression.unknown.isEmpty {
            let what = suppression.rules.isEmpty ? "anything" : suppression.rules.joined(separator: " or ")
            report(
                .unusedSuppression, "nothing here is reported by \(what)", suppression.comment,
                fix: Finding.Fix("Remove the comment", [Finding.Edit(tree.source.removal(of: suppression.comment), "")])
            )
        }
        return findings
    }
}

extension SourceText {
    /// The bytes that go with a comment: its whole line, if nothing else stands on it, or the white space before it.
    fileprivate func removal(of comment: Range<Int>) -> Range<Int> {
        let line = lineRange(at: comment.lowerBound)
        func isBlank(_ range: Range<Int>) -> Bool { bytes(in: range).allSatisfy { $0 == 32 || $0 == 9 || $0 == 13 } }
        var start = comment.lowerBound
        while start > line.lowerBound, isBlank(start - 1..<start) { start -= 1 }
        if start == line.lowerBound, comment.upperBound >= line.upperBound, comment.upperBound < count {
            return start..<comment.upperBound + 1
        }
        return start..<comment.upperBound
    }
}

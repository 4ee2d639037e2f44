import PostgresSyntax

/// The comments of a file that suppress findings, and which of them were of use.
struct Suppressions {
    private(set) var all: [Suppression] = []
    private var used: Set<Int> = []

    init() {}

    /// Looks for comments in a file.
    init(_ tree: SyntaxTree) {
        var open: [(comment: SuppressionComment, range: Range<Int>)] = []
        for (range, token) in tree.tokens.comments(beginningWith: ["schemac:ignore", "squawk-ignore", "noqa"]) {
            guard let comment = SuppressionComment(tree.source.text(in: range)) else { continue }
            switch comment.reach {
            case .file: add(comment, range, 0..<tree.source.count + 1)
            case .next: add(comment, range, tree.scope(of: range, before: token))
            case .start: open.append((comment, range))
            case .end:
                // It ends what was begun with the same names, or if it has none, what was begun last.
                let index = open.lastIndex { entry in
                    comment.names.isEmpty || entry.comment.names.map(\.name) == comment.names.map(\.name)
                }
                guard let index else { continue }
                let begun = open.remove(at: index)
                add(begun.comment, begun.range, begun.range.upperBound..<range.lowerBound)
            }
        }
        for begun in open { add(begun.comment, begun.range, begun.range.upperBound..<tree.source.count + 1) }
    }

    private mutating func add(_ comment: SuppressionComment, _ range: Range<Int>, _ scope: Range<Int>) {
        var rules: [String] = []
        var unknown: [(name: String, range: Range<Int>)] = []
        for (name, place) in comment.names where name != "all" {
            let known =
                comment.isOwn ? Rule.Category(rawValue: name)?.rawValue ?? Rule.named(name)?.name : ForeignRules[name]
            if let known {
                rules.append(known)
            } else {
                let start = range.lowerBound
                unknown.append((name, start + place.lowerBound..<start + place.upperBound))
            }
        }
        // Nothing but names that mean nothing is not everything.
        if rules.isEmpty, !unknown.isEmpty, !comment.isOwn { return }
        let isNothing = rules.isEmpty && !unknown.isEmpty
        all.append(
            Suppression(
                rules: rules, unknown: unknown, reason: comment.reason, comment: range,
                scope: isNothing ? 0..<0 : scope, isOwn: comment.isOwn))
    }

    /// Whether a finding at a place is not wanted.
    mutating func suppress(rule: String, category: Rule.Category, at offset: Int) -> Bool {
        var isSuppressed = false
        for (index, suppression) in all.enumerated()
        where suppression.covers(rule: rule, category: category, at: offset) {
            used.insert(index)
            isSuppressed = true
        }
        return isSuppressed
    }

    /// Those of this linter that no finding was suppressed by.
    var unused: [Suppression] {
        all.enumerated().filter { !used.contains($0.offset) && $0.element.isOwn }.map(\.element)
    }
}

extension SyntaxTree {
    /// What a comment in the gap before a token is about: the statement it stands behind on its line, the line itself or
    /// the next one within a statement, otherwise the next statement.
    fileprivate func scope(of comment: Range<Int>, before token: Int) -> Range<Int> {
        let line = source.lineRange(at: comment.lowerBound)
        let isTrailing = token > 0 && tokens[token - 1].range.upperBound > line.lowerBound
        let index = firstElement(endingBehind: token)
        let following = index < script.count ? script[index] : nil
        if let following, following.tokenRange.lowerBound < token {
            let meant = isTrailing ? line : source.lineRange(at: min(line.upperBound + 1, source.count))
            return meant.lowerBound..<meant.upperBound + 1
        }
        if isTrailing, index > 0 { return script[index - 1].byteRange.lowerBound..<line.upperBound + 1 }
        return following?.byteRange ?? comment.upperBound..<source.count + 1
    }

    /// The place of the first element that ends behind a token.
    private func firstElement(endingBehind token: Int) -> Int {
        var low = 0
        var high = script.count
        while low < high {
            let middle = (low + high) / 2
            if script[middle].tokenRange.upperBound <= token { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

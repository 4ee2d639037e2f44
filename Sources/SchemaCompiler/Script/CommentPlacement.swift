import PostgresSyntax

/// Which comments of the sources stand where in the script.
///
/// Comments before a statement travel with it, and so does one behind it on the same line. What a file says before its
/// first statement of substance goes to the script's top, what it says behind its last one to the end.
public struct CommentPlacement {
    /// Byte ranges of comments, with the source they are in.
    public typealias Comments = (source: SourceText, ranges: [Range<Int>])

    /// The comments of the sources' heads.
    public private(set) var heads: [Comments] = []
    /// The comments of the sources' ends.
    private(set) var tails: [Comments] = []
    private var leading: [ElementKey: [Range<Int>]] = [:]
    private var trailing: [ElementKey: [Range<Int>]] = [:]

    /// An element is known by its tree and its first token.
    private struct ElementKey: Hashable {
        let tree: ObjectIdentifier
        let token: Int

        init(_ element: ScriptElement) {
            tree = ObjectIdentifier(element.tree)
            token = element.tokenRange.lowerBound
        }
    }

    /// The comments of scripts.
    public init(_ trees: [SyntaxTree]) {
        for tree in trees { place(tree) }
    }

    /// The comments before an element, and the one behind it on its last line.
    public func all(of element: ScriptElement) -> [Range<Int>] { leading(element) + trailing(element) }

    /// The comments before an element.
    func leading(_ element: ScriptElement) -> [Range<Int>] { leading[ElementKey(element)] ?? [] }

    /// The comments behind an element on its last line.
    func trailing(_ element: ScriptElement) -> [Range<Int>] { trailing[ElementKey(element)] ?? [] }

    private mutating func place(_ tree: SyntaxTree) {
        var previous: ScriptElement?
        var carried: [Range<Int>] = []
        var isAtHead = true
        let header = OwnForms.header(of: tree)
        for element in tree.script where element.kind != .copyData {
            var comments = comments(
                in: tree, from: previous?.tokenRange.upperBound ?? 0, to: element.tokenRange.lowerBound)
            if let previous { takeTrailing(&comments, of: previous) }
            carried += header.isEmpty ? comments : comments.filter { !header.contains($0) }
            previous = element
            // A setting has no place of its own in the script; what stands before it belongs to what follows.
            if element.isSetting { continue }
            if isAtHead {
                isAtHead = false
                carried = splitHead(carried, before: element, isOwn: !header.isEmpty)
            }
            if !carried.isEmpty { leading[ElementKey(element)] = carried }
            carried = []
        }
        var comments = comments(in: tree, from: previous?.tokenRange.upperBound ?? 0, to: tree.tokens.count)
        if let previous { takeTrailing(&comments, of: previous) }
        carried += header.isEmpty ? comments : comments.filter { !header.contains($0) }
        if !carried.isEmpty { tails.append((tree.source, carried)) }
    }

    /// The comments between two elements; semicolons and data may stand there too.
    private func comments(in tree: SyntaxTree, from first: Int, to last: Int) -> [Range<Int>] {
        var comments: [Range<Int>] = []
        for token in first...max(first, last) { comments += tree.tokens.comments(before: token) }
        return comments
    }

    private mutating func takeTrailing(_ comments: inout [Range<Int>], of element: ScriptElement) {
        guard let comment = comments.first, element.kind == .statement else { return }
        let source = element.tree.source
        let gap = source.bytes(in: element.byteRange.upperBound..<comment.lowerBound)
        if gap.contains(UInt8(ascii: "\n")) { return }
        trailing[ElementKey(element)] = [comment]
        comments.removeFirst()
    }

    /// Takes a file's head from the comments before its first element: all but the block that stands directly before it.
    private mutating func splitHead(_ comments: [Range<Int>], before element: ScriptElement, isOwn: Bool) -> [Range<
        Int
    >] {
        let source = element.tree.source
        var own: [Range<Int>] = []
        var next = element.byteRange.lowerBound
        for comment in comments.reversed() {
            let isHeader = source.text(in: comment).hasPrefix("-- Name: ")
            let lines = comment.upperBound < next ? lineEnds(source, comment.upperBound, next, isOwn) : 2
            let touches = lines < 2 || own.isEmpty && (isHeader || isBlockOfDump(comment, source))
            guard touches else { break }
            own.insert(comment, at: 0)
            next = comment.lowerBound
        }
        let head = Array(comments.dropLast(own.count))
        if !head.isEmpty { heads.append((source, head)) }
        return own
    }

    /// How many lines end before what follows a comment; the settings that a script of the compiler's own has before a
    /// statement belong to that.
    private func lineEnds(_ source: SourceText, _ start: Int, _ end: Int, _ isOwn: Bool) -> Int {
        isOwn
            ? source.lineEnds(from: start, to: end)
            : source.bytes(in: start..<end).count { $0 == UInt8(ascii: "\n") }
    }

    /// Whether a comment is the empty line with which pg_dump ends a header; the header belongs to the statement, though a
    /// blank line follows.
    private func isBlockOfDump(_ comment: Range<Int>, _ source: SourceText) -> Bool {
        source.text(in: comment) == "--" && comment.lowerBound > 4
            && source.text(in: source.lineRange(at: comment.lowerBound - 2)).hasPrefix("-- Name: ")
    }
}

extension ScriptElement {
    /// Whether it sets a parameter or begins or ends a transaction.
    fileprivate var isSetting: Bool {
        switch statement?.kind {
        case .variableSetStmt, .transactionStmt: true
        case .selectStmt: text.contains("set_config")
        default: kind == .metaCommand && (text.hasPrefix("\\restrict") || text.hasPrefix("\\unrestrict"))
        }
    }
}

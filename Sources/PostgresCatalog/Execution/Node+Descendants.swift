import PostgresSyntax

extension Node {
    /// The nodes of some kinds in the subtree of this one, in the order of the source.
    package func descendants(_ kinds: NodeKind...) -> [Node] {
        var collector = DescendantCollector(kinds: kinds)
        walk(&collector)
        return collector.found
    }
}

private struct DescendantCollector: SyntaxWalker {
    let kinds: [NodeKind]
    var found: [Node] = []

    mutating func enter(_ node: Node) -> Bool {
        if kinds.contains(node.kind) { found.append(node) }
        return true
    }
}

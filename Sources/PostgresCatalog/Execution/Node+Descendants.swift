import PostgresSyntax

extension Node {
    /// The nodes of a kind in the subtree of this one, in the order of the source.
    func descendants(_ kind: NodeKind) -> [Node] {
        var collector = DescendantCollector(kind: kind)
        walk(&collector)
        return collector.found
    }
}

private struct DescendantCollector: SyntaxWalker {
    let kind: NodeKind
    var found: [Node] = []

    mutating func enter(_ node: Node) -> Bool {
        if node.kind == kind { found.append(node) }
        return true
    }
}

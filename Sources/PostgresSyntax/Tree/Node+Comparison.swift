extension Node {
    /// Whether the two nodes and all below them mean the same, wherever they stand: PostgreSQL's `equal()` on raw trees.
    public func hasSameContent(as other: Node) -> Bool {
        guard kind == other.kind, scalarBits == other.scalarBits else { return false }
        guard unit.isInterior else { return hasSameValue(as: other) }
        let children = comparedChildren
        let others = other.comparedChildren
        return children.count == others.count
            && zip(children, others).allSatisfy { $0.field == $1.field && $0.hasSameContent(as: $1) }
    }

    private func hasSameValue(as other: Node) -> Bool {
        switch kind {
        case .stringValue, .string, .bitString: return stringContent == other.stringContent
        case .float: return floatContent == other.floatContent
        case .aConst: return AConst(self)?.value == AConst(other)?.value
        case .integerValue, .integer: return integerContent == other.integerContent
        case .locationValue: return true
        default: return unit.word1 == other.unit.word1
        }
    }

    /// The children in order, but for locations.
    private var comparedChildren: [Node] {
        var nodes: [Node] = []
        forEachChildBackwards { child in
            let node = Node(tree: tree, head: child)
            if node.unit.kind != .locationValue { nodes.append(node) }
            return true
        }
        return nodes
    }
}

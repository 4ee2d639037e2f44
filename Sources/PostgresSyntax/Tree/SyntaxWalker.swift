/// Something that walks a tree: told of each node before and after its children.
public protocol SyntaxWalker {
    /// Called before a node's children.
    ///
    /// - Returns: whether to walk the children; ``leave(_:)`` is called either way.
    mutating func enter(_ node: Node) -> Bool
    /// Called after a node's children.
    mutating func leave(_ node: Node)
}

extension SyntaxWalker {
    /// Does nothing.
    public mutating func leave(_ node: Node) {}
}

extension Node {
    /// Walks this node and everything below it, children in the order of the source.
    ///
    /// The walk keeps a stack of its own: no tree is too deep for it.
    public func walk(_ walker: inout some SyntaxWalker) {
        var stack = [(head: head, entered: false)]
        while let (head, entered) = stack.popLast() {
            let node = Node(tree: tree, head: head)
            if entered {
                walker.leave(node)
                continue
            }
            stack.append((head, true))
            guard walker.enter(node) else { continue }
            // Popped from the end: the last child is pushed first.
            node.forEachChildBackwards { child in
                if tree.storage[child].kind.isNode { stack.append((child, false)) }
                return true
            }
        }
    }
}

extension SyntaxTree {
    /// Calls `body` with every node of every statement, in no promised order: the fastest way to look at all of them.
    public func forEachNode(_ body: (Node) -> Void) {
        for element in elements where element.kind == .statement {
            var head = Int(element.head)
            let first = head - storage[head].subtreeSize + 1
            while head >= first {
                let unit = storage[head]
                if unit.kind.isNode { body(Node(tree: self, head: head)) }
                head -= unit.isInterior ? 2 : 1
            }
        }
    }

    /// How many nodes PostgreSQL's tree has, all statements together.
    public var nodeCount: Int {
        var count = 0
        forEachNode { _ in count += 1 }
        return count
    }
}

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

extension Node {
    /// The nodes of some kinds in the subtree of this one, itself among them, in the order in which a walk enters them.
    public func descendants(_ kinds: NodeKind...) -> [Node] {
        var heads: [Int] = []
        tree.forEachHead(below: head) { if kinds.contains(tree.storage[$0].kind) { heads.append($0) } }
        // A subtree begins where its first child's does, and ends behind all of them.
        let key = { (head: Int) in (head - tree.storage[head].subtreeSize, -head) }
        if heads.count > 1 { heads.sort { key($0) < key($1) } }
        return heads.map { Node(tree: tree, head: $0) }
    }

    /// Whether there is a node of a kind in the subtree of this one, itself included.
    public func contains(_ kind: NodeKind) -> Bool {
        var isThere = false
        tree.forEachHead(below: head) { if tree.storage[$0].kind == kind { isThere = true } }
        return isThere
    }
}

extension SyntaxTree {
    /// Calls `body` with the heads of a subtree, backwards.
    @inline(__always)
    fileprivate func forEachHead(below root: Int, _ body: (Int) -> Void) {
        var head = root
        let first = head - storage[head].subtreeSize + 1
        while head >= first {
            body(head)
            head -= storage[head].isInterior ? 2 : 1
        }
    }

    /// Calls `body` with every node of every statement, in no promised order: the fastest way to look at all of them.
    public func forEachNode(_ body: (Node) -> Void) {
        for element in elements where element.kind == .statement {
            forEachHead(below: Int(element.head)) { head in
                if storage[head].kind.isNode { body(Node(tree: self, head: head)) }
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

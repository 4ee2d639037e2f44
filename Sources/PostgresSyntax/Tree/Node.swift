/// A node of PostgreSQL's parse tree, of any kind.
///
/// A node is a small value that keeps its tree alive. Typed views such as ``CreateStmt`` give its fields their names
/// and types; the functions here reach any field by name.
public struct Node: Sendable {
    /// The tree it belongs to.
    public let tree: SyntaxTree
    /// Index of its head unit.
    let head: Int
    let unit: NodeUnit

    init(tree: SyntaxTree, head: Int) {
        self.tree = tree
        self.head = head
        unit = tree.storage[head]
    }

    /// What kind of node it is.
    public var kind: NodeKind { unit.kind }

    /// The field of its parent in which it stands; `.none` for a statement.
    public var field: FieldName { unit.field }

    /// The bools, enums and chars among its fields, packed as the generated layout says.
    var scalarBits: UInt32 { unit.isInterior ? unit.word1 : 0 }

    // MARK: Children

    /// The node in `field`, or nil.
    ///
    /// - Complexity: O(number of children).
    public func child(_ field: FieldName) -> Node? {
        var result: Node?
        forEachChildBackwards { child in
            guard tree.storage[child].field == field else { return true }
            result = Node(tree: tree, head: child)
            return false
        }
        return result
    }

    /// The nodes of the list in `field`, in order; empty if there is none.
    public func children(_ field: FieldName) -> NodeList { children(where: { $0.field == field }) }

    /// All child nodes in the order in which the parser built them, mostly that of the source.
    public var allChildren: NodeList { children(where: { $0.kind.isNode }) }

    @inline(__always)
    private func children(where isMeant: (NodeUnit) -> Bool) -> NodeList {
        var list = NodeList(tree: tree)
        forEachChildBackwards { child in
            if isMeant(tree.storage[child]) { list.append(child) }
            return true
        }
        return list
    }

    /// Calls `body` with the head of each child, the last one first, until it returns false.
    @inline(__always)
    func forEachChildBackwards(_ body: (Int) -> Bool) {
        guard unit.isInterior else { return }
        let first = head - unit.subtreeSize + 1
        var child = head - 2
        while child >= first {
            guard body(child) else { return }
            child -= tree.storage[child].subtreeSize
        }
    }

    // MARK: Values

    /// The string in `field`, or nil.
    public func string(_ field: FieldName) -> String? {
        child(field).flatMap { $0.unit.kind == .stringValue ? $0.stringContent : nil }
    }

    /// The integer in `field`; 0 if it is not set.
    public func integer(_ field: FieldName) -> Int {
        guard let child = child(field), child.unit.kind == .integerValue else { return 0 }
        return child.integerContent
    }

    /// The byte offset in a field that holds a second location, or nil.
    public func locationValue(_ field: FieldName) -> Int? {
        guard let child = child(field), child.unit.kind == .locationValue else { return nil }
        return child.location
    }

    /// The string that a leaf with a string reference holds.
    var stringContent: String { tree.decoded(StringReference(raw: unit.word1)) }

    /// The integer that a leaf holds.
    var integerContent: Int {
        kind == .integerValue && unit.flags == NodeUnit.unlimitedFlag ? Int.max : Int(Int32(bitPattern: unit.word1))
    }

    // MARK: Source

    private var extent: NodeUnit { tree.storage[head - 1] }

    /// PostgreSQL's location of the node, as a token; nil where it records none.
    var locationToken: Int? {
        guard unit.isInterior else {
            return unit.flags & NodeUnit.noLocationFlag == 0 ? Int(unit.word2) : nil
        }
        return extent.word0 == NodeUnit.noToken ? nil : Int(extent.word0)
    }

    /// PostgreSQL's location of the node as a byte offset; for kinds without a location field, its first byte.
    public var location: Int? {
        locationToken.map { Int(tree.tokens[$0].start) }
    }

    /// The tokens it was built from.
    public var tokenRange: Range<Int> {
        if unit.isInterior {
            return Int(extent.word1)..<max(Int(extent.word1), Int(extent.word2))
        }
        // A leaf that no token spells, such as the length of a plain `char`, stands nowhere.
        return unit.word2 == NodeUnit.noToken ? 0..<0 : Int(unit.word2)..<(Int(unit.word2) + 1)
    }

    /// The bytes it was built from.
    public var byteRange: Range<Int> { tree.byteRange(ofTokens: tokenRange) }

    /// Its exact source text.
    public var text: String { tree.source.text(in: byteRange) }
}

extension Node: Equatable {
    /// The same node of the same tree.
    public static func == (left: Node, right: Node) -> Bool {
        left.tree === right.tree && left.head == right.head
    }
}

/// The nodes of a list field, in order.
///
/// They are found from the last one to the first. Most lists are short: these take no memory of their own.
public struct NodeList: RandomAccessCollection, Sendable {
    let tree: SyntaxTree
    /// The number of nodes.
    public private(set) var count = 0
    /// The heads of the last four, the last one first.
    private var last = SIMD4<UInt32>()
    /// The heads of those before them, the last one first.
    private var others: [UInt32] = []

    init(tree: SyntaxTree) { self.tree = tree }

    /// Adds the node before those that are there.
    @inline(__always)
    fileprivate mutating func append(_ head: Int) {
        if count < last.scalarCount {
            last[count] = UInt32(truncatingIfNeeded: head)
        } else {
            others.append(UInt32(truncatingIfNeeded: head))
        }
        count += 1
    }

    /// The position of the first node.
    public var startIndex: Int { 0 }
    /// The position behind the last node.
    public var endIndex: Int { count }

    /// The node at `position`.
    public subscript(position: Int) -> Node {
        precondition(position >= 0 && position < count, "there is no such node")
        let place = count - 1 - position
        let head = place < last.scalarCount ? last[place] : others[place - last.scalarCount]
        return Node(tree: tree, head: Int(head))
    }

    /// The values of the list's `String` nodes, as in a dotted name.
    public var strings: [String] {
        var strings: [String] = []
        strings.reserveCapacity(count)
        for node in self where node.kind == .string { strings.append(node.stringContent) }
        return strings
    }
}

/// A typed view of a node.
public protocol SyntaxNode: Sendable {
    /// The node that is viewed.
    var node: Node { get }
    /// Nil if `node` is of another kind.
    init?(_ node: Node)
}

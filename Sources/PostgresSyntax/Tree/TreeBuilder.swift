/// The place where a node begins: the number of units and the index of the token at that moment.
struct Mark {
    let unit: Int
    let token: Int
}

/// The growing tree: appends leaves, wraps what was appended since a ``Mark`` into interior nodes.
///
/// This is the one place that writes tree memory. The pointer never leaves it except as the immutable
/// ``NodeStorage`` that ``finish()`` hands out; every index given to it is checked in debug builds.
struct TreeBuilder: ~Copyable {
    private var units: UnsafeMutablePointer<NodeUnit>
    private(set) var count = 0
    private var capacity: Int
    private var growths = 0
    /// Texts that no token spells, such as the `a.b` of `SET a.b = 1`, and the end of each.
    private var ownedBytes: [UInt8] = []
    private var ownedEnds: [Int] = []

    /// Reserves room once; the tree grows by doubling should it not suffice.
    init(capacity: Int) {
        self.capacity = max(capacity, 2)
        units = .allocate(capacity: self.capacity)
    }

    deinit {
        units.deallocate()
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<NodeUnit>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: units, count: count)
        units.deallocate()
        units = larger
        capacity *= 2
        growths += 1
    }

    @inline(__always)
    mutating func append(_ unit: NodeUnit) {
        if count == capacity { grow() }
        (units + count).initialize(to: unit)
        count += 1
    }

    /// The unit at `index`.
    @inline(__always)
    subscript(index: Int) -> NodeUnit {
        get {
            assert(index >= 0 && index < count)
            return units[index]
        }
        set {
            assert(index >= 0 && index < count)
            units[index] = newValue
        }
    }

    /// Wraps all units since `unit` into an interior node.
    @inline(__always)
    mutating func close(
        _ kind: NodeKind, flags: UInt8 = 0, from unit: Int, start: Int, end: Int, location: UInt32, scalars: UInt32
    ) {
        if count + 2 > capacity { grow() }
        (units + count).initialize(
            to: NodeUnit(
                word0: location, word1: UInt32(truncatingIfNeeded: start), word2: UInt32(truncatingIfNeeded: end)))
        count += 2
        (units + count - 1).initialize(
            to: NodeUnit(
                word0: UInt32(kind.rawValue) | UInt32(flags) << 8 | NodeUnit.interiorFlag, word1: scalars,
                word2: UInt32(truncatingIfNeeded: count - unit)))
    }

    /// Gives the node built last its field in the parent that is being built.
    @inline(__always)
    mutating func label(_ field: FieldName) {
        assert(count > 0)
        units[count - 1].field = field
    }

    /// Gives every node built at top level since `unit` the same field.
    mutating func labelAll(since unit: Int, _ field: FieldName) {
        var head = count - 1
        while head >= unit {
            units[head].field = field
            head -= units[head].subtreeSize
        }
    }

    /// How many nodes were built at top level since `unit`.
    func countNodes(since unit: Int) -> Int {
        var nodes = 0
        var head = count - 1
        while head >= unit {
            nodes += 1
            head -= units[head].subtreeSize
        }
        return nodes
    }

    /// The head of the first node of `kind` among those built at top level since `unit`.
    func firstNode(_ kind: NodeKind, since unit: Int) -> Int? {
        var first: Int?
        var head = count - 1
        while head >= unit {
            if units[head].kind == kind { first = head }
            head -= units[head].subtreeSize
        }
        return first
    }

    /// Moves the nodes built since `unit` behind those built since `middle`.
    mutating func rotate(since unit: Int, middle: Int) {
        assert(unit <= middle && middle <= count)
        let length = middle - unit
        for index in unit..<middle {
            append(units[index])
        }
        (units + unit).update(from: units + middle, count: count - middle)
        count -= length
    }

    /// Reverses the order of the nodes built at top level since `unit`.
    mutating func reverseNodes(since unit: Int) {
        let end = count
        var head = end - 1
        while head >= unit {
            appendCopy(of: head)
            head -= units[head].subtreeSize
        }
        (units + unit).update(from: units + end, count: end - unit)
        count = end
    }

    /// The head of the last child that the interior node built last has in `field`.
    func lastChild(_ field: FieldName) -> Int? {
        let first = count - units[count - 1].subtreeSize
        var head = count - 3
        while head >= first {
            if units[head].field == field { return head }
            head -= units[head].subtreeSize
        }
        return nil
    }

    /// An interior node taken apart by ``reopen()``, to be closed again with more children.
    struct Opened {
        let kind: NodeKind
        /// Where it and its start token began.
        let mark: Mark
        let location: UInt32
        var scalars: UInt32
    }

    /// Takes the extent and head off the interior node built last; its children stay.
    mutating func reopen() -> Opened {
        let head = units[count - 1]
        assert(head.isInterior)
        let extent = units[count - 2]
        let unit = count - head.subtreeSize
        count -= 2
        return Opened(
            kind: head.kind, mark: Mark(unit: unit, token: Int(extent.word1)), location: extent.word0,
            scalars: head.word1)
    }

    /// Lets the text of the interior node built last begin at token `start` and end before token `end`.
    mutating func widen(toToken start: Int, end: Int) {
        assert(units[count - 1].isInterior)
        units[count - 2].word1 = UInt32(truncatingIfNeeded: start)
        units[count - 2].word2 = UInt32(truncatingIfNeeded: end)
    }

    /// Forgets everything appended since `unit`.
    mutating func truncate(to unit: Int) {
        assert(unit <= count)
        count = unit
    }

    /// Appends a copy of the subtree whose head is at `head`.
    mutating func appendCopy(of head: Int) {
        appendCopy(from: head - units[head].subtreeSize + 1, to: head)
    }

    /// Keeps `text` in the tree.
    mutating func own(_ text: some Sequence<UInt8>) -> StringReference {
        ownedBytes.append(contentsOf: text)
        ownedEnds.append(ownedBytes.count)
        return .owned(ownedEnds.count - 1)
    }

    /// Appends a copy of the units from `first` to `last`, which are whole subtrees.
    mutating func appendCopy(from first: Int, to last: Int) {
        for index in first...last {
            append(units[index])
        }
    }

    /// Takes out the units from `first` to `last`, which are whole subtrees; those behind move up.
    mutating func remove(from first: Int, to last: Int) {
        assert(first >= 0 && first <= last && last < count)
        let length = last - first + 1
        (units + first).update(from: units + last + 1, count: count - last - 1)
        count -= length
    }

    /// Hands the memory over as an immutable tree and starts a new one.
    mutating func finish() -> NodeStorage {
        let storage = NodeStorage(
            units: units, count: count, ownedBytes: ownedBytes, ownedEnds: ownedEnds, growths: growths)
        units = .allocate(capacity: 2)
        capacity = 2
        count = 0
        growths = 0
        ownedBytes = []
        ownedEnds = []
        return storage
    }
}

/// The finished units and owned texts of a tree: immutable, freed in `deinit`.
final class NodeStorage: Sendable {
    nonisolated(unsafe) private let units: UnsafeMutablePointer<NodeUnit>
    let count: Int
    /// How often the memory for units had to grow.
    let growths: Int
    private let ownedBytes: [UInt8]
    private let ownedEnds: [Int]

    /// Takes ownership of `units`.
    init(units: UnsafeMutablePointer<NodeUnit>, count: Int, ownedBytes: [UInt8], ownedEnds: [Int], growths: Int) {
        self.units = units
        self.count = count
        self.ownedBytes = ownedBytes
        self.ownedEnds = ownedEnds
        self.growths = growths
    }

    deinit {
        units.deallocate()
    }

    @inline(__always)
    subscript(index: Int) -> NodeUnit {
        precondition(index >= 0 && index < count, "node index out of range")
        return units[index]
    }

    /// How many bytes of memory it takes.
    var byteCount: Int {
        count * MemoryLayout<NodeUnit>.stride + ownedBytes.count + ownedEnds.count * MemoryLayout<Int>.stride
    }

    /// The bytes of an owned text.
    func ownedText(_ index: Int) -> ArraySlice<UInt8> {
        ownedBytes[(index == 0 ? 0 : ownedEnds[index - 1])..<ownedEnds[index]]
    }
}

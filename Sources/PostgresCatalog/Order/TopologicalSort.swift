/// A stable topological sort: what depends on nothing keeps its place as far as it can.
///
/// Nodes are their positions in the wished order. The result is built from its end (Knuth's algorithm, run backwards
/// as pg_dump does): of the nodes nothing left depends on, the last one in the wished order is placed next. So a node
/// that must come earlier is pulled ahead to just before the first one that needs it, and nothing else moves.
package struct TopologicalSort {
    private var dependencies: [[Int]]

    /// Creates a sort of `count` nodes.
    package init(count: Int) {
        dependencies = Array(repeating: [], count: count)
    }

    /// `node` has to come after `dependency`.
    package mutating func add(_ node: Int, dependsOn dependency: Int) {
        if node != dependency { dependencies[node].append(dependency) }
    }

    /// The nodes in order, as far as they can be ordered.
    ///
    /// - Complexity: O((nodes + edges) · log nodes).
    package func sorted() -> [Int] {
        var dependents = Array(repeating: 0, count: dependencies.count)
        for list in dependencies {
            for node in list { dependents[node] += 1 }
        }
        var ready = MaximumHeap()
        for node in dependencies.indices where dependents[node] == 0 { ready.insert(node) }
        var result: [Int] = []
        result.reserveCapacity(dependencies.count)
        while let node = ready.removeMaximum() {
            result.append(node)
            for dependency in dependencies[node] {
                dependents[dependency] -= 1
                if dependents[dependency] == 0 { ready.insert(dependency) }
            }
        }
        result.reverse()
        return result
    }

    /// Groups of nodes that depend on each other, each in ascending order.
    ///
    /// Tarjan's strongly connected components, with a stack of its own: no chain is too long for it.
    package func cycles() -> [[Int]] {
        var search = ComponentSearch(dependencies)
        return search.components().filter { $0.count > 1 }.map { $0.sorted() }
    }
}

/// Integers of which the greatest comes out first.
private struct MaximumHeap {
    private var items: [Int] = []

    mutating func insert(_ item: Int) {
        items.append(item)
        var child = items.count - 1
        while child > 0, case let parent = (child - 1) / 2, items[parent] < items[child] {
            items.swapAt(parent, child)
            child = parent
        }
    }

    mutating func removeMaximum() -> Int? {
        guard let maximum = items.first else { return nil }
        let last = items.removeLast()
        guard !items.isEmpty else { return maximum }
        items[0] = last
        var parent = 0
        while case var child = 2 * parent + 1, child < items.count {
            if child + 1 < items.count, items[child + 1] > items[child] { child += 1 }
            guard items[child] > items[parent] else { break }
            items.swapAt(parent, child)
            parent = child
        }
        return maximum
    }
}

/// Tarjan's search for strongly connected components.
private struct ComponentSearch {
    private let edges: [[Int]]
    private var index: [Int]
    private var low: [Int]
    private var isOnStack: [Bool]
    private var stack: [Int] = []
    private var next = 0
    private var found: [[Int]] = []

    init(_ edges: [[Int]]) {
        self.edges = edges
        index = Array(repeating: -1, count: edges.count)
        low = index
        isOnStack = Array(repeating: false, count: edges.count)
    }

    mutating func components() -> [[Int]] {
        for node in edges.indices where index[node] < 0 { visit(node) }
        return found
    }

    private mutating func visit(_ root: Int) {
        var calls: [(node: Int, edge: Int)] = []
        open(root)
        calls.append((root, 0))
        while let (node, edge) = calls.last {
            guard edge < edges[node].count else {
                calls.removeLast()
                close(node)
                if let caller = calls.last?.node { low[caller] = min(low[caller], low[node]) }
                continue
            }
            calls[calls.count - 1].edge += 1
            let target = edges[node][edge]
            if index[target] < 0 {
                open(target)
                calls.append((target, 0))
            } else if isOnStack[target] {
                low[node] = min(low[node], index[target])
            }
        }
    }

    private mutating func open(_ node: Int) {
        index[node] = next
        low[node] = next
        next += 1
        stack.append(node)
        isOnStack[node] = true
    }

    private mutating func close(_ node: Int) {
        guard low[node] == index[node] else { return }
        var component: [Int] = []
        while let member = stack.popLast() {
            isOnStack[member] = false
            component.append(member)
            if member == node { break }
        }
        found.append(component)
    }
}

import PostgresCatalog

extension SchemaGraph {
    /// A step of the order in which the nodes can come about.
    public struct Step: Sendable {
        /// Index of the node.
        public let node: Int
        /// The edge to the one of the nodes it needs that comes last; nil if it needs none.
        public let reason: Int?
    }

    /// Nodes that need each other.
    public struct Cycle: Sendable {
        /// Indices of the nodes, ascending.
        public let nodes: [Int]
        /// Indices of the edges between them.
        public let edges: [Int]
        /// The edge without which there would be no cycle, or a smaller one: a foreign key or a reference in a body, if
        /// there is one, since these can be added later.
        public let edgeToCut: Int
    }

    /// The groups of nodes that need each other.
    public func cycles() -> [Cycle] {
        let wished = wishedOrder()
        return sort(without: []).cycles().map { places in
            let members = places.map { wished[$0] }.sorted()
            let set = Set(members)
            let inner = edges.indices.filter { set.contains(edges[$0].from) && set.contains(edges[$0].to) }
            let cut = inner.min { cost(of: $0) < cost(of: $1) }!
            return Cycle(nodes: members, edges: inner, edgeToCut: cut)
        }
    }

    /// How much is lost with an edge: nothing with one that only a routine's text has, little with a foreign key.
    private func cost(of edge: Int) -> (Int, Int) {
        (!edges[edge].isRecorded ? 0 : edges[edge].isForeignKey ? 1 : 2, edge)
    }

    /// The nodes in an order in which each comes behind what it needs, the order of their statements kept as far as it
    /// can be; of a cycle, edges are left out until there is none.
    public func order() -> [Step] {
        let wished = wishedOrder()
        var cut: Set<Int> = []
        var sort = sort(without: cut)
        while case let cycles = sort.cycles(), !cycles.isEmpty {
            for places in cycles {
                let set = Set(places.map { wished[$0] })
                let inner = edges.indices.filter {
                    !cut.contains($0) && set.contains(edges[$0].from) && set.contains(edges[$0].to)
                }
                if let edge = inner.min(by: { cost(of: $0) < cost(of: $1) }) { cut.insert(edge) }
            }
            sort = self.sort(without: cut)
        }
        let order = sort.sorted().map { wished[$0] }
        var places = [Int](repeating: 0, count: nodes.count)
        for (place, node) in order.enumerated() { places[node] = place }
        var reasons = [Int?](repeating: nil, count: nodes.count)
        for (index, edge) in edges.enumerated() where !cut.contains(index) {
            if let known = reasons[edge.from], places[edges[known].to] >= places[edge.to] { continue }
            reasons[edge.from] = index
        }
        return order.map { Step(node: $0, reason: reasons[$0]) }
    }

    /// The nodes by the places of their statements.
    private func wishedOrder() -> [Int] {
        var files: [String: Int] = [:]
        for node in nodes {
            if let file = node.place?.file, files[file] == nil { files[file] = files.count }
        }
        // What no statement made comes first.
        func key(_ node: Int) -> (Int, Int) { nodes[node].place.map { (files[$0.file]!, $0.line) } ?? (-1, 0) }
        return nodes.indices.sorted { left, right in
            let (first, second) = (key(left), key(right))
            return first == second ? left < right : first < second
        }
    }

    /// A sort whose nodes are the places in the wished order.
    private func sort(without cut: Set<Int>) -> TopologicalSort {
        let wished = wishedOrder()
        var places = [Int](repeating: 0, count: nodes.count)
        for (place, node) in wished.enumerated() { places[node] = place }
        var sort = TopologicalSort(count: nodes.count)
        for (index, edge) in edges.enumerated() where !cut.contains(index) {
            sort.add(places[edge.from], dependsOn: places[edge.to])
        }
        return sort
    }
}

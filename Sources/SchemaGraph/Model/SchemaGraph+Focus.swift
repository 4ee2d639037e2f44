extension SchemaGraph {
    /// Which way to follow dependencies.
    public enum Direction: String, Sendable, CaseIterable {
        /// To what is needed.
        case down
        /// To what needs it.
        case up
        /// Both ways.
        case both
    }

    /// The nodes of this name: the whole identity, or the name without its schema.
    public func nodes(named name: String) -> [Int] {
        let exact = nodes.indices.filter { nodes[$0].name == name }
        return exact.isEmpty ? nodes.indices.filter { nodes[$0].shortName == name } : exact
    }

    /// The part of the graph around some nodes.
    ///
    /// - Parameters:
    ///   - depth: how many steps away a node may be; nil for any number.
    ///   - direction: which way the steps go.
    public func focused(on centers: [Int], depth: Int? = nil, direction: Direction = .both) -> SchemaGraph {
        var distance = [Int?](repeating: nil, count: nodes.count)
        for center in centers { distance[center] = 0 }
        if direction != .up {
            spread(&distance, from: centers, depth) {
                $0.from
            } to: {
                $0.to
            }
        }
        if direction != .down {
            spread(&distance, from: centers, depth) {
                $0.to
            } to: {
                $0.from
            }
        }
        return restricted { distance[$0] != nil }
    }

    /// The graph without what is only found in the text of routines.
    public var recorded: SchemaGraph { SchemaGraph(nodes: nodes, edges: edges.filter(\.isRecorded)) }

    private func spread(
        _ distance: inout [Int?], from centers: [Int], _ depth: Int?, _ source: (Edge) -> Int, to target: (Edge) -> Int
    ) {
        var neighbours = [[Int]](repeating: [], count: nodes.count)
        for edge in edges { neighbours[source(edge)].append(target(edge)) }
        var reached = Set(centers)
        var front = centers
        var steps = 0
        while !front.isEmpty, steps < depth ?? Int.max {
            steps += 1
            front = front.flatMap { neighbours[$0] }.filter { reached.insert($0).inserted }
            for node in front where distance[node] == nil { distance[node] = steps }
        }
    }

    /// The graph of some of the nodes and the edges between them.
    public func restricted(to isKept: (Int) -> Bool) -> SchemaGraph {
        var places: [Int?] = []
        var kept: [Node] = []
        for index in nodes.indices {
            places.append(isKept(index) ? kept.count : nil)
            if isKept(index) { kept.append(nodes[index]) }
        }
        let edges = edges.compactMap { edge -> Edge? in
            guard let from = places[edge.from], let to = places[edge.to] else { return nil }
            var edge = edge
            (edge.from, edge.to) = (from, to)
            return edge
        }
        return SchemaGraph(nodes: kept, edges: edges)
    }
}

/// Places a whole graph: each schema's nodes together, in each the connected parts side by side, what stands alone in rows
/// behind them.
struct SchemaLayout {
    /// Where each node is.
    private(set) var frames: [Rectangle]
    /// The points that each edge goes through.
    private(set) var routes: [[Point]]
    /// Where each schema is; one without name holds what has no schema.
    private(set) var clusters: [(name: String?, frame: Rectangle)] = []
    /// What it takes as a whole.
    private(set) var size = Size(width: 0, height: 0)

    private static let margin = 24.0
    private static let titleHeight = 26.0

    init(_ graph: SchemaGraph, sizes: [Size]) {
        frames = Array(repeating: Rectangle(x: 0, y: 0, width: 0, height: 0), count: sizes.count)
        routes = Array(repeating: [], count: graph.edges.count)
        let groups = Dictionary(grouping: graph.nodes.indices, by: { graph.nodes[$0].schema ?? "" })
        var boxes: [(name: String, box: Box)] = []
        for name in groups.keys.sorted() {
            boxes.append((name, Self.box(of: groups[name]!, graph, sizes)))
        }
        let isTitled = boxes.count > 1 || boxes.first?.name.isEmpty == false
        let padding = isTitled ? Self.margin : 0
        let title = isTitled ? Self.titleHeight : 0
        let outer = boxes.map {
            Size(width: $0.box.size.width + 2 * padding, height: $0.box.size.height + 2 * padding + title)
        }
        let origins = Shelves(outer).origins
        for (index, (name, box)) in boxes.enumerated() {
            let (x, y) = (origins[index].x + Self.margin, origins[index].y + Self.margin)
            if isTitled {
                clusters.append(
                    (
                        name.isEmpty ? nil : name,
                        Rectangle(x: x, y: y, width: outer[index].width, height: outer[index].height)
                    ))
            }
            for (node, frame) in box.frames { frames[node] = frame.moved(byX: x + padding, y: y + padding + title) }
            for (edge, route) in box.routes {
                routes[edge] = route.map { Point(x: $0.x + x + padding, y: $0.y + y + padding + title) }
            }
            size.width = max(size.width, x + outer[index].width + Self.margin)
            size.height = max(size.height, y + outer[index].height + Self.margin)
        }
        for (index, edge) in graph.edges.enumerated() where routes[index].isEmpty {
            routes[index] = straightRoute(frames[edge.from], frames[edge.to])
        }
    }

    /// An edge between schemas goes from border to border.
    private func straightRoute(_ from: Rectangle, _ to: Rectangle) -> [Point] {
        let isLeftward = to.midX <= from.midX
        return [
            Point(x: isLeftward ? from.x : from.maxX, y: from.midY),
            Point(x: isLeftward ? to.maxX : to.x, y: to.midY),
        ]
    }

    /// The nodes of one schema, placed by themselves.
    private struct Box {
        var frames: [(node: Int, frame: Rectangle)] = []
        var routes: [(edge: Int, route: [Point])] = []
        var size = Size(width: 0, height: 0)
    }

    private static func box(of members: [Int], _ graph: SchemaGraph, _ sizes: [Size]) -> Box {
        let components = components(of: members, graph)
        let connected = components.filter { $0.nodes.count > 1 }
        let single = components.filter { $0.nodes.count == 1 }.map { $0.nodes[0] }
        let layouts = connected.map { component in
            let places = Dictionary(uniqueKeysWithValues: component.nodes.enumerated().map { ($1, $0) })
            return LayeredLayout(
                sizes: component.nodes.map { sizes[$0] },
                edges: component.edges.map { (places[graph.edges[$0].from]!, places[graph.edges[$0].to]!) })
        }
        let gap = LayeredLayout.layerGap / 2
        let blocks = layouts.map { Size(width: $0.size.width + gap, height: $0.size.height + gap) }
        let loners = single.map { Size(width: sizes[$0].width + 20, height: sizes[$0].height + 16) }
        let shelves = Shelves(blocks)
        let lonerShelves = Shelves(loners, width: max(shelves.size.width, 600))
        var box = Box()
        for (index, component) in connected.enumerated() {
            let origin = shelves.origins[index]
            for (place, node) in component.nodes.enumerated() {
                box.frames.append((node, layouts[index].frames[place].moved(byX: origin.x, y: origin.y)))
            }
            for (place, edge) in component.edges.enumerated() {
                let route = layouts[index].routes[place].map { Point(x: $0.x + origin.x, y: $0.y + origin.y) }
                box.routes.append((edge, route))
            }
        }
        let top = blocks.isEmpty ? 0 : shelves.size.height + gap
        for (index, node) in single.enumerated() {
            let origin = lonerShelves.origins[index]
            box.frames.append(
                (
                    node,
                    Rectangle(
                        x: origin.x, y: origin.y + top, width: sizes[node].width, height: sizes[node].height)
                ))
        }
        box.size.width = box.frames.map(\.frame.maxX).max() ?? 0
        box.size.height = box.frames.map(\.frame.maxY).max() ?? 0
        return box
    }

    /// The parts that no edge within the schema connects, the largest first.
    private static func components(of members: [Int], _ graph: SchemaGraph) -> [(nodes: [Int], edges: [Int])] {
        var parent = Dictionary(uniqueKeysWithValues: members.map { ($0, $0) })
        func root(_ node: Int) -> Int {
            var node = node
            while let next = parent[node], next != node {
                parent[node] = parent[next]
                node = next
            }
            return node
        }
        let inner = graph.edges.indices.filter {
            parent[graph.edges[$0].from] != nil && parent[graph.edges[$0].to] != nil
        }
        for edge in inner { parent[root(graph.edges[edge].from)] = root(graph.edges[edge].to) }
        let nodes = Dictionary(grouping: members, by: root)
        let edges = Dictionary(grouping: inner, by: { root(graph.edges[$0].from) })
        return nodes.keys.sorted { (nodes[$0]!.count, $1) > (nodes[$1]!.count, $0) }
            .map { (nodes[$0]!.sorted(), edges[$0] ?? []) }
    }
}

/// Puts rectangles on shelves, from left to right and from top to bottom, in their order.
struct Shelves {
    private(set) var origins: [Point] = []
    private(set) var size = Size(width: 0, height: 0)

    /// - Parameter width: how long a shelf is; nil for what makes the whole about as high as it is wide.
    init(_ sizes: [Size], width: Double? = nil) {
        let area = sizes.reduce(0) { $0 + $1.width * $1.height }
        let limit = max(width ?? (area * 1.7).squareRoot(), sizes.map(\.width).max() ?? 0)
        var (x, y, height) = (0.0, 0.0, 0.0)
        for item in sizes {
            if x > 0, x + item.width > limit {
                (x, y, height) = (0, y + height, 0)
            }
            origins.append(Point(x: x, y: y))
            x += item.width
            height = max(height, item.height)
            size.width = max(size.width, x)
        }
        size.height = y + height
    }
}

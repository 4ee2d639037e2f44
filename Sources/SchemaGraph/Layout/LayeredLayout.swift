/// Places the nodes of one connected graph in layers from left to right, what is needed left of what needs it, and
/// leads edges between layers around the nodes in their way (Sugiyama's method).
struct LayeredLayout {
    /// Where each node is.
    private(set) var frames: [Rectangle]
    /// The points that each edge goes through, from the node that needs to the one that is needed.
    private(set) var routes: [[Point]] = []
    /// What it takes as a whole.
    private(set) var size = Size(width: 0, height: 0)

    static let layerGap = 70.0
    static let nodeGap = 16.0
    /// The height that an edge takes where it passes a layer.
    private static let laneHeight = 4.0

    private let sizes: [Size]
    private let edges: [(from: Int, to: Int)]
    /// The layer of each node, of the lanes of long edges too, which are numbered behind the nodes.
    private var ranks: [Int]
    private var layers: [[Int]] = []
    private var lanes: [[Int]] = []
    private var above: [[Int]] = []
    private var below: [[Int]] = []

    init(sizes: [Size], edges: [(from: Int, to: Int)]) {
        self.sizes = sizes
        self.edges = edges
        ranks = Array(repeating: 0, count: sizes.count)
        frames = []
        assignRanks()
        makeLanes()
        reduceCrossings()
        place()
    }

    // MARK: Layers

    /// The edges without those that close a cycle, as lists of what each node needs.
    private func acyclicNeeds() -> [[Int]] {
        var needs = [[Int]](repeating: [], count: sizes.count)
        for edge in edges { needs[edge.from].append(edge.to) }
        var state = [UInt8](repeating: 0, count: sizes.count)
        for root in sizes.indices where state[root] == 0 {
            var stack = [(root, 0)]
            state[root] = 1
            while let (node, next) = stack.last {
                guard next < needs[node].count else {
                    state[node] = 2
                    stack.removeLast()
                    continue
                }
                let target = needs[node][next]
                if state[target] == 1 {
                    needs[node].remove(at: next)
                } else {
                    stack[stack.count - 1].1 += 1
                    if state[target] == 0 {
                        state[target] = 1
                        stack.append((target, 0))
                    }
                }
            }
        }
        return needs
    }

    /// What nothing is needed for comes first; a layer that grows too high gives its last nodes to the next one.
    private mutating func assignRanks() {
        let needs = acyclicNeeds()
        var dependents = [[Int]](repeating: [], count: sizes.count)
        for (node, list) in needs.enumerated() { for target in list { dependents[target].append(node) } }
        let area = sizes.reduce(0) { $0 + ($1.width + Self.layerGap) * ($1.height + Self.nodeGap) }
        let limit = max((area * 0.6).squareRoot(), sizes.map(\.height).max() ?? 0)
        var remaining = needs.map(\.count)
        var ready = sizes.indices.filter { remaining[$0] == 0 }
        var rank = 0
        while !ready.isEmpty {
            ready.sort { (dependents[$0].count, $1) > (dependents[$1].count, $0) }
            var height = 0.0
            var taken: [Int] = []
            var left: [Int] = []
            for node in ready {
                if taken.isEmpty || height + sizes[node].height <= limit {
                    height += sizes[node].height + Self.nodeGap
                    taken.append(node)
                } else {
                    left.append(node)
                }
            }
            for node in taken {
                ranks[node] = rank
                for dependent in dependents[node] {
                    remaining[dependent] -= 1
                    if remaining[dependent] == 0 { left.append(dependent) }
                }
            }
            ready = left
            rank += 1
        }
        layers = Array(repeating: [], count: rank)
        for node in sizes.indices { layers[ranks[node]].append(node) }
    }

    /// Gives each edge that passes layers a lane in each of them.
    private mutating func makeLanes() {
        above = Array(repeating: [], count: sizes.count)
        below = above
        for edge in edges {
            let (low, high) = ranks[edge.from] < ranks[edge.to] ? (edge.from, edge.to) : (edge.to, edge.from)
            var path: [Int] = []
            var previous = low
            for rank in (ranks[low] + 1)..<max(ranks[high], ranks[low] + 1) {
                let lane = ranks.count
                ranks.append(rank)
                layers[rank].append(lane)
                above.append([])
                below.append([])
                connect(previous, lane)
                path.append(lane)
                previous = lane
            }
            if ranks[previous] != ranks[high] { connect(previous, high) }
            lanes.append(low == edge.from ? path : path.reversed())
        }
    }

    private mutating func connect(_ low: Int, _ high: Int) {
        below[high].append(low)
        above[low].append(high)
    }

    // MARK: Order within layers

    /// Sorts each layer by the places of its neighbours, back and forth.
    private mutating func reduceCrossings() {
        var places = [Double](repeating: 0, count: ranks.count)
        func number(_ layer: [Int]) { for (place, node) in layer.enumerated() { places[node] = Double(place) } }
        layers.forEach(number)
        for round in 0..<12 {
            let isForward = round % 2 == 0
            for index in isForward ? Array(layers.indices) : layers.indices.reversed() {
                let neighbours = isForward ? below : above
                let wished = layers[index].map { node -> Double in
                    let list = neighbours[node]
                    return list.isEmpty ? places[node] : list.reduce(0) { $0 + places[$1] } / Double(list.count)
                }
                let order = layers[index].indices.sorted { (wished[$0], $0) < (wished[$1], $1) }
                layers[index] = order.map { layers[index][$0] }
                number(layers[index])
            }
        }
    }

    // MARK: Coordinates

    private mutating func place() {
        var middles = [Double](repeating: 0, count: ranks.count)
        let heights = ranks.indices.map { $0 < sizes.count ? sizes[$0].height : Self.laneHeight }
        for layer in layers { stack(layer, heights, &middles) { _ in nil } }
        for round in 0..<8 {
            let isForward = round % 2 == 0
            for index in isForward ? Array(layers.indices) : layers.indices.reversed() {
                let neighbours = isForward ? below : above
                let current = middles
                stack(layers[index], heights, &middles) { node in
                    let list = neighbours[node]
                    return list.isEmpty ? current[node] : list.reduce(0) { $0 + current[$1] } / Double(list.count)
                }
            }
        }
        var lefts: [Double] = []
        var widths: [Double] = []
        var x = 0.0
        for layer in layers {
            let width = layer.map { $0 < sizes.count ? sizes[$0].width : 0 }.max() ?? 0
            lefts.append(x)
            widths.append(width)
            x += width + Self.layerGap
        }
        let top = ranks.indices.map { middles[$0] - heights[$0] / 2 }.min() ?? 0
        for node in sizes.indices {
            frames.append(
                Rectangle(
                    x: lefts[ranks[node]] + (widths[ranks[node]] - sizes[node].width) / 2,
                    y: middles[node] - heights[node] / 2 - top, width: sizes[node].width, height: sizes[node].height))
        }
        size = Size(
            width: max(0, x - Self.layerGap), height: frames.map(\.maxY).max() ?? 0)
        makeRoutes(lefts, widths, middles.map { $0 - top })
    }

    /// Puts the nodes of a layer one below the other, each as near to where it wants to be as the others allow.
    private func stack(
        _ layer: [Int], _ heights: [Double], _ middles: inout [Double], wished: (Int) -> Double?
    ) {
        // Blocks of nodes that touch: their wishes are averaged, as in isotonic regression.
        var blocks: [(sum: Double, count: Double, first: Int)] = []
        var offsets: [Double] = []
        var offset = 0.0
        for (place, node) in layer.enumerated() {
            if place > 0 {
                let previous = layer[place - 1]
                let isLane = node >= sizes.count && previous >= sizes.count
                offset += heights[previous] / 2 + heights[node] / 2 + (isLane ? 4 : Self.nodeGap)
            }
            offsets.append(offset)
            blocks.append(((wished(node) ?? offset) - offset, 1, place))
            while blocks.count > 1, let last = blocks.last,
                case let before = blocks[blocks.count - 2], before.sum / before.count > last.sum / last.count
            {
                blocks.removeLast()
                blocks[blocks.count - 1] = (before.sum + last.sum, before.count + last.count, before.first)
            }
        }
        for (index, block) in blocks.enumerated() {
            let end = index + 1 < blocks.count ? blocks[index + 1].first : layer.count
            for place in block.first..<end { middles[layer[place]] = block.sum / block.count + offsets[place] }
        }
    }

    private mutating func makeRoutes(_ lefts: [Double], _ widths: [Double], _ middles: [Double]) {
        for (index, edge) in edges.enumerated() {
            let (from, to) = (frames[edge.from], frames[edge.to])
            let isBackward = ranks[edge.from] >= ranks[edge.to]
            var points = [Point(x: isBackward ? from.x : from.maxX, y: from.midY)]
            for lane in lanes[index] {
                let (left, right) = (lefts[ranks[lane]], lefts[ranks[lane]] + widths[ranks[lane]])
                let ends = [Point(x: right, y: middles[lane]), Point(x: left, y: middles[lane])]
                points += isBackward ? ends : ends.reversed()
            }
            points.append(Point(x: isBackward ? to.maxX : to.x, y: to.midY))
            routes.append(points)
        }
    }
}

extension SchemaGraph {
    /// A drawing of the graph that stands for itself: schemas as frames, tables with their columns.
    public var svg: String {
        let drawing = Drawing(self)
        let (width, height) = (
            Int(drawing.layout.size.width.rounded(.up)), Int(drawing.layout.size.height.rounded(.up))
        )
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)">
            <style>\(Drawing.style)</style>
            <rect class="page" width="\(width)" height="\(height)"/>
            \(drawing.content)
            </svg>

            """
    }
}

/// The parts of a drawing.
struct Drawing {
    let graph: SchemaGraph
    let layout: SchemaLayout

    /// Colours and fonts; light and dark.
    static let style = """

        svg { --page:#ffffff; --ink:#1c2733; --soft:#66727f; --line:#8a97a6; --box:#ffffff; --edge:#c3ccd6; --frame:#f5f7f9;
          --head:#dfe9f5; --view:#e3f1e3; --code:#f7ebd9; --type:#f0e6f6;
          font:12px ui-sans-serif, system-ui, "Helvetica Neue", Arial, sans-serif; }
        @media (prefers-color-scheme: dark) { svg { --page:#14191f; --ink:#dde5ee; --soft:#95a2b0; --line:#7d8b9a; --box:#1d242c;
          --edge:#3b4754; --frame:#191f26; --head:#24405f; --view:#25462c; --code:#4a3a1d; --type:#412b52; } }
        .page { fill:var(--page); } text { fill:var(--ink); } .soft { fill:var(--soft); }
        .frame { fill:var(--frame); stroke:var(--edge); } .frame-name { font-weight:600; fill:var(--soft); font-size:13px; }
        .box { fill:var(--box); stroke:var(--edge); } .head { fill:var(--head); } .view .head { fill:var(--view); }
        .code .head { fill:var(--code); } .type .head { fill:var(--type); } .name { font-weight:600; }
        .key { text-decoration:underline; } .edge { fill:none; stroke:var(--line); stroke-width:1.2; }
        .body { stroke-dasharray:4 3; } .tip { fill:var(--line); }

        """

    private static let headHeight = 24.0
    private static let rowHeight = 16.0
    private static let characterWidth = 6.6

    init(_ graph: SchemaGraph) {
        self.graph = graph
        layout = SchemaLayout(graph, sizes: graph.nodes.map(Self.size))
    }

    private static func size(of node: SchemaGraph.Node) -> Size {
        let title = Double(node.shortName.count) * 7.2 + 20
        let rows = node.columns.map { Double($0.name.count + $0.type.count + 2) * characterWidth + 20 }
        let kind = isPlain(node) ? 0 : Double(node.kind.count) * 5.6 + 14
        return Size(
            width: max(title + kind, rows.max() ?? 0, 60).rounded(.up),
            height: headHeight + (node.columns.isEmpty ? 0 : Double(node.columns.count) * rowHeight + 6))
    }

    /// Whether the kind goes without saying.
    private static func isPlain(_ node: SchemaGraph.Node) -> Bool {
        node.kind == "table" || node.kind == "file" || node.kind == "schema"
    }

    /// The kinds that look alike.
    static func family(_ kind: String) -> String {
        switch kind {
        case "view", "materialized view": "view"
        case "function", "procedure", "aggregate", "trigger", "rule", "operator": "code"
        case "type", "composite type", "collation", "cast": "type"
        default: "table"
        }
    }

    /// All elements, those in front last.
    var content: String {
        var text = """
            <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">\
            <path class="tip" d="M0 0 L8 4 L0 8 z"/></marker></defs>

            """
        for cluster in layout.clusters {
            guard let name = cluster.name else { continue }
            let frame = cluster.frame
            text += "<rect class=\"frame\" \(attributes(frame)) rx=\"8\"/>"
            text += "<text class=\"frame-name\" x=\"\(number(frame.x + 14))\" y=\"\(number(frame.y + 22))\">"
            text += name.escapedForXML + "</text>\n"
        }
        for index in graph.edges.indices { text += edge(index) }
        for index in graph.nodes.indices { text += node(index) }
        return text
    }

    private func edge(_ index: Int) -> String {
        let edge = graph.edges[index]
        let points = layout.routes[index]
        guard let first = points.first else { return "" }
        var path = "M\(number(first.x)) \(number(first.y))"
        for (start, end) in zip(points, points.dropFirst()) {
            if start.y == end.y {
                path += " L\(number(end.x)) \(number(end.y))"
            } else {
                let middle = (start.x + end.x) / 2
                path +=
                    " C\(number(middle)) \(number(start.y)) \(number(middle)) \(number(end.y)) \(number(end.x)) \(number(end.y))"
            }
        }
        let title = "\(graph.nodes[edge.from].name) → \(graph.nodes[edge.to].name)"
        return
            "<path class=\"edge\(edge.isRecorded ? "" : " body")\" data-from=\"\(edge.from)\" data-to=\"\(edge.to)\" "
            + "marker-end=\"url(#tip)\" d=\"\(path)\"><title>\(title.escapedForXML)</title></path>\n"
    }

    private func node(_ index: Int) -> String {
        let node = graph.nodes[index]
        let frame = layout.frames[index]
        let head = Rectangle(x: frame.x, y: frame.y, width: frame.width, height: Self.headHeight)
        var text = "<g class=\"node \(Self.family(node.kind))\" data-node=\"\(index)\">"
        text += "<title>\((node.kind + " " + node.name).escapedForXML)</title>"
        text += "<rect class=\"box head\" \(attributes(head)) rx=\"4\"/>"
        if !node.columns.isEmpty {
            let rows = Rectangle(
                x: frame.x, y: frame.y + Self.headHeight - 3, width: frame.width,
                height: frame.height - Self.headHeight + 3)
            text += "<rect class=\"box\" \(attributes(rows))/>"
        }
        text += "<text class=\"name\" x=\"\(number(frame.x + 8))\" y=\"\(number(frame.y + 16))\">"
        text += node.shortName.escapedForXML + "</text>"
        if !Self.isPlain(node) {
            text += "<text class=\"soft\" text-anchor=\"end\" font-size=\"10\" x=\"\(number(frame.maxX - 8))\" "
            text += "y=\"\(number(frame.y + 16))\">\(node.kind)</text>"
        }
        for (row, column) in node.columns.enumerated() {
            let y = number(frame.y + Self.headHeight + 12 + Double(row) * Self.rowHeight)
            text += "<text\(column.isPrimary ? " class=\"key\"" : "") x=\"\(number(frame.x + 8))\" y=\"\(y)\">"
            text += column.name.escapedForXML + "</text>"
            text += "<text class=\"soft\" text-anchor=\"end\" x=\"\(number(frame.maxX - 8))\" y=\"\(y)\">"
            text += column.type.escapedForXML + "</text>"
        }
        return text + "</g>\n"
    }

    private func attributes(_ frame: Rectangle) -> String {
        "x=\"\(number(frame.x))\" y=\"\(number(frame.y))\" width=\"\(number(frame.width))\" height=\"\(number(frame.height))\""
    }

    /// A coordinate with one digit behind the point at most.
    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0
            ? String(tenths / 10) : "\(tenths < 0 && tenths > -10 ? "-" : "")\(tenths / 10).\(abs(tenths % 10))"
    }
}

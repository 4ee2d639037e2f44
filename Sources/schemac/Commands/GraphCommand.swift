import Platform
import PostgresCatalog
import PostgresSyntax
import SchemaGraph

/// How `schemac graph` prints dependencies.
private enum GraphFormat: String, CaseIterable {
    /// For other programs.
    case json
    /// For Graphviz.
    case dot
    /// For Mermaid.
    case mermaid
    /// A drawing.
    case svg
    /// A page to look around in.
    case html
}

extension Command {
    static func graph() -> Command {
        Command(
            name: "graph",
            abstract: "Show what depends on what.",
            discussion:
                "Objects and dependencies are those PostgreSQL itself would record; what only the text of a routine "
                + "refers to is marked. With --order or --cycles the result is text or JSON.",
            operand: .files,
            options: [
                .choice("format", default: GraphFormat.json, help: "What to print."),
                Option(
                    name: "level",
                    value: Option.Value(name: "level", allowed: SchemaGraph.Level.allCases.map(\.rawValue)),
                    help: "What the nodes are; tables in drawings and objects elsewhere, unless given."),
                Option(
                    name: "focus", value: Option.Value(name: "name"),
                    help: "Show only what an object needs and what needs it; may be given more than once."),
                Option(
                    name: "depth", value: Option.Value(name: "steps"),
                    help: "How many steps away from the focus an object may be; any number unless given."),
                .choice(
                    "direction", default: SchemaGraph.Direction.both,
                    help: "From the focus down to what it needs, up to what needs it, or both."),
                .flag("order", help: "Print an order in which all can be created, with the reason for each place."),
                .flag("cycles", help: "Print what needs each other, and the dependency to cut."),
                .variable, .followIncludes, .legacy, .output, .color,
            ],
            run: runGraph)
    }
}

private func runGraph(_ context: CommandContext) throws {
    let format: GraphFormat = context.arguments.choice("format")
    let isDrawing = [.svg, .html, .mermaid].contains(format)
    let level = context.arguments.value("level").flatMap(SchemaGraph.Level.init) ?? (isDrawing ? .table : .object)
    var options = ExecutionOptions()
    // What files need of each other shows whatever order they are given in.
    options.retriesMissing = level == .file
    let (trees, database) = try context.run(options)
    for tree in trees { context.diagnostics.report(tree.diagnostics) }
    // What a failing statement does not make is missing in the picture; the rest of it is right.
    for var warning in database.diagnostics {
        warning.severity = .warning
        context.diagnostics.report(warning)
    }
    let graph = try focused(SchemaGraph(database, level: level), context)
    try context.withOutput { output in
        if context.arguments.flag("order") {
            try output.write(Array(graph.orderText.utf8))
        } else if context.arguments.flag("cycles") {
            try output.write(Array(graph.cyclesText.utf8))
        } else {
            try output.write(graph.bytes(format))
        }
    }
}

/// The part of the graph that the options ask for.
private func focused(_ graph: SchemaGraph, _ context: CommandContext) throws -> SchemaGraph {
    var depth: Int?
    if let text = context.arguments.value("depth") {
        guard let steps = Int(text), steps >= 0 else {
            throw UsageError(message: "invalid value '\(text)' for '--depth' (a number of steps)")
        }
        depth = steps
    }
    let names = context.arguments.values("focus")
    guard !names.isEmpty else { return graph }
    var centers: [Int] = []
    for name in names {
        let found = graph.nodes(named: name)
        guard !found.isEmpty else {
            throw UsageError(
                message: "no object is called '\(name)'" + suggestion(for: name, among: graph.nodes.map(\.shortName)))
        }
        centers += found
    }
    return graph.focused(on: centers, depth: depth, direction: context.arguments.choice("direction"))
}

extension SchemaGraph {
    fileprivate func bytes(_ format: GraphFormat) -> [UInt8] {
        switch format {
        case .json:
            var json = JSONWriter()
            write(to: &json)
            json.newline()
            return json.bytes
        case .dot: return Array(dot.utf8)
        case .mermaid: return Array(mermaid.utf8)
        case .svg: return Array(svg.utf8)
        case .html: return Array(html.utf8)
        }
    }

    private func write(to json: inout JSONWriter) {
        json.object { json in
            json.array("nodes") { json in for node in nodes { json.object { node.write(to: &$0) } } }
            json.array("edges") { json in
                for edge in edges {
                    json.object { json in
                        json.object("from") { nodes[edge.from].writeName(to: &$0) }
                        json.object("to") { nodes[edge.to].writeName(to: &$0) }
                        json.value("origin", edge.isRecorded ? "catalog" : "body")
                        edge.place?.write(to: &json)
                        if let text = edge.text { json.value("text", text) }
                    }
                }
            }
        }
    }

    // MARK: Text

    fileprivate var orderText: String {
        order().enumerated().map { number, step in
            let node = nodes[step.node]
            let reason = step.reason.map { edge in
                let needed = nodes[edges[edge].to]
                return " — behind \(needed.kind) \(needed.name)" + (edges[edge].place.map { " (\($0))" } ?? "")
            }
            return "\(number + 1). \(node.kind) \(node.name)\(reason ?? "")\n"
        }.joined()
    }

    fileprivate var cyclesText: String {
        let cycles = cycles()
        guard !cycles.isEmpty else { return "no cycles\n" }
        return cycles.enumerated().map { number, cycle in
            let lines = cycle.edges.map { index in
                let edge = edges[index]
                return "    \(nodes[edge.from].name) → \(nodes[edge.to].name)"
                    + (edge.place.map { "  (\($0))" } ?? "") + (index == cycle.edgeToCut ? "  ← cut here" : "")
                    + "\n"
            }
            return "cycle \(number + 1): \(cycle.nodes.count) objects\n" + lines.joined()
        }.joined()
    }
}

extension SchemaGraph.Node {
    fileprivate func writeName(to json: inout JSONWriter) {
        json.value("type", kind)
        json.value("identity", name)
    }

    fileprivate func write(to json: inout JSONWriter) {
        writeName(to: &json)
        if let schema { json.value("schema", schema) }
        place?.write(to: &json)
        if !columns.isEmpty {
            json.array("columns") { json in
                for column in columns {
                    json.object { json in
                        json.value("name", column.name)
                        json.value("type", column.type)
                        json.value("notNull", column.isNotNull)
                        json.value("primaryKey", column.isPrimary)
                        json.value("foreignKey", column.isForeign)
                    }
                }
            }
        }
    }
}

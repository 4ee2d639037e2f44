import Platform
import PostgresCatalog
import PostgresSyntax

/// How `schemac graph` prints dependencies.
private enum GraphFormat: String, CaseIterable {
    /// JSON for other programs.
    case json
}

extension Command {
    static func graph() -> Command {
        Command(
            name: "graph",
            abstract: "Show what depends on what.",
            operand: .files,
            options: [
                .choice("format", default: GraphFormat.json, help: "What to print."),
                .variable, .followIncludes, .legacy, .output, .color,
            ],
            run: runGraph)
    }
}

private func runGraph(_ context: CommandContext) throws {
    var reading = try context.scriptOptions()
    reading.legacy = context.arguments.choice("legacy")
    let trees = context.sources().map { SyntaxTree.parse($0, options: reading) }
    let database = Database.running(trees)
    var json = JSONWriter()
    database.dependencyGraph().write(to: &json)
    json.newline()
    try context.withOutput { output in try output.write(json.bytes) }
}

extension DependencyGraph {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.array("nodes") { json in for node in nodes { json.object { node.name.write(to: &$0) } } }
            json.array("edges") { json in
                for edge in edges {
                    json.object { json in
                        json.object("from") { nodes[edge.from].name.write(to: &$0) }
                        json.object("to") { nodes[edge.to].name.write(to: &$0) }
                        json.value("origin", edge.isRecorded ? "catalog" : "body")
                    }
                }
            }
        }
    }
}

extension ObjectName {
    fileprivate func write(to json: inout JSONWriter) {
        json.value("type", type)
        json.value("identity", identity)
    }
}

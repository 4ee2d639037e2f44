import Platform
import PostgresCatalog
import PostgresSyntax
import SchemaGraph

/// How `schemac order` prints the order.
private enum OrderFormat: String, CaseIterable {
    /// A file on each line.
    case list
    /// For other programs.
    case json
    /// A script for psql that runs the files.
    case psql
}

extension Command {
    static func order() -> Command {
        Command(
            name: "order",
            abstract: "Show the order in which to run files.",
            discussion:
                "A file comes behind those that create what its statements need; apart from that, files keep the order "
                + "in which they are given. Files that need each other are an error, which names the statements.",
            operand: .files,
            options: [
                .choice("format", default: OrderFormat.list, help: "What to print."),
                .variable, .legacy, .output, .color,
            ],
            run: runOrder)
    }
}

private func runOrder(_ context: CommandContext) throws {
    var options = ExecutionOptions()
    options.retriesMissing = true
    let (trees, database) = try context.run(options)
    for tree in trees {
        context.diagnostics.report(tree.diagnostics)
        guard !tree.statements.contains(where: { _ in true }) else { continue }
        context.diagnostics.report(
            Diagnostic(
                .warning, rule: "left-out", "no statement: the file is left out", source: tree.source, range: 0..<0))
    }
    // What is defined twice has no bearing on the order; whatever else fails may lack a file that is not among these.
    for var warning in database.diagnostics where !Database.duplicateStates.contains(warning.rule) {
        warning.severity = .warning
        context.diagnostics.report(warning)
    }
    let graph = SchemaGraph(database, level: .file)
    let cycles = graph.recorded.cycles()
    let needs = database.fileNeeds()
    for cycle in cycles {
        let files = cycle.nodes.map { graph.nodes[$0].name }
        context.diagnostics.report(database.diagnostic(ofCycle: files, needs))
    }
    guard !context.diagnostics.hasFailed, cycles.isEmpty else { return }
    let output = context.arguments.value("output") ?? "-"
    let bytes: [UInt8]
    switch context.arguments.choice("format") as OrderFormat {
    case .list: bytes = graph.order().flatMap { Array("\(graph.nodes[$0.node].name)\n".utf8) }
    case .json: bytes = graph.orderJSON
    case .psql: bytes = graph.psqlScript(besides: output == "-" ? "" : output)
    }
    try context.withOutput { try $0.write(bytes) }
}

extension Database {
    /// The error that files need each other: for each need of one file for another the first statement that has it, and
    /// the one that creates what it needs.
    fileprivate func diagnostic(ofCycle files: [String], _ needs: [FileNeed]) -> Diagnostic {
        var pairs: Set<[String]> = []
        var notes: [Diagnostic] = []
        for need in needs where need.isRequired {
            let (from, to) = (file(of: need.statement), file(of: need.creation))
            guard files.contains(from), files.contains(to), pairs.insert([from, to]).inserted else { continue }
            let object = "\(need.object.type) \(need.object.identity)"
            notes.append(note("\(from) needs \(object)", need.statement, need.range))
            notes.append(note("which \(to) creates", need.creation, nil))
        }
        let names = files.dropLast().joined(separator: ", ") + " and " + files.last!
        return Diagnostic(
            .error, rule: "file-cycle", "\(names) need each other",
            hint: "Move one of these statements to a file of its own.",
            source: notes[0].source, range: notes[0].range, notes: notes)
    }

    private func note(_ message: String, _ statement: StatementID, _ range: Range<Int>?) -> Diagnostic {
        let element = statements[statement.index].element
        return Diagnostic(
            .note, rule: "file-cycle", message, source: element.tree.source, range: range ?? element.byteRange)
    }
}

extension SchemaGraph {
    /// The files in order, each with those it needs and why.
    fileprivate var orderJSON: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.array("files") { json in
                for step in order() {
                    json.object { json in
                        json.value("file", nodes[step.node].name)
                        json.array("needs") { json in
                            for edge in edges where edge.from == step.node {
                                json.object { json in
                                    json.value("file", nodes[edge.to].name)
                                    json.value("object", edge.text)
                                    json.value("origin", edge.isRecorded ? "catalog" : "body")
                                    if let place = edge.place { json.object("at") { place.write(to: &$0) } }
                                    if let place = edge.targetPlace { json.object("created") { place.write(to: &$0) } }
                                }
                            }
                        }
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }

    /// A script that includes the files, their paths relative to where it stands.
    fileprivate func psqlScript(besides script: String) -> [UInt8] {
        let lines = order().map { step in
            "\\ir " + quotedForPsql(relativePath(of: nodes[step.node].name, besides: script)) + "\n"
        }
        return Array("\\set ON_ERROR_STOP on\n\(lines.joined())".utf8)
    }
}

/// The argument of a psql command.
private func quotedForPsql(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-./".unicodeScalars.contains($0)
    }
    return isPlain ? text : "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
}

/// The path of a file as it is seen from the folder that `script` is in; both are relative to the same folder.
func relativePath(of file: String, besides script: String) -> String {
    guard !file.hasPrefix("/"), !script.hasPrefix("/") else { return file }
    var folder = script.split(separator: "/").filter { $0 != "." }.dropLast()
    var path = file.split(separator: "/").filter { $0 != "." }[...]
    guard !folder.contains("..") else { return file }
    while let first = folder.first, first == path.first, path.count > 1 {
        folder = folder.dropFirst()
        path = path.dropFirst()
    }
    return (folder.map { _ in ".." } + path).joined(separator: "/")
}

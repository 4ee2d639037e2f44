import Platform
import PostgresSyntax

/// Writes what `schemac parse` prints about `sources`.
func writeSyntax(
    of sources: [SourceText], options: ParseOptions, to output: OutputFile, diagnostics: DiagnosticSink
) throws {
    for source in sources {
        let tree = SyntaxTree.parse(
            source, mode: options.isSeries ? .normalized : .script, options: options.script)
        if options.isSeries {
            try output.write(seriesLine(of: tree, options: options))
            continue
        }
        diagnostics.report(tree.diagnosticsWithBodies)
        try output.write(syntaxText(of: tree, options: options))
    }
}

extension FileContents: ScriptBytes {
    /// The file as the caller named it.
    public var name: String { path }
}

/// Files from this length on are streamed: what the threads cost is a hundredth of the work then.
private let streamThreshold = 2 << 20

/// Writes what `schemac parse --summary` prints about a file, which may be larger than memory.
///
/// Where files are to be included, which may be long themselves, it is read whole.
func writeSummary(
    of file: FileContents, options: ParseOptions, to output: OutputFile, context: CommandContext
) throws {
    var summary = SyntaxSummary()
    if options.script.include == nil, file.count >= streamThreshold {
        ScriptStream(file, options: options.script).forEachBatch(
            threads: CurrentProcess.processorCount,
            transform: { (summary: SyntaxSummary($0), diagnostics: $0.diagnosticsWithBodies) },
            { batch in
                context.diagnostics.report(batch.value.diagnostics)
                summary.add(batch.value.summary)
            })
    } else {
        let tree = try SyntaxTree.parse(context.source(in: file), options: options.script)
        context.diagnostics.report(tree.diagnosticsWithBodies)
        summary.add(SyntaxSummary(tree))
    }
    try output.write(Array(summary.text(name: file.name).utf8))
}

/// One line of JSON for one source of a series: its tree, or PostgreSQL's error for it.
private func seriesLine(of tree: SyntaxTree, options: ParseOptions) -> [UInt8] {
    let bodies = options.format == .plpgsql ? tree.routineBodies(rules: .libpgQuery) : []
    let errors = tree.diagnostics + bodies.filter { $0.language == .plpgsql }.flatMap(\.diagnostics)
    guard let error = errors.first else {
        return options.format == .plpgsql
            ? Array("{\"bodies\":\(bodies.count)}\n".utf8) : tree.pgJSON() + [UInt8(ascii: "\n")]
    }
    var line = Array(#"{"error":{"message":"#.utf8)
    appendJSONString(error.message, to: &line)
    line += Array(#","cursorpos":\#(error.range.lowerBound)}}"#.utf8)
    return line + [UInt8(ascii: "\n")]
}

/// The text for one source on its own.
private func syntaxText(of tree: SyntaxTree, options: ParseOptions) -> [UInt8] {
    switch options.format {
    case .text: return Array(treeText(tree).utf8)
    case .pgJSON: return tree.pgJSON() + [UInt8(ascii: "\n")]
    case .plpgsql: return Array(bodyText(tree).utf8)
    case .tokens: return Array(tokenText(tree).utf8)
    }
}

/// The elements of a script one after the other, statements as indented trees.
private func treeText(_ tree: SyntaxTree) -> String {
    var text = ""
    var lines = SourceText.LineCounter()
    for element in tree.script {
        let start = element.byteRange.lowerBound
        let (source, range) = tree.source.origin(of: start..<start)
        let (line, column) = lines.position(in: source, at: range.lowerBound)
        let place = "-- \(source.name):\(line):\(column)"
        switch element.kind {
        case .statement: text += "\(place)\n\(element.statement!.node.dump())"
        case .invalid: text += "\(place) not parsed\n"
        case .metaCommand: text += "\(place) \(element.text)\n"
        case .copyData: text += "\(place) \(element.byteRange.count) bytes of data\n"
        }
    }
    return text
}

/// The bodies of a script's routines one after the other, as indented trees.
private func bodyText(_ tree: SyntaxTree) -> String {
    var text = ""
    for body in tree.routineBodies() {
        let (line, column) = tree.source.position(at: body.fileRange(0..<0).lowerBound)
        text += "-- \(tree.source.name):\(line):\(column)\n"
        for statement in body.tree.statements { text += statement.node.dump() }
    }
    return text
}

/// A line for each token: position, kind and text.
private func tokenText(_ tree: SyntaxTree) -> String {
    var text = ""
    for index in 0..<tree.tokens.count {
        let token = tree.tokens[index]
        text += "\(token.start)..<\(token.end)\t\(token.kind)\t"
        text += tree.source.text(in: token.range).replacing("\n", with: "\\n") + "\n"
    }
    return text
}

import Platform
import PostgresSyntax

/// How `schemac split` prints statements.
private enum SplitFormat: String, CaseIterable {
    /// A NUL byte behind each.
    case null
    /// A line of JSON for each.
    case json
}

extension Command {
    static func split() -> Command {
        Command(
            name: "split",
            abstract: "Print the statements of scripts one by one, cut where psql cuts them.",
            discussion:
                "For drivers that take one statement at a time. Statements are cut whether they are valid or not. "
                + "Meta-commands and COPY data have elements of their own in JSON and are left out otherwise.",
            operand: .files,
            options: [
                .choice(
                    "format", default: SplitFormat.null,
                    help: "What to print: statements with a NUL byte behind each, or a line of JSON for each."),
                .variable, .followIncludes, .output, .color,
            ],
            run: runSplit)
    }
}

private func runSplit(_ context: CommandContext) throws {
    let format: SplitFormat = context.arguments.choice("format")
    let options = try context.scriptOptions()
    let sources = context.sources()
    var lines = SourceText.LineCounter()
    try context.withOutput { output in
        for source in sources {
            let script = SplitScript(source, options: options)
            context.diagnostics.report(script.diagnostics)
            if format == .null, let omission = script.omission { context.diagnostics.report(omission) }
            for piece in script.pieces {
                switch format {
                case .null:
                    if piece.kind == .statement { try output.write(script.bytes(of: piece) + [0]) }
                case .json:
                    try output.write(script.jsonLine(of: piece, &lines))
                }
            }
        }
    }
}

extension SplitScript {
    /// What there is to say if some pieces are no statements; nil if all are.
    fileprivate var omission: Diagnostic? {
        let others = pieces.filter { $0.kind != .statement }
        guard let first = others.first else { return nil }
        let what = others.count == 1 ? "this is left out" : "this and \(others.count - 1) more are left out"
        return Diagnostic(
            .warning, rule: "left-out", "no statement: \(what)",
            hint: "--format json has meta-commands and COPY data too.", source: source, range: byteRange(of: first))
    }

    /// A piece as one line of JSON; places are those in the file, the text is what the server gets.
    fileprivate func jsonLine(of piece: Piece, _ lines: inout SourceText.LineCounter) -> [UInt8] {
        let (file, range) = source.origin(of: byteRange(of: piece))
        let (line, column) = lines.position(in: file, at: range.lowerBound)
        var json = Array(#"{"file":"#.utf8)
        appendJSONString(file.name, to: &json)
        json += Array(#","line":\#(line),"column":\#(column),"offset":\#(range.lowerBound),"#.utf8)
        json += Array(#""length":\#(range.count),"kind":"\#(piece.kind.rawValue)","text":"#.utf8)
        appendJSONString(String(decoding: bytes(of: piece), as: UTF8.self), to: &json)
        json += Array(#","comments":["#.utf8)
        for (index, comment) in comments(before: piece).enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            appendJSONString(comment, to: &json)
        }
        return json + Array("]}\n".utf8)
    }
}

import PostgresCatalog
import PostgresSyntax

/// A script that brings a database to a schema, however often it is run.
public struct CompiledScript: Sendable {
    /// The script, in the encoding of its sources; empty if they have syntax errors or need a newer server.
    public let bytes: [UInt8]
    /// What there is to say about the sources and about what became of them.
    public let diagnostics: [Diagnostic]
}

/// Makes one script, in dependency order, of the statements of others.
public enum SchemaCompiler {
    /// Compiles `trees`, in the order in which their scripts would be run.
    ///
    /// The script brings an empty, a partly loaded or a complete database to the same schema, and a second run changes
    /// nothing. What has no form that can be run again is passed through with a warning.
    public static func compile(_ trees: [SyntaxTree], options: CompileOptions = CompileOptions()) -> CompiledScript {
        let syntaxErrors = trees.flatMap(\.diagnostics)
        if syntaxErrors.contains(where: { $0.severity == .error }) {
            return CompiledScript(bytes: [], diagnostics: syntaxErrors)
        }
        let tooNew = TargetVersion.check(trees, target: options.targetVersion)
        if !tooNew.isEmpty {
            return CompiledScript(bytes: [], diagnostics: inSourceOrder(syntaxErrors + tooNew, trees))
        }
        let program = Program(trees, options: options)
        var plan = Plan(program: program, options: options)
        plan.build()
        let comments = CommentPlacement(trees)
        var writer = ScriptWriter(program: program, options: options, comments: comments)
        writer.write(plan, sources: trees.map(\.source))
        let diagnostics = syntaxErrors + emptySources(trees) + program.diagnostics + plan.diagnostics
        return CompiledScript(bytes: writer.output, diagnostics: inSourceOrder(diagnostics, trees))
    }

    /// Warns of sources that say nothing.
    private static func emptySources(_ trees: [SyntaxTree]) -> [Diagnostic] {
        trees.filter(\.script.isEmpty).map { tree in
            Diagnostic(.warning, rule: "empty-source", "there is no statement here", source: tree.source, range: 0..<0)
        }
    }

    private static func inSourceOrder(_ diagnostics: [Diagnostic], _ trees: [SyntaxTree]) -> [Diagnostic] {
        let places = Dictionary(
            trees.enumerated().map { (ObjectIdentifier($0.element.source), $0.offset) }, uniquingKeysWith: min)
        func place(_ diagnostic: Diagnostic) -> (Int, Int) {
            (places[ObjectIdentifier(diagnostic.source)] ?? 0, diagnostic.range.lowerBound)
        }
        return diagnostics.sorted { place($0) < place($1) }
    }
}

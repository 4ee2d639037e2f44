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
        let plan = plan(trees, options: options)
        let hasFailed = plan.diagnostics.contains { $0.severity == .error }
        return CompiledScript(bytes: hasFailed ? [] : plan.script, diagnostics: plan.diagnostics)
    }

    /// The steps of the script that ``compile(_:options:)`` makes of `trees`: each with its text, what it is about, where it
    /// comes from and what it must follow.
    public static func plan(_ trees: [SyntaxTree], options: CompileOptions = CompileOptions()) -> CompiledPlan {
        let syntaxErrors = trees.flatMap(\.diagnostics)
        if syntaxErrors.contains(where: { $0.severity == .error }) { return CompiledPlan(diagnostics: syntaxErrors) }
        let tooNew = TargetVersion.check(
            trees, target: options.targetVersion, ignoring: SessionSettings.folded)
        if !tooNew.isEmpty { return CompiledPlan(diagnostics: inSourceOrder(syntaxErrors + tooNew, trees)) }
        let (program, findings) = program(of: trees, options)
        if findings.contains(where: { $0.severity == .error }) {
            return CompiledPlan(diagnostics: inSourceOrder(syntaxErrors + findings, trees))
        }
        let order = Plan(program: program, options: options)
        let comments = CommentPlacement(trees)
        var maker = StepMaker(program: program, forms: order.forms, comments: comments)
        let diagnostics = syntaxErrors + emptySources(trees) + findings + program.diagnostics + order.forms.diagnostics
        var plan = CompiledPlan(diagnostics: inSourceOrder(diagnostics, trees))
        plan.database = program.database
        plan.steps = maker.steps(of: order)
        let shape = ShapeScript(
            program: program, forms: order.forms, steps: order.steps, check: options.shapeCheck)
        plan.enclose(in: shape)
        plan.frame = frame(trees, options, comments, order.steps.first.map { program[$0.change] })
        if let section = options.section { plan = plan.section(section) }
        return options.usesTransaction ? plan.inOneTransaction() : plan
    }

    /// What the sources do, where they disagree as the options decide it, and as far as it is chosen; and what there is to
    /// say about that. With errors among it there is no script.
    private static func program(
        of trees: [SyntaxTree], _ options: CompileOptions
    ) -> (program: Program, findings: [Diagnostic]) {
        var program = Program(trees, options: options)
        let conflicts = Conflicts(program.database, policy: options.onConflict)
        var findings = conflicts.diagnostics
        if conflicts.isFatal { return (program, findings) }
        if conflicts.changeTheOutcome { program = Program(trees, options: options, leftOut: conflicts.leftOut) }
        program.leaveOutSuperseded(conflicts)
        if !options.selection.isEverything {
            let chosen = ChosenChanges(program, options.selection)
            program.leaveOut(chosen.leftOut)
            findings += chosen.diagnostics
        }
        return (program, findings)
    }

    /// What stands around the steps, of which `first` is the first.
    private static func frame(
        _ trees: [SyntaxTree], _ options: CompileOptions, _ comments: CommentPlacement, _ first: Change?
    ) -> ScriptFrame {
        let encoding = first?.trace.parameters["client_encoding"] ?? "UTF8"
        return ScriptFrame(
            title: ["Compiled by \(options.compilerName) for PostgreSQL \(options.targetVersion)\(OwnForms.titleEnd)"]
                + trees.flatMap(OwnForms.sources),
            heads: comments.heads, tails: comments.tails,
            settings: SessionSettings.header(clientEncoding: encoding) + [("search_path", "")])
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

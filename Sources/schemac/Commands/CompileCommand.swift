import Platform
import PostgresSyntax
import SchemaCompiler

/// How `schemac compile` prints its result.
private enum CompileFormat: String, CaseIterable {
    /// A script.
    case sql
    /// The steps of the script with what each must follow.
    case json
}

extension Command {
    static func compile() -> Command {
        Command(
            name: "compile",
            abstract: "Write one script, in dependency order, that can be run any number of times.",
            discussion:
                "Definitions of one object in several files are merged if they mean the same, as what pg_dump writes "
                + "and what is written by hand do; if they do not, that is an error which shows both.\n\n"
                + "A pattern of --only and --exclude is a name (users, app.user*), kind=table,view or schema=app, or "
                + "several of them parted by spaces, which all have to hold. Both options can be given several times. "
                + "What belongs to a table, such as its indexes and triggers, is chosen with it.",
            operand: .files,
            options: [
                .choice("format", default: CompileFormat.sql, help: "What to print: the script, or its steps as JSON."),
                .onConflict, .only, .exclude, .withDependencies, .variable, .followIncludes, .legacy, .targetVersion,
                .defaultSchema, .output, .color,
            ],
            run: runCompile)
    }
}

extension CommandContext {
    /// What the options say about compiling; `targetVersion` is for a command whose option has no default.
    func compileOptions(targetVersion: Int = supportedVersions.upperBound) -> CompileOptions {
        CompileOptions(
            targetVersion: arguments.value("target-version").flatMap { Int($0) } ?? targetVersion,
            defaultSchema: arguments.value("default-schema")!,
            compilerName: "schemac \(schemacVersion)")
    }
}

private func runCompile(_ context: CommandContext) throws {
    var options = context.compileOptions()
    options.onConflict = context.arguments.choice("on-conflict")
    options.selection = try context.selection()
    var reading = try context.scriptOptions()
    reading.legacy = context.arguments.choice("legacy")
    let sources = context.sources()
    // A script made of some of the files would be a different schema.
    guard !context.diagnostics.hasFailed else { return }
    let plan = SchemaCompiler.plan(sources.map { SyntaxTree.parse($0, options: reading) }, options: options)
    context.diagnostics.report(plan.diagnostics)
    // Half a script is worse than none: the output stays as it was.
    guard context.diagnostics.errorCount == 0 else { return }
    try context.withOutput { output in
        switch context.arguments.choice("format") as CompileFormat {
        case .sql: try plan.writeScript { try output.write(UnsafeRawBufferPointer($0)) }
        case .json: try plan.writeJSON(to: output)
        }
    }
}

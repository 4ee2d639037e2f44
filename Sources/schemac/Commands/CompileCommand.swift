import Platform
import PostgresSyntax
import SchemaCompiler

extension Command {
    static func compile() -> Command {
        Command(
            name: "compile",
            abstract: "Write one script, in dependency order, that can be run any number of times.",
            operand: .files,
            options: [.variable, .followIncludes, .legacy, .targetVersion, .defaultSchema, .output, .color],
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
    let options = context.compileOptions()
    var reading = try context.scriptOptions()
    reading.legacy = context.arguments.choice("legacy")
    let sources = context.sources()
    // A script made of some of the files would be a different schema.
    guard !context.diagnostics.hasFailed else { return }
    let script = SchemaCompiler.compile(sources.map { SyntaxTree.parse($0, options: reading) }, options: options)
    context.diagnostics.report(script.diagnostics)
    // Half a script is worse than none: the output stays as it was.
    guard context.diagnostics.errorCount == 0 else { return }
    try context.withOutput { output in
        try output.write(script.bytes)
    }
}

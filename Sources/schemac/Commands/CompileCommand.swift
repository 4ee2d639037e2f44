import Platform
import PostgresSyntax
import SchemaCompiler

extension Command {
    static func compile() -> Command {
        Command(
            name: "compile",
            abstract: "Write one script, in dependency order, that can be run any number of times.",
            operand: .files,
            options: [.targetVersion, .defaultSchema, .output, .color],
            run: runCompile)
    }
}

private func runCompile(_ context: CommandContext) throws {
    let options = CompileOptions(
        targetVersion: Int(context.arguments.value("target-version")!)!,
        defaultSchema: context.arguments.value("default-schema")!,
        compilerName: "schemac \(schemacVersion)")
    let sources = context.sources()
    // A script made of some of the files would be a different schema.
    guard !context.diagnostics.hasFailed else { return }
    try context.withOutput { output in
        try writeScript(compiledFrom: sources, options: options, to: output, diagnostics: context.diagnostics)
    }
}

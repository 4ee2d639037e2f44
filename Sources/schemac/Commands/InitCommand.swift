import Platform
import SchemaLinter

extension Command {
    static func initialize() -> Command {
        Command(
            name: "init",
            abstract: "Write a schemac.json with comments, to begin with.",
            options: [
                Option(
                    name: "output", short: "o",
                    value: Option.Value(name: "file", defaultValue: "schemac.json", isFile: true),
                    help: "The file to write, which must not be there."),
                .color,
            ],
            run: runInit)
    }
}

private func runInit(_ context: CommandContext) throws {
    let path = context.arguments.value("output") ?? "schemac.json"
    guard !FileContents.exists(path) else {
        return context.diagnostics.fail("\(path) is there already; it is left as it is")
    }
    let output = try OutputFile(path: path)
    try output.write(Array(LintConfiguration.example.utf8))
    try output.commit()
}

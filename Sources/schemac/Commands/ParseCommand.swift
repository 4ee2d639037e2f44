import Platform
import PostgresSyntax

/// What `schemac parse` prints.
enum ParseFormat: String, CaseIterable {
    /// The tree, indented, for people.
    case text
    /// The tree as libpg_query prints it.
    case pgJSON = "pg-json"
    /// The trees of the bodies of functions, procedures and DO statements. Of a series, whether libpg_query accepts
    /// them.
    case plpgsql
    /// One token a line.
    case tokens
}

/// What `schemac parse` was asked to do.
struct ParseOptions {
    var format: ParseFormat
    /// Whether a count of the statements by kind is printed instead of the tree.
    var summary: Bool
    /// Whether the sources were several in one input, each of which gives one line.
    var isSeries: Bool
    /// How scripts are read.
    var script: ScriptOptions
}

extension Command {
    static func parse() -> Command {
        Command(
            name: "parse",
            abstract: "Show how PostgreSQL reads SQL: trees, tokens and syntax errors.",
            operand: .files,
            options: [
                .choice("format", default: ParseFormat.text, help: "What to print."),
                .flag("summary", help: "Print how many statements of each kind there are instead."),
                .flag(
                    "null",
                    help: "Take each input as several sources separated by NUL bytes, with parameters for constants."),
                .variable, .followIncludes, .legacy,
                .output,
                .color,
            ],
            run: runParse)
    }
}

private func runParse(_ context: CommandContext) throws {
    var script = try context.scriptOptions()
    script.legacy = context.arguments.choice("legacy")
    let options = ParseOptions(
        format: context.arguments.choice("format"),
        summary: context.arguments.flag("summary"),
        isSeries: context.arguments.flag("null"),
        script: script)
    if options.summary, !options.isSeries {
        try context.withOutput { output in
            context.forEachFile { file in
                try writeSummary(of: file, options: options, to: output, context: context)
            }
        }
        return
    }
    let sources = context.sources(separator: options.isSeries ? 0 : nil)
    try context.withOutput { output in
        try writeSyntax(of: sources, options: options, to: output, diagnostics: context.diagnostics)
    }
}

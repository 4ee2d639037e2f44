import Platform
import PostgresCatalog
import PostgresSyntax
import SchemaLinter

/// How `schemac lint` prints what it finds.
private enum LintFormat: String, CaseIterable {
    /// For people.
    case text
    /// For other programs.
    case json
}

/// What makes `schemac lint` end with an exit code of 1.
private enum FailureLevel: String, CaseIterable {
    case error
    case warning
    case info
    case never

    /// Whether findings of a level make it fail.
    func includes(_ level: Level) -> Bool { Level(rawValue: rawValue).map { level >= $0 } ?? false }
}

extension Command {
    static func lint() -> Command {
        Command(
            name: "lint",
            abstract: "Find what would fail, lock, lose data or rot.",
            discussion:
                "The files are run one after the other in an offline database, so that what exists is known. What is "
                + "looked for depends on what a file is: a dump, a schema, a migration or queries. 'schemac explain' "
                + "tells about a rule.",
            operand: Operand(name: "file", help: Operand.files.help, isRequired: false),
            options: [
                .choice("format", default: LintFormat.text, help: "What to print."),
                Option(
                    name: "profile",
                    value: Option.Value(name: "profile", allowed: Profile.allCases.map(\.rawValue)),
                    help: "What kind of input all files are; told from each file unless given."),
                Option(
                    name: "select", value: Option.Value(name: "rules"),
                    help: "Look only for these rules or categories, separated by commas; may be given more than once."),
                Option(
                    name: "ignore", value: Option.Value(name: "rules"),
                    help: "Do not look for these rules or categories."),
                .choice(
                    "fail-on", default: FailureLevel.error, valueName: "level",
                    help: "The findings that make the exit code 1."),
                .flag("list-rules", help: "List the rules instead."),
                .variable, .followIncludes, .legacy, .output, .color,
            ],
            run: runLint)
    }
}

private func runLint(_ context: CommandContext) throws {
    let format: LintFormat = context.arguments.choice("format")
    if context.arguments.flag("list-rules") {
        return try context.withOutput { try $0.write(format == .json ? RuleText.json() : Array(RuleText.list().utf8)) }
    }
    guard !context.arguments.operands.isEmpty else { throw UsageError(message: "missing argument '<file>'") }
    var settings = FileSettings()
    settings.profile = context.arguments.value("profile").flatMap(Profile.init)
    settings.select = try context.ruleNames("select")
    settings.ignore = try context.ruleNames("ignore")
    var reading = try context.scriptOptions()
    reading.legacy = context.arguments.choice("legacy")
    let trees = context.sources().map { SyntaxTree.parse($0, options: reading) }
    guard !context.diagnostics.hasFailed else { return }
    let result = Linter.lint(trees.map { LintInput($0, settings: settings) })
    let limit: FailureLevel = context.arguments.choice("fail-on")
    context.diagnostics.countErrors(result.findings.count { limit.includes($0.level) })
    try context.withOutput { output in
        switch format {
        case .text: try LintText(color: context.arguments.choice("color")).write(result, to: output)
        case .json: try output.write(result.json(tool: schemacVersion))
        }
    }
}

extension CommandContext {
    /// The rules and categories that an option names.
    fileprivate func ruleNames(_ option: String) throws -> [String] {
        let names = arguments.values(option).flatMap { $0.split(separator: ",").map(String.init) }
        let known = Rule.all.map(\.name) + Rule.Category.allCases.map(\.rawValue)
        for name in names where !known.contains(name) {
            throw UsageError(message: "no rule or category is called '\(name)'" + suggestion(for: name, among: known))
        }
        return names
    }
}

import Platform
import SchemaLinter

extension Command {
    static func explain() -> Command {
        Command(
            name: "explain",
            abstract: "Tell what a rule of 'schemac lint' reports, why, and what to do instead.",
            operand: Operand(name: "rule", help: "The name of a rule, as it stands behind a finding."),
            options: [.output, .color],
            run: runExplain)
    }
}

private func runExplain(_ context: CommandContext) throws {
    let rules = try context.arguments.operands.map { name in
        guard let rule = Rule.named(name) else {
            throw UsageError(
                message: "no rule is called '\(name)'" + suggestion(for: name, among: Rule.all.map(\.name)))
        }
        return rule
    }
    let text = rules.map(RuleText.explanation).joined(separator: "\n")
    try context.withOutput { try $0.write(Array(text.utf8)) }
}

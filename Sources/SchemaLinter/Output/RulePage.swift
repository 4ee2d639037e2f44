extension Rule {
    /// A page about all rules, in Markdown.
    public static var page: String {
        var text = """
            # The rules of schemac lint

            Written from the rules' own documentation. `schemac explain RULE` shows a rule in the terminal.

            """
        for category in Category.allCases {
            let rules = all.filter { $0.category == category }
            if rules.isEmpty { continue }
            text += "\n## \(category.rawValue)\n\n| Rule | Levels | |\n|---|---|---|\n"
            for rule in rules {
                let what = rule.documentation.what.replacing("|", with: "\\|")
                text += "| [\(rule.name)](#\(rule.name)) | \(rule.levelText) | \(what) |\n"
            }
            text += rules.map(\.section).joined()
        }
        return text
    }

    /// What the levels are, such as `migration error`.
    public var levelText: String {
        let levels = Profile.allCases.map { ($0, self.levels[$0]) }.filter { $0.1 != .off }
        if levels.isEmpty { return "off unless chosen" }
        if levels.count == Profile.allCases.count, Set(levels.map(\.1)).count == 1 { return levels[0].1.rawValue }
        return levels.map { "\($0.rawValue) \($1.rawValue)" }.joined(separator: ", ")
    }

    private var section: String {
        func code(_ sql: String) -> String { "```sql\n\(sql)\n```\n" }
        var text = "\n### \(name)\n\n\(documentation.what)\n\n\(documentation.why)\n"
        if !documentation.given.isEmpty { text += "\nGiven:\n\n" + code(documentation.given) }
        text += "\nReported:\n\n" + code(documentation.bad) + "\nInstead:\n\n" + code(documentation.good)
        if !documentation.options.isEmpty {
            text += "\nOptions:\n\n"
            text += documentation.options.map { "- `\($0.name)` (\($0.standard.text)): \($0.what)\n" }.joined()
        }
        return text + "\nSince \(documentation.since).\n"
    }
}

extension Rule.Option.Value {
    /// As it stands in `schemac.json`.
    public var text: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .string(let text): "\"\(text)\""
        case .strings(let texts): "[\(texts.map { "\"\($0)\"" }.joined(separator: ", "))]"
        }
    }
}

import Platform
import SchemaLinter

/// What there is to read about rules.
enum RuleText {
    /// All rules, a line each, by category.
    static func list() -> String {
        let width = Rule.all.map(\.name.count).max() ?? 0
        return Rule.Category.allCases.compactMap { category in
            let rules = Rule.all.filter { $0.category == category }
            guard !rules.isEmpty else { return nil }
            let lines = rules.map { rule in
                "  \(rule.name)\(String(repeating: " ", count: width - rule.name.count))  \(rule.levelText)\n"
            }
            return category.rawValue + "\n" + lines.joined()
        }.joined(separator: "\n")
    }

    /// All rules for other programs.
    static func json() -> [UInt8] {
        var json = JSONWriter()
        json.array { json in
            for rule in Rule.all {
                json.object { json in
                    json.value("name", rule.name)
                    json.value("category", rule.category.rawValue)
                    json.value("what", rule.documentation.what)
                    json.value("since", rule.documentation.since)
                    json.object("levels") { json in
                        for profile in Profile.allCases { json.value(profile.rawValue, rule.levels[profile].rawValue) }
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }

    /// All there is to say of a rule.
    static func explanation(of rule: Rule) -> String {
        let documentation = rule.documentation
        var text = "\(rule.name) (\(rule.category.rawValue), since \(documentation.since))\n\n"
        text += documentation.what + "\n\n" + documentation.why + "\n\n"
        text += "Levels: \(rule.levelText)\n"
        if !documentation.given.isEmpty { text += "\nGiven:\n\n" + indented(documentation.given) }
        text += "\nReported:\n\n" + indented(documentation.bad) + "\nInstead:\n\n" + indented(documentation.good)
        guard !documentation.options.isEmpty else { return text }
        let options = documentation.options.map { "    \($0.name) (\($0.standard.text)): \($0.what)\n" }
        return text + "\nOptions:\n\n" + options.joined()
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }
}

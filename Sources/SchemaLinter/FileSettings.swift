/// How files are linted.
public struct FileSettings: Sendable, Equatable {
    /// What kind of input they are; nil to tell from each file.
    public var profile: Profile?
    /// The rules and categories that count, by name; empty for all.
    public var select: [String] = []
    /// The rules and categories that do not count.
    public var ignore: [String] = []
    /// Levels of rules, other than their own.
    public var levels: [String: Level] = [:]
    /// What is set for rules: by rule, then by option.
    public var options: [String: [String: Rule.Option.Value]] = [:]
    /// The major versions of PostgreSQL that run the files.
    public var versions = 14...18
    /// Whether syntax is reported that the first of them does not have.
    public var checksVersions = false
    /// Whether whoever runs a file does so in one transaction.
    public var runsInTransaction = false
    /// Whether whoever runs a file sets `lock_timeout` and `statement_timeout`.
    public var setsTimeouts = false

    /// Creates the settings that count where nothing is set.
    public init() {}

    /// How grave the findings of a rule are in files of a profile.
    func level(of rule: Rule, in profile: Profile) -> Level {
        if ignore.contains(rule.name) || ignore.contains(rule.category.rawValue) { return .off }
        let isChosen = select.contains(rule.name)
        if !isChosen, !select.isEmpty, !select.contains(rule.category.rawValue) { return .off }
        if let level = levels[rule.name] { return level }
        return isChosen ? rule.levels.whenChosen(profile) : rule.levels[profile]
    }

    /// What is set for a rule, or the standard value.
    func option(_ name: String, of rule: Rule) -> Rule.Option.Value {
        guard let option = rule.documentation.options.first(where: { $0.name == name }) else {
            preconditionFailure("rule \(rule.name) has no option \(name)")
        }
        return options[rule.name]?[name] ?? option.standard
    }
}

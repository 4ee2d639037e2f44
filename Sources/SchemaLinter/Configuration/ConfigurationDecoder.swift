import PostgresCatalog
import PostgresSyntax

/// Makes a configuration of what a file says; names that mean nothing are errors.
struct ConfigurationDecoder {
    let source: SourceText
    private(set) var configuration = LintConfiguration()
    private(set) var errors: [Diagnostic] = []

    init(source: SourceText) { self.source = source }

    mutating func report(_ error: ConfigurationError) {
        errors.append(
            Diagnostic(
                .error, rule: "configuration", error.message, hint: error.hint, source: source, range: error.range))
    }

    private mutating func report(_ message: String, _ range: Range<Int>, hint: String? = nil) {
        report(ConfigurationError(message: message, hint: hint, range: range))
    }

    mutating func decode(_ value: ConfigurationValue) {
        forEachMember(of: value, ["$schema", "versions", "profile", "sources", "runner", "lint"]) {
            decoder, name, value in
            switch name {
            case "versions": decoder.decodeVersions(value)
            case "profile": decoder.configuration.settings.profile = decoder.profile(value)
            case "sources": decoder.configuration.sources = decoder.strings(value)
            case "runner": decoder.decodeRunner(value)
            case "lint": decoder.decodeLint(value)
            default: break
            }
        }
    }

    // MARK: Parts

    private mutating func decodeLint(_ value: ConfigurationValue) {
        forEachMember(of: value, ["select", "ignore", "rules", "files", "fail-on", "baseline"]) {
            decoder, name, value in
            switch name {
            case "select": decoder.configuration.settings.select = decoder.ruleNames(value)
            case "ignore": decoder.configuration.settings.ignore = decoder.ruleNames(value)
            case "rules":
                let (levels, options) = decoder.rules(value)
                decoder.configuration.settings.levels = levels
                decoder.configuration.settings.options = options
            case "files": decoder.decodeFiles(value)
            case "fail-on":
                let level = decoder.choice(value, ["error", "warning", "info", "never"])
                if let level { decoder.configuration.failOn = Level(rawValue: level) }
            default: decoder.configuration.baseline = decoder.string(value)
            }
        }
    }

    private mutating func decodeFiles(_ value: ConfigurationValue) {
        guard case .array(let elements) = value.content else { return expect("an array", value) }
        for element in elements {
            var settings = LintConfiguration.PartialSettings()
            var pattern: String?
            forEachMember(of: element, ["path", "profile", "ignore", "rules", "exclude"]) { decoder, name, value in
                switch name {
                case "path": pattern = decoder.string(value)
                case "profile": settings.profile = decoder.profile(value)
                case "ignore": settings.ignore = decoder.ruleNames(value)
                case "exclude": settings.isExcluded = decoder.flag(value) ?? false
                default: (settings.levels, settings.options) = decoder.rules(value)
                }
            }
            if let pattern {
                configuration.files.append((PathPattern(pattern), settings))
            } else if case .object = element.content {
                report("\"path\" is missing", element.range)
            }
        }
    }

    private mutating func decodeRunner(_ value: ConfigurationValue) {
        if case .string = value.content {
            let names = RunnerPreset.allCases.map(\.rawValue)
            guard let preset = choice(value, names).flatMap(RunnerPreset.init) else { return }
            configuration.settings.runsInTransaction = preset.runsInTransaction
            return
        }
        forEachMember(of: value, ["transaction", "timeouts"]) { decoder, name, value in
            guard let flag = decoder.flag(value) else { return }
            if name == "transaction" {
                decoder.configuration.settings.runsInTransaction = flag
            } else {
                decoder.configuration.settings.setsTimeouts = flag
            }
        }
    }

    private mutating func decodeVersions(_ value: ConfigurationValue) {
        let known = 14...18
        var numbers: [Int] = []
        switch value.content {
        case .number(let number): numbers = [Int(exactly: number) ?? 0]
        case .string(let text): numbers = text.replacing("..", with: " ").split(separator: " ").map { Int($0) ?? 0 }
        default: return expect("a version, such as 17 or \"15..17\"", value)
        }
        guard let first = numbers.first, let last = numbers.last, numbers.count <= 2, first <= last,
            known.contains(first), known.contains(last)
        else { return report("versions are from 14 to 18, such as 17 or \"15..17\"", value.range) }
        configuration.settings.versions = first...last
        configuration.settings.checksVersions = true
    }

    /// `"drop-column": "error"` or `{ "level": …, option: … }`.
    private mutating func rules(_ value: ConfigurationValue) -> (
        levels: [String: Level], options: [String: [String: Rule.Option.Value]]
    ) {
        var levels: [String: Level] = [:]
        var options: [String: [String: Rule.Option.Value]] = [:]
        forEachMember(of: value, Rule.all.map(\.name), noun: "rule") { decoder, name, value in
            guard let rule = Rule.named(name) else { return }
            if case .object = value.content {
                let known = ["level"] + rule.documentation.options.map(\.name)
                decoder.forEachMember(of: value, known) { decoder, member, value in
                    if let option = rule.documentation.options.first(where: { $0.name == member }) {
                        options[name, default: [:]][member] = decoder.option(value, like: option.standard)
                    } else {
                        levels[name] = decoder.level(value)
                    }
                }
            } else {
                levels[name] = decoder.level(value)
            }
        }
        return (levels, options)
    }

    // MARK: Values

    /// Calls `body` with the members of an object whose names are known; the others are errors.
    private mutating func forEachMember(
        of value: ConfigurationValue, _ known: [String], noun: String = "setting",
        _ body: (inout ConfigurationDecoder, String, ConfigurationValue) -> Void
    ) {
        guard case .object(let members) = value.content else { return expect("an object", value) }
        for (name, range, value) in members {
            if known.contains(name) {
                body(&self, name, value)
            } else {
                report("no \(noun) is called \"\(name)\"", range, hint: suggestion(for: name, among: known))
            }
        }
    }

    private mutating func expect(_ what: String, _ value: ConfigurationValue) {
        report("\(what) is expected, not \(value.kind)", value.range)
    }

    private mutating func string(_ value: ConfigurationValue) -> String? {
        if case .string(let text) = value.content { return text }
        expect("a string", value)
        return nil
    }

    private mutating func flag(_ value: ConfigurationValue) -> Bool? {
        if case .flag(let flag) = value.content { return flag }
        expect("true or false", value)
        return nil
    }

    private mutating func strings(_ value: ConfigurationValue) -> [String] {
        if case .array(let elements) = value.content {
            var texts: [String] = []
            for element in elements { if let text = string(element) { texts.append(text) } }
            return texts
        }
        return string(value).map { [$0] } ?? []
    }

    private mutating func choice(_ value: ConfigurationValue, _ known: [String]) -> String? {
        guard let text = string(value) else { return nil }
        if known.contains(text) { return text }
        report(
            "\"\(text)\" is none of \(known.joined(separator: ", "))", value.range,
            hint: suggestion(for: text, among: known))
        return nil
    }

    private mutating func level(_ value: ConfigurationValue) -> Level? {
        choice(value, Level.allCases.map(\.rawValue)).flatMap(Level.init)
    }

    private mutating func profile(_ value: ConfigurationValue) -> Profile? {
        choice(value, ["detected"] + Profile.allCases.map(\.rawValue)).flatMap(Profile.init)
    }

    private mutating func ruleNames(_ value: ConfigurationValue) -> [String] {
        guard case .array(let elements) = value.content else {
            expect("an array", value)
            return []
        }
        let known = Rule.Category.allCases.map(\.rawValue) + Rule.all.map(\.name)
        var names: [String] = []
        for element in elements {
            guard let name = string(element) else { continue }
            if known.contains(name) {
                names.append(name)
            } else {
                report(
                    "no rule or category is called \"\(name)\"", element.range,
                    hint: suggestion(for: name, among: known))
            }
        }
        return names
    }

    /// The value of an option, of the type that its standard value has.
    private mutating func option(_ value: ConfigurationValue, like standard: Rule.Option.Value) -> Rule.Option.Value? {
        switch standard {
        case .flag: return flag(value).map { .flag($0) }
        case .string: return string(value).map { .string($0) }
        case .strings: return .strings(strings(value))
        case .integer:
            if case .number(let number) = value.content, let integer = Int(exactly: number) { return .integer(integer) }
            expect("a whole number", value)
            return nil
        }
    }

    private func suggestion(for name: String, among known: [String]) -> String? {
        let near = known.map { ($0, editDistance(Array(name), Array($0))) }.min { $0.1 < $1.1 }
        guard let near, near.1 <= max(1, near.0.count / 3) else { return nil }
        return "did you mean \"\(near.0)\"?"
    }
}

/// Programs that run migrations.
enum RunnerPreset: String, CaseIterable {
    case psql
    case flyway
    case liquibase
    case sqlx
    case dbmate
    case rails
    case alembic
    case django
    case golangMigrate = "golang-migrate"
    case supabase

    /// Whether it runs each file in one transaction.
    var runsInTransaction: Bool {
        switch self {
        case .psql, .golangMigrate: false
        default: true
        }
    }
}

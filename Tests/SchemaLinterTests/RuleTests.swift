import Foundation
import PostgresSyntax
import SchemaLinter
import TestSupport
import Testing

/// What each rule reports, and what it does not: `Fixtures/Rules/<rule>/bad/*.sql` with the findings beside each, and
/// `good/*.sql`, which have none. What exists before is in the rule's `schema.sql`, if there is one.
@Suite struct RuleTests {
    @Test(arguments: Rule.all.map(\.name))
    func fixtures(of name: String) throws {
        let bad = Fixture.all("Rules/\(name)/bad")
        let good = Fixture.all("Rules/\(name)/good")
        #expect(!bad.isEmpty && !good.isEmpty, "no fixtures in Rules/\(name)")
        for fixture in bad {
            let findings = try findings(in: fixture, of: name)
            #expect(!findings.isEmpty, "\(fixture) has no finding")
            let difference = try fixture.difference(of: findings.map(\.text).joined(), from: "txt")
            #expect(difference == nil, "\(difference ?? "")")
        }
        for fixture in good {
            let findings = try findings(in: fixture, of: name)
            #expect(findings.isEmpty, "\(fixture): \(findings.map(\.text).joined())")
        }
    }

    /// The findings of one rule.
    private func findings(in fixture: Fixture, of name: String) throws -> [Finding] {
        let text = String(decoding: try fixture.input(), as: UTF8.self)
        let schema = fixture.url.deletingLastPathComponent().deletingLastPathComponent().appending(path: "schema.sql")
        return Linter.findings(in: text, given: (try? String(contentsOf: schema, encoding: .utf8)) ?? "", of: name)
    }

    @Test(arguments: Rule.all.map(\.name))
    func documentation(of name: String) throws {
        let rule = try #require(Rule.named(name))
        let text = rule.documentation
        #expect(name.allSatisfy { $0.isLowercase || $0 == "-" })
        let bad = Linter.findings(in: text.bad, given: text.given, of: name)
        #expect(!bad.isEmpty, "the bad example is not reported")
        let good = Linter.findings(in: text.good, given: text.given, of: name)
        #expect(good.isEmpty, "the good example is reported: \(good.map(\.text).joined())")
        let errors = Linter.lint([Linter.input(text.given, linted: false), Linter.input(text.good)]).findings
            .filter { $0.level == .error && $0.category == .correctness }
        #expect(errors.isEmpty, "the good example is wrong: \(errors.map(\.text).joined())")
    }

    @Test func thePageIsCurrent() throws {
        let page = Fixture(url: packageRoot.appending(path: "docs/lint-rules.md"))
        let difference = try page.difference(of: Rule.page, from: "md")
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func namesAreUnique() {
        #expect(Set(Rule.all.map(\.name)).count == Rule.all.count)
    }
}

extension Linter {
    /// The findings of one rule in a script, in the profile that its first line names (`-- profile: dump`), or in the
    /// first one that the rule is for.
    fileprivate static func findings(in text: String, given: String, of name: String) -> [Finding] {
        let rule = Rule.named(name)
        let line = text.prefix { $0 != "\n" }
        let named = line.hasPrefix("-- profile: ") ? Profile(rawValue: String(line.dropFirst(12))) : nil
        let order: [Profile] = [.migration, .schema, .dump, .query]
        var settings = FileSettings()
        settings.profile = named ?? order.first { rule?.levels[$0] != .off } ?? .migration
        settings.checksVersions = true
        // The linter's own rules are about what the others report.
        if rule?.category != .lint { settings.select = [name] }
        settings.levels[name] = rule?.levels.whenChosen(settings.profile ?? .migration)
        let given = given.isEmpty ? [] : [input(given, linted: false)]
        return lint(given + [input(text, settings: settings)]).findings.filter { $0.rule == name }
    }

    fileprivate static func input(
        _ text: String, linted isLinted: Bool = true, settings: FileSettings = FileSettings()
    ) -> LintInput {
        let source = SourceText(name: isLinted ? "input.sql" : "schema.sql", text: text)
        return LintInput(SyntaxTree.parse(source), isLinted: isLinted, settings: settings)
    }
}

extension Finding {
    /// Its place, what it says, and what it proposes, a line each.
    fileprivate var text: String {
        let (line, column) = source.position(at: range.lowerBound)
        var lines = ["\(line):\(column): \(level.rawValue): \(message)"]
        if let object { lines.append("  object: \(object)") }
        if let detail { lines.append("  detail: \(detail)") }
        lines += recipe.map { "  help: \($0)" }
        lines += notes.map { note in
            let (line, column) = note.source.position(at: note.range.lowerBound)
            return "  \(line):\(column): \(note.message)"
        }
        if let fix {
            lines.append("  fix\(fix.isSafe ? "" : " (unsafe)"): \(fix.title)")
            lines += fix.applied(to: source).split(separator: "\n").map { "    \($0)" }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension Finding.Fix {
    /// The source after its edits.
    fileprivate func applied(to source: SourceText) -> String {
        var text = ""
        var end = 0
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            text += source.text(in: end..<edit.range.lowerBound) + edit.text
            end = edit.range.upperBound
        }
        return text + source.text(in: end..<source.count)
    }
}

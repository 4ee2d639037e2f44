import PostgresSyntax
import SchemaCompiler
import TestSupport
import Testing

/// Fixtures/selection: what several selections leave of a script.
@Suite struct SelectionTests {
    private struct Case {
        var only: [String] = []
        var excluded: [String] = []
        var includesDependencies = false
    }

    private static let cases = [
        Case(only: ["schema=core"]),
        Case(only: ["schema=core"], excluded: ["kind=index,trigger"]),
        Case(only: ["core.users"]),
        Case(only: ["core.users"], includesDependencies: true),
        Case(only: ["users", "teams"], includesDependencies: true),
        Case(only: ["kind=view schema=ex*"], includesDependencies: true),
        Case(only: ["kind=type"]),
        Case(only: ["core.u?ers", "kind=type,function,extension"]),
        Case(excluded: ["schema=extra"]),
        Case(excluded: ["core.users"]),
        Case(excluded: ["known", "users_*"]),
    ]

    @Test func selections() throws {
        let fixture = try #require(Fixture.all("selection").first { $0.name == "tiers" })
        let tree = SyntaxTree.parse(SourceText(name: "tiers.sql", bytes: try fixture.input()))
        let results = try Self.cases.map { item in
            var options = CompileOptions()
            options.selection.only = try item.only.map { try ObjectPattern($0) }
            options.selection.excluded = try item.excluded.map { try ObjectPattern($0) }
            options.selection.includesDependencies = item.includesDependencies
            let plan = SchemaCompiler.plan([tree], options: options)
            let title =
                "== " + (item.only.map { "only \($0)" } + item.excluded.map { "exclude \($0)" }).joined(separator: "; ")
                + (item.includesDependencies ? "; with dependencies" : "") + "\n"
            let steps = plan.steps.map { step in
                "\(step.effect.rawValue) \(step.object.map { "\($0.kind.rawValue) \($0.identity)" } ?? "")\n"
            }
            return title + steps.joined() + plan.diagnostics.map { "\($0.severity): \($0.message)\n" }.joined()
        }
        #expect(try fixture.difference(of: results.joined(separator: "\n"), from: "selected") == nil)
    }

    @Test(arguments: [
        ("kind=tabel", "unknown kind 'tabel'"), ("kind=", "no value behind 'kind='"), (" ", "no pattern"),
        ("name=a", "unknown term 'name=' (terms: kind=, schema=, a name)"),
    ])
    func patternsAreChecked(_ text: String, _ message: String) {
        #expect(throws: ObjectPattern.SyntaxError.self) { try ObjectPattern(text) }
        do {
            _ = try ObjectPattern(text)
        } catch {
            #expect(error.message == message)
        }
    }
}

import Foundation
import PostgresSyntax
import SchemaLinter
import TestSupport
import Testing

/// What `schemac.json` may say.
@Suite struct ConfigurationTests {
    private func read(_ text: String) -> (configuration: LintConfiguration, errors: [String]) {
        let (configuration, errors) = LintConfiguration.read(SourceText(name: "schemac.json", text: text))
        let texts = errors.map { error in
            let (line, column) = error.source.position(at: error.range.lowerBound)
            return "\(line):\(column): \(error.message)" + (error.hint.map { " (\($0))" } ?? "")
        }
        return (configuration, texts)
    }

    @Test func commentsAndLooseSyntax() {
        let (configuration, errors) = read(
            """
            // A comment.
            { versions: '15..17', /* another */ "sources": ["a.sql", 'b',],
              lint: { rules: { "drop-column": "error", }, "fail-on": "never" }, }
            """)
        #expect(errors.isEmpty)
        #expect(configuration.sources == ["a.sql", "b"])
        #expect(configuration.settings.versions == 15...17)
        #expect(configuration.settings.levels == ["drop-column": .error])
        #expect(configuration.failOn == nil)
    }

    @Test func theExampleChangesNothing() {
        let (configuration, errors) = read(LintConfiguration.example)
        #expect(errors.isEmpty)
        #expect(configuration.sources.isEmpty && configuration.settings.levels.isEmpty)
        #expect(configuration.settings.profile == nil && configuration.failOn == .error)
    }

    @Test(arguments: [
        ("{", "1:2: a name or '}' is expected"),
        ("{} 1", "1:4: there is more behind the value"),
        (
            "{ \"profile\": \"dmup\" }",
            "1:14: \"dmup\" is none of detected, dump, schema, migration, query (did you mean \"dump\"?)"
        ),
        ("{ source: [] }", "1:3: no setting is called \"source\" (did you mean \"sources\"?)"),
        ("{ versions: 9 }", "1:13: versions are from 14 to 18, such as 17 or \"15..17\""),
        ("{ lint: { ignore: [\"lock\"] } }", "1:20: no rule or category is called \"lock\" (did you mean \"locks\"?)"),
        ("{ lint: { rules: { \"drop-column\": true } } }", "1:35: a string is expected, not a boolean"),
        ("{ lint: { files: [{}] } }", "1:19: \"path\" is missing"),
        ("{ profile: 'dump', profile: 'dump' }", "1:20: \"profile\" is there twice"),
        ("[[[[", "1:5: a value is expected"),
        ("\"open", "1:1: the string has no end"),
    ])
    func mistakes(text: String, error: String) {
        #expect(read(text).errors == [error])
    }

    @Test func pathsOfFiles() {
        let (configuration, errors) = read(
            """
            { lint: { files: [
                { path: "old/**/x*.sql", exclude: true }, { path: "db", profile: "schema", ignore: ["design"] },
                { path: "db/*.sql", rules: { "drop-column": "info" } }] } }
            """)
        #expect(errors.isEmpty)
        #expect(configuration.settings(for: "old/a/b/xy.sql") == nil)
        #expect(configuration.settings(for: "old/a/b/yx.sql") != nil)
        #expect(configuration.settings(for: "db/deep/a.sql")?.profile == .schema)
        #expect(configuration.settings(for: "db/deep/a.sql")?.levels.isEmpty == true)
        #expect(configuration.settings(for: "./db/a.sql")?.levels == ["drop-column": .info])
        #expect(configuration.settings(for: "dbx/a.sql")?.profile == nil)
    }

    @Test func theSchemaIsCurrent() throws {
        let schema = Fixture(url: packageRoot.appending(path: "schemac.schema.json"))
        let difference = try schema.difference(of: LintConfiguration.jsonSchema, from: "json")
        #expect(difference == nil, "\(difference ?? "")")
        _ = try JSONSerialization.jsonObject(with: Data(LintConfiguration.jsonSchema))
    }
}

import PostgresSyntax
import SchemaLinter
import TestSupport
import Testing

/// What fixes make of scripts: `Fixtures/Fixes/*.sql` and what becomes of each beside it; a second time changes nothing.
@Suite struct FixTests {
    @Test(arguments: Fixture.all("Fixes"))
    func fixes(of fixture: Fixture) throws {
        let schema = SourceText(name: "schema.sql", text: "CREATE TABLE orders (id int PRIMARY KEY, note text);")
        var settings = FileSettings()
        settings.profile = .migration
        func fix(_ source: SourceText) -> [UInt8] {
            let inputs = [
                LintInput(SyntaxTree.parse(schema), isLinted: false),
                LintInput(SyntaxTree.parse(source), settings: settings),
            ]
            let fixed = Fixer(inputs).inputs[1].tree.source
            return Array(fixed.bytes(in: 0..<fixed.count))
        }
        let first = fix(SourceText(name: "input.sql", bytes: try fixture.input()))
        let difference = try fixture.difference(of: first, from: "fixed")
        #expect(difference == nil, "\(difference ?? "")")
        #expect(fix(SourceText(name: "input.sql", bytes: first)) == first)
    }
}

import PostgresSyntax
import SchemaLinter
import TestSupport
import Testing

/// Small schemas with one mistake each: it is found, and nothing else is reported.
@Suite struct PlantedTests {
    @Test(arguments: Fixture.all("Planted"))
    func mistakes(in fixture: Fixture) throws {
        let source = SourceText(name: "input.sql", bytes: try fixture.input())
        let findings = Linter.lint([LintInput(SyntaxTree.parse(source))]).findings
        #expect(findings.count == 1)
        let text = findings.map { finding in
            let (line, column) = source.position(at: finding.range.lowerBound)
            return "\(line):\(column): \(finding.message) [\(finding.rule)]\n"
        }
        let difference = try fixture.difference(of: text.joined(), from: "txt")
        #expect(difference == nil, "\(difference ?? "")")
    }
}

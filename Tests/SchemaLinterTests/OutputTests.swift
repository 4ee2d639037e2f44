import Foundation
import PostgresSyntax
import SchemaLinter
import TestSupport
import Testing

/// The formats for other programs, of one script with names that need care.
@Suite struct OutputTests {
    private static let script = """
        CREATE TABLE "a<b>, 100%" (id int);
        CREATE TABLE "ä&" (
            id int PRIMARY KEY, x nothing);
        -- schemac:ignore design -- it is a log
        CREATE TABLE log (at date);

        """

    private var result: LintResult {
        let source = SourceText(name: "db/a b,c:d.sql", text: Self.script)
        return Linter.lint([LintInput(SyntaxTree.parse(source))])
    }

    @Test(arguments: LintFormat.allCases)
    func formats(_ format: LintFormat) throws {
        let bytes = result.formatted(format, tool: "1.2.3")
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/Output/result.\(format.rawValue)")
        let difference = try Fixture(url: url).difference(of: bytes, from: format.rawValue)
        #expect(difference == nil, "\(difference ?? "")")
        if [.json, .sarif, .gitlab].contains(format) {
            _ = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        }
    }

    @Test func knownFindingsStayKnown() throws {
        let known = Baseline(of: result)
        let read = try Baseline(reading: SourceText(name: "baseline.json", bytes: known.bytes))
        let moved = SourceText(name: "db/a b,c:d.sql", text: "\n\n" + Self.script + "CREATE TABLE new (at date);\n")
        var later = Linter.lint([LintInput(SyntaxTree.parse(moved))])
        #expect(read.apply(to: &later) == 0)
        #expect(later.findings.map(\.object) == ["table public.new"])
        var clean = Linter.lint([LintInput(SyntaxTree.parse(SourceText(name: "db/a b,c:d.sql", text: "")))])
        #expect(read.apply(to: &clean) == 3)
    }
}

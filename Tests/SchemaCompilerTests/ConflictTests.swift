import PostgresSyntax
import SchemaCompiler
import TestSupport
import Testing

/// Fixtures/conflicts: sources in one file, each behind a line `-- source: name`; what is said of their conflicts, and the
/// scripts with the first and with the last definitions.
@Suite struct ConflictTests {
    @Test(arguments: Fixture.all("conflicts"))
    func conflicts(_ fixture: Fixture) throws {
        let trees = try sources(of: fixture)
        var options = CompileOptions()
        let report = SchemaCompiler.compile(trees, options: options)
        #expect(try fixture.difference(of: report.diagnostics.map(described).joined(), from: "diagnostics") == nil)
        for policy in [ConflictPolicy.first, .last] {
            options.onConflict = policy
            let script = SchemaCompiler.compile(trees, options: options)
            #expect(!script.diagnostics.contains { $0.severity == .error })
            #expect(try fixture.difference(of: script.bytes, from: policy.rawValue) == nil)
        }
    }

    @Test func sourcesWithoutConflictsGiveTheSameScriptWhicheverCounts() throws {
        let fixture = try #require(Fixture.all("conflicts").first { $0.name == "same" })
        let scripts = try ConflictPolicy.allCases.map { policy in
            var options = CompileOptions()
            options.onConflict = policy
            return SchemaCompiler.compile(try sources(of: fixture), options: options).bytes
        }
        #expect(scripts[0] == scripts[1] && scripts[1] == scripts[2])
        #expect(!scripts[0].isEmpty)
    }

    /// The sources of a fixture.
    private func sources(of fixture: Fixture) throws -> [SyntaxTree] {
        let text = String(decoding: try fixture.input(), as: UTF8.self)
        return text.split(separator: "-- source: ").map { part in
            let lines = part.split(separator: "\n", maxSplits: 1)
            return SyntaxTree.parse(SourceText(name: String(lines[0]), text: String(lines[1])))
        }
    }

    private func described(_ diagnostic: Diagnostic) -> String {
        let position = diagnostic.source.position(at: diagnostic.range.lowerBound)
        let rows = diagnostic.comparison.map { comparison in
            ([("", comparison.titles.left, comparison.titles.right)] + comparison.rows).map { row in
                "  \(row.0) | \(row.1 ?? "–") | \(row.2 ?? "–")\n"
            }.joined()
        }
        return "\(diagnostic.source.name):\(position.line):\(position.column): \(diagnostic.severity): "
            + "\(diagnostic.message) [\(diagnostic.rule)]\n" + (rows ?? "")
            + (diagnostic.hint.map { "  hint: \($0)\n" } ?? "")
    }
}

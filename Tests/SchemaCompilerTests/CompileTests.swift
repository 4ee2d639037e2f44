import PostgresSyntax
import SchemaCompiler
import TestSupport
import Testing

/// Fixtures/compile: scripts, what they compile to, and what there is to say about them.
@Suite struct CompileTests {
    @Test(arguments: Fixture.all("compile"))
    func compile(_ fixture: Fixture) throws {
        let script = try compiled(fixture)
        #expect(try fixture.difference(of: script.bytes, from: "compiled") == nil)
        #expect(try fixture.difference(of: script.diagnostics.map(line).joined(), from: "diagnostics") == nil)
    }

    @Test(arguments: Fixture.all("compile"))
    func compiledScriptsAreSQL(_ fixture: Fixture) throws {
        let script = try compiled(fixture)
        let tree = SyntaxTree.parse(SourceText(name: "compiled.sql", bytes: script.bytes))
        #expect(tree.diagnostics.map(\.message) == [])
    }

    @Test func syntaxErrorsGiveNoScript() {
        let script = SchemaCompiler.compile([.parse(SourceText(name: "a.sql", text: "CREATE TABL t (a int);"))])
        #expect(script.bytes == [])
        #expect(script.diagnostics.map(\.severity) == [.error])
    }

    @Test func sourcesWithoutStatementsAreNoticed() {
        let script = SchemaCompiler.compile([.parse(SourceText(name: "a.sql", text: "-- nothing\n"))])
        #expect(script.diagnostics.map(\.rule) == ["empty-source"])
        #expect(String(decoding: script.bytes, as: UTF8.self).hasSuffix("-- nothing\n"))
    }

    @Test func sourcesMakeOneScript() {
        let sources = ["CREATE VIEW v AS SELECT a FROM t;", "CREATE TABLE t (a int);"]
        let trees = sources.enumerated().map {
            SyntaxTree.parse(SourceText(name: "\($0.offset).sql", text: $0.element))
        }
        let text = String(decoding: SchemaCompiler.compile(trees).bytes, as: UTF8.self)
        let table = text.firstRange(of: "CREATE TABLE IF NOT EXISTS public.t")
        let view = text.firstRange(of: "CREATE OR REPLACE VIEW public.v AS SELECT a FROM public.t")
        #expect(table != nil && view != nil)
        if let table, let view { #expect(table.lowerBound < view.lowerBound) }
    }

    private func compiled(_ fixture: Fixture) throws -> CompiledScript {
        let tree = SyntaxTree.parse(SourceText(name: "\(fixture.name).sql", bytes: try fixture.input()))
        return SchemaCompiler.compile([tree])
    }

    private func line(_ diagnostic: Diagnostic) -> String {
        let position = diagnostic.source.position(at: diagnostic.range.lowerBound)
        let hint = diagnostic.hint.map { "  hint: \($0)\n" } ?? ""
        let notes = diagnostic.notes.map { "  " + line($0) }.joined()
        return "\(position.line):\(position.column): \(diagnostic.severity): \(diagnostic.message) "
            + "[\(diagnostic.rule)]\n\(hint)\(notes)"
    }
}

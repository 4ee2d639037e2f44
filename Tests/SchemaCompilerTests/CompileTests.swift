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

    @Test(arguments: Fixture.all("compile"))
    func compiledScriptsCompileToThemselves(_ fixture: Fixture) throws {
        let script = try compiled(fixture)
        let again = SchemaCompiler.compile([.parse(SourceText(name: "compiled.sql", bytes: script.bytes))])
        #expect(String(decoding: again.bytes, as: UTF8.self) == String(decoding: script.bytes, as: UTF8.self))
    }

    /// The kitchen sink, of which each file is a part, and its cycles.
    @Test func theKitchenSinkCompilesToItself() throws {
        let files = Fixture.all("kitchen-sink").sorted { $0.name < $1.name }
        let trees = try files.map {
            SyntaxTree.parse(SourceText(name: "\($0.name).sql", bytes: try $0.input()))
        }
        let script = SchemaCompiler.compile(trees)
        #expect(!script.bytes.isEmpty)
        let again = SchemaCompiler.compile([.parse(SourceText(name: "compiled.sql", bytes: script.bytes))])
        #expect(String(decoding: again.bytes, as: UTF8.self) == String(decoding: script.bytes, as: UTF8.self))
    }

    @Test func syntaxErrorsGiveNoScript() {
        let script = SchemaCompiler.compile([.parse(SourceText(name: "a.sql", text: "CREATE TABL t (a int);"))])
        #expect(script.bytes == [])
        #expect(script.diagnostics.map(\.severity) == [.error])
    }

    @Test(arguments: [
        ("CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL);", 18),
        ("CREATE TABLE t (a int CHECK (a > 0) NOT ENFORCED);", 18),
        ("CREATE TABLE t (a int4range, UNIQUE (a WITHOUT OVERLAPS));", 18),
        ("ALTER TABLE t ADD FOREIGN KEY (a, PERIOD b) REFERENCES u (a, PERIOD b);", 18),
        ("ALTER TABLE t ADD CONSTRAINT n NOT NULL a;", 18),
        ("ALTER TABLE t ALTER a SET EXPRESSION AS (1);", 17),
        ("CREATE TABLE t (a text STORAGE external);", 16),
        ("CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;", 15),
        ("CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a));", 15),
        ("CREATE VIEW v WITH (security_invoker) AS SELECT 1;", 15),
        ("MERGE INTO t USING u ON true WHEN NOT MATCHED THEN DO NOTHING;", 15),
        ("ALTER PUBLICATION p ADD TABLES IN SCHEMA s;", 15),
        ("CREATE TABLE t (a int, NOT NULL a);", 18),
        ("CREATE TABLE t (a int NOT NULL NO INHERIT);", 18),
        ("ALTER DEFAULT PRIVILEGES GRANT ALL ON LARGE OBJECTS TO PUBLIC;", 18),
        ("CREATE VIEW v AS SELECT JSON_VALUE('{}', '$.a') AS a;", 17),
        ("GRANT MAINTAIN ON TABLE t TO PUBLIC;", 17),
        ("CREATE VIEW v AS SELECT JSON_ARRAY(1) AS a;", 16),
        ("CREATE VIEW v AS SELECT a FROM (SELECT 1 AS a);", 16),
        ("CREATE STATISTICS ON a, b FROM t;", 16),
        ("GRANT r TO u WITH INHERIT FALSE;", 16),
        ("ALTER TABLE t SET ACCESS METHOD heap;", 15),
        ("GRANT SET ON PARAMETER work_mem TO PUBLIC;", 15),
        ("ALTER VIEW v SET (security_invoker = on);", 15),
        ("SET event_triggers = off;", 17),
        ("CREATE TABLE t (a int CHECK (a > 0), b int GENERATED ALWAYS AS (a) STORED REFERENCES u);", 14),
    ])
    func newerSyntaxGivesNoScript(_ text: String, _ version: Int) {
        let trees = [SyntaxTree.parse(SourceText(name: "a.sql", text: text))]
        let script = SchemaCompiler.compile(trees, options: CompileOptions(targetVersion: version - 1))
        #expect(version == 14 || script.bytes == [])
        #expect(version == 14 || script.diagnostics.map(\.rule) == ["target-version"])
        let accepted = SchemaCompiler.compile(trees, options: CompileOptions(targetVersion: version))
        #expect(!accepted.bytes.isEmpty && !accepted.diagnostics.contains { $0.rule == "target-version" })
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

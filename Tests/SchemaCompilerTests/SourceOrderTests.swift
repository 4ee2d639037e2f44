import PostgresSyntax
import SchemaCompiler
import TestSupport
import Testing

/// The order of the sources' statements, where it means nothing.
@Suite struct SourceOrderTests {
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func shuffledDefinitionsGiveTheSameScript(seed: UInt64) throws {
        var statements = try definitions(
            in: Fixture.all("kitchen-sink").filter { $0.name.first == "0" || $0.name.first == "1" })
        let script = compiled(statements.free + statements.inOrder)
        var generator = SplitMix(state: seed)
        statements.free.shuffle(using: &generator)
        #expect(compiled(statements.free + statements.inOrder) == script)
    }

    @Test func cyclesAreBrokenAlike() throws {
        let cycles = try definitions(in: Fixture.all("kitchen-sink").filter { $0.name == "cycles" })
        #expect(compiled(cycles.free.reversed() + cycles.inOrder) == compiled(cycles.free + cycles.inOrder))
    }

    @Test(arguments: [
        ["CREATE VIEW v AS SELECT NULL::int AS a;", "CREATE OR REPLACE VIEW v AS SELECT 1 AS a;"],
        ["CREATE OR REPLACE VIEW v AS SELECT NULL::int AS a;", "CREATE VIEW v AS SELECT 1 AS a;"],
        [
            "CREATE OR REPLACE VIEW public.v AS SELECT NULL::text COLLATE \"C\" AS a;",
            "CREATE VIEW v AS SELECT 'x' COLLATE \"C\" AS a;",
        ],
    ])
    func aViewOfNullsHoldsThePlaceOfAnother(_ statements: [String]) {
        let script = compiled([statements[1]])
        #expect(compiled(statements) == script)
        #expect(compiled(statements.reversed()) == script)
    }

    @Test func aViewIsEmptiedForAWhile() {
        let empty = "CREATE OR REPLACE VIEW v AS SELECT NULL::int AS a;"
        let script = compiled([
            "CREATE TABLE t (a int, b int);", "CREATE VIEW v AS SELECT a FROM t;", empty,
            "ALTER TABLE t DROP COLUMN a;",
            "CREATE OR REPLACE VIEW v AS SELECT b AS a FROM t;",
        ])
        #expect(script.contains("NULL::int") && !script.contains("passed through"))
    }

    private func compiled(_ statements: [String]) -> String {
        let source = SourceText(name: "a.sql", text: statements.joined(separator: "\n"))
        return String(decoding: SchemaCompiler.compile([.parse(source)]).bytes, as: UTF8.self)
    }

    /// The statements of files but for those about rows and what their order means something for; and those that keep it.
    private func definitions(in files: [Fixture]) throws -> (free: [String], inOrder: [String]) {
        var (free, inOrder): ([String], [String]) = ([], [])
        for file in files.sorted(by: { $0.name < $1.name })
        where !["10_hostile_names", "13_data", "14_history"].contains(file.name) {
            let tree = SyntaxTree.parse(SourceText(name: file.name, bytes: try file.input()))
            for element in tree.script {
                let text = "\(element.text);"
                switch element.statement?.node.kind {
                case .grantStmt, .alterPublicationStmt, .alterTSConfigurationStmt, .createCastStmt: inOrder.append(text)
                default: free.append(text)
                }
            }
        }
        return (free, inOrder)
    }
}

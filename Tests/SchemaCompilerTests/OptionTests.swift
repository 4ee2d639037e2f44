import PostgresSyntax
import TestSupport
import Testing

@testable import SchemaCompiler

/// Fixtures/options: scripts that name the options they are compiled with in their first line, and what comes of them.
@Suite struct OptionTests {
    @Test(arguments: Fixture.all("options"))
    func compile(_ fixture: Fixture) throws {
        let bytes = try fixture.input()
        let words = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\n" }.split(separator: " ").dropFirst(2)
        let (options, split) = Self.options(words.map(String.init))
        let tree = SyntaxTree.parse(SourceText(name: "\(fixture.name).sql", bytes: bytes))
        let plan = SchemaCompiler.plan([tree], options: options)
        let hasFailed = plan.diagnostics.contains { $0.severity == .error }
        var result = hasFailed ? [] : plan.script
        if let split {
            result = plan.files(by: split).flatMap { Array("==> \($0.path) <==\n".utf8) + $0.text.bytes }
        }
        #expect(try fixture.difference(of: result, from: "compiled") == nil)
        let said = plan.diagnostics.map { "\($0.source.position(at: $0.range.lowerBound).line): \($0.message)\n" }
        #expect(try fixture.difference(of: said.joined(), from: "diagnostics") == nil)
        guard split == nil else { return }
        let script = SyntaxTree.parse(SourceText(name: "compiled.sql", bytes: result))
        #expect(script.diagnostics.map(\.message) == [])
        if options.client == .driver { #expect(script.script.allSatisfy { $0.kind == .statement }) }
    }

    /// The options that words name as the command line has them.
    private static func options(_ words: [String]) -> (options: CompileOptions, split: SplitMode?) {
        var options = CompileOptions()
        var split: SplitMode?
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--data": options.data = DataMode(rawValue: rest.removeFirst())!
            case "--section": options.section = ScriptSection(rawValue: rest.removeFirst())!
            case "--mode": options.client = Client(rawValue: rest.removeFirst())!
            case "--split-by": split = SplitMode(rawValue: rest.removeFirst())!
            case "--transaction": options.usesTransaction = true
            case "--concurrently": options.buildsIndexesConcurrently = true
            case "--no-owner": options.keepsOwners = false
            case "--no-privileges": options.keepsPrivileges = false
            case "--no-comments": options.keepsComments = false
            default: Issue.record("unknown option \(word)")
            }
        }
        return (options, split)
    }

    @Test(arguments: [
        ("a\tb\n", "COPY t FROM stdin", [["a", "b"]]),
        ("\\N\t\\\\N", "COPY t FROM stdin", [[nil, #"\N"#]]),
        ("a\\\tb\tc\n\\.\nd", "COPY t FROM stdin", [["a\tb", "c"]]),
        (#"\x4a\x\12\b"#, "COPY t FROM stdin", [["Jx\n\u{8}"]]),
        ("1,2\r\n3,\r\n", "COPY t FROM stdin CSV", [["1", "2"], ["3", nil]]),
        ("'it\\'s';''\n", "COPY t FROM stdin (FORMAT csv, QUOTE '''', ESCAPE E'\\\\', DELIMITER ';')", [["it's", ""]]),
        ("\n", "COPY t FROM stdin", [[""]]),
    ])
    func rowsAreReadAsPostgreSQLReadsThem(_ data: String, _ statement: String, _ expected: [[String?]]) throws {
        let tree = SyntaxTree.parse(SourceText(name: "a.sql", text: statement + ";\n\\.\n"))
        let copy = try #require(tree.statements.first { _ in true }.flatMap { CopyStmt($0.node) })
        let format = try #require(CopyFormat(copy))
        let rows = Array(data.utf8).withUnsafeBufferPointer { bytes in
            var rows = CopyRows(format, bytes)
            var all: [[String?]] = []
            while let row = rows.next() { all.append(row.map { $0.map { String(decoding: $0, as: UTF8.self) } }) }
            return all
        }
        #expect(rows == expected)
    }

    @Test func longDataIsNotCopied() throws {
        let rows = String(repeating: "a row of text\n", count: 10_000)
        let source = SourceText(name: "a.sql", text: "CREATE TABLE t (a text);\nCOPY t FROM stdin;\n\(rows)\\.\n")
        let plan = SchemaCompiler.plan([SyntaxTree.parse(source)])
        var longest = 0
        plan.writeScript { piece in
            guard piece.count > longest else { return }
            longest = piece.count
            let place = source.bytes(in: 0..<source.count)
            #expect(piece.count < 100_000 || place.baseAddress! <= piece.baseAddress!)
        }
        #expect(longest > rows.utf8.count)
        var options = CompileOptions()
        options.client = .driver
        SchemaCompiler.plan([SyntaxTree.parse(source)], options: options).writeScript { #expect($0.count < 1 << 17) }
    }
}

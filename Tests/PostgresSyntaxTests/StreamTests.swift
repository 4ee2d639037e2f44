import Testing

@testable import PostgresSyntax

/// A stream gives the statements, places and diagnostics that parsing the whole script gives.
@Suite struct StreamTests {
    /// Bytes in memory as a stream reads them.
    private final class Memory: ScriptBytes {
        let name = "stream.sql"
        let bytes: [UInt8]
        var count: Int { bytes.count }

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
            try bytes.withUnsafeBytes(body)
        }

        func release(_ range: Range<Int>) {}
    }

    /// Elements and diagnostics as lines of text with their places in the file, and the data that was skipped.
    private func lines(_ tree: SyntaxTree) -> [String] {
        let elements = tree.script.map { element in
            let place = tree.source.position(at: element.byteRange.lowerBound)
            let offset = tree.source.firstOffset + element.byteRange.lowerBound
            return "\(place) at \(offset) \(element.kind) \(element.text)"
        }
        return elements
            + tree.diagnostics.map { diagnostic in
                "\(tree.source.position(at: diagnostic.range.lowerBound)) \(diagnostic.message)"
            }
    }

    private func streamed(_ bytes: [UInt8], batchSize: Int, threads: Int) -> [String] {
        let memory = Memory(bytes)
        var all: [String] = []
        ScriptStream(memory, batchSize: batchSize).forEachBatch(threads: threads, transform: { tree in lines(tree) }) {
            all += $0.value
            if let data = $0.copyData { all.append("data \(String(decoding: bytes[data], as: UTF8.self))") }
        }
        return all
    }

    private static let script = #"""
        SET standard_conforming_strings = off;
        SELECT 'a\';
        still the same string';
        SET standard_conforming_strings = on;
        SELECT 'a\';
        SELECT $body$ one;
        two;
        three; $body$;
        /* a comment;
        with lines; */
        CREATE RULE r AS ON INSERT TO t DO INSTEAD (SELECT 1;
        SELECT 2;
        SELECT 3);
        CREATE FUNCTION f() RETURNS int BEGIN ATOMIC
        SELECT 1;
        SELECT 2;
        END;
        COPY t (a, b) FROM stdin;
        1;
        COPY t FROM stdin;
        2	\N
        \\.
        \.
        SELECT "a;
        b;
        c";
        SELECT FROM WHERE;
        COPY t FROM STDIN WITH (FORMAT csv);
        \.
        \set x 1
        SELECT 1 + ;
        COPY t TO stdin;
        SELECT 2;
        \copy t from stdin
        x;
        \.
        SELECT 3;
        COPY t FROM stdin;
        never;
        ended;
        """#

    @Test(arguments: [1, 3], ["\n", "\r\n"])
    func equalsTheWhole(threads: Int, lineEnd: String) {
        let bytes = Array(Self.script.replacing("\n", with: lineEnd).utf8)
        let whole = lines(SyntaxTree.parse(SourceText(name: "stream.sql", bytes: bytes)))
        for batchSize in [1, 7, 20, 33, 50, 64, 100, 150, 300, 1 << 20] {
            let parts = streamed(bytes, batchSize: batchSize, threads: threads)
            #expect(
                normalized(parts) == normalized(whole), "parts of \(batchSize) bytes",
                sourceLocation: #_sourceLocation)
        }
    }

    /// Without the blocks of data, which a stream gives in another way, and with diagnostics behind the elements.
    private func normalized(_ lines: [String]) -> [String] {
        lines.filter { !$0.hasPrefix("data ") && !$0.contains(" copyData ") }.sorted()
    }

    @Test func longDataIsSkipped() {
        let rows = String(repeating: "1\t;\\N\n;\n", count: 1000)
        let text = "SELECT 1;\nCOPY t FROM stdin;\n\(rows)\\.\nSELECT 2;\n"
        let parts = streamed(Array(text.utf8), batchSize: 100, threads: 2)
        #expect(parts.contains("data \(rows)\\."))
        #expect(parts.last == "(line: 2004, column: 1) at \(29 + rows.utf8.count + 3) statement SELECT 2")
    }

    @Test func encodingIsCarried() {
        let latin1 = Array("SELECT '".utf8) + [0xE9] + Array("';\n".utf8)
        let many = Array(repeating: latin1, count: 50).flatMap(\.self)
        #expect(streamed(many, batchSize: 20, threads: 2).count { $0.contains("invalid byte sequence") } == 1)
        let declared = Array("SET client_encoding = 'LATIN1';\n".utf8) + many
        #expect(!streamed(declared, batchSize: 20, threads: 2).contains { $0.contains("invalid byte sequence") })
    }

    @Test func emptyScripts() {
        #expect(streamed([], batchSize: 10, threads: 2).isEmpty)
        #expect(streamed(Array("-- nothing\n\n".utf8), batchSize: 2, threads: 2).isEmpty)
    }

    @Test func positionsOfManyPlaces() {
        let text = "é;\nab\n\n" + String(repeating: "x\u{20AC}", count: 3000) + "\nend"
        let source = SourceText(name: "lines", bytes: Array(text.utf8), firstOffset: 100, firstLine: 11)
        #expect(source.position(at: 0) == (11, 1))
        #expect(source.position(at: 2) == (11, 2))
        #expect(source.position(at: 4) == (12, 1))
        #expect(source.position(at: 8) == (14, 1))
        #expect(source.position(at: 8 + 4 * 2000) == (14, 4001))
        #expect(source.position(at: source.count) == (15, 4))
        #expect(source.position(at: source.count + 5) == (15, 4))
    }
}

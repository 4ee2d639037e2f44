import TestSupport
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

    /// Elements and diagnostics as lines of text with their places in the file.
    private func lines(_ tree: SyntaxTree) -> [String] {
        let elements = tree.script.map { element in
            let (source, range) = tree.source.origin(of: element.byteRange)
            let place = source.position(at: range.lowerBound)
            return "\(place) at \(source.firstOffset + range.lowerBound) \(element.kind) \(element.text)"
        }
        return elements
            + tree.diagnostics.map { diagnostic in
                let place = diagnostic.source.position(at: diagnostic.range.lowerBound)
                return "\(place) \(diagnostic.severity) \(diagnostic.message)"
            }
    }

    private func streamed(
        _ bytes: [UInt8], options: ScriptOptions = ScriptOptions(), batchSize: Int, threads: Int
    ) -> [String] {
        let stream = ScriptStream(Memory(bytes), options: options, batchSize: batchSize)
        var all: [String] = []
        stream.forEachBatch(threads: threads, transform: { tree in lines(tree) }) {
            all += $0.value
            if let data = $0.copyData { all.append("data \(String(decoding: bytes[data], as: UTF8.self))") }
        }
        return all
    }

    private static let sizes = [1, 7, 20, 33, 50, 64, 100, 150, 300, 1000, 1 << 20]

    /// Expects that parts of any size say what the whole script says.
    private func expectEqual(
        _ bytes: [UInt8], _ options: ScriptOptions = ScriptOptions(), threads: Int = 2, sizes: [Int] = sizes
    ) {
        let whole = normalized(
            lines(SyntaxTree.parse(SourceText(name: "stream.sql", bytes: bytes), options: options)))
        for batchSize in sizes {
            let parts = normalized(streamed(bytes, options: options, batchSize: batchSize, threads: threads))
            #expect(parts == whole, "parts of \(batchSize) bytes")
        }
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
        expectEqual(Array(Self.script.replacing("\n", with: lineEnd).utf8), threads: threads)
    }

    @Test(arguments: Fixture.all("script") + Fixture.all("lexer/script") + Fixture.all("parser"))
    func fixtures(_ fixture: Fixture) throws {
        var options = ScriptOptions()
        let sizes = [40, 200]
        expectEqual(try fixture.input(), options, sizes: sizes)
        options.variables = ["schema": "stock", "owner": "O'Hara", "high": "3"]
        expectEqual(try fixture.input(), options, sizes: sizes)
    }

    private static let scripts = [
        "variables": #"""
        SELECT a[low:high] FROM t;
        \set high 3
        SELECT a[low:high] FROM t;
        \set table 'a b'
        CREATE TABLE :"table" (
        \set inner 1
        a int DEFAULT :inner);
        SELECT :unset;
        SELECT 1 AS x \gset
        SELECT :x, :{?x};
        \unset high
        SELECT a[low:high];
        \set half 'SELECT 1'
        :half
        ;
        \set copy 'COPY t FROM stdin;'
        :copy
        one;
        two;
        \.
        SELECT 4;
        """#,
        "conditions": #"""
        \set yes on
        \if :yes
        SELECT 1;
        SELECT 2;
        \if :nothing
        SELECT 3;
        \else
        SELECT 4;
        \endif
        \else
        SELECT 'no';
        SET standard_conforming_strings = off;
        SELECT FROM WHERE;
        COPY t FROM stdin;
        1;
        \.
        SELECT 5;
        \endif
        SELECT 'a\';
        \endif
        \if false
        SELECT 6;
        \elif true
        COPY t FROM stdin;
        2;
        \.
        SELECT 7;
        """#,
        "condition without end": #"""
        SELECT 1;
          \if true
        SELECT 2;
        COPY t FROM stdin;
        never;
        ended;
        """#,
        "legacy": #"""
        --
        -- PostgreSQL database dump
        --
        CREATE TABLE a (b int) WITH OIDS;
        COPY a (b) WITH OIDS FROM stdin;
        1	2
        \.
        CREATE FUNCTION f() RETURNS int AS 'SELECT 1' LANGUAGE 'sql';
        SELECT 4 !;
        SELECT 1 + ;
        """#,
        "new": #"""
        --
        -- PostgreSQL database dump
        --
        -- Dumped from database version 16.1
        CREATE TABLE a (b int) WITH OIDS;
        """#,
        "quotes": #"""
        SELECT $a$ one;
        COPY t FROM stdin;
        \.
        $a$;
        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$
        COPY t FROM stdin;
        SELECT 1;
        $$;
        COPY t FROM stdin;
        $a$;
        copy u from stdin;
        \.
        \.
        \.
        copy u (a) from STDIN with (format csv);
        \.
        INSERT INTO t VALUES ('open);
        SELECT 2;
        CREATE TABLE a (b int);
        INSERT INTO t VALUES ('again);
        CREATE TABLE b (b int);
        """#,
    ]

    @Test(arguments: scripts.keys.sorted())
    func states(_ name: String) throws {
        let script = try #require(Self.scripts[name])
        for threads in [1, 3] { expectEqual(Array(script.utf8), threads: threads) }
        expectEqual(Array(script.replacing("\n", with: "\r\n").utf8))
        var options = ScriptOptions()
        options.legacy = .on
        expectEqual(Array(script.utf8), options)
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
        let copied = Array("COPY t FROM stdin;\n".utf8) + latin1 + Array("\\.\nSELECT 1;\n".utf8)
        for bytes in [many, declared, latin1 + declared, copied, copied + declared, copied + many] {
            expectEqual(bytes)
        }
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

import PostgresSyntax
import Testing

@testable import schemac

/// A diagnostic about the part of `marked` between `«` and `»`.
private func diagnostic(
    _ marked: [UInt8], severity: Diagnostic.Severity = .error, message: String = "syntax error", hint: String? = nil,
    name: String = "a.sql"
) -> Diagnostic {
    func index(of mark: String) -> Int {
        marked.indices.first { marked[$0...].starts(with: mark.utf8) }!
    }
    let start = index(of: "«")
    let end = index(of: "»")
    let bytes = marked[..<start] + marked[(start + 2)..<end] + marked[(end + 2)...]
    return Diagnostic(
        severity, rule: "syntax-error", message, hint: hint, source: SourceText(name: name, bytes: Array(bytes)),
        range: start..<(end - 2))
}

private func rendered(_ marked: [UInt8], width: Int = 80) -> String {
    String(decoding: DiagnosticRenderer(width: width).render(diagnostic(marked)), as: UTF8.self)
}

/// The source line and the line under it.
private func excerpt(_ marked: some Sequence<UInt8>, width: Int = 80) -> String {
    rendered(Array(marked), width: width).split(separator: "\n").dropFirst().joined(separator: "\n")
}

@Suite(.serialized) struct DiagnosticRendererTests {
    @Test func pointsAtTheLine() {
        #expect(
            rendered(Array("select 1;\r\ncreate «tabel» item;\r\n".utf8)) == """
                a.sql:2:8: error: syntax error [syntax-error]
                 2 | create tabel item;
                   |        ^~~~~

                """)
    }

    @Test(arguments: [
        // Behind the last byte, and at the end of a line.
        ("select «»", " 1 | select \n   |        ^"),
        ("«»", " 1 | \n   | ^"),
        ("a\n«»", " 2 | \n   | ^"),
        ("select «\n»from", " 1 | select \n   |        ^"),
        ("select«\r\n»from", " 1 | select\n   |       ^"),
        ("select\r«\n»from", " 1 | select\n   |       ^"),
        // Only the first line of several.
        ("a «'b\nc'» d", " 1 | a 'b\n   |   ^~"),
        // Tabs, wide characters and combining marks.
        ("\tx «y»", " 1 |     x y\n   |       ^"),
        ("'日本' «y»", " 1 | '日本' y\n   |        ^"),
        ("'e\u{301}' «日本»", " 1 | 'e\u{301}' 日本\n   |     ^~~~"),
        // What could steer a terminal.
        ("\u{1B}[31m «x»", " 1 | \u{FFFD}[31m x\n   |       ^"),
        ("\u{202E}\u{9B}\u{7F}\u{0} «x»", " 1 | \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} x\n   |      ^"),
    ])
    func putsTheCaretUnderItsCharacter(marked: String, expected: String) {
        #expect(excerpt(marked.utf8) == expected)
    }

    @Test func showsInvalidBytesAsReplacements() {
        let latin1 = Array("'caf".utf8) + [0xE9] + Array("' «x»".utf8)
        #expect(excerpt(latin1) == " 1 | 'caf\u{FFFD}' x\n   |        ^")
        let invalid = Array("«".utf8) + [0xFF] + Array("» x".utf8)
        #expect(excerpt(invalid) == " 1 | \u{FFFD} x\n   | ^")
        let continuations = [UInt8](repeating: 0x80, count: 1000) + Array("«x»".utf8)
        #expect(excerpt(continuations, width: 40).hasSuffix("\u{FFFD}x\n   |\(String(repeating: " ", count: 34))^"))
    }

    @Test func messagesCannotSteerTheTerminal() {
        let steering = diagnostic(
            Array("«x»".utf8), message: "at \"\u{1B}]0;\u{7}\n\"", hint: "\u{1B}c", name: "\u{1B}.sql")
        let text = String(decoding: DiagnosticRenderer().render(steering), as: UTF8.self)
        #expect(text.hasPrefix("\u{FFFD}.sql:1:1: error: at \"\u{FFFD}]0;\u{FFFD} \" [syntax-error]\n"))
        #expect(text.hasSuffix("hint: \u{FFFD}c\n"))
    }

    @Test func cutsLongLinesAroundTheCaret() {
        let long = String(repeating: "abcdefghi ", count: 1000)
        #expect(
            excerpt((long + "«here»" + long).utf8, width: 46) == """
                 1 | …bcdefghi abcdefghi hereabcdefghi abcdef…
                   |                     ^~~~
                """)
        #expect(
            excerpt(("«here»" + long).utf8, width: 46) == """
                 1 | hereabcdefghi abcdefghi abcdefghi abcde…
                   | ^~~~
                """)
        #expect(
            excerpt((long + "«here»").utf8, width: 46) == """
                 1 | …fghi abcdefghi abcdefghi abcdefghi here
                   |                                     ^~~~
                """)
    }

    @Test(arguments: [40, 60, 121], ["日本語の表", "x\t", "e\u{301}", "abc", "\u{0}"])
    func noExcerptIsWiderThanTheTerminal(width: Int, text: String) {
        let long = String(repeating: text, count: 400)
        for marked in ["«\(long)»", "\(long)«x»\(long)", "\(long)«»"] {
            for line in excerpt(marked.utf8, width: width).split(separator: "\n") {
                let columns = line.unicodeScalars.reduce(0) { $0 + DisplayText.cell(for: $1).width }
                #expect(columns <= width, "\(line)")
            }
        }
    }

    @Test func showsHintsAndNotes() {
        var diagnostic = diagnostic(
            Array("create table a ();\ncreate table «a» ();".utf8), severity: .warning,
            message: "relation \"a\" already exists", hint: "Drop the first.")
        diagnostic.notes = [
            Diagnostic(.note, rule: "syntax-error", "first created here", source: diagnostic.source, range: 13..<14)
        ]
        #expect(
            String(decoding: DiagnosticRenderer().render(diagnostic), as: UTF8.self) == """
                a.sql:2:14: warning: relation "a" already exists [syntax-error]
                 2 | create table a ();
                   |              ^
                hint: Drop the first.
                a.sql:1:14: note: first created here [syntax-error]
                 1 | create table a ();
                   |              ^

                """)
    }

    /// Scripts of `count` mistakes of one kind.
    private static let mistakes: [(name: String, make: @Sendable (Int) -> String)] = [
        ("on lines", { String(repeating: "SELECT (FROM;\n", count: $0) }),
        ("on one line", { String(repeating: "SELEC 1; ", count: $0) }),
        ("in bodies", { String(repeating: "DO $$ BEGIN x := 1 +; END $$;\n", count: $0) }),
        ("in one body", { "DO $$ BEGIN " + String(repeating: "SELECT FROM WHERE; ", count: $0) + "END $$;" }),
        (
            "of old syntax",
            { "-- PostgreSQL database dump\n" + String(repeating: "SELECT window FROM a;\n", count: $0) }
        ),
        ("of variables", { String(repeating: "SELECT ${a};\n", count: $0) }),
    ]

    /// How long it takes to find and to show what is wrong with a script, in nanoseconds.
    private func time(_ script: String, _ count: Int) -> Double {
        let start = ContinuousClock.now
        var shown = 0
        let sink = DiagnosticSink(renderer: DiagnosticRenderer(), write: { shown += $0.isEmpty ? 0 : 1 })
        sink.report(SyntaxTree.parse(SourceText(name: "a.sql", text: script)).diagnosticsWithBodies)
        let elapsed = (ContinuousClock.now - start).components
        #expect(shown == count)
        return Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9
    }

    /// Four times the mistakes take about four times the time; the fastest passes count, as noise only ever adds time.
    @Test(arguments: mistakes.map(\.name))
    func timeIsLinear(_ name: String) throws {
        let make = try #require(Self.mistakes.first { $0.name == name }).make
        let (small, large) = (make(500), make(2_000))
        var fastest = (small: Double.infinity, large: Double.infinity)
        for round in 0..<20 where round < 2 || fastest.large > 6.8 * fastest.small {
            fastest.small = min(fastest.small, time(small, 500))
            fastest.large = min(fastest.large, time(large, 2_000))
        }
        #expect(fastest.large <= 6.8 * fastest.small)
    }

    @Test func cutsLongMessages() {
        let long = diagnostic(Array("«a»".utf8), message: String(repeating: "x", count: 10_000))
        let text = String(decoding: DiagnosticRenderer().render(long), as: UTF8.self)
        #expect(text.hasPrefix("a.sql:1:1: error: \(String(repeating: "x", count: 500))… [syntax-error]\n"))
    }

    @Test func colorsAsClangDoes() {
        let diagnostic = diagnostic(Array("a «b»".utf8), hint: "Leave it.")
        #expect(
            String(decoding: DiagnosticRenderer(usesColor: true).render(diagnostic), as: UTF8.self) == """
                \u{1B}[1ma.sql:1:3: \u{1B}[0m\u{1B}[1;31merror: \u{1B}[0m\u{1B}[1msyntax error [syntax-error]\u{1B}[0m
                 1 | a b
                   |   \u{1B}[1;32m^\u{1B}[0m
                \u{1B}[1;34mhint: \u{1B}[0mLeave it.

                """)
    }
}

@Suite struct DiagnosticSinkTests {
    @Test func decidesTheExitCode() {
        var shown = ""
        let sink = DiagnosticSink(renderer: DiagnosticRenderer()) { shown += String(decoding: $0, as: UTF8.self) }
        #expect(sink.exitCode == .clean)
        sink.report(diagnostic(Array("«a»".utf8), severity: .warning))
        #expect(sink.exitCode == .clean)
        sink.report([diagnostic(Array("«a»".utf8)), diagnostic(Array("«b»".utf8))])
        #expect(sink.exitCode == .findings)
        #expect(sink.errorCount == 2)
        #expect(sink.warningCount == 1)
        shown = ""
        sink.fail("a.sql: No such file or directory")
        #expect(sink.exitCode == .failure)
        #expect(shown == "error: a.sql: No such file or directory\n")
    }
}

@Suite struct ComparisonTableTests {
    @Test func showsTwoThingsSideBySide() {
        let comparison = Diagnostic.Comparison(
            titles: ("a.sql:1:1", "b.sql:2:1"),
            rows: [
                ("column name", "character varying(100) NOT NULL", "text"), ("column email", nil, "text"),
                ("body", "BEGIN\n    RETURN 1;\nEND", "BEGIN\n    RETURN 2;\nEND"),
            ])
        let text = ComparisonTable(comparison, width: 64).lines.joined(separator: "\n")
        #expect(
            text == """
                              | a.sql:1:1              | b.sql:2:1
                 column name  | character varying(100) | text
                              | NOT NULL               |
                 column email | –                      | text
                 body         |     RETURN 1;          |     RETURN 2;
                """)
    }

    @Test func namesTheRestOfWhatIsLong() {
        let lines = (0..<20).map(String.init)
        let comparison = Diagnostic.Comparison(
            titles: ("a", "b"), rows: [("body", lines.joined(separator: "\n"), "x\ny")])
        let table = ComparisonTable(comparison, width: 40).lines
        #expect(table.count == 14)
        #expect(table.last == "      | … 8 more |")
    }
}

import TestSupport
import Testing

@testable import PostgresSyntax

/// Fixtures/errors: a statement a line, read as the server reads it, or in the folder `normalized` with parameters in
/// the place of constants, and beside it what PostgreSQL says of each: the byte offset and the message, below it the
/// detail and the hint, or `accepted`.
@Suite struct SyntaxErrorTests {
    @Test(arguments: Fixture.all("errors"))
    func server(_ fixture: Fixture) throws {
        #expect(try fixture.difference(of: verdicts(try fixture.input(), .server), from: "errors") == nil)
    }

    @Test(arguments: Fixture.all("errors/normalized"))
    func normalized(_ fixture: Fixture) throws {
        #expect(try fixture.difference(of: verdicts(try fixture.input(), .normalized), from: "errors") == nil)
    }

    /// What the server rejects in the normalized form, and where.
    @Test func parametersAreNoConstantsToTheServer() {
        for statement in ["SET a = $1", "SELECT date $1", "SELECT $1a", "SELECT extract($1 FROM b)"] {
            let text = SourceText(name: "statement", text: statement)
            #expect(SyntaxTree.parse(text, mode: .server).diagnostics.count == 1, "\(statement)")
            #expect(SyntaxTree.parse(text, mode: .normalized).diagnostics.isEmpty, "\(statement)")
        }
    }

    private func verdicts(_ input: [UInt8], _ mode: LexerMode) -> String {
        var text = ""
        for line in input.split(separator: UInt8(ascii: "\n")) {
            let tree = SyntaxTree.parse(SourceText(name: "line", bytes: Array(line)), mode: mode)
            text += String(decoding: line, as: UTF8.self) + "\n"
            guard let error = tree.diagnostics.first else {
                text += "    accepted\n"
                continue
            }
            text += "    \(error.range.lowerBound): \(error.message)\n"
            if let detail = error.detail { text += "    detail: \(detail)\n" }
            if let hint = error.hint { text += "    hint: \(hint)\n" }
        }
        return text
    }
}

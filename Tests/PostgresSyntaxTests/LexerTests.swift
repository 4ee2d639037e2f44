import TestSupport
import Testing

@testable import PostgresSyntax

/// Fixtures/lexer: sources, in `server` as the backend receives them and in `script` as psql reads them, and their
/// tokens. A line `%%` separates one source from the next, because errors can reach to the end of input.
@Suite struct LexerTests {
    @Test(arguments: Fixture.all("lexer/server"))
    func serverTokens(_ fixture: Fixture) throws {
        #expect(try fixture.difference(of: dump(try fixture.input(), .server), from: "tokens") == nil)
    }

    @Test(arguments: Fixture.all("lexer/script"))
    func scriptTokens(_ fixture: Fixture) throws {
        #expect(try fixture.difference(of: dump(try fixture.input(), .script), from: "tokens") == nil)
    }

    @Test func tokensAreSmall() {
        #expect(MemoryLayout<Token>.size == 12)
        #expect(MemoryLayout<Token>.stride == 12)
    }

    @Test(arguments: ["", " ", "a", "a;b", "-- a", "/* a */", "'a"])
    func endsOfInputFollow(_ text: String) {
        let source = SourceText(name: "test", text: text)
        let tokens = Lexer.lex(source, mode: .server)
        for index in tokens.count..<tokens.count + TokenBuffer.lookahead {
            let end = UInt32(source.count)
            #expect(tokens[index] == Token(start: end, end: end, kind: .endOfInput, flags: []))
        }
    }

    @Test func bufferGrows() {
        let tokens = Lexer.lex(SourceText(name: "test", text: String(repeating: ";", count: 100_000)), mode: .script)
        #expect(tokens.count == 100_000)
        #expect(tokens[99_999] == Token(start: 99_999, end: 100_000, kind: .semicolon, flags: []))
    }

    @Test func byteOrderMarkIsSkippedInScripts() {
        let source = SourceText(name: "test", bytes: [0xEF, 0xBB, 0xBF] + Array("-- x\nSELECT".utf8))
        let script = Lexer.lex(source, mode: .script)
        #expect(script.count == 1)
        #expect(script[0].start == 8)
        #expect(script.comments(before: 0) == [3..<7])
        let server = Lexer.lex(source, mode: .server)
        #expect(server[0] == Token(start: 0, end: 3, kind: .identifier, flags: []))
    }

    @Test func copyDataWithCarriageReturns() {
        let source = SourceText(name: "test", text: "COPY t FROM stdin;\r\n1\t2\r\n\\.\r\nSELECT 1;\r\n")
        let tokens = Lexer.lex(source, mode: .script)
        let data = (0..<tokens.count).filter { tokens[$0].kind == .copyData }
        #expect(data.map { tokens.text(of: $0) } == ["1\t2\r\n\\."])
        #expect(tokens[tokens.count - 1].kind == .semicolon)
    }

    @Test func bytesThatAreNoText() {
        let source = SourceText(name: "test", bytes: [0x61, 0, 0, 0x62, 0xFF, 0x63, 0x20, 0xC3])
        let tokens = Lexer.lex(source, mode: .server)
        #expect((0..<tokens.count).map { tokens[$0].range } == [0..<1, 1..<3, 3..<6, 7..<8])
        #expect((0..<tokens.count).map { tokens[$0].kind } == [.identifier, .invalid, .identifier, .identifier])
        #expect(tokens.error(at: 1)?.message == "invalid byte sequence for encoding \"UTF8\": 0x00")
        #expect(tokens.error(at: 0) == nil)
    }

    @Test func stringsThatDoNotConformToTheStandard() {
        let source = SourceText(name: "test", text: "'a\\'b' 'c' U&'d'")
        let tokens = Lexer.lex(source, mode: .server, standardConformingStrings: false)
        #expect((0..<tokens.count).map { tokens[$0].kind } == [.stringConstant, .stringConstant, .invalid])
        #expect(tokens.decoded(0) == "a'b")
        #expect(tokens[1].flags == [])
        #expect(tokens.error(at: 2)?.message == "unsafe use of string constant with Unicode escapes")
        #expect(tokens.error(at: 2)?.detail?.hasSuffix("\"standard_conforming_strings\" is off.") == true)
    }

    @Test func longChainsOfEscapesAreNoRecursion() {
        let text = String(repeating: "U&'x' UESCAPE ", count: 100_000)
        let tokens = Lexer.lex(SourceText(name: "test", text: text), mode: .server)
        #expect(tokens.count == 200_000)
        #expect(tokens.errors.count == 100_000)
        #expect(tokens.errors.last?.message == "UESCAPE must be followed by a simple string literal at end of input")
    }

    /// Tokens stand in order with only white space and comments between them, whatever the bytes are.
    @Test func randomBytes() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<200 { checkInvariants(of: randomBytes(&state)) }
    }

    /// The same bytes in every run, of those that mean something to the lexer.
    private func randomBytes(_ state: inout UInt64) -> [UInt8] {
        let alphabet = Array("aeuUxbN_1290.'\"$\\/*-+<>=!:;()[],@|&%#\n\r \t{}".utf8) + [0, 0x80, 0xC3, 0xFF]
        return (0..<300).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return alphabet[Int(state >> 33) % alphabet.count]
        }
    }

    private func checkInvariants(of bytes: [UInt8]) {
        let source = SourceText(name: "random", bytes: bytes)
        for mode in [LexerMode.server, .script] {
            let tokens = Lexer.lex(source, mode: mode)
            var end = 0
            for index in 0...tokens.count {
                let range = tokens[index].range
                #expect(range.lowerBound >= end && (range.upperBound > range.lowerBound || index == tokens.count))
                #expect(ByteScanner(source).skipGap(from: end) == range.lowerBound)
                #expect(tokens.error(at: index) == nil || tokens[index].kind == .invalid)
                #expect(tokens[index].kind != .invalid || range.count == 1 || tokens.error(at: index) != nil)
                _ = tokens.decoded(index)
                end = range.upperBound
            }
            #expect(end == source.count)
        }
    }
}

// MARK: Tokens as text

/// The tokens of each source in `bytes`.
private func dump(_ bytes: [UInt8], _ mode: LexerMode) -> String {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.split(separator: Array("%%".utf8)[...], omittingEmptySubsequences: false).map { lines in
        let source = SourceText(name: "fixture", bytes: Array(lines.joined(separator: [UInt8(ascii: "\n")])))
        return dump(Lexer.lex(source, mode: mode))
    }.joined(separator: "%%\n")
}

/// A line for each token and comment: place, kind, flags, text and, if it differs, value; one more for each error.
private func dump(_ tokens: TokenBuffer) -> String {
    var text = ""
    for index in 0...tokens.count {
        for comment in tokens.comments(before: index) {
            text += "\(place(comment)) comment \(quoted(tokens.source.text(in: comment)))\n"
        }
        guard index < tokens.count else { break }
        let token = tokens[index]
        let spelling = tokens.text(of: index)
        text += "\(place(token.range)) \(([token.kind].map { "\($0)" } + names(token.flags)).joined(separator: " "))"
        text += " \(quoted(spelling))"
        let value = tokens.decoded(index)
        if value != spelling, token.kind != .invalid { text += " = \(quoted(value))" }
        if token.kind == .integerConstant { text += " = \(tokens.integerValue(of: index))" }
        if token.kind == .positionalParameter { text += " = \(tokens.parameterNumber(of: index))" }
        text += "\n"
        if let error = tokens.error(at: index) {
            text += "    error\(error.offset.map { " at \($0)" } ?? ""): \(quoted(error.message))"
            text += [error.detail, error.hint].compactMap { $0 }.map { " (\($0))" }.joined() + "\n"
        }
    }
    return text
}

private func place(_ range: Range<Int>) -> String { "\(range.lowerBound)-\(range.upperBound)" }

private func names(_ flags: TokenFlags) -> [String] {
    let names: [(TokenFlags, String)] = [
        (.upperCase, "upperCase"), (.quoted, "quoted"), (.doubledQuote, "doubledQuote"), (.continued, "continued"),
        (.escapePrefix, "escapePrefix"), (.escapes, "escapes"), (.unicode, "unicode"), (.uescape, "uescape"),
        (.dollarQuoted, "dollarQuoted"),
    ]
    return names.filter { flags.contains($0.0) }.map { "+\($0.1)" }
}

/// `text` in «…», with control characters as escapes.
private func quoted(_ text: String) -> String {
    "«" + text.unicodeScalars.map { $0.value < 0x20 ? $0.escaped(asASCII: true) : String($0) }.joined() + "»"
}

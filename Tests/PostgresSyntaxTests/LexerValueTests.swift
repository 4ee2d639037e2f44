import Testing

@testable import PostgresSyntax

/// The values of tokens.
@Suite struct LexerValueTests {
    private func value(_ text: String) -> String {
        let tokens = Lexer.lex(SourceText(name: "test", text: text), mode: .server)
        #expect(tokens.count == 1)
        #expect(tokens.errors == [])
        var bytes = Array("prefix".utf8)
        tokens.appendDecoded(0, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "prefix" + tokens.decoded(0))
        return tokens.decoded(0)
    }

    @Test func identifiersAreCutAtSixtyThreeBytes() {
        #expect(value(String(repeating: "a", count: 63)) == String(repeating: "a", count: 63))
        #expect(value(String(repeating: "A", count: 64)) == String(repeating: "a", count: 63))
        #expect(value("\"" + String(repeating: "A", count: 64) + "\"") == String(repeating: "A", count: 63))
    }

    @Test(arguments: [("é", 31), ("€", 21), ("😀", 15)])
    func identifiersAreCutBetweenCharacters(_ character: String, _ count: Int) {
        #expect(value(String(repeating: character, count: 40)) == String(repeating: character, count: count))
        #expect(value("U&\"" + String(repeating: character, count: 40) + "\"").unicodeScalars.count == count)
    }

    @Test func doubledQuotesCountOnceForTheLength() {
        let text = String(repeating: "\"\"", count: 40)
        #expect(value("\"\(text)\"") == String(repeating: "\"", count: 40))
    }

    @Test func onlyLettersOfASCIIAreFolded() {
        #expect(value("ÄÖÜxYZ_09$") == "ÄÖÜxyz_09$")
        #expect(value("\"aBc\"") == "aBc")
    }

    @Test func keywordsAreInLowerCase() {
        #expect(value("SELECT") == "select")
        #expect(value("Current_TimeStamp") == "current_timestamp")
        #expect(value("current_timestam") == "current_timestam")
    }

    @Test func bitStringsKeepTheirLetter() {
        #expect(value("B'0101'") == "b0101")
        #expect(value("x'1F'\n'a0'") == "x1Fa0")
    }

    @Test(arguments: [
        ("0", 0), ("2147483647", 2_147_483_647), ("0x7fff_FFFF", 2_147_483_647), ("0b101", 5), ("0o17", 15),
        ("7", 7), ("007", 7), ("12345678", 12_345_678), ("99999999", 99_999_999), ("123456789", 123_456_789),
        ("1_000", 1_000), ("1234_678", 1_234_678),
    ])
    func integers(_ text: String, _ value: Int32) {
        let tokens = Lexer.lex(SourceText(name: "test", text: text), mode: .server)
        #expect(tokens[0].kind == .integerConstant)
        #expect(tokens.integerValue(of: 0) == value)
    }

    @Test(arguments: ["2147483648", "0x80000000", "99999999999", "1.5", "1e3", ".5", "1_000.5"])
    func numbersThatAreNoIntegersKeepTheirText(_ text: String) {
        #expect(Lexer.lex(SourceText(name: "test", text: text), mode: .server)[0].kind == .floatConstant)
        #expect(value(text) == text)
    }
}

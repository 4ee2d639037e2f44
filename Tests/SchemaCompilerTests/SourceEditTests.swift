import PostgresSyntax
import Testing

@testable import SchemaCompiler

@Suite struct SourceEditTests {
    private let source = SourceText(name: "test.sql", text: "CREATE TABLE t (a int)")

    @Test func insertionsAtOnePlaceKeepTheirOrder() {
        let edits = SourceEdits([.insert("IF NOT EXISTS ", at: 13), .insert("public.", at: 13)])
        #expect(edits.text(0..<22, of: source) == "CREATE TABLE IF NOT EXISTS public.t (a int)")
    }

    @Test func repeatedEditsCountOnce() {
        let edits = SourceEdits([.insert("s.", at: 13), .insert("x", at: 0), .insert("s.", at: 13)])
        #expect(edits.text(0..<22, of: source) == "xCREATE TABLE s.t (a int)")
    }

    @Test func partsOfAStatementGetTheirOwnEdits() {
        let edits = SourceEdits([.insert("s.", at: 13), SourceEdit(range: 18..<21, replacement: "bigint")])
        #expect(edits.text(0..<14, of: source) == "CREATE TABLE s.t")
        #expect(edits.text(15..<22, of: source) == "(a bigint)")
        var prefix: [UInt8] = []
        edits.append(0..<13, of: source, includingEnd: false, to: &prefix)
        #expect(String(decoding: prefix, as: UTF8.self) == "CREATE TABLE ")
    }
}

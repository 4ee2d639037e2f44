import PostgresSyntax
import TestSupport
import Testing

/// Whatever the bytes are: a tree and diagnostics, no crash, no hang, nothing lost.
@Suite struct RobustnessTests {
    static let inputs: [(name: String, bytes: [UInt8])] = [
        ("empty", []),
        ("blank", Array(" \n\t\r\n".utf8)),
        ("comment only", Array("-- nothing".utf8)),
        ("all bytes", (0...255).map { UInt8($0) }),
        ("NUL", Array("SELECT 1;\0SELECT 2;".utf8)),
        ("unterminated string", Array("CREATE TABLE t (a text DEFAULT 'x".utf8)),
        ("unterminated dollar quote", Array("DO $x$ BEGIN".utf8)),
        ("unterminated comment", Array("SELECT 1; /* /* */".utf8)),
        ("unterminated name", Array("SELECT \"a".utf8)),
        ("LATIN1", Array("SELECT 'caf".utf8) + [0xE9] + Array("';".utf8)),
        ("byte order mark", [0xEF, 0xBB, 0xBF] + Array("SELECT 1;".utf8)),
        ("CRLF", Array("SELECT 1;\r\nCOPY t FROM stdin;\r\n1\r\n\\.\r\nSELECT 2;\r\n".utf8)),
    ]

    @Test(arguments: inputs.map(\.name))
    func oddInput(_ name: String) throws {
        let bytes = try #require(Self.inputs.first { $0.name == name }).bytes
        checkInvariants(SyntaxTree.parse(SourceText(name: name, bytes: bytes)))
        checkInvariants(SyntaxTree.parse(SourceText(name: name, bytes: bytes), mode: .server))
    }

    @Test(arguments: ["(", "[", "CASE WHEN ", "SELECT (", "NOT ", "- ", "a.", "ARRAY[", "x::", "f("])
    func deepNesting(_ piece: String) {
        let text = "SELECT " + String(repeating: piece, count: 20_000)
        checkInvariants(SyntaxTree.parse(SourceText(name: "deep", text: text)))
    }

    @Test(arguments: [" + 1", " AND true", " || 'x'", ", 1", "::int", " UNION SELECT 1", " COLLATE \"C\""])
    func longChains(_ piece: String) {
        let text = "SELECT 1" + String(repeating: piece, count: 20_000)
        let tree = SyntaxTree.parse(SourceText(name: "long", text: text))
        #expect(tree.diagnostics.isEmpty)
        checkInvariants(tree)
        #expect(!tree.pgJSON().isEmpty)
    }

    /// Cuts every fixture at many places and damages it at others, the same ones in every run.
    @Test(arguments: Fixture.all("parser"))
    func damagedFixtures(_ fixture: Fixture) throws {
        let bytes = try fixture.input()
        for end in stride(from: 0, to: bytes.count, by: 7) {
            checkInvariants(SyntaxTree.parse(SourceText(name: "cut", bytes: bytes[..<end])))
        }
        var random = SplitMix(state: UInt64(bytes.count))
        for _ in 0..<200 {
            var damaged = bytes
            damaged[Int(random.next() % UInt64(max(bytes.count, 1)))] = UInt8(truncatingIfNeeded: random.next())
            checkInvariants(SyntaxTree.parse(SourceText(name: "damaged", bytes: damaged)))
        }
    }

    /// Elements stand in order, do not overlap, and every token but semicolons is in one.
    private func checkInvariants(_ tree: SyntaxTree, sourceLocation: SourceLocation = #_sourceLocation) {
        var next = 0
        for element in tree.script {
            let gap = next..<element.tokenRange.lowerBound
            #expect(
                gap.allSatisfy { tree.tokens[$0].kind == .semicolon }, "tokens \(gap) are lost",
                sourceLocation: sourceLocation)
            #expect(!element.tokenRange.isEmpty, sourceLocation: sourceLocation)
            next = element.tokenRange.upperBound
        }
        #expect(
            (next..<tree.tokens.count).allSatisfy { tree.tokens[$0].kind == .semicolon }, "the last tokens are lost",
            sourceLocation: sourceLocation)
        let invalid = tree.script.count { $0.kind == .invalid }
        #expect(tree.diagnostics.count >= invalid, "an error is not told", sourceLocation: sourceLocation)
    }
}

/// A small generator of numbers that are the same in every run.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

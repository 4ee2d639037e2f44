import TestSupport
import Testing

@testable import SwiftMigrations

/// Literals mean to the compiler what their text is, byte for byte.
@Suite struct LiteralTests {
    static let texts: [String] = [
        "", "plain", "\"", "\"\"\"", "\"\"\"#", "\\", "\\#", "\\##(x)", "\\(x)", "#", "\"#", "a\nb", "a\r\nb\r\n", "\n",
        " \n  ",
        "trailing \n\ttab\t", "\u{1}\u{7F}\u{85}", "\u{2028}\u{A0}\u{200B}", "\u{202E}abc\u{2066}", "\u{FEFF}x",
        "é e\u{301} 👩‍🚀",
        "ends with \\\n", "\"\"\"\n\"\"\"##\n\\##", "\\\"\"\"#", "##\"", "\"quoted\"",
    ]

    @Test func theCompilerReadsTheText() throws {
        // Texts of pieces that are hard, in an order that does not change.
        var random = SplitMix(state: 1)
        let pieces = Self.texts + ["x", " ", "\n", "#", "\"", "\\"]
        let texts =
            Self.texts
            + (0..<300).map { _ in (0..<6).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined() }
        let elements = texts.map { text in
            let literal = SwiftLiteral(text: text)
            var bytes: [UInt8] = []
            literal.write(to: &bytes, indentation: 4, width: 60)
            return "    " + String(decoding: bytes, as: UTF8.self) + ",\n    " + literal.line
        }
        let output = try SwiftCompiler.output(
            of: """
                let texts: [String] = [
                \(elements.joined(separator: ",\n")),
                ]
                for text in texts { print(text.utf8.map(String.init).joined(separator: " ")) }

                """)
        let values = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(values.count == texts.count * 2)
        for (index, value) in values.enumerated() {
            let text = texts[index / 2]
            #expect(value == text.utf8.map(String.init).joined(separator: " "), "\(String(reflecting: text))")
        }
    }

    @Test(arguments: [
        ("order_items", "OrderItems"), ("ADD_EMAIL_MESSAGE", "AddEmailMessage"), ("createUsers", "CreateUsers"),
        ("v0_10_2", "V0_10_2"), ("größe", "Größe"), ("a b", "AB"), ("👍", ""), ("HTTPServer_log", "HTTPServerLog"),
    ])
    func typeNames(_ name: String, _ expected: String) {
        #expect(SwiftName.upperCamelCase(name) == expected)
    }

    @Test(arguments: [
        ("characters", "character"), ("categories", "category"), ("addresses", "address"), ("boxes", "box"),
        ("status", "status"), ("series", "sery"), ("glass", "glass"), ("news", "news"), ("metadata", "metadata"),
    ])
    func singulars(_ name: String, _ expected: String) {
        #expect(SwiftName.singular(name) == expected)
    }

    @Test func namesAreUnique() {
        var taken: Set<String> = []
        let names = ["Orders", "orders", "Self", "2fast", "", "V1", "v1"].map { SwiftName.unique($0, &taken) }
        #expect(names == ["Orders", "orders2", "SelfMigration", "Migration2fast", "MigrationMigration", "V1", "v1_2"])
    }
}

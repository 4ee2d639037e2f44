import Testing

@testable import PostgresSyntax

/// What parsing costs when the input grows: memory, time, and the stack.
@Suite(.serialized) struct GrowthTests {
    private static func definitions(_ count: Int) -> String {
        (0..<count).map { number in
            """
            CREATE TABLE shop.product_\(number) (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                name character varying(255) DEFAULT 'none'::character varying NOT NULL,
                price numeric(10, 2) CHECK (price >= 0),
                owner_id integer REFERENCES shop.owner (id) ON DELETE CASCADE
            );
            CREATE INDEX product_name_\(number) ON shop.product_\(number) USING btree (name);
            INSERT INTO shop.product_\(number) (name, price) VALUES ('it''s', 1.50), ('b', 2);

            """
        }.joined()
    }

    @Test(arguments: [1, 100, 1000])
    func memory(count: Int) {
        let source = SourceText(name: "ddl", text: Self.definitions(count))
        let tree = SyntaxTree.parse(source)
        #expect(tree.diagnostics.isEmpty)
        #expect(tree.memorySize <= 12 * source.count)
        // Besides these, whose first room is one block each, there are the source, the tree and its elements.
        #expect(tree.tokens.end.growths == 0)
        #expect(tree.storage.growths == 0)
    }

    /// Inputs of `count` repetitions of one kind.
    private static let repetitive: [(name: String, make: @Sendable (Int) -> String)] = [
        ("parentheses", { "SELECT " + String(repeating: "(", count: $0) + "1" + String(repeating: ")", count: $0) }),
        ("CASE", { "SELECT " + String(repeating: "CASE WHEN ", count: $0) + String(repeating: " END", count: $0) }),
        ("subqueries", { String(repeating: "SELECT (", count: $0) + "1" + String(repeating: ")", count: $0) }),
        ("operators", { "SELECT 1" + String(repeating: " + a * 2 ^ b", count: $0) }),
        ("prefix operators", { "SELECT " + String(repeating: "- NOT ", count: $0) + "1" }),
        ("list", { "INSERT INTO t VALUES (1" + String(repeating: ", 'x'", count: $0) + ")" }),
        ("strings", { "SELECT '" + String(repeating: "''a\n", count: $0) + "'" }),
        ("comments", { String(repeating: "/* a /* b */ */ -- c\n", count: $0) + "SELECT 1" }),
        ("unterminated comments", { "SELECT 1 " + String(repeating: "/* ", count: $0) }),
        ("dollar quotes", { String(repeating: "DO $a$ $b$ $a$;\n", count: $0) }),
        ("open dollar quotes", { String(repeating: "SELECT $a$ $b$;\n", count: $0) }),
        ("joins", { "SELECT * FROM a" + String(repeating: " JOIN b ON (true)", count: $0) }),
        ("joins in parentheses", { "SELECT * FROM " + String(repeating: "(a JOIN ", count: $0) }),
        ("open quotes", { String(repeating: "SELECT 'a; \n", count: $0) }),
        ("broken statements", { String(repeating: "SELECT (FROM;\n", count: $0) }),
        ("UESCAPE", { "SELECT 1" + String(repeating: ", U&'a' UESCAPE '!'", count: $0) }),
        ("UESCAPE and nothing", { String(repeating: "U&'a' UESCAPE ", count: $0) }),
        ("dots", { "SELECT " + String(repeating: "a.", count: $0) + "a" }),
        ("casts", { "SELECT 1" + String(repeating: "::int[]", count: $0) }),
        ("unions", { "SELECT 1" + String(repeating: " UNION SELECT 1", count: $0) }),
        ("arrays", { "SELECT ARRAY" + String(repeating: "[", count: $0) }),
        ("continued strings", { "SELECT 'a'" + String(repeating: "\n 'b'", count: $0) }),
        ("COPY", { String(repeating: "COPY t FROM stdin;\n1\n\\.\n", count: $0) }),
        ("meta-commands", { String(repeating: "\\set a 'b' \\\\ SELECT 1;\n", count: $0) }),
    ]

    /// How long a parse and the places of its diagnostics take, in nanoseconds.
    private func time(_ source: SourceText) -> Double {
        let start = ContinuousClock.now
        let tree = SyntaxTree.parse(source)
        for diagnostic in tree.diagnostics { _ = source.position(at: diagnostic.range.lowerBound) }
        let elapsed = (ContinuousClock.now - start).components
        return Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9
    }

    /// Twice the input takes about twice the time, at most 2.6 times; measured over two doublings. The fastest passes
    /// count, as noise only ever adds time; where a busy machine disturbed them, there are more. Each pass is short enough
    /// to end before the scheduler gives its core to others.
    @Test(arguments: repetitive.map(\.name))
    func timeIsLinear(_ name: String) throws {
        let make = try #require(Self.repetitive.first { $0.name == name }).make
        let small = SourceText(name: name, text: make(2_000))
        let large = SourceText(name: name, text: make(8_000))
        var fastest = (small: Double.infinity, large: Double.infinity)
        for round in 0..<100 where round < 3 || fastest.large > 2.6 * 2.6 * fastest.small {
            fastest.small = min(fastest.small, time(small))
            fastest.large = min(fastest.large, time(large))
        }
        #expect(fastest.large <= 2.6 * 2.6 * fastest.small)
    }

    /// Nesting that PostgreSQL's parser takes, and the same that it does not.
    @Test(arguments: [
        ("SELECT ", "(", "1", ")"), ("SELECT ", "CASE WHEN ", "true", " THEN 1 END"), ("SELECT ", "(SELECT ", "1", ")"),
        ("SELECT ", "NOT ", "true", ""), ("SELECT ", "- ", "a", ""), ("SELECT ARRAY", "[", "1", "]"),
        ("SELECT ", "f(", "1", ")"), ("SELECT * FROM ", "(SELECT * FROM ", "a", ") x"),
        ("SELECT * FROM ", "(", "a", " JOIN b ON true)"), ("", "WITH a AS (", "SELECT 1", ") SELECT 1"),
        ("SELECT * FROM ", "a JOIN ", "b", " ON true"),
    ])
    func nesting(_ start: String, _ opening: String, _ middle: String, _ closing: String) {
        func parse(_ depth: Int) -> SyntaxTree {
            let text =
                start + String(repeating: opening, count: depth) + middle + String(repeating: closing, count: depth)
            return SyntaxTree.parse(SourceText(name: "nested", text: text + "; SELECT 2"))
        }
        // Whatever thread the caller is: half a megabyte of stack is what secondary threads have on macOS.
        let parsed = Thread.run(stackSize: 512 << 10) {
            for depth in [1, 10, 40, 60, 1_400] {
                let tree = parse(depth)
                #expect(tree.diagnostics.isEmpty, "\(depth) levels")
                #expect(tree.script.count == 2)
            }
            let tree = parse(100_000)
            #expect(tree.diagnostics.map { $0.message.hasPrefix("memory exhausted at or near") } == [true])
            #expect(tree.statements.map(\.kind) == [.selectStmt])
        }
        #expect(parsed)
    }

    @Test func longLiteral() {
        let literal = String(repeating: "x''\n", count: 5_000_000)
        let tree = SyntaxTree.parse(SourceText(name: "literal", text: "SELECT '\(literal)', 2"))
        #expect(tree.diagnostics.isEmpty)
        #expect(tree.tokens.count == 4)
    }
}

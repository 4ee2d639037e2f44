import PostgresSyntax
import Testing

/// A mistake is told once and costs no more than the statement it is in.
@Suite struct RecoveryTests {
    /// One mistake each. Those without a semicolon stand before a statement that must be found all the same.
    static let mistakes: [(name: String, text: String)] = [
        ("doubled comma", "CREATE TABLE crate (a int,, b int);"),
        ("missing comma", "CREATE TABLE crate (\n    a int\n    b int\n);"),
        ("trailing comma", "CREATE TABLE crate (\n    a int,\n);"),
        ("misspelled first word", "CRAETE TABLE crate (a int);"),
        ("misspelled word", "CREATE TABEL crate (a int);"),
        ("missing semicolon", "CREATE TABLE crate (a int)"),
        ("missing semicolon behind a query", "SELECT a\nFROM crate\nWHERE a > 1"),
        ("missing semicolon behind values", "INSERT INTO crate VALUES (1),\n    (2)"),
        ("open parenthesis", "CREATE TABLE crate (a int, b numeric(10, 2);"),
        ("open parenthesis and no semicolon", "CREATE TABLE crate (a int, b int"),
        ("surplus parenthesis", "CREATE TABLE crate (a int));"),
        ("open quote", "INSERT INTO crate VALUES ('never closed);"),
        ("open quote on a line of its own", "COMMENT ON TABLE crate IS\n    'never closed;"),
        ("open name", "CREATE TABLE \"crate (a int);"),
        ("open dollar quote", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n    SELECT 1;\n"),
        ("open comment", "CREATE TABLE crate (a int); /* never closed"),
        ("reserved word as a name", "CREATE TABLE order (a int);"),
        ("missing value", "INSERT INTO crate (a, b) VALUES (1, );"),
        ("missing operand", "UPDATE crate\nSET a = 1 +\nWHERE b = 2;"),
        ("wrong operator", "UPDATE crate\nSET a == 1;"),
        ("words of another language", "// crates are made of wood\n"),
        ("broken body", "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1 +; SELECT 2; END;"),
        ("broken rule", "CREATE RULE r AS ON INSERT TO crate DO ALSO (DELETE FORM a; DELETE FROM b);"),
        ("invalid escape", "SELECT E'\\u12';"),
        ("junk behind a number", "SELECT 12crates;"),
    ]

    static let intact = [
        "CREATE TABLE shelf (id int PRIMARY KEY, label text DEFAULT 'none; really')",
        "INSERT INTO shelf VALUES (1, 'it''s here'), (2, $$ what's; this $$)",
        "SELECT id, label FROM shelf WHERE label = 'none'",
        "COMMENT ON TABLE shelf IS 'where \"crates\" stand'",
        "ALTER TABLE shelf ADD COLUMN depth int",
        "CREATE FUNCTION deep() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n    RETURN 1;\nEND $$",
        "SET search_path = public",
        "WITH wide AS (SELECT 1) SELECT * FROM wide",
        "UPDATE shelf SET depth = 3",
        "DROP TABLE IF EXISTS shelf",
        "CREATE RULE r AS ON DELETE TO shelf DO ALSO (SELECT 1; SELECT 2)",
        "GRANT SELECT ON shelf TO PUBLIC",
    ]

    @Test(arguments: mistakes.indices)
    func aMistakeIsToldOnce(_ index: Int) {
        for shift in Self.intact.indices { check([index], shift: shift) }
    }

    @Test func manyMistakesAreToldOnceEach() {
        for shift in Self.intact.indices { check(Array(Self.mistakes.indices), shift: shift) }
    }

    @Test func aMissingSemicolonIsHintedAt() {
        let tree = SyntaxTree.parse(SourceText(name: "test", text: "CREATE TABLE a (b int)\nSELECT 1;"))
        #expect(tree.diagnostics.map(\.message) == ["syntax error at or near \"SELECT\""])
        #expect(tree.diagnostics.map(\.hint) == ["A semicolon may be missing before this line."])
        #expect(tree.statements.map(\.kind) == [.createStmt, .selectStmt])
    }

    /// `SELECT` could be the name of a column.
    @Test func aMissingSemicolonIsFoundBeforeSelect() {
        let text = "SELECT 1\nSELECT 2;\nINSERT INTO t\nSELECT 3 4;\nSELECT a b c\nSELECT 5;"
        let tree = SyntaxTree.parse(SourceText(name: "test", text: text))
        #expect(tree.statements.map(\.text) == ["SELECT 1", "SELECT 2"])
        #expect(tree.diagnostics.map { $0.source.text(in: $0.range) } == ["2", "4", "c"])
        #expect(tree.diagnostics.map { $0.hint == nil } == [false, true, true])
    }

    /// What belongs to a statement though a line begins with it.
    @Test(arguments: [
        "INSERT INTO t (a,, b)\nSELECT 1, 2;", "CREATE VIEW v (a,) AS\nSELECT 1;", "UPDATE t t t\nSET a = 1;",
        "CREATE TABLE t (a int,)\nWITH (fillfactor = 70);",
        "INSERT INTO t VALUES (1,)\nON CONFLICT (a)\nDO UPDATE SET a = 1;",
        "ALTER TABLE t ADD COLUMN,\nDROP COLUMN b,\nALTER COLUMN c SET NOT NULL;",
        "CREATE TRIGGER t AFTER ON t\nEXECUTE FUNCTION f();", "SELECT 1,\nFROM t\nFOR\nUPDATE;",
    ])
    func aStatementKeepsItsLines(_ text: String) {
        let tree = SyntaxTree.parse(SourceText(name: "test", text: text))
        #expect(tree.diagnostics.count == 1)
        #expect(tree.script.map(\.text) == [String(text.dropLast())])
    }

    /// A script with an intact statement before and behind each mistake.
    private func check(_ mistakes: [Int], shift: Int) {
        func statement(_ index: Int) -> String { Self.intact[(index + shift) % Self.intact.count] }
        var text = statement(0) + ";\n"
        for (index, mistake) in mistakes.enumerated() {
            text += "\(Self.mistakes[mistake].text)\n\(statement(index + 1));\n"
        }
        let tree = SyntaxTree.parse(SourceText(name: "test", text: text))
        let found = tree.statements.map(\.text)
        let names = mistakes.map { Self.mistakes[$0].name }
        #expect(
            tree.diagnostics.count == mistakes.count, "\(names.prefix(3)): \(tree.diagnostics.map(\.message))\n\(text)")
        var next = 0
        for text in found where next <= mistakes.count && text == statement(next) { next += 1 }
        let mistake = next == 0 ? "nothing" : names[min(next, names.count) - 1]
        #expect(next > mistakes.count, "lost behind \(mistake): \(statement(next))\n\(text)")
    }
}

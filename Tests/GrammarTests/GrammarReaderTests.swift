import GrammarModel
import Testing

@Suite struct GrammarReaderTests {
    private func grammar(keywords: String = "", enums: String = "", nodes: String = "") throws -> Grammar {
        try Grammar(
            keywords: TextFile(path: "keywords.tsv", text: keywords), enums: TextFile(path: "enums.txt", text: enums),
            nodes: TextFile(path: "nodes.txt", text: nodes))
    }

    @Test(arguments: [
        ("if_not_exists", "ifNotExists"), ("typeName", "typeName"), ("CURRENT_DATE", "currentDate"),
        ("A_Expr", "aExpr"), ("SQLValueFunction", "sqlValueFunction"), ("CTECycleClause", "cteCycleClause"),
        ("AddColumn", "addColumn"), ("UTF8", "utf8"), ("ATAlterConstraint", "atAlterConstraint"),
    ])
    func namesAreSpelledInCamelCase(name: String, expected: String) {
        #expect(SwiftName.lowerCamel(name) == expected)
    }

    @Test(arguments: [
        ("AEXPR_OP\n AEXPR_OP_ANY\n AEXPR_IN", ["op", "opAny", "in"]),
        ("AT_AddColumn\n AT_DropColumn", ["addColumn", "dropColumn"]),
        ("LockWaitBlock\n LockWaitSkip", ["block", "skip"]),
        ("AND_EXPR\n OR_EXPR", ["andExpr", "orExpr"]),
    ])
    func enumCasesLoseTheirPrefix(values: String, cases: [String]) throws {
        #expect(try grammar(enums: "E\n " + values).enums[0].caseNames == cases)
    }

    @Test func scalarsArePackedInOrder() throws {
        let node = try grammar(
            enums: "E\n A\n B\n C", nodes: "N\n  a: bool\n  b: string\n  c: E\n  d: char(x y z)\n  e: bool"
        ).nodes[0]
        #expect(node.scalars.map(\.offset) == [0, 1, 3, 5])
        #expect(node.scalars.map(\.width) == [1, 2, 2, 1])
    }

    @Test(arguments: [
        ("N\n  a: Unknown", "nodes.txt:2: unknown type \"Unknown\""),
        ("N\n  a", "nodes.txt:2: expected \"field: type\""),
        ("  a: bool", "nodes.txt:1: an indented line before the first name"),
        ("N\n\nN", "nodes.txt:3: \"N\" appears twice"),
        ("N\n  a: char(ab)", "nodes.txt:2: expected single letters in \"char(ab)\""),
        (
            "N\n" + (0...32).map { "  f\($0): bool\n" }.joined(),
            "nodes.txt:1: the scalars of \"N\" take 33 bits of 32"
        ),
    ])
    func mistakesInNodesAreReported(nodes: String, message: String) {
        #expect {
            _ = try grammar(nodes: nodes)
        } throws: { error in
            String(describing: error) == message
        }
    }

    @Test(arguments: [
        ("abort unreserved", "keywords.tsv:1: expected a keyword, its category and its label"),
        ("# a\nabort free bare_label", "keywords.tsv:2: unknown keyword category \"free\""),
        ("abort reserved label", "keywords.tsv:1: expected bare_label or as_label, not \"label\""),
        (
            "abort reserved bare_label\nabort reserved bare_label",
            "keywords.tsv:2: keyword \"abort\" appears twice"
        ),
    ])
    func mistakesInKeywordsAreReported(keywords: String, message: String) {
        #expect {
            _ = try grammar(keywords: keywords)
        } throws: { error in
            String(describing: error) == message
        }
    }
}

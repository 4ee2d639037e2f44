import GrammarModel
import Testing

@testable import generate_syntax

@Suite struct ProductionTests {
    private func productions(_ text: String) throws -> Productions {
        try Productions([TextFile(path: "test.ebnf", text: text)])
    }

    @Test func readsExamplesAndAlternatives() throws {
        let productions = try productions(
            """
            stmt = LoadStmt | [ "DO" ] ;
            (* A remark. *)
            (* example: LOAD 'a' *)
            (* example: LOAD
               'b' *)
            LoadStmt = "LOAD" SCONST ;
            """)
        #expect(productions.statements.map(\.name) == ["LoadStmt"])
        #expect(productions.statements[0].examples == ["LOAD 'a'", "LOAD 'b'"])
        #expect(productions.statements[0].line == 6)
        #expect(productions.statements[0].functionName == "parseLoadStmt")
        #expect(productions.all[0].alternatives.map(\.count) == [1, 3])
    }

    @Test(arguments: [
        ("x = \"A\" | ;", "test.ebnf:1: nothing stands before ;"),
        ("x = \n( \"A\" | \"B\" ;", "test.ebnf:2: ( is never closed"),
        ("x = \"A\" ] ;", "test.ebnf:1: ] closes nothing that is open"),
        ("x = \"A ;", "test.ebnf:1: a terminal is empty or lacks its closing quote"),
        ("x = \"A\"\ny = \"B\" ;", "test.ebnf:2: x lacks its ; before this ="),
        ("x = \"A\"", "test.ebnf:1: x does not end with ;"),
        ("x \"A\" ;", "test.ebnf:1: expected = after x"),
        ("\"A\" = x ;", "test.ebnf:1: expected a production's name, not \"A\""),
        ("x = ? ;", "test.ebnf:1: unexpected character ?"),
        ("(* x", "test.ebnf:1: a comment is never closed"),
        ("x = \"A\" ;\nx = \"B\" ;", "test.ebnf:2: x has the same function as x at test.ebnf:1"),
        ("opt_x = \"A\" ;\nOptX = \"B\" ;", "test.ebnf:2: OptX has the same function as opt_x at test.ebnf:1"),
    ])
    func mistakesAreReportedWithTheirLine(text: String, message: String) {
        #expect {
            _ = try productions(text)
        } throws: { error in
            String(describing: error) == message
        }
    }

    @Test func namesAndKeywordsAreChecked() throws {
        let text = """
            stmt = name | other | IDENT "IF" "if" "WHATEVER" ;
            name = "NAME" ;
            unused = unused ;
            """
        let words = try Grammar(root: packageRoot).words
        #expect(
            try productions(text).problems(words: words).map(\.description) == [
                "test.ebnf:1: other has no production",
                "test.ebnf:1: \"if\" is no keyword in upper case",
                "test.ebnf:1: \"WHATEVER\" is no keyword in upper case",
                "test.ebnf:3: nothing uses unused",
            ])
    }

    @Test func docCommentsGetTheirProductions() throws {
        let productions = try productions(
            """
            any_name = ColId { "." attr_name } ;
            ColId = IDENT ;
            stmt = "CREATE" [ OptTemp ] "TABLE" [ "IF" "NOT" "EXISTS" ] qualified_name "(" [ OptTableElementList ] ")"
                [ OptInherit ]
                | "ALTER" "TABLE" ;
            """)
        let before = """
            /// A name.
            mutating func parseAnyName() throws {
            }

                /// ```ebnf
                /// stale
                /// ```
                /// Text behind.
                @inline(__always)
                func parseColId() {}
            func parseStmt()
            func parseOther()
            func parse()
            """
        let after = """
            /// A name.
            ///
            /// ```ebnf
            /// any_name = ColId { "." attr_name } ;
            /// ```
            mutating func parseAnyName() throws {
            }

                /// ```ebnf
                /// ColId = IDENT ;
                /// ```
                /// Text behind.
                @inline(__always)
                func parseColId() {}
            /// ```ebnf
            /// stmt =
            ///       "CREATE" [ OptTemp ] "TABLE" [ "IF" "NOT" "EXISTS" ] qualified_name "(" [ OptTableElementList ] ")"
            ///         [ OptInherit ]
            ///     | "ALTER" "TABLE" ;
            /// ```
            func parseStmt()
            func parseOther()
            func parse()
            """
        let documentation = ParserDocumentation(productions: productions)
        #expect(documentation.updated(TextFile(path: "a", text: before)).text == after)
        #expect(documentation.updated(TextFile(path: "a", text: after)).text == after)
        let functions = ParserDocumentation.functions(in: TextFile(path: "a", text: before))
        #expect(functions.map(\.name) == ["parseAnyName", "parseColId", "parseStmt", "parseOther"])
        #expect(functions.map(\.line) == [2, 10, 11, 12])
    }
}

import GrammarModel
import TestSupport
import Testing

@testable import PostgresSyntax

/// Fixtures/plpgsql: statements with bodies, the trees of these and what is wrong with them.
@Suite struct PLpgSQLTests {
    @Test(arguments: Fixture.all("plpgsql"))
    func bodies(_ fixture: Fixture) throws {
        let tree = SyntaxTree.parse(SourceText(name: "\(fixture.name).sql", bytes: try fixture.input()))
        #expect(tree.diagnostics.map(\.message) == [])
        var text = ""
        for body in tree.routineBodies() {
            for element in body.tree.script {
                if let statement = element.statement { text += statement.node.dump() }
            }
            for diagnostic in body.diagnostics { text += line(diagnostic) }
        }
        #expect(try fixture.difference(of: text, from: "tree") == nil)
    }

    /// The diagnostic and the text it is about, from the file.
    private func line(_ diagnostic: Diagnostic) -> String {
        let (line, column) = diagnostic.source.position(at: diagnostic.range.lowerBound)
        let text = diagnostic.source.text(in: diagnostic.range)
        return "\(line):\(column): \(diagnostic.message) [\(diagnostic.rule)]\(text.isEmpty ? "" : " at \(text)")\n"
    }

    private func tree(_ body: String, rules: PLpgSQLRules = .postgres) throws -> RoutineBody {
        let statement = "CREATE FUNCTION f(a shop.thing, b int) RETURNS int LANGUAGE plpgsql AS $$ \(body) $$"
        let tree = SyntaxTree.parse(SourceText(name: "f.sql", text: statement), mode: .server)
        return try #require(tree.routineBodies(rules: rules).first)
    }

    private func message(_ body: String, rules: PLpgSQLRules = .postgres) throws -> String? {
        try tree(body, rules: rules).diagnostics.first?.message
    }

    @Test func keywordsAreThoseOfTheGrammar() throws {
        let grammar = try Grammar(root: packageRoot.path).plpgsqlKeywords
        let keywords = Dictionary(
            uniqueKeysWithValues: PLpgSQLKeyword.allCases.map { ($0.rawValue, $0.isReserved) })
        #expect(keywords == grammar)
        for keyword in PLpgSQLKeyword.allCases {
            let found = Array(keyword.rawValue.uppercased().utf8).withUnsafeBufferPointer {
                PLpgSQLKeywordTable.shared.lookup($0)
            }
            #expect(found == keyword)
        }
    }

    @Test func statementsKnowTheirText() throws {
        let body = try tree("BEGIN SELECT x INTO b FROM t ; PERFORM g(1); IF b THEN b := 2; END IF; RETURN b; END")
        let block = try #require(body.function?.body.first.flatMap(PlpgsqlNode.init))
        #expect(
            block.body.map(\.text) == [
                "SELECT x INTO b FROM t ;", "PERFORM g(1);", "IF b THEN b := 2; END IF;", "RETURN b;",
            ])
        #expect(block.body.first?.children(.target).map(\.text) == ["b"])
        let file = body.statement.tree.source
        #expect(block.body.map { file.text(in: body.fileRange($0.byteRange)) } == block.body.map(\.text))
    }

    @Test(arguments: Fixture.all("plpgsql"))
    func nodesHoldTheirChildren(_ fixture: Fixture) throws {
        for body in SyntaxTree.parse(SourceText(name: fixture.name, bytes: try fixture.input())).routineBodies() {
            body.tree.forEachNode { node in
                for child in node.allChildren {
                    let inner = child.tokenRange
                    #expect(node.tokenRange.clamped(to: inner) == inner, "\(child.text) in \(node.text)")
                }
            }
        }
    }

    @Test func embeddedSQLIsPostgresTree() throws {
        let body = try tree("BEGIN UPDATE shop.t SET x = g(b) WHERE id = 1; EXECUTE 'drop'; RETURN 1; END")
        var kinds: [NodeKind] = []
        body.tree.forEachNode { kinds.append($0.kind) }
        #expect(kinds.contains(.updateStmt))
        #expect(kinds.contains(.funcCall))
        let block = try #require(body.function?.body.first.flatMap(PlpgsqlNode.init))
        #expect(block.body.compactMap(PlpgsqlNode.init).map(\.kind) == [.execsql, .dynexecute, .return])
    }

    @Test func typesThatOnlyADatabaseKnows() throws {
        // A row, for all that can be known.
        #expect(
            try message("DECLARE x shop.t%ROWTYPE; y thing; BEGIN x.c := 1; y.c := 1; a.c := 1; RETURN 1; END") == nil)
        #expect(try message("DECLARE x thing; BEGIN SELECT 1, 2 INTO x, b; OPEN x FOR SELECT 1; RETURN 1; END") == nil)
        #expect(try message("BEGIN b.c := 1; RETURN 1; END") == "\"b.c\" is not a known variable")
        // libpg_query's view.
        #expect(
            try message("DECLARE x t%ROWTYPE; BEGIN x.c := 1; RETURN 1; END", rules: .libpgQuery)
                == "\"x.c\" is not a known variable")
        #expect(
            try message("DECLARE x thing; BEGIN SELECT 1, 2 INTO x, b; RETURN 1; END", rules: .libpgQuery)
                == "record variable cannot be part of multiple-item INTO list")
    }

    @Test func deepNestingIsAnError() throws {
        for (open, close) in [("BEGIN ", "END; "), ("IF true THEN ", "END IF; "), ("LOOP ", "END LOOP; ")] {
            let deep = String(repeating: open, count: 20_000) + String(repeating: close, count: 20_000)
            let error = try #require(try message("BEGIN \(deep)RETURN 1; END"))
            #expect(error.hasPrefix("memory exhausted at or near"))
        }
    }

    @Test(arguments: Fixture.all("plpgsql"))
    func everyPrefixOfABodyIsParsed(_ fixture: Fixture) throws {
        let source = SourceText(name: fixture.name, bytes: try fixture.input())
        for body in SyntaxTree.parse(source).routineBodies() {
            let text = body.tree.source.text(in: 0..<body.tree.source.count)
            for end in text.indices {
                let cut = "DO $cut$\(text[..<end])$cut$"
                let tree = SyntaxTree.parse(SourceText(name: "cut", text: cut), mode: .server)
                for body in tree.routineBodies() { body.tree.forEachNode { _ = $0.text } }
            }
        }
    }
}

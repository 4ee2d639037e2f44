import PostgresSyntax
import TestSupport
import Testing

/// Fixtures/parser: scripts, the trees they have and what is wrong with them.
@Suite struct ParserTests {
    @Test(arguments: Fixture.all("parser"))
    func tree(_ fixture: Fixture) throws {
        let tree = SyntaxTree.parse(SourceText(name: "\(fixture.name).sql", bytes: try fixture.input()))
        #expect(try fixture.difference(of: dump(tree), from: "tree") == nil)
    }

    @Test(arguments: Fixture.all("parser"))
    func nodesKnowTheirText(_ fixture: Fixture) throws {
        let tree = SyntaxTree.parse(SourceText(name: "\(fixture.name).sql", bytes: try fixture.input()))
        var walker = ExtentChecker()
        for statement in tree.statements { statement.node.walk(&walker) }
        #expect(walker.problems == [])
    }

    /// Everything a script is, as text.
    private func dump(_ tree: SyntaxTree) -> String {
        var text = ""
        for element in tree.script {
            for comment in element.leadingComments { text += "comment \(tree.source.text(in: comment))\n" }
            switch element.kind {
            case .statement: text += element.statement!.node.dump()
            case .invalid: text += "invalid \(element.text)\n"
            case .metaCommand: text += "meta-command \(element.text)\n"
            case .copyData: text += "data \(element.text)\n"
            }
        }
        for diagnostic in tree.diagnostics {
            let (line, column) = tree.source.position(at: diagnostic.range.lowerBound)
            text += "\(line):\(column): \(diagnostic.message) [\(diagnostic.rule)]\n"
        }
        return text
    }
}

/// Checks that a node's text holds the texts of its children.
private struct ExtentChecker: SyntaxWalker {
    var problems: [String] = []
    private var open: [Node] = []

    mutating func enter(_ node: Node) -> Bool {
        if let parent = open.last {
            let outer = parent.tokenRange
            let inner = node.tokenRange
            if inner.lowerBound < outer.lowerBound || inner.upperBound > outer.upperBound {
                problems.append("\(node.kind) at \(inner) is outside \(parent.kind) at \(outer): \(parent.text)")
            }
        }
        open.append(node)
        return true
    }

    mutating func leave(_ node: Node) {
        open.removeLast()
    }
}

/// What nodes say of their source.
@Suite struct NodeTests {
    @Test(arguments: ["-5", "- 2.5", "- - 5", "-(7)", "a + b", "(a + b) * c", "f(x, 'y')", "NOT a", "x::int[]", "-'x'"])
    func aTargetsTextIsItsSource(_ expression: String) throws {
        let tree = SyntaxTree.parse(SourceText(name: "text", text: "SELECT \(expression) FROM t"))
        let statement = try #require(tree.statements.first { _ in true })
        let target = try #require(SelectStmt(statement.node)?.targetList.first)
        #expect(target.text == expression)
        #expect(ResTarget(target)?.val?.text == expression)
    }

    @Test func viewsGiveFieldsByName() throws {
        let tree = SyntaxTree.parse(
            SourceText(name: "view", text: "-- why\nCREATE TABLE IF NOT EXISTS a.\"B\" (c int DEFAULT -1);"))
        let element = try #require(tree.script.first)
        let table = try #require(element.statement.flatMap { CreateStmt($0.node) })
        #expect(table.ifNotExists)
        #expect(table.relation?.schemaname == "a")
        #expect(table.relation?.relname == "B")
        let column = try #require(table.tableElts.first.flatMap(ColumnDef.init))
        #expect(column.colname == "c")
        #expect(column.typeName?.names.strings == ["pg_catalog", "int4"])
        let constraint = try #require(column.constraints.first.flatMap(Constraint.init))
        #expect(constraint.contype == .default)
        #expect(constraint.rawExpr.flatMap(AConst.init)?.value == .integer(-1))
        #expect(element.leadingComments.map { tree.source.text(in: $0) } == ["-- why"])
    }
}

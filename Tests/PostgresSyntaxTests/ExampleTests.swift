import GrammarModel
import PostgresSyntax
import TestSupport
import Testing

/// The examples that stand before the statement productions of Grammar/productions.
@Suite struct ExampleTests {
    @Test func everyStatementProductionHasAnExampleThatParses() throws {
        let statements = try Productions(root: packageRoot.path).statements
        #expect(!statements.isEmpty)
        for production in statements {
            #expect(!production.examples.isEmpty, "\(production.name) has no example")
            for example in production.examples {
                let tree = SyntaxTree.parse(SourceText(name: production.name, text: example), mode: .server)
                #expect(tree.diagnostics.map(\.message) == [], "\(production.name): \(example)")
            }
        }
    }
}

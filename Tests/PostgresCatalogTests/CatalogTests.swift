import PostgresCatalog
import PostgresSyntax
import TestSupport
import Testing

/// Fixtures/catalog: scripts, and the objects they leave.
@Suite struct CatalogTests {
    @Test(arguments: Fixture.all("catalog"))
    func replay(_ fixture: Fixture) throws {
        let tree = SyntaxTree.parse(SourceText(name: "\(fixture.name).sql", bytes: try fixture.input()))
        let catalog = Catalog.replay([tree])
        #expect(try fixture.difference(of: text(of: catalog), from: "objects") == nil)
    }

    /// Each object with its line, its columns and what it depends on.
    private func text(of catalog: Catalog) -> String {
        var text = ""
        for object in catalog.objects where object.removal == nil {
            let change = catalog[object.creation]
            let line = change.source.position(at: change.element.byteRange.lowerBound).line
            text += "\(line): \(object.identity.kind.rawValue) \(object.identity.identity)\n"
            for column in object.columns {
                text += "    \(column.name) \(column.type)\(column.isNotNull ? " not null" : "")\n"
            }
            for target in Set(object.dependencies.map { catalog[$0.target].identity.identity }).sorted() {
                text += "  → \(target)\n"
            }
        }
        for diagnostic in catalog.diagnostics { text += "\(diagnostic.severity): \(diagnostic.message)\n" }
        return text
    }
}

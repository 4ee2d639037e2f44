import Foundation
import PostgresSyntax
import SchemaCompiler
import TestSupport
import Testing

/// Examples/expected holds what `schemac compile` makes of files of Examples.
@Suite struct ExampleProjectTests {
    @Test(arguments: [
        // A dump.
        ("clinic-dump", ["clinic/clinic.sql"]),
        // A dump with feature files that build on it, in an order that is none.
        ("clinic", ["clinic/clinic.sql", "clinic/features/appointments.sql", "clinic/features/invoices.sql"]),
        ("shop", ["shop/01_shop.sql", "shop/02_reviews.sql"]),
        // Migrations, in the order of their numbers.
        (
            "migrations",
            ["1_readings", "2_units", "9_places", "10_litres"].map { "migrations/\($0).sql" }
        ),
    ])
    func compile(_ name: String, _ files: [String]) throws {
        let trees = try files.map { file in
            let bytes = Array(try Data(contentsOf: packageRoot.appending(path: "Examples/\(file)")))
            return SyntaxTree.parse(SourceText(name: "Examples/\(file)", bytes: bytes))
        }
        let script = SchemaCompiler.compile(trees)
        #expect(script.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
        let expected = Fixture(url: packageRoot.appending(path: "Examples/expected/\(name).sql"))
        #expect(try expected.difference(of: script.bytes, from: "sql") == nil)
        let again = SchemaCompiler.compile([.parse(SourceText(name: "compiled.sql", bytes: script.bytes))])
        #expect(String(decoding: again.bytes, as: UTF8.self) == String(decoding: script.bytes, as: UTF8.self))
    }
}

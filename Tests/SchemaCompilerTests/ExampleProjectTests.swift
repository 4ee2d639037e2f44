import Foundation
import PostgresSyntax
import SchemaCompiler
import TestSupport
import Testing

/// Examples/expected holds what `schemac compile` makes of each folder of Examples.
@Suite struct ExampleProjectTests {
    @Test(arguments: ["shop"])
    func compile(_ project: String) throws {
        let folder = packageRoot.appending(path: "Examples/\(project)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sql") }
        let trees = try names.sorted().map { name in
            let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
            return SyntaxTree.parse(SourceText(name: "Examples/\(project)/\(name)", bytes: bytes))
        }
        let script = SchemaCompiler.compile(trees)
        #expect(script.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
        let expected = Fixture(url: packageRoot.appending(path: "Examples/expected/\(project).sql"))
        #expect(try expected.difference(of: script.bytes, from: "sql") == nil)
        let again = SchemaCompiler.compile([.parse(SourceText(name: "compiled.sql", bytes: script.bytes))])
        #expect(String(decoding: again.bytes, as: UTF8.self) == String(decoding: script.bytes, as: UTF8.self))
    }
}

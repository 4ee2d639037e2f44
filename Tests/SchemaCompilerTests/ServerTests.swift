import PostgresSyntax
import SchemaCompiler
import TestSupport
import Testing

/// Compiled scripts on a real server: the same schema from every state, and nothing changes when they run again.
@Suite(
    .serialized,
    .enabled(if: PostgresServer.isExpected, "no PostgreSQL server is installed; set PG_BIN to the folder of one"))
struct ServerTests {
    /// Fixtures whose scripts no server takes: one speaks of objects that it does not create, one of another server.
    static let incomplete: Set = ["leftovers", "subscription"]

    @Test func compiledFixturesConverge() throws {
        let server = try PostgresServer()
        for fixture in Fixture.all("compile") where !Self.incomplete.contains(fixture.name) {
            let original = try fixture.input()
            let tree = SyntaxTree.parse(SourceText(name: "\(fixture.name).sql", bytes: original))
            let script = SchemaCompiler.compile([tree]).bytes
            try converges(server, fixture.name, script, original, tree)
        }
    }

    private func converges(
        _ server: PostgresServer, _ name: String, _ script: [UInt8], _ original: [UInt8], _ tree: SyntaxTree
    ) throws {
        try server.create("compiled")
        try server.run(script, on: "compiled")
        let schema = try server.schema(of: "compiled")
        try server.run(script, on: "compiled")
        #expect(try server.schema(of: "compiled") == schema, "\(name): a second run changes the schema")

        try server.create("original")
        try server.run(original, on: "original", stopsAtError: false)
        try server.run(script, on: "original")
        #expect(try server.schema(of: "original") == schema, "\(name): on the original's database")

        let elements = Array(tree.script)
        for count in [elements.count / 3, elements.count * 2 / 3] where count > 0 {
            try server.create("part")
            let end = elements[count - 1].byteRange.upperBound
            try server.run(original[..<end] + Array(";".utf8), on: "part", stopsAtError: false)
            try server.run(script, on: "part")
            #expect(try server.schema(of: "part") == schema, "\(name): after \(count) statements")
        }
    }
}

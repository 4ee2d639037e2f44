import Foundation
import PostgresSyntax
import SchemaCompiler
import TestSupport
import Testing

/// `--check-shape`: what the script says of a database that is not what it would make.
@Suite struct ShapeScriptTests {
    @Test func nothingIsComparedUnlessAsked() throws {
        let script = try Shape.script(.none)
        #expect(!script.contains("schemac_shape"))
    }

    @Test(arguments: [ShapeCheck.warn, .error])
    func blocksAreDroppedAndRebuilt(_ check: ShapeCheck) throws {
        let source = "CREATE TABLE t (a serial PRIMARY KEY); CREATE VIEW v AS SELECT a FROM t; CREATE INDEX ON t (a);"
        let script = Shape.compile([source], check)
        let again = Shape.compile([script], check)
        #expect(Shape.blocks(of: script).count == 2)
        #expect(Shape.blocks(of: again) == Shape.blocks(of: script))
        #expect(!Shape.compile([script], .none).contains("schemac_shape"))
        let tree = SyntaxTree.parse(SourceText(name: "compiled.sql", text: script))
        #expect(tree.diagnostics.map(\.message) == [])
    }
}

/// The same on a real server.
@Suite(
    .serialized,
    .enabled(if: PostgresServer.isExpected, "no PostgreSQL server is installed; set PG_BIN to the folder of one"))
struct ShapeServerTests {
    /// What is done to a database, and what the script has to say of it.
    static let differences = [
        ("ALTER TABLE shop.customers ALTER visits TYPE bigint", "shop.customers: column visits is bigint"),
        (
            "ALTER TABLE shop.customers ADD surplus integer",
            "shop.customers: column surplus is integer, expected is none"
        ),
        ("ALTER TYPE shop.mood ADD VALUE 'surplus'", "shop.mood: labels is 'sad', 'fine', 'happy', 'surplus'"),
        ("ALTER DOMAIN shop.amount SET DEFAULT 1", "shop.amount: definition is numeric(10,2) DEFAULT 1"),
        ("ALTER POLICY own_rows ON shop.customers USING (true)", "shop.customers: policy own_rows is"),
        (
            "DROP FUNCTION shop.total; CREATE FUNCTION shop.total(customer integer) RETURNS text RETURN 'x'",
            "shop.total(integer): result is text"
        ),
        ("DROP TABLE shop.regions; CREATE VIEW shop.regions AS SELECT 'x'::text AS name", "shop.regions: kind is view"),
    ]

    @Test func differencesAreNamed() throws {
        let server = try PostgresServer()
        let script = Array(try Shape.script(.error).utf8)
        for (statements, expected) in Self.differences {
            try server.create("shape")
            try server.run(script, on: "shape")
            try server.run(script, on: "shape")
            try server.run(statements.utf8, on: "shape")
            let failure = #expect(throws: PostgresServer.Failure.self) { try server.run(script, on: "shape") }
            #expect(failure?.description.contains(expected) == true, "\(failure?.description ?? "")")
        }
    }

    @Test func whatIsRightIsNotNamed() throws {
        let server = try PostgresServer()
        let script = Array(try Shape.script(.error).utf8)
        try server.create("shape")
        for fixture in Fixture.all("shape") { try server.run(try fixture.input(), on: "shape") }
        try server.run(script, on: "shape")
        let schema = try server.schema(of: "shape")
        try server.run(script, on: "shape")
        #expect(try server.schema(of: "shape") == schema)
    }
}

private enum Shape {
    static func script(_ check: ShapeCheck) throws -> String {
        compile(try Fixture.all("shape").map { String(decoding: try $0.input(), as: UTF8.self) }, check)
    }

    static func compile(_ sources: [String], _ check: ShapeCheck) -> String {
        let trees = sources.enumerated().map {
            SyntaxTree.parse(SourceText(name: "\($0.offset).sql", text: $0.element))
        }
        var options = CompileOptions()
        options.shapeCheck = check
        let script = SchemaCompiler.compile(trees, options: options)
        return String(decoding: script.bytes, as: UTF8.self)
    }

    /// The blocks that compare.
    static func blocks(of script: String) -> [String] {
        script.components(separatedBy: "DO $schemac_shape$").dropFirst().compactMap {
            $0.components(separatedBy: "$schemac_shape$;").first
        }
    }
}

import Foundation
import PostgresSyntax
import SwiftMigrations
import TestSupport
import Testing

/// Emitted migrations on a real server: the schema of the input on the way up, nothing on the way down.
@Suite(
    .serialized,
    .enabled(if: PostgresServer.isExpected, "no PostgreSQL server is installed; set PG_BIN to the folder of one"))
struct ServerTests {
    @Test func fixturesMakeTheirSchema() throws {
        let server = try PostgresServer()
        for fixture in Fixture.all("schemas") {
            let original = try fixture.input()
            try server.create("original")
            try server.run(original, on: "original")
            // What frameworks make for themselves is left out.
            try server.run("DROP TABLE IF EXISTS public._fluent_migrations;".utf8, on: "original")
            let schema = try server.schema(of: "original")
            for split in MigrationSplit.allCases {
                try check(original, fixture.name, split, server, schema)
            }
        }
    }

    private func check(
        _ original: [UInt8], _ name: String, _ split: MigrationSplit, _ server: PostgresServer, _ schema: [Substring]
    ) throws {
        var options = MigrationOptions(target: .fluent)
        options.split = split
        let result = SwiftMigrations.generate([SourceText(name: "\(name).sql", bytes: original)], options)
        let emitted = result.migrations.map { migration in
            EmittedMigration(result.files.first { $0.name == migration.typeName + ".swift" }!.text)
        }
        try server.create("migrated")
        try server.run(script(emitted) { $0.statements["up"] ?? [] }, on: "migrated")
        #expect(try server.schema(of: "migrated") == schema, "\(name), split by \(split)")
        guard !emitted.contains(where: \.isIrreversible) else { return }
        try server.run(script(emitted.reversed()) { $0.statements["down"] ?? [] }, on: "migrated")
        try server.create("empty")
        #expect(try server.schema(of: "migrated") == server.schema(of: "empty"), "\(name), split by \(split)")
    }

    /// The statements as psql takes them; each has to be one.
    private func script(_ migrations: [EmittedMigration], _ statements: (EmittedMigration) -> [String]) -> [UInt8] {
        var script = ""
        for migration in migrations {
            if migration.runsInTransaction { script += "BEGIN;\n" }
            for statement in statements(migration) {
                let tree = SyntaxTree.parse(SourceText(name: "", text: statement), mode: .server)
                #expect(tree.script.count == 1 && tree.diagnostics.isEmpty, "\(statement)")
                script += statement + ";\n"
            }
            if migration.runsInTransaction { script += "COMMIT;\n" }
        }
        return Array(script.utf8)
    }
}

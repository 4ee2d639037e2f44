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
        try server.create("empty")
        let empty = try server.schema(of: "empty")
        let all = GoldenCase.all.filter { $0.options.style == .raw && !$0.isExample }
        for (_, cases) in Dictionary(grouping: all, by: \.inputs) {
            try server.create("original")
            for step in MigrationScript.steps(try cases[0].sources()) {
                try server.run(Array(step.up.bytes(in: 0..<step.up.count)), on: "original")
            }
            // What frameworks make for themselves is left out.
            try server.run("DROP TABLE IF EXISTS public._fluent_migrations;".utf8, on: "original")
            let schema = try server.schema(of: "original")
            for golden in cases { try check(golden, server, schema, empty) }
        }
    }

    private func check(
        _ golden: GoldenCase, _ server: PostgresServer, _ schema: [Substring], _ empty: [Substring]
    ) throws {
        let result = try golden.generate()
        let emitted = result.migrations.map { migration in
            EmittedMigration(result.files.first { $0.name == migration.typeName + ".swift" }!.text)
        }
        try server.create("migrated")
        try server.run(script(emitted) { $0.statements["up"] ?? [] }, on: "migrated")
        #expect(try server.schema(of: "migrated") == schema, "\(golden)")
        guard !emitted.contains(where: \.isIrreversible) else { return }
        try server.run(script(emitted.reversed()) { $0.statements["down"] ?? [] }, on: "migrated")
        #expect(try server.schema(of: "migrated") == empty, "\(golden)")
    }

    @Test(arguments: [MigrationTarget.fluent, .hummingbird])
    func baselinesMarkWhatIsMissing(_ target: MigrationTarget) throws {
        var options = MigrationOptions(target: target)
        options.split = .table
        let script = "CREATE TABLE a (b int); CREATE TABLE c (d int);"
        let result = SwiftMigrations.generate([SourceText(name: "a.sql", text: script)], options)
        let sql = try #require(result.migrations.baseline(target))
        let table = target == .fluent ? "_fluent_migrations" : "_hb_pg_migrations"
        let server = try PostgresServer()
        try server.create("baseline")
        for _ in 0..<2 {
            try server.run(Array(sql.utf8), on: "baseline")
            let names = try server.run("SELECT name FROM \(table) ORDER BY name;".utf8, on: "baseline")
            #expect(names == "0001_CreateA\n0002_CreateC\n")
        }
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

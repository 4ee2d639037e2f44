import PostgresSyntax
import SwiftMigrations
import Testing

/// Files that are written again, and the SQL of baselines.
@Suite struct OutputTests {
    private func generate(_ sql: String, _ target: MigrationTarget = .fluent) -> GeneratedMigrations {
        var options = MigrationOptions(target: target)
        options.split = .table
        return SwiftMigrations.generate([SourceText(name: "a.sql", text: sql)], options)
    }

    @Test func unchangedFilesAreLeftAlone() {
        let files = generate("CREATE TABLE a (b int);").files
        let existing = Dictionary(uniqueKeysWithValues: files.map { ($0.name, Array($0.text.utf8)) })
        #expect(FolderUpdate(files, existing: existing).isEmpty)
    }

    @Test func editedAndForeignFilesStay() throws {
        let old = generate("CREATE TABLE a (b int); CREATE TABLE c (d int); CREATE TABLE e (f int);").files
        var existing = Dictionary(uniqueKeysWithValues: old.map { ($0.name, Array($0.text.utf8)) })
        existing["CreateC.swift"]! += Array("// mine\n".utf8)
        existing["CreateE.swift"]! += Array("// mine too\n".utf8)
        existing["Model.swift"] = Array("struct Model {}\n".utf8)
        let new = generate("CREATE TABLE a (b text); CREATE TABLE c (d text); CREATE TABLE g (h int);").files
        let update = FolderUpdate(new, existing: existing)
        #expect(update.written.map(\.name) == ["CreateA.swift", "CreateG.swift", "AllMigrations.swift"])
        #expect(update.kept == ["CreateC.swift"])
        #expect(update.removed == [])
        existing["CreateE.swift"] = Array(old.first { $0.name == "CreateE.swift" }!.text.utf8)
        #expect(FolderUpdate(new, existing: existing).removed == ["CreateE.swift"])
    }

    @Test func lineEndsOfVersionControlAreNoEdit() {
        let file = generate("CREATE TABLE a (b int);").files[0]
        #expect(GeneratedFile.isUntouched(Array(file.text.replacing("\n", with: "\r\n").utf8)))
        #expect(!GeneratedFile.isUntouched(Array(file.text.dropLast(2).utf8)))
        #expect(!GeneratedFile.isUntouched([]))
    }

    @Test func baselinesNameAllMigrations() throws {
        let sql = "CREATE TABLE a (b int); CREATE TABLE c (d int);"
        let fluent = try #require(generate(sql).migrations.baseline(.fluent))
        #expect(fluent.contains("(1, '0001_CreateA'),\n    (2, '0002_CreateC')"))
        let tree = SyntaxTree.parse(SourceText(name: "", text: fluent))
        #expect(tree.diagnostics.isEmpty && tree.script.count == 4)
        #expect(generate(sql, .hummingbird).migrations.baseline(.hummingbird)?.contains("_hb_pg_migrations") ?? false)
        #expect(generate(sql, .postgresNIO).migrations.baseline(.postgresNIO) == nil)
    }

    @Test func whatCannotRunInATransactionIsSaid() {
        let sql = "CREATE TABLE a (b int); CREATE INDEX CONCURRENTLY i ON a (b); VACUUM a;"
        let hummingbird = generate(sql, .hummingbird)
        #expect(hummingbird.diagnostics.map(\.severity) == [.warning, .error])
        #expect(hummingbird.files.isEmpty)
        let fluent = generate(sql)
        #expect(fluent.migrations.map(\.runsInTransaction) == [true, false, false])
    }

    @Test func syntaxErrorsGiveNoFiles() {
        let result = generate("CREATE TABL a (b int);")
        #expect(result.files.isEmpty && result.diagnostics.map(\.severity) == [.error])
    }
}

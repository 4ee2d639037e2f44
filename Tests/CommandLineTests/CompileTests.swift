import Foundation
import Platform
import Testing

@testable import schemac

/// What `schemac compile` does with its result.
@Suite struct CompileTests {
    private let folder = "/tmp/schemac-compile-\(UInt64.random(in: 0 ... .max))"

    /// Compiles a script; gives what is reported and the exit code.
    @discardableResult
    private func compile(_ script: String, _ arguments: String...) throws -> (errors: String, exitCode: ExitCode) {
        try compile(script, arguments: arguments)
    }

    @discardableResult
    private func compile(_ script: String, arguments: [String]) throws -> (errors: String, exitCode: ExitCode) {
        try Folder.create(folder)
        let file = folder + "/input.txt"
        try Data(script.utf8).write(to: URL(filePath: file))
        guard case .command(let command, let parsed) = try Program.schemac().invocation(["compile", file] + arguments)
        else { throw UsageError(message: "no command") }
        var errors = ""
        let sink = DiagnosticSink(renderer: DiagnosticRenderer()) { errors += String(decoding: $0, as: UTF8.self) }
        try command.run(CommandContext(parsed, diagnostics: sink))
        return (errors, sink.exitCode)
    }

    private func files(in folder: String) throws -> [String] {
        let all = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return all.filter { !Folder.isFolder("\(folder)/\($0)") }.sorted()
    }

    @Test func aFolderHasTheFilesOfItsLastScript() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let output = folder + "/deep/output"
        try compile(
            "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;", "--split", output, "--split-by", "object")
        #expect(try files(in: output) == ["main.sql", "tables/public.t.sql", "views/public.v.sql"])
        try Data("-- mine\n".utf8).write(to: URL(filePath: output + "/views/own.sql"))
        try compile("CREATE TABLE u (a int);", "--split", output + "/", "--split-by", "object")
        #expect(try files(in: output) == ["main.sql", "tables/public.u.sql", "views/own.sql"])
        try compile("CREATE TABLE u (a int);", "--split", output)
        #expect(try files(in: output) == ["main.sql", "tables.sql", "views/own.sql"])
        #expect(!Folder.isFolder(output + "/tables"))
    }

    @Test func filesOfOthersAreNotOverwritten() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Folder.create(folder + "/output")
        try Data("-- mine\n".utf8).write(to: URL(filePath: folder + "/output/tables.sql"))
        let error = #expect(throws: (any Error).self) {
            try compile("CREATE TABLE t (a int);", "--split", folder + "/output")
        }
        #expect(
            error.map { "\($0)" }?.hasSuffix("tables.sql: not written by an earlier run; it is left as it is") == true)
        #expect(try files(in: folder + "/output") == ["tables.sql"])
    }

    @Test func stepsAreJSON() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try compile(
            "CREATE TABLE \"a\\\"\"b\" (a text);\nCOPY \"a\\\"\"b\" FROM stdin;\n\u{1}é\n\\.\n", "--format", "json",
            "-o",
            folder + "/steps.json")
        let data = try Data(contentsOf: URL(filePath: folder + "/steps.json"))
        let steps = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        #expect(steps.compactMap { $0["index"] as? Int } == Array(steps.indices))
        let table = try #require(steps.first { $0["kind"] as? String == "table" })
        let create = "CREATE TABLE IF NOT EXISTS public.\"a\\\"\"b\" (a text);"
        #expect((table["sql"] as? String)?.hasPrefix(create + "\n\nDO $schemac_repair$") == true)
        #expect(table["name"] as? String == #"public."a\""b""#)
        #expect(table["line"] as? Int == 1)
        let rows = try #require(steps.last)
        #expect((rows["sql"] as? String)?.contains("\n\u{1}é\n\\.\n") == true)
        let index = try #require(table["index"] as? Int)
        #expect(rows["after"] as? [Int] == [index])
        #expect(rows["pinned"] as? Bool == true)
    }

    @Test(arguments: [
        ["--transaction", "--concurrently"], ["--split", "a", "-o", "b"], ["--split", "a", "--format", "json"],
        ["--split", "a", "--mode", "driver"],
    ])
    func someOptionsExcludeEachOther(_ options: [String]) throws {
        guard case .command(let command, let parsed) = try Program.schemac().invocation(["compile", "a.sql"] + options)
        else { return }
        let sink = DiagnosticSink(renderer: DiagnosticRenderer()) { _ in }
        let error = #expect(throws: UsageError.self) { try command.run(CommandContext(parsed, diagnostics: sink)) }
        #expect(error?.message.contains("cannot be used with") == true)
    }

    @Test func whatUndoesAMigrationIsLeftOut() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Folder.create(folder)
        for (name, text) in [
            ("1_a.up.sql", "CREATE TABLE a (i int);"), ("1_a.down.sql", "DROP TABLE a;"),
            ("2_b.sql", "-- +goose Up\nCREATE TABLE b (i int);\n-- +goose Down\nDROP TABLE b;\n"),
            ("3_c.down.sql", "CREATE TABLE c (i int);"),
        ] {
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
        }
        let files = ["1_a.up.sql", "1_a.down.sql", "2_b.sql", "3_c.down.sql"].map { "\(folder)/\($0)" }
        let (errors, _) = try compile("", arguments: files + ["-o", folder + "/out.sql"])
        let script = try String(contentsOfFile: folder + "/out.sql", encoding: .utf8)
        #expect(["a", "b", "c"].allSatisfy { script.contains("CREATE TABLE IF NOT EXISTS public.\($0) ") })
        #expect(!script.contains("DROP TABLE"))
        #expect(errors.contains("1_a.down.sql:1:1: note: what undoes a migration is left out (and 1 more)"))
    }

    @Test func whatHasNoPlaceInATransactionLeavesNoScript() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try compile(
            "CREATE TABLE t (a int); PREPARE TRANSACTION 't';", "--transaction", "-o", folder + "/out.sql")
        #expect(result.errors.contains("error: "))
        #expect(result.exitCode != .clean)
        #expect(try files(in: folder) == ["input.txt"])
    }
}

import Foundation
import Platform
import Testing

@testable import schemac

/// `schemac migrations`: the folder it writes, writes again and checks.
@Suite struct MigrationsTests {
    private let folder = "/tmp/schemac-migrations-\(UInt64.random(in: 0 ... .max))"

    private var output: String { folder + "/Migrations" }

    /// Makes migrations of a script; gives what is reported, without the folder, and the exit code.
    @discardableResult
    private func migrations(_ script: String, _ arguments: String...) throws -> (errors: String, exitCode: ExitCode) {
        try Folder.create(folder)
        let file = folder + "/input.sql"
        try Data(script.utf8).write(to: URL(filePath: file))
        let all = ["migrations", file, "--target", "fluent", "--split", "table", "-o", output] + arguments
        guard case .command(let command, let parsed) = try Program.schemac().invocation(all) else {
            throw UsageError(message: "no command")
        }
        var errors = ""
        let sink = DiagnosticSink(renderer: DiagnosticRenderer()) { errors += String(decoding: $0, as: UTF8.self) }
        try command.run(CommandContext(parsed, diagnostics: sink))
        return (errors.replacing(folder + "/", with: ""), sink.exitCode)
    }

    private func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: output).sorted() }

    private func text(_ name: String) throws -> String {
        try FileContents(path: "\(output)/\(name)").withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(output)/\(name)"))
    }

    private let script = "CREATE TABLE users (id int);\nCREATE TABLE visits (at date);\n"

    @Test func aFolderIsWrittenAgain() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try migrations(script) == ("", .clean))
        #expect(try files() == ["AllMigrations.swift", "CreateUsers.swift", "CreateVisits.swift"])
        let first = try files().map(text)
        #expect(try migrations(script) == ("", .clean))
        #expect(try files().map(text) == first)
        try migrations("CREATE TABLE visits (at timestamptz);\n")
        #expect(try files() == ["AllMigrations.swift", "CreateVisits.swift"])
        #expect(try text("CreateVisits.swift").contains("at timestamptz"))
    }

    @Test func whatPeopleWroteIsNeverWrittenOver() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try migrations(script)
        let edited = try text("CreateUsers.swift").replacing("id int", with: "id bigint")
        try write(edited, "CreateUsers.swift")
        try write("struct User {}\n", "User.swift")
        try write("struct CreateVisits {}\n", "CreateVisits.swift")
        let result = try migrations("CREATE TABLE users (id uuid);\nCREATE TABLE visits (at text);\n")
        #expect(
            result.errors == """
                warning: Migrations/CreateUsers.swift: edited by hand: it is left alone
                warning: Migrations/CreateVisits.swift: edited by hand: it is left alone

                """)
        #expect(result.exitCode == .clean)
        #expect(try text("CreateUsers.swift") == edited)
        #expect(try text("CreateVisits.swift") == "struct CreateVisits {}\n")
        // They stay when nothing needs them any more, too.
        try migrations("CREATE TABLE orders (id int);\n")
        let all = [
            "AllMigrations.swift", "CreateOrders.swift", "CreateUsers.swift", "CreateVisits.swift", "User.swift",
        ]
        #expect(try files() == all)
    }

    @Test func checkSaysWhatIsOutOfDate() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let missing = try migrations(script, "--check")
        #expect(missing.exitCode == .findings)
        #expect(missing.errors.contains("error: Migrations/CreateUsers.swift: missing\n"))
        #expect(!Folder.isFolder(output))
        try migrations(script)
        #expect(try migrations(script, "--check") == ("", .clean))
        let before = try files().map(text)
        let changed = try migrations("CREATE TABLE users (id bigint);\nCREATE TABLE t (a int);\n", "--check")
        #expect(
            changed.errors == """
                error: Migrations/CreateT.swift: missing
                error: Migrations/CreateUsers.swift: out of date
                error: Migrations/AllMigrations.swift: out of date
                error: Migrations/CreateVisits.swift: not needed any more

                """)
        #expect(changed.exitCode == .findings)
        #expect(try files().map(text) == before)
    }

    @Test func errorsOfTheInputWriteNothing() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try migrations("CREATE TABL users (id int);\n").exitCode == .findings)
        #expect(!Folder.isFolder(output))
    }

    @Test(arguments: [
        (["--target", "vapor"], "vapor"), (["--target", "hummingbird", "--style", "builder"], "'--style builder'"),
        (["--target", "postgres-nio", "--baseline"], "'--baseline'"),
    ])
    func wrongUsageIsSaid(_ arguments: [String], _ word: String) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Folder.create(folder)
        let file = folder + "/input.sql"
        try Data(script.utf8).write(to: URL(filePath: file))
        let error = #expect(throws: UsageError.self) {
            guard
                case .command(let command, let parsed) = try Program.schemac().invocation(
                    ["migrations", file, "-o", output] + arguments)
            else { return }
            try command.run(CommandContext(parsed, diagnostics: DiagnosticSink(renderer: DiagnosticRenderer())))
        }
        #expect(error?.message.contains(word) == true)
    }
}

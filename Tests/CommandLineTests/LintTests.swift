import Foundation
import Platform
import Testing

@testable import schemac

/// What `schemac lint` reads, writes and ends with.
@Suite struct LintTests {
    private let folder = "/tmp/schemac-lint-\(UInt64.random(in: 0 ... .max))"

    /// Writes files, paths from the scratch folder.
    private func write(_ files: [String: String]) throws {
        for (path, text) in files {
            let whole = "\(folder)/\(path)"
            try Folder.create(String(whole[..<(whole.lastIndex(of: "/") ?? whole.endIndex)]))
            try Data(text.utf8).write(to: URL(filePath: whole))
        }
    }

    private func read(_ path: String) throws -> String {
        try String(contentsOf: URL(filePath: "\(folder)/\(path)"), encoding: .utf8)
    }

    /// Runs the command; gives its output, what is reported and the exit code.
    @discardableResult
    private func lint(_ arguments: String...) throws -> (output: String, errors: String, exitCode: ExitCode) {
        let output = "\(folder)/output"
        guard
            case .command(let command, let parsed) = try Program.schemac().invocation(
                ["lint", "-o", output, "--config", "\(folder)/schemac.json"] + arguments)
        else { throw UsageError(message: "no command") }
        var errors = ""
        let sink = DiagnosticSink(renderer: DiagnosticRenderer()) { errors += String(decoding: $0, as: UTF8.self) }
        try command.run(CommandContext(parsed, diagnostics: sink))
        return ((try? read("output")) ?? "", errors.replacing(folder, with: "…"), sink.exitCode)
    }

    private let project = [
        "schemac.json": """
        { sources: ["db/schema.sql", "db/migrations"], runner: { timeouts: true },
            lint: { files: [{ path: "db/vendor", exclude: true }] } }
        """,
        "db/schema.sql": "CREATE TABLE item (id int PRIMARY KEY, note text);\n",
        "db/migrations/V1__index.sql": "CREATE INDEX item_note ON item (note);\n",
        "db/migrations/V2__drop.sql": "ALTER TABLE item DROP COLUMN note;\n",
        "db/vendor/V3__other.sql": "DROP TABLE nothing;\n",
    ]

    @Test func filesAreSeenBehindTheSources() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write(project)
        let one = try lint("--format", "gcc", "\(folder)/db/migrations/V2__drop.sql")
        #expect(one.output.contains("V2__drop.sql:1:18: warning:") && one.output.contains("[drop-column]"))
        #expect(!one.output.contains("V1__index") && one.exitCode == .clean)
        let all = try lint("--format", "gcc")
        #expect(all.output.contains("[require-concurrent-index-creation]") && all.exitCode == .findings)
        #expect(try lint("--format", "gcc", "\(folder)/db/vendor/V3__other.sql").output == "")
    }

    @Test func exitCodes() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write(project)
        let file = "\(folder)/db/migrations/V2__drop.sql"
        #expect(try lint("--fail-on", "warning", file).exitCode == .findings)
        #expect(try lint("--fail-on", "never").exitCode == .clean)
        #expect(try lint("\(folder)/missing.sql").exitCode == .failure)
        try write(["schemac.json": "{ lint: { fail: 'never' } }"])
        let wrong = try lint(file)
        #expect(wrong.exitCode == .failure)
        #expect(wrong.errors.contains("…/schemac.json:1:11: error: no setting is called \"fail\" [configuration]"))
        try write(["schemac.json": "{}"])
        #expect(throws: UsageError.self) { try lint("--select", "drop-colum", file) }
        #expect(throws: UsageError.self) { try lint("--format", "json", "--format", "text", file) }
        #expect(throws: UsageError.self) { try lint() }
    }

    @Test func formatsAtOnceAndFixes() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write(project)
        let both = try lint("--format", "text", "--format", "sarif=\(folder)/out.sarif")
        #expect(both.output.hasSuffix("1 error, 1 warning in 3 files.\n"))
        #expect(try read("out.sarif").contains("\"ruleId\":\"drop-column\""))
        let difference = try lint("--diff")
        #expect(difference.output.contains("\n+CREATE INDEX CONCURRENTLY item_note ON item (note);\n"))
        #expect(difference.exitCode == .findings)
        #expect(try read("db/migrations/V1__index.sql") == "CREATE INDEX item_note ON item (note);\n")
        #expect(try lint("--fix").exitCode == .clean)
        #expect(try read("db/migrations/V1__index.sql") == "CREATE INDEX CONCURRENTLY item_note ON item (note);\n")
        #expect(try lint("--diff").output == "")
    }

    @Test func knownFindings() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write(project)
        try lint("--write-baseline", "\(folder)/known.json")
        let later = try lint("--baseline", "\(folder)/known.json")
        #expect(later.output == "Nothing found in 3 files.\n" && later.exitCode == .clean)
        try write(["db/migrations/V2__drop.sql": "SELECT 1;\n"])
        #expect(try lint("--baseline", "\(folder)/known.json").errors.contains("1 known finding is there no more"))
    }
}

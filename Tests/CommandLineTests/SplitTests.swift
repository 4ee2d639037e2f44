import Foundation
import Platform
import Testing

@testable import schemac

/// `schemac split` on the files of `Fixtures/Split`.
@Suite struct SplitTests {
    private let folder: String = {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/Fixtures/Split"
    }()

    /// What the command writes, paths without the folder, and what it reports.
    private func split(_ arguments: String...) throws -> (output: String, errors: String, exitCode: ExitCode) {
        let file = "/tmp/schemac-split-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let all = ["split", "\(folder)/orders.sql", "-o", file] + arguments
        guard case .command(let command, let parsed) = try Program.schemac().invocation(all) else {
            throw UsageError(message: "no command")
        }
        var errors = ""
        let sink = DiagnosticSink(renderer: DiagnosticRenderer()) { errors += String(decoding: $0, as: UTF8.self) }
        try command.run(CommandContext(parsed, diagnostics: sink))
        let output = try FileContents(path: file).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        return (output.replacing("\(folder)/", with: ""), errors.replacing("\(folder)/", with: ""), sink.exitCode)
    }

    @Test func json() throws {
        let result = try split("--format", "json", "--follow-includes", "-v", "schema=shop")
        try expectSnapshot(result.output, "Split/orders.jsonl")
        #expect(result.errors == "")
        #expect(result.exitCode == .clean)
    }

    @Test func statementsWithANULBehindEach() throws {
        let result = try split("-v", "schema=shop")
        #expect(
            result.output.split(separator: "\0", omittingEmptySubsequences: false) == [
                "CREATE TABLE shop.orders (id int)", "COPY orders (id) FROM stdin",
                "CREATE TABLE broken (a int,, \"é\" int)", "SELECT 'a\tb\nc'", "",
            ])
        #expect(result.errors.contains("orders.sql:3:1: warning: the file is not read [include]\n"))
        #expect(result.errors.contains("warning: no statement: this and 1 more are left out [left-out]\n"))
        #expect(result.exitCode == .clean)
    }

    @Test func aVariableIsSaidToBeUndefined() throws {
        let result = try split()
        #expect(result.output.hasPrefix("CREATE TABLE :schema.orders (id int)\0"))
        #expect(
            result.errors.contains("orders.sql:2:14: warning: the variable schema has no value [undefined-variable]"))
    }

    @Test(arguments: ["schema", "=shop"])
    func anAssignmentHasANameAndAValue(_ assignment: String) {
        #expect(throws: UsageError.self) { _ = try split("-v", assignment) }
    }
}

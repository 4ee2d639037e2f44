import Platform
import PostgresSyntax
import Testing

@testable import schemac

/// What a command gets for its operands and does with its output; the files are those of `Fixtures/Sources`.
@Suite struct CommandContextTests {
    private let folder: String = {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/Fixtures/Sources"
    }()

    private func context(_ arguments: [String], diagnostics: DiagnosticSink) throws -> CommandContext {
        guard case .command(_, let parsed) = try Program.schemac().invocation(["parse"] + arguments) else {
            throw UsageError(message: "no command")
        }
        return CommandContext(parsed, diagnostics: diagnostics)
    }

    /// The names and texts of the sources, and what standard error says.
    private func sources(
        of operands: [String], separator: UInt8? = nil
    ) throws -> (names: [String], texts: [String], errors: String, exitCode: ExitCode) {
        var errors = ""
        let sink = DiagnosticSink(renderer: DiagnosticRenderer()) { errors += String(decoding: $0, as: UTF8.self) }
        let sources = try context(operands, diagnostics: sink).sources(separator: separator)
        let names = sources.map { String($0.name.dropFirst(folder.count + 1)) }
        return (names, sources.map { $0.text(in: 0..<$0.count) }, errors, sink.exitCode)
    }

    @Test func aFolderIsItsFilesInOrder() throws {
        let result = try sources(of: [folder])
        #expect(result.names == ["V1__first.sql", "V2__second.sql", "V10__third.sql"])
        #expect(result.texts == ["select 1;\n", "select 2;\n", "select 10;\n"])
        #expect(result.exitCode == .clean)
    }

    @Test func filesStayInTheOrderOfTheArguments() throws {
        let result = try sources(of: [
            "\(folder)/V2__second.sql", "\(folder)/V1__first.sql", "\(folder)/V2__second.sql",
        ])
        #expect(result.names == ["V2__second.sql", "V1__first.sql", "V2__second.sql"])
    }

    @Test func aMissingFileDoesNotHideTheOthers() throws {
        let result = try sources(of: [
            "\(folder)/a.sql", "\(folder)/V1__first.sql", "\(folder)/empty", "\(folder)/b.sql",
        ])
        #expect(result.names == ["V1__first.sql"])
        #expect(
            result.errors == """
                error: \(folder)/a.sql: No such file or directory
                error: \(folder)/empty: No .sql file in this folder
                error: \(folder)/b.sql: No such file or directory

                """)
        #expect(result.exitCode == .failure)
    }

    @Test func aSeparatorCutsAnInput() throws {
        let result = try sources(of: ["\(folder)/V1__first.sql"], separator: UInt8(ascii: " "))
        #expect(result.names == ["V1__first.sql[1]", "V1__first.sql[2]"])
        #expect(result.texts == ["select", "1;\n"])
        let ended = try sources(of: ["\(folder)/V1__first.sql"], separator: UInt8(ascii: "\n"))
        #expect(ended.texts == ["select 1;", ""])
    }

    @Test func aFailureLeavesTheOutputFile() throws {
        let file = "\(folder)/V1__first.sql"
        let sink = DiagnosticSink(renderer: DiagnosticRenderer()) { _ in }
        try context([file, "-o", file], diagnostics: sink).withOutput { output in
            try output.write(Array("half".utf8))
            sink.fail("the rest is missing")
        }
        #expect(throws: UsageError.self) {
            try context([file, "-o", file], diagnostics: sink).withOutput { _ in throw UsageError(message: "") }
        }
        #expect(try sources(of: [file]).texts == ["select 1;\n"])
        #expect(try Folder.sqlFiles(in: folder).count == 3)
    }
}

import Platform
import PostgresSyntax

/// What a subcommand works with: its arguments, its input and output, and where it reports.
final class CommandContext {
    let arguments: ParsedArguments
    let diagnostics: DiagnosticSink

    init(_ arguments: ParsedArguments, diagnostics: DiagnosticSink) {
        self.arguments = arguments
        self.diagnostics = diagnostics
    }

    /// The sources the operands name, in order: files, the `.sql` files of folders, and `-` for standard input.
    ///
    /// What cannot be read is reported as a failure and left out, so that all of it is reported at once.
    ///
    /// - Parameter separator: the byte between the sources of one input, if it holds several.
    func sources(separator: UInt8? = nil) -> [SourceText] {
        var sources: [SourceText] = []
        forEachFile { sources += try Self.sources(in: $0, separator: separator) }
        return sources
    }

    /// The file as one source.
    func source(in file: FileContents) throws -> SourceText { try Self.sources(in: file, separator: nil)[0] }

    /// Calls `body` with the files the operands name, in order; reports what cannot be read, or what `body` throws, as
    /// a failure.
    func forEachFile(_ body: (FileContents) throws -> Void) {
        for operand in arguments.operands {
            attempt {
                for path in try Self.paths(of: operand) {
                    attempt { try body(Self.contents(at: path)) }
                }
            }
        }
    }

    /// Calls `body` with the file of `--output`, or with standard output, and completes it when `body` returns.
    ///
    /// When `body` throws, or a failure has been reported, the file stays as it was: what is missing in the result
    /// could not be seen in it.
    func withOutput(_ body: (OutputFile) throws -> Void) throws {
        let path = arguments.value("output") ?? "-"
        let isStandardOutput = path == "-"
        let output = isStandardOutput ? OutputFile.standardOutput() : try OutputFile(path: path)
        try body(output)
        if isStandardOutput || !diagnostics.hasFailed {
            try output.commit()
        }
    }

    /// Runs `body` and reports what it throws as a failure.
    private func attempt(_ body: () throws -> Void) {
        do {
            try body()
        } catch {
            diagnostics.fail("\(error)")
        }
    }

    /// The files that operands name; what cannot be read is reported and left out.
    func paths(of operands: [String]) -> [String] {
        var paths: [String] = []
        for operand in operands { attempt { paths += try Self.paths(of: operand) } }
        return paths
    }

    /// The operand itself, or the `.sql` files of a folder.
    private static func paths(of operand: String) throws -> [String] {
        guard Folder.isFolder(operand) else { return [operand] }
        let files = try Folder.sqlFiles(in: operand)
        if files.isEmpty { throw InputError(path: operand, reason: "No .sql file in this folder") }
        return files
    }

    /// The file at `path`.
    static func source(at path: String) throws -> SourceText {
        try sources(in: contents(at: path), separator: nil)[0]
    }

    private static func contents(at path: String) throws -> FileContents {
        try path == "-" ? FileContents.standardInput(name: "<stdin>") : FileContents(path: path)
    }

    /// The sources in a file.
    private static func sources(in contents: FileContents, separator: UInt8?) throws -> [SourceText] {
        guard contents.count <= SourceText.maximumCount else {
            throw InputError(path: contents.path, reason: "Longer than \(SourceText.maximumCount) bytes")
        }
        return contents.withUnsafeBytes { bytes in
            guard let separator else { return [SourceText(name: contents.path, bytes: bytes)] }
            return bytes.split(separator: separator, omittingEmptySubsequences: false).enumerated().map { index, part in
                SourceText(name: "\(contents.path)[\(index + 1)]", bytes: UnsafeRawBufferPointer(rebasing: part))
            }
        }
    }
}

/// Input that can be read but not used.
private struct InputError: Error, CustomStringConvertible {
    var path: String
    var reason: String

    var description: String { "\(path): \(reason)" }
}

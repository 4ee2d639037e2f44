import Foundation

/// The Swift compiler of the toolchain that runs the tests, and modules that stand for the frameworks.
struct SwiftCompiler: Sendable {
    /// What a command printed on standard error, if it failed.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The compiler with the modules of `Stubs`, built once.
    static let withStubs = Result { try SwiftCompiler() }

    private let modules: URL

    private init() throws {
        modules = FileManager.default.temporaryDirectory.appending(path: "schemac-stubs-\(UUID().uuidString.prefix(8))")
        let build = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Stubs/build")
        try Self.run([build.path, modules.path])
    }

    /// Type-checks files as one module, with all upcoming features and warnings as errors; gives what is wrong.
    func check(_ files: [URL], mode: Int) throws -> String {
        let features = [
            "ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault", "InferIsolatedConformances",
            "ImmutableWeakCaptures", "NonisolatedNonsendingByDefault",
        ]
        let options = ["-typecheck", "-parse-as-library", "-warnings-as-errors", "-swift-version", "\(mode)"]
        do {
            try Self.run(
                ["swiftc"] + options + features.flatMap { ["-enable-upcoming-feature", $0] } + ["-I", modules.path]
                    + files.map(\.path))
            return ""
        } catch let failure as Failure {
            return failure.description
        }
    }

    /// What a program prints.
    static func output(of source: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "schemac-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "main.swift")
        try Data(source.utf8).write(to: file)
        let program = folder.appending(path: "program")
        try run(["swiftc", "-swift-version", "6", "-o", program.path, file.path])
        return try run([program.path])
    }

    @discardableResult
    private static func run(_ command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let message = errors.fileHandleForReading.readDataToEndOfFile()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: String(decoding: message, as: UTF8.self))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

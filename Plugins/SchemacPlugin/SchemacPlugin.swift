import Foundation
import PackagePlugin

/// `swift package schemac …`: builds schemac, if need be, and runs it in the package's folder.
///
/// Commands that write need permission: `swift package --allow-writing-to-package-directory schemac migrations …`.
@main
struct SchemacPlugin: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        // Built here and not as a dependency of the plugin, which would be built twice whenever the package is.
        let result = try packageManager.build(
            .product("schemac"), parameters: PackageManager.BuildParameters(configuration: .release))
        guard result.succeeded, let tool = result.builtArtifacts.first(where: { $0.kind == .executable }) else {
            throw Failure(description: "schemac could not be built\n\(result.logText)")
        }
        let process = Process()
        process.executableURL = tool.url
        process.arguments = arguments
        process.currentDirectoryURL = context.package.directoryURL
        try process.run()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Failure(description: "schemac exits with \(process.terminationStatus)")
        }
    }

    /// Why there is no result; schemac itself has said what is wrong.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}

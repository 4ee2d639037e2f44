import Foundation

/// An input file and the expected outputs that stand beside it, under the same name with other extensions.
///
/// With `RECORD=1` in the environment the expected outputs are written instead of compared.
public struct Fixture: Sendable, CustomStringConvertible {
    /// The input file.
    public let url: URL

    /// A fixture whose input is at `url`.
    public init(url: URL) {
        self.url = url
    }

    /// The file's name without its extension.
    public var name: String { url.deletingPathExtension().lastPathComponent }
    /// What the test log calls it.
    public var description: String { name }

    /// The fixtures in the folder `Fixtures/<folder>` beside the calling file, by name.
    public static func all(_ folder: String, extension: String = "sql", file: String = #filePath) -> [Fixture] {
        let root = URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures/\(folder)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { $0.hasSuffix("." + `extension`) }.sorted().map { Fixture(url: root.appending(path: $0)) }
    }

    /// The input's bytes.
    public func input() throws -> [UInt8] {
        Array(try Data(contentsOf: url))
    }

    /// How `actual` differs from the file with the same name and another extension; nil if it does not.
    public func difference(of actual: some Sequence<UInt8>, from extension: String) throws -> String? {
        let expectedURL = url.deletingPathExtension().appendingPathExtension(`extension`)
        let actual = Data(actual)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            if (try? Data(contentsOf: expectedURL)) != actual { try actual.write(to: expectedURL) }
            return nil
        }
        let expected = try Data(contentsOf: expectedURL)
        guard actual != expected else { return nil }
        return """
            \(expectedURL.lastPathComponent) differs at line \(Self.firstDifference(actual, expected)); \
            RECORD=1 rewrites it. Now:
            \(String(decoding: actual.prefix(4000), as: UTF8.self))
            """
    }

    /// The same for text.
    public func difference(of actual: String, from extension: String) throws -> String? {
        try difference(of: actual.utf8, from: `extension`)
    }

    private static func firstDifference(_ left: Data, _ right: Data) -> Int {
        zip(left, right).prefix { $0 == $1 }.count { $0.0 == UInt8(ascii: "\n") } + 1
    }
}

/// The package's root folder.
public let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

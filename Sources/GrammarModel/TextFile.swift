#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A text file of the package.
public struct TextFile: Sendable {
    /// Its path from the package root.
    public let path: String
    /// What it holds.
    public var text: String

    /// Creates a file that need not exist on disk.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// Reads the file at `path` below `root`.
    public init(path: String, root: String) throws {
        self.path = path
        let data = try Data(contentsOf: URL(fileURLWithPath: root + "/" + path))
        text = String(decoding: data, as: UTF8.self)
    }

    /// Reads the files of a folder whose names end with `suffix`, sorted by name; none if there is no such folder.
    public static func all(in folder: String, suffix: String, root: String) throws -> [TextFile] {
        guard FileManager.default.fileExists(atPath: root + "/" + folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
            .filter { $0.hasSuffix(suffix) }
            .sorted()
            .map { try TextFile(path: folder + "/" + $0, root: root) }
    }

    /// Reads the files of a folder's folders in the same way, these sorted by name.
    public static func allBelow(_ folder: String, suffix: String, root: String) throws -> [TextFile] {
        try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder).sorted()
            .flatMap { try all(in: folder + "/" + $0, suffix: suffix, root: root) }
    }

    /// Writes the file below `root`, whole or not at all.
    public func write(root: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: root + "/" + path), options: .atomic)
    }

    /// Removes the file below `root`.
    public func remove(root: String) throws {
        try FileManager.default.removeItem(atPath: root + "/" + path)
    }

    /// The lines that are neither blank nor a `#` comment.
    func dataLines() -> [Line] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, content in
            let words = content.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { return nil }
            return Line(
                file: path, number: index + 1, isIndented: content.hasPrefix(" "), text: words.joined(separator: " "))
        }
    }
}

/// A line that says something.
struct Line {
    let file: String
    /// Counted from 1.
    let number: Int
    let isIndented: Bool
    /// Its words, one space between each two.
    let text: String

    func error(_ message: String) -> GrammarError {
        GrammarError(file: file, line: number, message)
    }
}

import PostgresCatalog
import PostgresSyntax

/// What `schemac.json` says.
public struct LintConfiguration: Sendable {
    /// Files and folders that say what exists, in the order in which they are run; paths from the file's folder.
    public var sources: [String] = []
    /// How files are linted.
    public var settings = FileSettings()
    /// Settings of files whose path fits a pattern, those that fit behind another counting more.
    public var files: [(pattern: PathPattern, settings: PartialSettings)] = []
    /// The least level of findings that make the exit code 1; nil for none.
    public var failOn: Level? = .error
    /// The file of findings that are known.
    public var baseline: String?

    /// The configuration where there is no file.
    public init() {}

    /// What is set for some files only.
    public struct PartialSettings: Sendable {
        var profile: Profile?
        var ignore: [String] = []
        var levels: [String: Level] = [:]
        var options: [String: [String: Rule.Option.Value]] = [:]
        /// Whether findings in them are wanted at all.
        var isExcluded = false
    }

    /// How a file is linted; nil if it is not.
    ///
    /// - Parameter path: its path from the configuration's folder.
    public func settings(for path: String) -> FileSettings? {
        var result = settings
        for (pattern, partial) in files where pattern.matches(path) {
            if partial.isExcluded { return nil }
            result.profile = partial.profile ?? result.profile
            result.ignore += partial.ignore
            result.levels.merge(partial.levels) { $1 }
            result.options.merge(partial.options) { old, new in old.merging(new) { $1 } }
        }
        return result
    }

    /// Reads a configuration file.
    ///
    /// - Returns: what it says, or all that is wrong with it.
    public static func read(_ source: SourceText) -> (configuration: LintConfiguration, errors: [Diagnostic]) {
        var decoder = ConfigurationDecoder(source: source)
        do throws(ConfigurationError) {
            decoder.decode(try ConfigurationReader.read(source))
        } catch {
            decoder.report(error)
        }
        return (decoder.configuration, decoder.errors)
    }
}

/// A pattern of paths: `*` stands for any characters but `/`, `**` for any, `?` for one; a folder stands for all in it.
public struct PathPattern: Sendable {
    private let parts: [Character]

    /// Creates a pattern.
    public init(_ text: String) {
        parts = Array(text.hasPrefix("./") ? String(text.dropFirst(2)) : text)
    }

    /// Whether a path fits.
    public func matches(_ path: String) -> Bool {
        let path = Array(path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
        return matches(path[...], parts[...])
    }

    private func matches(_ path: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty || path.first == "/" }
        let rest = pattern.dropFirst()
        switch first {
        case "*" where rest.first == "*":
            let behind = rest.dropFirst()
            guard behind.first == "/" else {
                return (path.startIndex...path.endIndex).contains { matches(path[$0...], behind) }
            }
            // Any number of folders.
            return path.indices.contains { index in
                (index == path.startIndex || path[index - 1] == "/") && matches(path[index...], behind.dropFirst())
            }
        case "*":
            var index = path.startIndex
            while true {
                if matches(path[index...], rest) { return true }
                guard index < path.endIndex, path[index] != "/" else { return false }
                index += 1
            }
        case "?": return path.first.map { $0 != "/" } ?? false && matches(path.dropFirst(), rest)
        default: return path.first == first && matches(path.dropFirst(), rest)
        }
    }
}

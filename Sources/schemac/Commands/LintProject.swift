import Platform
import PostgresSyntax
import SchemaLinter

/// What `schemac lint` works on: the configuration, the sources that say what exists, and the files that are linted.
struct LintProject {
    let configuration: LintConfiguration
    /// The folder of the configuration, with a slash, or nothing for this one.
    private let folder: String
    private let context: CommandContext
    /// The files that are wanted; nil for all sources.
    private let wanted: [String]?

    /// The file of known findings that the configuration names.
    var baseline: String? { configuration.baseline.map { folder + $0 } }

    /// Reads the configuration; nil if it cannot be used, which is reported.
    init?(_ context: CommandContext) throws {
        self.context = context
        let path = context.arguments.value("config") ?? Self.findConfiguration()
        var configuration = LintConfiguration()
        var folder = ""
        if let path {
            folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
            let read = LintConfiguration.read(try CommandContext.source(at: path))
            guard read.errors.isEmpty else {
                context.diagnostics.report(read.errors)
                context.diagnostics.fail("\(path) cannot be used")
                return nil
            }
            configuration = read.configuration
        }
        self.folder = folder
        let arguments = context.arguments
        if let profile = arguments.value("profile").flatMap(Profile.init) { configuration.settings.profile = profile }
        let select = try context.ruleNames("select")
        if !select.isEmpty { configuration.settings.select = select }
        configuration.settings.ignore += try context.ruleNames("ignore")
        self.configuration = configuration
        wanted = try Self.wantedFiles(context)
        if wanted == nil, configuration.sources.isEmpty { throw UsageError(message: "missing argument '<file>'") }
    }

    /// The nearest `schemac.json`, in this folder or in one above, but not above the one that Git is in.
    private static func findConfiguration() -> String? {
        var prefix = ""
        for _ in 0..<64 {
            if FileContents.exists(prefix + "schemac.json") { return prefix + "schemac.json" }
            if FileContents.exists(prefix + ".git") { return nil }
            prefix += "../"
        }
        return nil
    }

    // MARK: Files

    /// The files of the operands, or that Git says; nil if neither says anything.
    private static func wantedFiles(_ context: CommandContext) throws -> [String]? {
        let operands = context.arguments.operands
        let changed = try changedFiles(context)
        guard !operands.isEmpty else { return changed }
        let files = context.paths(of: operands)
        guard let changed else { return files }
        let known = Set(changed.map(Folder.absolutePath))
        return files.filter { known.contains(Folder.absolutePath($0)) }
    }

    /// The .sql files that Git says have changed; nil if it is not asked.
    private static func changedFiles(_ context: CommandContext) throws -> [String]? {
        var arguments = ["diff", "--name-only", "--relative", "--diff-filter=d", "-z"]
        if context.arguments.flag("staged") {
            arguments.append("--cached")
        } else if let commit = context.arguments.value("changed-since") {
            arguments.append(commit)
        } else {
            return nil
        }
        let path = CurrentProcess.environment("PATH") ?? "/usr/bin:/bin"
        guard let git = CurrentProcess.findProgram("git", in: path) else { throw GitError(reason: "git is not there") }
        let result = try ChildProcess.run(git, arguments + ["--"])
        guard result.exitCode == 0 else {
            throw GitError(reason: String(decoding: result.errors, as: UTF8.self))
        }
        return result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.hasSuffix(".sql") }
    }

    /// The sources in their order, then the other files that are linted.
    func inputs(_ reading: ScriptOptions) -> [LintInput] {
        let sources = context.paths(of: configuration.sources.map { folder + $0 })
        let wantedPaths = Set((wanted ?? sources).map(identity))
        let known = Set(sources.map(identity))
        var seen: Set<String> = []
        var excludedCount = 0
        // A file that is named twice is run once.
        let paths = (sources + (wanted ?? [])).filter { seen.insert(identity($0)).inserted }
        let files = paths.compactMap { path -> (source: SourceText, isLinted: Bool, settings: FileSettings)? in
            let settings = configuration.settings(for: relative(path))
            let isWanted = wantedPaths.contains(identity(path))
            let isLinted = isWanted && settings != nil
            if isWanted, !isLinted { excludedCount += 1 }
            if !isLinted, !known.contains(identity(path)) { return nil }
            guard let source = context.lintSource(at: path, isStandardInput: isStandardInput(path)) else { return nil }
            return (source, isLinted, settings ?? configuration.settings)
        }
        if excludedCount > 0 {
            let files = excludedCount == 1 ? "1 file is" : "\(excludedCount) files are"
            context.diagnostics.showProgress("\(files) excluded by the configuration")
        }
        let trees = SyntaxTree.parseAll(
            files.map(\.source), options: reading, threads: CurrentProcess.processorCount)
        return zip(trees, files).map { LintInput($0, isLinted: $1.isLinted, settings: $1.settings) }
    }

    /// Whether standard input stands for a file.
    private func isStandardInput(_ path: String) -> Bool {
        guard context.arguments.operands.contains("-") else { return false }
        return path == "-" || context.arguments.value("stdin-filename").map(identity) == identity(path)
    }

    /// What tells a file from others, however its path is written.
    private func identity(_ path: String) -> String {
        Folder.absolutePath(path == "-" ? context.arguments.value("stdin-filename") ?? "-" : path)
    }

    /// The path of a file from the configuration's folder.
    private func relative(_ path: String) -> String {
        let root = Folder.absolutePath(folder.isEmpty ? "." : folder)
        let whole = identity(path)
        let prefix = root.hasSuffix("/") ? root : root + "/"
        return whole.hasPrefix(prefix) ? String(whole.dropFirst(prefix.count)) : path
    }
}

/// Why Git cannot be asked.
private struct GitError: Error, CustomStringConvertible {
    let reason: String
    var description: String { "Git: " + reason.split(whereSeparator: \.isNewline).joined(separator: " ") }
}

extension CommandContext {
    /// The rules and categories that an option names.
    fileprivate func ruleNames(_ option: String) throws -> [String] {
        let names = arguments.values(option).flatMap { $0.split(separator: ",").map(String.init) }
        let known = Rule.all.map(\.name) + Rule.Category.allCases.map(\.rawValue)
        for name in names where !known.contains(name) {
            throw UsageError(message: "no rule or category is called '\(name)'" + suggestion(for: name, among: known))
        }
        return names
    }

    /// A file, or standard input under the name of one; what cannot be read is reported.
    fileprivate func lintSource(at path: String, isStandardInput: Bool) -> SourceText? {
        do {
            guard isStandardInput else { return try Self.source(at: path) }
            let name = arguments.value("stdin-filename") ?? "<stdin>"
            return try source(in: FileContents.standardInput(name: name))
        } catch {
            diagnostics.fail("\(error)")
            return nil
        }
    }
}

import PostgresCatalog
import PostgresSyntax

/// A file that is linted, or that says what exists.
public struct LintInput: Sendable {
    /// The file.
    public let tree: SyntaxTree
    /// Whether its findings are wanted; if not, it only says what exists.
    public let isLinted: Bool
    /// How it is linted.
    public let settings: FileSettings

    /// Creates an input.
    public init(_ tree: SyntaxTree, isLinted: Bool = true, settings: FileSettings = FileSettings()) {
        self.tree = tree
        self.isLinted = isLinted
        self.settings = settings
    }
}

/// What was found.
public struct LintResult: Sendable {
    /// The findings, file by file in the order of the inputs, in each by place.
    public internal(set) var findings: [Finding] = []
    /// What the scripts would make.
    public let database: Database
    /// Findings that comments suppress.
    public internal(set) var suppressed: [Finding] = []
    /// The files that were linted, in the order of the inputs.
    public internal(set) var files: [File] = []

    init(database: Database) { self.database = database }

    /// A file that was linted.
    public struct File: Sendable {
        /// Its path as it was given.
        public let name: String
        /// What kind of input it was taken for.
        public let profile: Profile
    }
}

/// Finds what would fail, lock, lose data or rot, before a database sees it.
public enum Linter {
    /// Lints scripts, which are run one after the other in one offline database.
    public static func lint(_ inputs: [LintInput]) -> LintResult {
        let run = LintRun(inputs)
        let database = run.walk()
        run.checkCatalog(database)
        return run.result(database)
    }
}

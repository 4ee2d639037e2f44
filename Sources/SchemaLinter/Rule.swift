import PostgresSyntax

/// Something that is looked for: what it is called, how grave it is where, what there is to read about it, and how it is
/// found.
///
/// Each rule is a static constant in a file of its own under `Rules/`; `generate-syntax` collects them in ``all``.
public struct Rule: Sendable {
    /// What people call it in options, suppressions and output, such as `drop-column`.
    public let name: String
    /// What it is about; rules can be chosen by it.
    public let category: Category
    /// How grave a finding is, by the kind of input.
    public let levels: Levels
    /// What there is to read about it.
    public let documentation: Documentation
    let checks: [Check]

    init(
        _ name: String, in category: Category, levels: Levels, documentation: Documentation, checks: Check...
    ) {
        self.name = name
        self.category = category
        self.levels = levels
        self.documentation = documentation
        self.checks = checks
    }

    /// What rules are about.
    public enum Category: String, Sendable, CaseIterable {
        /// PostgreSQL rejects the statement, or it does not do what it says.
        case correctness
        /// Others have to wait while the statement runs.
        case locks
        /// The table is written anew.
        case rewrites
        /// Rows, or what programs rely on, are gone afterwards.
        case destructive
        /// A second run, a failure in between or another runner gives another result.
        case robustness
        /// The schema could be better.
        case design
        /// What things are called.
        case naming
        /// Who may do what.
        case security
        /// The linter's own comments and files.
        case lint
    }

    /// How a rule finds what it looks for.
    enum Check: Sendable {
        /// Called behind each statement of these kinds that was done, or would be if what the sources do not show
        /// existed.
        case statements([NodeKind], @Sendable (StatementContext) -> Void)
        /// Called once when all scripts have run, with the catalog they give.
        case catalog(@Sendable (CatalogContext) -> Void)
        /// Errors and warnings of the parser and of the offline database, by what they call themselves: a SQLSTATE, or
        /// a word such as `syntax-error`.
        case diagnostics([String])
        /// The same, of statements of some kinds only.
        ///
        /// Only messages that begin like this are meant.
        case diagnosticsOf([NodeKind], [String], beginning: String = "")
    }

    /// What there is to read about a rule.
    public struct Documentation: Sendable {
        /// What it reports, in one sentence.
        public let what: String
        /// Why that matters.
        public let why: String
        /// What exists before ``bad`` and ``good``; empty for nothing.
        public let given: String
        /// SQL that it reports.
        public let bad: String
        /// SQL that does the same, or what was meant, and is not reported.
        public let good: String
        /// What can be set.
        public let options: [Option]
        /// The version of schemac that has it first.
        public let since: String

        init(
            what: String, why: String, given: String = "", bad: String, good: String, options: [Option] = [],
            since: String = "0.1"
        ) {
            self.what = what
            self.why = why
            self.given = given
            self.bad = bad
            self.good = good
            self.options = options
            self.since = since
        }
    }

    /// Something that can be set for a rule.
    public struct Option: Sendable {
        /// What it is called in `schemac.json`.
        public let name: String
        /// Its value where nothing is set; its type is the type it takes.
        public let standard: Value
        /// What it says.
        public let what: String

        init(_ name: String, _ standard: Value, _ what: String) {
            self.name = name
            self.standard = standard
            self.what = what
        }

        /// The value of an option.
        public enum Value: Sendable, Hashable {
            case flag(Bool)
            case integer(Int)
            case string(String)
            case strings([String])
        }
    }
}

extension Rule {
    /// The rule of this name.
    public static func named(_ name: String) -> Rule? { all.first { $0.name == name } }
}

/// How grave a finding is.
public enum Level: String, Sendable, CaseIterable, Comparable {
    /// It is not reported.
    case off
    /// Worth knowing.
    case info
    /// Probably not meant.
    case warning
    /// Fails, or does harm.
    case error

    /// Whether `left` is less grave.
    public static func < (left: Level, right: Level) -> Bool { left.weight < right.weight }

    private var weight: Int {
        switch self {
        case .off: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }
}

/// What kind of input a file is, which decides what matters in it.
public enum Profile: String, Sendable, CaseIterable {
    /// What pg_dump wrote: a whole schema as it is.
    case dump
    /// Hand-written definitions of a schema as it should be.
    case schema
    /// Changes to a database that has rows and users.
    case migration
    /// Queries and changes of rows.
    case query
}

/// The levels of a rule, by the kind of input.
public struct Levels: Sendable {
    let dump: Level
    let schema: Level
    let migration: Level
    let query: Level
    /// The level where the rule is off by default, but chosen by name.
    let chosen: Level

    /// The level in files of a profile.
    public subscript(profile: Profile) -> Level {
        switch profile {
        case .dump: dump
        case .schema: schema
        case .migration: migration
        case .query: query
        }
    }

    /// The level for all files in which the rule is chosen by name.
    public func whenChosen(_ profile: Profile) -> Level { self[profile] == .off ? chosen : self[profile] }

    /// The same level everywhere.
    static func everywhere(_ level: Level) -> Levels {
        Levels(dump: level, schema: level, migration: level, query: level, chosen: level)
    }

    /// A level for migrations only: what matters when there are rows and users.
    static func migrations(_ level: Level) -> Levels {
        Levels(dump: .off, schema: .off, migration: level, query: .off, chosen: level)
    }

    /// A level wherever objects are defined.
    static func definitions(_ level: Level) -> Levels {
        Levels(dump: level, schema: level, migration: level, query: .off, chosen: level)
    }

    /// Levels where objects are defined by people.
    static func written(schema: Level, migration: Level) -> Levels {
        Levels(dump: .off, schema: schema, migration: migration, query: .off, chosen: max(schema, migration))
    }

    /// A level for those only who choose the rule.
    static func optional(_ level: Level) -> Levels {
        Levels(dump: .off, schema: .off, migration: .off, query: .off, chosen: level)
    }
}

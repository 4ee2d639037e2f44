import PostgresCatalog
import PostgresSyntax

/// One thing a compiled script does: a statement in a form that can be run again, with what there is to know of it.
public struct CompiledStep: Sendable {
    /// What a step does to the database.
    public enum Effect: String, Sendable {
        /// It creates objects.
        case creation
        /// It replaces an object that is there: `CREATE OR REPLACE` once more.
        case replacement
        /// It changes its object.
        case alteration
        /// It says something about its object that changes nothing else: a comment, an owner.
        case annotation
        /// It drops objects.
        case removal
        /// It is about something that is not there, and allows for that: PostgreSQL does nothing.
        case nothing
        /// It grants or revokes privileges.
        case privilege
        /// It reads or writes rows, or runs code.
        case data
        /// It sets something for the statements that follow.
        case session
        /// It begins or ends a transaction.
        case transaction
        /// It is a line for psql.
        case metaCommand = "meta-command"
        /// It creates what was created before: an error, or nothing with `IF NOT EXISTS`.
        case duplicate
        /// The script is to do without it.
        case leftOut = "left-out"
        /// PostgreSQL would not do it, as far as the sources tell.
        case unresolved
        /// What it does is not known.
        case unknown
    }

    /// Its place in the script, from 0.
    public internal(set) var index: Int
    /// What it does.
    public let effect: Effect
    /// What it is about.
    public let kind: StepKind
    /// The object it creates, changes or speaks of, by what that is called where the step stands; nil if there is none.
    public let object: ObjectIdentity?
    /// The source it comes from; nil for what the compiler adds.
    public let source: SourceText?
    /// The bytes of the statement there, without its semicolon.
    public let range: Range<Int>
    /// The comments before it, as ranges of the source.
    public let comments: [Range<Int>]
    /// The rows of a `COPY … FROM STDIN` in the source, with the line that ends them.
    public let copyData: Range<Int>?
    /// Its statements as the script has them, with semicolons.
    public let text: ScriptText
    /// Whether it can be run in a transaction block.
    public let runsInTransaction: Bool
    /// The steps that it must follow; all stand before it.
    public internal(set) var after: [Int]
    /// Whether what it does is not known well enough to move anything from before it to behind it, or the other way.
    public let isPinned: Bool
    /// The part of a dump it belongs to; nil for what belongs to any of them, such as a setting.
    public internal(set) var section: ScriptSection?

    /// Where what the comments stand before begins; nil if it follows them directly.
    let commentsEnd: Int?
    /// The comment behind it on its last line.
    let trailingComments: [Range<Int>]
    /// The settings it needs.
    let settings: [(name: String, value: String)]

    init(
        index: Int, effect: Effect, kind: StepKind, object: ObjectIdentity?, source: SourceText, range: Range<Int>,
        comments: [Range<Int>], copyData: Range<Int>?, text: ScriptText, runsInTransaction: Bool, after: [Int],
        isPinned: Bool, commentsEnd: Int?, trailingComments: [Range<Int>], settings: [(name: String, value: String)]
    ) {
        self.index = index
        self.effect = effect
        self.kind = kind
        self.object = object
        self.source = source
        self.range = range
        self.comments = comments
        self.copyData = copyData
        self.text = text
        self.runsInTransaction = runsInTransaction
        self.after = after
        self.isPinned = isPinned
        self.commentsEnd = commentsEnd
        self.trailingComments = trailingComments
        self.settings = settings
    }

    /// A statement that no source has.
    init(adding statement: String, _ kind: StepKind, index: Int) {
        self.index = index
        effect = kind == .transaction ? .transaction : .session
        self.kind = kind
        object = nil
        source = nil
        range = 0..<0
        comments = []
        copyData = nil
        text = ScriptText(statement)
        runsInTransaction = true
        after = []
        isPinned = true
        section = nil
        commentsEnd = nil
        trailingComments = []
        settings = []
    }

    /// A block of code that the compiler adds, which keeps its place.
    init(block: [UInt8], section: ScriptSection) {
        index = 0
        effect = .unknown
        kind = .code
        object = nil
        source = nil
        range = 0..<0
        comments = []
        copyData = nil
        var text = ScriptText()
        text.append(block + [UInt8(ascii: ";")])
        self.text = text
        runsInTransaction = true
        after = []
        isPinned = true
        self.section = section
        commentsEnd = nil
        trailingComments = []
        settings = []
    }
}

/// What a step is about.
public enum StepKind: String, Sendable, CaseIterable {
    case role
    case schema
    case `extension`
    case language
    case accessMethod = "access method"
    case collation
    case conversion
    case type
    case cast
    case transform
    case function
    case aggregate
    case `operator`
    case operatorClass = "operator class"
    case textSearch = "text search"
    case foreignServer = "foreign server"
    case table
    case foreignTable = "foreign table"
    case sequence
    case view
    case materializedView = "materialized view"
    case defaultValue = "default value"
    case constraint
    case foreignKey = "foreign key"
    case index
    case statistics
    case rule
    case trigger
    case policy
    case publication
    case subscription
    case eventTrigger = "event trigger"
    case largeObject = "large object"
    case comment
    case owner
    case securityLabel = "security label"
    /// `GRANT`, `REVOKE` and `ALTER DEFAULT PRIVILEGES`.
    case privilege
    /// `GRANT role TO role`.
    case membership
    /// Rows that are inserted, changed or removed.
    case rows
    /// The value of a sequence.
    case sequenceValue = "sequence value"
    /// The rows of a materialized view.
    case refresh
    /// `DO`, `CALL`, and queries that call functions.
    case code
    case setting
    case transaction
    case metaCommand = "meta-command"
    case other
}

/// The parts that `pg_dump --section` knows.
public enum ScriptSection: String, Sendable, CaseIterable, Comparable {
    /// Definitions that rows need.
    case preData = "pre-data"
    /// Rows, large objects and values of sequences.
    case data
    /// Indexes, constraints, triggers, rules and all else that is better defined when the rows are there.
    case postData = "post-data"

    /// Whether `left` comes before `right`.
    public static func < (left: ScriptSection, right: ScriptSection) -> Bool { left.order < right.order }

    private var order: Int { Self.allCases.firstIndex(of: self)! }
}

/// What a reader of the source should know: a message at a place in it.
public struct Diagnostic: Sendable {
    /// How grave it is.
    public enum Severity: Sendable {
        /// The input is wrong, or the work could not be done.
        case error
        /// The work was done, but perhaps not as meant.
        case warning
        /// More about another diagnostic.
        case note
    }

    /// How grave it is.
    public var severity: Severity
    /// The stable name of the kind of diagnostic, such as `syntax-error`.
    public var rule: String
    /// One sentence, lower case and without a full stop, as PostgreSQL words its messages.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// More of what is wrong.
    public var detail: String?
    /// The source that ``range`` counts in.
    public var source: SourceText
    /// The bytes it is about; empty for a position between two bytes.
    public var range: Range<Int>
    /// Two things that differ, to be shown side by side.
    public var comparison: Comparison?
    /// Further places that belong to it.
    public var notes: [Diagnostic]

    /// Creates a diagnostic; a place in a source that was put together from others becomes the place in the file.
    public init(
        _ severity: Severity, rule: String, _ message: String, hint: String? = nil, detail: String? = nil,
        source: SourceText, range: Range<Int>, notes: [Diagnostic] = []
    ) {
        self.severity = severity
        self.rule = rule
        self.message = message
        self.hint = hint
        self.detail = detail
        (self.source, self.range) = source.origin(of: range)
        self.notes = notes
    }

    /// Two things side by side.
    public struct Comparison: Sendable {
        /// What the two are called.
        public var titles: (left: String, right: String)
        /// What they do not have in common; nil where one of them has nothing.
        public var rows: [(subject: String, left: String?, right: String?)]

        /// Creates a comparison.
        public init(
            titles: (left: String, right: String), rows: [(subject: String, left: String?, right: String?)]
        ) {
            self.titles = titles
            self.rows = rows
        }
    }
}

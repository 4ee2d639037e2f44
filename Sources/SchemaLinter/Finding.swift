import PostgresSyntax

/// What a rule reports.
public struct Finding: Sendable {
    /// The rule's name.
    public let rule: String
    /// The rule's category.
    public let category: Rule.Category
    /// How grave it is in its file.
    public let level: Level
    /// One sentence: the object, what happens, and to whom.
    public let message: String
    /// The object it is about, such as `table public.orders`; nil if it is about none.
    public let object: String?
    /// More of what is wrong.
    public let detail: String?
    /// How to do it instead: statements and sentences, a line each.
    public let recipe: [String]
    /// The file it is in.
    public let source: SourceText
    /// The bytes of ``source`` it is about.
    public let range: Range<Int>
    /// Further places that belong to it.
    public let notes: [Diagnostic]
    /// How the source can be edited to be rid of it.
    public let fix: Fix?

    /// The same as a diagnostic, for those who show it.
    public var diagnostic: Diagnostic {
        Diagnostic(
            level == .error ? .error : level == .warning ? .warning : .note, rule: rule, message, detail: detail,
            source: source, range: range, notes: notes)
    }

    /// Edits of the source.
    public struct Fix: Sendable {
        /// What is done, in the imperative.
        public let title: String
        /// The edits, which do not overlap.
        public let edits: [Edit]
        /// Whether the statement means the same afterwards, or what was certainly meant.
        public let isSafe: Bool

        init(_ title: String, isSafe: Bool = true, _ edits: [Edit]) {
            self.title = title
            self.edits = edits
            self.isSafe = isSafe
        }
    }

    /// New text for some bytes of the source.
    public struct Edit: Sendable, Hashable {
        /// The bytes that are replaced; empty to insert.
        public let range: Range<Int>
        /// What stands there then.
        public let text: String

        /// Creates an edit.
        public init(_ range: Range<Int>, _ text: String) {
            self.range = range
            self.text = text
        }
    }
}

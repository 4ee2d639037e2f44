/// What psql remembers from one statement of a script to the next.
struct PsqlState: Equatable {
    /// The values of variables.
    var variables: [String: String]
    /// Variables whose values only a running psql knows.
    var unknown: Set<String> = []
    /// Whether a `\gset` may have set any variable.
    var hasQueried = false
    /// The `\if`s that are open, the outermost first.
    var conditions: [Condition] = []
    /// Whether a backslash in `'…'` is just that in the text that psql sends.
    var standardConformingStrings = true
    /// How many files have been included.
    var fileCount = 0
    /// Whether it has been said that these are too many.
    var hasTooManyFiles = false

    /// Whether a script could mean something else than it says.
    var matters: Bool { !variables.isEmpty || !conditions.isEmpty }

    /// An `\if` that is open.
    struct Condition: Equatable {
        enum State {
            /// The branch is taken.
            case taken
            /// A branch before was taken.
            case done
            /// No branch has been taken yet.
            case waiting
            /// The `\if` stands in a branch that is not taken.
            case ignored
            /// Nobody knows which branch is taken; all are read.
            case unknown
        }

        var state: State
        /// Where the `\if` stands in ``source``.
        let range: Range<Int>
        let source: SourceText

        var isActive: Bool { state == .taken || state == .unknown }

        static func == (one: Condition, other: Condition) -> Bool {
            one.state == other.state
                && one.source.firstOffset + one.range.lowerBound == other.source.firstOffset + other.range.lowerBound
        }

        /// The same for the parts behind `part`: of its text, only the line is kept.
        func carried(from part: SourceText) -> Condition {
            guard source === part else { return self }
            let line = source.lineRange(at: range.lowerBound)
            let kept = SourceText(
                name: source.name, bytes: source.bytes(in: line), firstOffset: source.firstOffset + line.lowerBound,
                firstLine: source.position(at: line.lowerBound).line)
            let start = range.lowerBound - line.lowerBound
            return Condition(state: state, range: start..<start + range.count, source: kept)
        }
    }
}

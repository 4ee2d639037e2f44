/// What becomes of an object that two sources define differently.
public enum ConflictPolicy: String, CaseIterable, Sendable {
    /// There is no script.
    case error
    /// The definition of the source that comes first counts.
    case first
    /// The definition of the source that comes last counts.
    case last
}

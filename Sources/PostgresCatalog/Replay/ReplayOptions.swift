/// What a replay takes for granted.
public struct ReplayOptions: Sendable {
    /// The schema of names that are written without one where `search_path` does not tell.
    public var defaultSchema: String

    /// Creates options.
    public init(defaultSchema: String = "public") {
        self.defaultSchema = defaultSchema
    }
}

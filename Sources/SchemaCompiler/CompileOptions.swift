/// What a compiled script is for.
public struct CompileOptions: Sendable {
    /// The major version of the server that runs the script, 14 to 18.
    public var targetVersion: Int
    /// The schema of names that are written without one where `search_path` does not tell.
    public var defaultSchema: String
    /// What the script's first line calls its maker, such as `schemac 0.1.0`.
    public var compilerName: String

    /// Creates options.
    public init(targetVersion: Int = 18, defaultSchema: String = "public", compilerName: String = "schemac") {
        self.targetVersion = targetVersion
        self.defaultSchema = defaultSchema
        self.compilerName = compilerName
    }
}

/// What the statements before have set for those that follow.
public struct SessionState: Sendable {
    /// The schemas in `search_path`, in order; `$user` is left out.
    public internal(set) var searchPath: [String]
    /// The change that set `search_path`; nil if it is the default.
    public internal(set) var searchPathChange: ChangeID?
    /// Every other parameter that was set, by name, and its value as SQL.
    public internal(set) var parameters: [String: String] = [:]
    /// Whether a transaction block is open.
    public internal(set) var isInTransaction = false
}

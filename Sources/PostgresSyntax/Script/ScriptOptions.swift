/// How a script is read.
public struct ScriptOptions: Sendable {
    /// psql's variables at the start, as `psql -v name=value` sets them; placeholders `${name}` take them too.
    public var variables: [String: String] = [:]
    /// Whether syntax is accepted that PostgreSQL 18 no longer has.
    public var legacy = LegacyMode.auto
    /// Reads the file that `\i` or `\ir` names, by its path as psql would open it; nil if they are not followed.
    public var include: (@Sendable (_ path: String) throws -> SourceText)?

    /// The defaults: no variables, no included files.
    public init() {}
}

/// Whether syntax is accepted that PostgreSQL accepted before version 14.
public enum LegacyMode: String, Sendable, CaseIterable {
    /// If the script's head says that it is a dump of such a version.
    case auto
    case on
    case off
}

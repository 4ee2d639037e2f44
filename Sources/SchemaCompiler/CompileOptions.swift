import PostgresSyntax

/// What a compiled script is for.
public struct CompileOptions: Sendable {
    /// The major version of the server that runs the script, 14 to 18.
    public var targetVersion: Int
    /// The schema of names that are written without one where `search_path` does not tell.
    public var defaultSchema: String
    /// What becomes of statements about rows.
    public var data = DataMode.keep
    /// Whether owners are set.
    public var keepsOwners = true
    /// Whether privileges are granted and revoked.
    public var keepsPrivileges = true
    /// Whether objects get their comments.
    public var keepsComments = true
    /// What becomes of objects that sources define differently.
    public var onConflict = ConflictPolicy.error
    /// What the script is to have of what the sources make.
    public var selection = Selection()
    /// The only section that the script has; nil for all of them.
    public var section: ScriptSection?
    /// Whether the script is one transaction, as far as PostgreSQL allows.
    public var usesTransaction = false
    /// Who runs the script.
    public var client = Client.psql
    /// Whether indexes are built while others write to their tables.
    public var buildsIndexesConcurrently = false
    /// What the script does about differences between what exists and what it would create.
    public var shapeCheck = ShapeCheck.none
    /// What the script's first line calls its maker, such as `schemac 0.1.0`.
    public var compilerName: String

    /// Creates options.
    public init(targetVersion: Int = 18, defaultSchema: String = "public", compilerName: String = "schemac") {
        self.targetVersion = targetVersion
        self.defaultSchema = defaultSchema
        self.compilerName = compilerName
    }
}

/// Who runs a script.
public enum Client: String, Sendable, CaseIterable {
    /// psql, which knows commands of its own and sends the rows of COPY.
    case psql
    /// A driver, which sends one statement after the other in one session.
    case driver
}

/// What becomes of statements about rows: those that write them, set sequences, make large objects or fill materialized
/// views.
public enum DataMode: String, Sendable, CaseIterable {
    /// They are kept.
    case keep
    /// They are left out.
    case skip
    /// All others are left out.
    case only
}

extension CompileOptions {
    /// Whether a change is not wanted in the script.
    func leavesOut(_ change: Change, in program: Program) -> Bool {
        let kind = StepKind(change, in: program)
        if data != .keep, kind != .setting { if kind.isAboutRows(change) != (data == .only) { return true } }
        switch kind {
        case .owner: return !keepsOwners
        case .setting: return !keepsOwners && change.setsRole
        case .privilege: return !keepsPrivileges
        case .comment: return !keepsComments
        default: return false
        }
    }
}

extension StepKind {
    fileprivate func isAboutRows(_ change: Change) -> Bool {
        switch self {
        case .rows, .sequenceValue, .largeObject, .refresh, .transaction: true
        default: change.identity?.kind == .largeObject
        }
    }
}

extension Change {
    /// Whether what follows it is done, and owned, by somebody else.
    fileprivate var setsRole: Bool {
        ["role", "session_authorization"].contains(statement.flatMap(VariableSetStmt.init)?.name)
    }
}

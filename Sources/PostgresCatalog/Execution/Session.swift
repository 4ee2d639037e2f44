import PostgresSyntax

/// What a session has set for the statements that follow.
struct Session: Sendable {
    /// The parameters and the role that are in force.
    var settings = Settings()
    /// The schema of this session's temporary objects; ``OID/none`` before there are any.
    var temporarySchema = OID.none
    var transaction = Transaction.none
    /// Where the transaction can go back to, the innermost last; the first one is its beginning.
    var savepoints: [Savepoint] = []
    /// The first statement of the transaction.
    var transactionStart = StatementID(index: 0)
    /// The labels that ALTER TYPE has added in the transaction to enums that were there before it: they are not to be used
    /// until it ends.
    var uncommittedLabels: [OID: Set<String>] = [:]
    /// What `SET LOCAL` hides until the transaction ends; nil if it hides nothing.
    var hiddenByLocal: Settings?

    /// What `SET` sets.
    struct Settings: Sendable {
        /// The entries of `search_path`, `$user` among them.
        var searchPath = ["$user", "public"]
        /// The statement that set ``searchPath``; nil if it is the default.
        var searchPathSetter: ScriptElement?
        /// The role that statements run as, and so the owner of what they create.
        var role = OID.bootstrapRole
        /// The other parameters that were set, by lower-case name.
        var parameters: [String: String] = [:]
    }

    /// What PREPARE has prepared, by name.
    var preparedStatements: [String: Node] = [:]

    enum Transaction: Sendable { case none, open, aborted }

    struct Savepoint: Sendable {
        let name: String
        /// How many statements there were by then.
        let statementCount: Int
        let mark: Database.Mark
        let settings: Settings
        let temporarySchema: OID
    }

    var searchPath: [String] {
        get { settings.searchPath }
        set { settings.searchPath = newValue }
    }

    var role: OID {
        get { settings.role }
        set { settings.role = newValue }
    }
}

/// What a session has set for the statements that follow.
struct Session: Sendable {
    /// The entries of `search_path`, `$user` among them.
    var searchPath = ["$user", "public"]
    /// The schema of this session's temporary objects; ``OID/none`` before there are any.
    var temporarySchema = OID.none
    /// The role that statements run as, and so the owner of what they create.
    var role = OID.bootstrapRole
    /// The other parameters that were set, by lower-case name.
    var parameters: [String: String] = [:]
    var transaction = Transaction.none
    /// Where the transaction can go back to, the innermost last; the first one is its beginning.
    var savepoints: [Savepoint] = []
    /// What `SET LOCAL` hides until the transaction ends.
    var hiddenByLocal: [String: String?] = [:]

    enum Transaction: Sendable { case none, open, aborted }

    struct Savepoint: Sendable {
        let name: String
        let mark: Database.Mark
        let searchPath: [String]
        let role: OID
        let parameters: [String: String]
    }
}

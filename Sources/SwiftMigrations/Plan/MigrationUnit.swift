/// The statements of one migration, before it has a name and a way back.
struct MigrationUnit {
    /// Where its statements are in the list of all, ascending.
    var statements: [Int]
    /// What it is called, if that does not follow from its content.
    var name: String?
    /// The statements that undo it, if the input has them.
    var down: [String]?
    /// Whether its statements run in one transaction.
    var runsInTransaction = true
}

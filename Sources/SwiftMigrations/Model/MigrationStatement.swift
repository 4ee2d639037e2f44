import PostgresSyntax

/// One statement of a schema, as a server takes it, with what is to be known to put it into a migration.
public struct MigrationStatement: Sendable {
    /// What a statement makes, by the groups that migrations are made of.
    public enum Kind: Int, Sendable {
        case `extension`
        case schema
        case type
        case function
        case sequence
        case table
        case rows
        case constraint
        case index
        case foreignKey
        case view
        case trigger
        case policy
        case `operator`
        case textSearch
        case foreignServer
        case publication
        case comment
        case privilege
        case other
    }

    /// How what it did is undone.
    public enum Reversal: Sendable {
        /// By statements.
        case statements([String])
        /// There is nothing to undo.
        case nothing
        /// It cannot be, and why.
        case impossible(String)
    }

    /// The statement, without the semicolon.
    public var sql: String
    /// The lines of the comments that stand before it, without the comment signs.
    public var comments: [String] = []
    /// The lines of the comment at the top of its script, if it is the first of it.
    public var header: [String] = []
    /// What it makes.
    public var kind: Kind
    /// What it makes or changes, such as `orders_open_idx`; nil if that has no name.
    public var name: String?
    /// Whether it makes that, rather than changing it.
    public var creates = false
    /// The schema in which that is, if it is in one.
    public var schema: String?
    /// The table or view it belongs to, or is.
    public var relation: String?
    /// How it is undone.
    public var reversal: Reversal
    /// The statements that have to run before it, by their places in the list it is in; all are smaller than its own.
    public var needs: [Int] = []
    /// The statements that it has to stay behind, whether or not it needs them: what one of the two does is not known.
    public var follows: [Int] = []
    /// The statements that make what only the body of the routine that it makes names; places in the list, later ones too.
    public var bodyNeeds: [Int] = []
    /// The parameters that have to have other values than a session begins with, by name; values as SQL.
    public var parameters: [String: String] = [:]
    /// Whether it makes a routine whose body the input does not have checked.
    public var hasUncheckedBody = false
    /// The statements that, when they are undone, undo this one too, by their places in the list.
    public var vanishesWith: [Int] = []
    /// If it makes the index of a partition: the statement that makes the index of the whole table, which takes it along
    /// when it is undone, and the one that makes it a part of that.
    public var partOf: [Int] = []
    /// The statements that are undone with it and cannot be undone without it.
    public var takesAlong: [Int] = []
    /// Whether it can run in a transaction block.
    public var runsInTransaction = true
    /// The number of the script it comes from.
    public var script = 0
    /// The place it comes from.
    public var source: SourceText?
    /// The bytes there.
    public var range: Range<Int> = 0..<0

    /// The table or view it is about, or else the object; nil if that has no name.
    var subject: [String]? { (relation ?? name).map { [schema ?? "", $0] } }
}

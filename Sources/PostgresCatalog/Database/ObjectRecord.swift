import PostgresSyntax

/// The place of a statement in ``Database/statements``.
public struct StatementID: Hashable, Comparable, Sendable {
    /// Index in ``Database/statements``.
    public let index: Int

    package init(index: Int) { self.index = index }

    /// Whether `left` was run before `right`.
    public static func < (left: StatementID, right: StatementID) -> Bool { left.index < right.index }
}

/// Where a statement, or a part of one that is run by itself, stands.
public struct StatementPlace: Hashable, Sendable {
    /// The place of the script among those that are run.
    public let script: Int
    /// The first token of the statement.
    public let token: Int
    /// The first token of the part; nil for the whole statement.
    public let part: Int?

    /// Creates the place of a statement, or of a part of it.
    package init(script: Int, token: Int, part: Int? = nil) {
        self.script = script
        self.token = token
        self.part = part
    }
}

/// A statement that was run, or that could not be.
public struct ExecutedStatement: Sendable {
    /// Where it stands.
    public let element: ScriptElement
    /// The place of its script among those that were run.
    public let script: Int
    /// Where in a DO block it stands; nil if it stands by itself.
    public internal(set) var place: BlockPlace?
    /// Whether PostgreSQL would have done it.
    public internal(set) var succeeded = false
    /// The SQLSTATE of the error that ended it.
    public internal(set) var sqlState: String?
    /// What it missed, if that was a relation or a column.
    public internal(set) var missing: MissingName?
    /// The part of it that was run by itself: an action of an ALTER TABLE, a foreign key within a CREATE TABLE; nil for
    /// the whole statement.
    public internal(set) var part: Node?
    /// Whether the checks and defaults of a CREATE TABLE or CREATE DOMAIN were made statements of their own, because the
    /// whole could not be done.
    public internal(set) var separatesExpressions = false
    /// Whether it was not run, because ``ExecutionOptions/leftOut`` has it or a view can do without its placeholder.
    public internal(set) var isLeftOut = false
    /// Whether its transaction, or the part of it behind a savepoint, was rolled back: it did nothing.
    public internal(set) var isRolledBack = false
    /// Whether it is a DO block that does more than can be seen: if a relation in it is not there, it may be by the time.
    public internal(set) var isOpaqueBlock = false
    /// What it did, if ``ExecutionOptions/tracesStatements``.
    public internal(set) var trace = StatementTrace()
    /// The settings under which it was run, if it is traced; those of a new session, if not.
    var settings: Session.Settings {
        get { ownSettings ?? Session.Settings() }
        set { ownSettings = newValue }
    }
    private var ownSettings: Session.Settings?
    /// The relations that it names, made by scripts.
    var uses: [(relation: OID, range: Range<Int>)] = []

    init(element: ScriptElement, script: Int, place: BlockPlace?, part: Node?) {
        self.element = element
        self.script = script
        self.place = place
        self.part = part
    }

    /// Where it stands.
    public var position: StatementPlace {
        StatementPlace(
            script: script, token: element.tokenRange.lowerBound, part: part.map(\.tokenRange.lowerBound))
    }
}

/// A relation, or a column of one, that a statement names and that is not there.
public struct MissingName: Sendable {
    /// The relation as SQL, with its schema if the statement has one.
    public let relation: String
    /// The column that the relation does not have; nil if there is no such relation.
    public let column: String?
}

/// The place of a statement in a DO block.
public struct BlockPlace: Sendable {
    /// The DO statement.
    public let element: ScriptElement
    /// The comments of the block that stand before it, and behind it if it is the last one.
    public let comments: [Range<Int>]
    /// Whether the block allows for the statement being done.
    public let isGuarded: Bool
    /// Whether it is the last one of a block that also says something when it is run.
    public var hasMessages = false
}

extension ExecutedStatement {
    /// The statement that set the search path under which it was run, if that is traced; nil for the default one.
    package var searchPathSetter: ScriptElement? { settings.searchPathSetter }

    /// Whether an error only says that it is done, and its block allows for that.
    func isDone(after error: SQLError) -> Bool {
        place?.isGuarded == true && error.saysItIsDone(element.statement!.node)
    }

    /// Whether it failed for the sake of a constant that its type does not take: no database makes it succeed.
    public var canOnlyFail: Bool { sqlState.map { SQLError($0, "").isAboutValue } ?? false }

    /// Whether it failed because it is done, which its block allows for.
    public var isDoneBefore: Bool {
        sqlState.map { isDone(after: SQLError($0, "")) } ?? false
    }
}

/// What there is to know about an object whatever its kind.
package struct ObjectRecord: Sendable {
    /// The statements that made it what it is; the first one created it.
    package var statements: [StatementID]
    package var owner = OID.bootstrapRole
    package var grants: [PrivilegeGrant] = []
    package var comment: String?
    /// The comments of a relation's columns, by number.
    package var columnComments: [Int16: String] = [:]
    /// By provider.
    package var securityLabels: [String: String] = [:]
    /// The extension it is a member of.
    package var memberOf = OID.none
    /// Whether it is a routine that puts statements together when it runs: what they need is not known.
    package var isOpaque = false
    /// Extensions it depends on, by `ALTER … DEPENDS ON EXTENSION`.
    package var dependsOn: [OID] = []
}

/// Privileges that a role was given on an object or on a column of it.
package struct PrivilegeGrant: Hashable, Sendable {
    /// The role; nil for PUBLIC.
    package var grantee: String?
    /// The column; nil for the whole object.
    package var column: String?
    package var privilege: String
    package var isGrantable = false
}

/// A row of `pg_depend`: `dependent` cannot be without `referenced`.
package struct DependencyEdge: Sendable {
    /// `deptype`, by its letter.
    package enum Kind: Character, Sendable {
        case normal = "n", auto = "a", `internal` = "i", partitionPrimary = "P", partitionSecondary = "S"
        case member = "e"
        /// By `ALTER … DEPENDS ON EXTENSION`.
        case autoExtension = "x"
    }

    /// Where it was found.
    package enum Origin: Sendable {
        /// PostgreSQL records it.
        case catalog
        /// It is in the text of a routine, where PostgreSQL does not look.
        case body
    }

    package var dependent: ObjectAddress
    package var referenced: ObjectAddress
    package var kind: Kind
    package var origin = Origin.catalog
    /// The statement that causes it.
    package var statement: StatementID
    /// The bytes of that statement's source that name what is referenced; nil if nothing names it.
    package var range: Range<Int>?
}

import PostgresCatalog
import PostgresSyntax

/// A file that is linted, or that says what exists, and what has been seen of it so far.
final class FileState {
    let tree: SyntaxTree
    let profile: Profile
    /// Whether its findings are wanted; if not, it only says what exists.
    let isLinted: Bool
    let settings: FileSettings
    private let marks: MigrationMarks
    /// Whether whoever runs it does so in one transaction.
    var runsInTransaction: Bool { marks.runsInTransaction ?? settings.runsInTransaction }
    /// The relations made in it.
    private(set) var created: Set<OID> = []
    /// Those among them that have rows by now.
    private var populated: Set<OID> = []
    /// The statements of the transaction that is open, those before the current one.
    private(set) var transaction: [ExecutedStatement] = []

    init(tree: SyntaxTree, profile: Profile, isLinted: Bool, settings: FileSettings) {
        self.tree = tree
        self.profile = profile
        self.isLinted = isLinted
        self.settings = settings
        marks = MigrationMarks(tree)
        suppressions = isLinted ? Suppressions(tree) : Suppressions()
    }

    /// The comments in it that suppress findings.
    var suppressions: Suppressions
    /// How many elements of the script have been passed.
    private var passed = 0

    /// The elements before a token that could not be read, each given once.
    func passInvalid(before token: Int) -> [ScriptElement] {
        let script = tree.script
        var invalid: [ScriptElement] = []
        while passed < script.count, script[passed].tokenRange.lowerBound < token {
            if script[passed].kind == .invalid { invalid.append(script[passed]) }
            passed += 1
        }
        return invalid
    }

    /// The statements that undo a migration: they are not run with it.
    ///
    /// - Parameter script: the place of the file among the inputs.
    func undoing(script: Int) -> [StatementPlace] {
        guard !marks.undoing.isEmpty else { return [] }
        return tree.script.compactMap { element in
            guard marks.undoing.contains(where: { $0.contains(element.byteRange.lowerBound) }) else { return nil }
            return StatementPlace(script: script, token: element.tokenRange.lowerBound)
        }
    }

    /// Whether nobody has rows in a relation, or waits for it: it was made in this file, and nothing was put into it.
    func isNew(_ relation: OID) -> Bool { created.contains(relation) && !populated.contains(relation) }

    /// What was said once.
    private var said: Set<String> = []

    /// Whether something that is to be said once in the file is said for the first time.
    func isFirst(_ what: String) -> Bool { said.insert(what).inserted }

    /// Notes what a statement made, before rules look at it.
    func begin(_ statement: ExecutedStatement) {
        if !statement.trace.isInTransaction, !runsInTransaction { transaction = [] }
        for object in statement.trace.created where object.catalog == .relation && object.column == 0 {
            created.insert(object.oid)
        }
    }

    /// Notes what a statement did, when rules have looked at it.
    ///
    /// - Parameter filled: the relation that it puts rows into.
    func end(_ statement: ExecutedStatement, filled: OID?) {
        if let filled { populated.insert(filled) }
        switch statement.element.statement?.kind {
        case .createTableAsStmt: populated.formUnion(statement.trace.created.map(\.oid))
        case .transactionStmt: transaction = []
        default: transaction.append(statement)
        }
    }
}

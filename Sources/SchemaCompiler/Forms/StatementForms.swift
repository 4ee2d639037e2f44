import PostgresCatalog
import PostgresSyntax

/// Finds for each change the form in which it can be run again.
///
/// A class, since all who write the script look things up in it.
final class StatementForms {
    let program: Program
    let options: CompileOptions
    /// The indexes of each relation that statements of their own make.
    private(set) lazy var indexNames = program.database.plainIndexes()
    /// The constraints whose automatic names depend on which table was there first.
    private(set) lazy var contestedConstraints = program.database.contestedConstraints()
    /// The columns whose NOT NULL has such a name.
    private(set) lazy var contestedNotNulls = program.database.contestedNotNulls()
    /// The changes that have expressions of columns that were asked for.
    private var writers: [StatementStart: Change?] = [:]
    /// The constraints of each table that are added without a look at its rows.
    let unvalidatedConstraints: [ObjectAddress: [ChangeID]]
    /// What cannot be made re-runnable, and what is left out.
    private(set) var diagnostics: [Diagnostic] = []
    /// How often each note was due; it is shown once.
    private var noteCounts: [String: (diagnostic: Int, count: Int)] = [:]
    /// The tables that changes before put rows into, of each with its partitions; and the rows of tables without keys, by
    /// what is asked of them.
    private var filledTables: Set<ObjectAddress> = []
    private var filledTrees: Set<ObjectAddress> = []
    private var conflictTables: [ObjectAddress: Bool] = [:]
    private var rowCounts: [String: Int] = [:]
    /// What rows would fire.
    let triggersOfRows: TriggersOfRows
    /// The statements that begin and end transactions of nothing but rows.
    private let keptTransactions: Set<ChangeID>

    init(program: Program, options: CompileOptions) {
        self.program = program
        self.options = options
        keptTransactions = Self.transactionsOfRows(program)
        triggersOfRows = TriggersOfRows(program)
        var unvalidated: [ObjectAddress: [ChangeID]] = [:]
        for id in program.changeIDs where program[id].unvalidatedConstraint != nil {
            guard let subject = program[id].subject else { continue }
            unvalidated[(program.database.owner(of: subject) ?? subject).whole, default: []].append(id)
        }
        unvalidatedConstraints = unvalidated
    }

    /// Transactions that only read and write rows stay: large objects need one, and rows may belong together.
    private static func transactionsOfRows(_ program: Program) -> Set<ChangeID> {
        var kept: Set<ChangeID> = []
        // The statement that begins one, and those that say when constraints are checked in it.
        var open: [ChangeID] = []
        for id in program.changeIDs {
            let change = program[id]
            if change.effect == .transaction {
                let statement = change.statement.flatMap(TransactionStmt.init)
                if statement == nil {
                    if !open.isEmpty { open.append(id) }
                    continue
                }
                if change.trace.isInTransaction, !open.isEmpty { kept.formUnion(open + [id]) }
                open = statement?.beginsBlock == true ? [id] : []
            } else if change.effect != .data {
                open = []
            }
        }
        return kept
    }

    /// The form of a change, without what makes good what an object lacks that was there before.
    func form(of id: ChangeID) -> Form {
        if program[id].executed?.place?.hasMessages == true {
            note(
                "left-out", "the statements of this block stand for themselves; its messages are left out", program[id])
        }
        let form = plainForm(of: id)
        let conditions = [program.wasRenamedCondition(program[id]), program.wasReplacedCondition(program[id])]
            .compactMap { $0 }
        if program[id].effect == .data, !conditions.isEmpty {
            if program[id].statement?.isGuardedBlock == true { return form }
            return form.ofRows(unless: "(" + conditions.joined(separator: " OR ") + ")")
        }
        return conditions.reduce(form) { $0.skipped(if: $1) }
    }

    private func plainForm(of id: ChangeID) -> Form {
        let change = program[id]
        switch change.effect {
        case .metaCommand: return metaCommandForm(change)
        case .nothing where change.statement?.effectOfKind == .removal: return removalForm(change)
        case .duplicate where change.executed?.isLeftOut == true && change.isPlaceholderView:
            note("left-out", "this view of NULLs only holds the place of one that is defined elsewhere", change)
            return .omitted
        case .duplicate, .nothing, .leftOut: return .omitted
        case .removal: return removalForm(change)
        case .session: return .statement([])
        case .transaction: return keptTransactions.contains(id) ? .statement([]) : transactionForm(change)
        case .unknown where change.isLock, .unresolved where change.isLock:
            note("left-out", "a lock lasts as long as its transaction: the script does without", change)
            return .omitted
        case .annotation, .privilege, .unresolved:
            if let condition = largeObjectCondition(change) { return guarded(unless: "(NOT \(condition))", change) }
            if change.effect == .unresolved {
                if change.executed?.canOnlyFail == true, change.statement?.effectOfKind == .data {
                    note("left-out", "a statement that can only fail is left out", change)
                    return .omitted
                }
                return unlessMissing(change) ?? nativeForm(id, change)
            }
            return change.effect == .privilege ? privilegeForm(change) : .statement(qualifying(change))
        case .data: return dataForm(id, change)
        case .creation, .replacement, .alteration: return definitionForm(id, change)
        case .unknown where change.isNaturallyRepeatable: return .statement(qualifying(change))
        case .unknown: return notIdempotent(change)
        }
    }

    private func definitionForm(_ id: ChangeID, _ change: Change) -> Form {
        guard let node = change.statement, let identity = change.identity else { return notIdempotent(change) }
        if let constraint = change.part.flatMap(Constraint.init) {
            return separatedForm(change, constraint, identity)
        }
        if change.isNaturallyRepeatable { return .statement(qualifying(change)) }
        switch node.kind {
        case .createStmt, .createForeignTableStmt, .createSeqStmt, .createTableAsStmt, .indexStmt, .viewStmt,
            .alterSeqStmt:
            return relationForm(id, change, node, identity)
        case .alterTableStmt: return alterTableForm(change, identity)
        case .createFunctionStmt, .createTrigStmt, .ruleStmt, .createPolicyStmt:
            return codeForm(change, node, identity)
        case .createEnumStmt, .createRangeStmt, .compositeTypeStmt, .createDomainStmt, .defineStmt, .alterEnumStmt,
            .alterDomainStmt:
            return typeForm(change, node, identity)
        case .renameStmt, .alterObjectSchemaStmt: return renamingForm(change)
        case .alterOpFamilyStmt, .alterTSConfigurationStmt, .alterPublicationStmt, .alterFdwStmt,
            .alterForeignServerStmt, .alterUserMappingStmt:
            return memberForm(change, node, identity)
        default: return otherForm(change, node, identity)
        }
    }

    /// The form of a statement of which the sources do not tell what it is about: the one in which PostgreSQL itself looks
    /// whether it is done.
    private func nativeForm(_ id: ChangeID, _ change: Change) -> Form {
        guard let node = change.statement, change.part.flatMap(Constraint.init) == nil else {
            return .statement(qualifying(change))
        }
        let unknown = ObjectIdentity(.table, name: "")
        switch node.kind {
        case .createStmt, .createForeignTableStmt, .createSeqStmt, .createTableAsStmt, .viewStmt:
            return relationForm(id, change, node, unknown)
        case .indexStmt where IndexStmt(node)!.idxname != nil: return relationForm(id, change, node, unknown)
        case .createFunctionStmt, .ruleStmt: return codeForm(change, node, unknown)
        case .alterTableStmt:
            switch change.action?.subtype {
            case .addColumn, .dropColumn, .dropConstraint: return alterTableForm(change, unknown)
            default: return .statement(qualifying(change))
            }
        case .alterEnumStmt where AlterEnumStmt(node)!.oldVal == nil: return typeForm(change, node, unknown)
        case .createExtensionStmt, .createForeignServerStmt, .createUserMappingStmt, .createStatsStmt,
            .createTransformStmt:
            return otherForm(change, node, unknown)
        default: return .statement(qualifying(change))
        }
    }

    // MARK: Helpers

    /// The edits that write the schemas a statement leaves out.
    func qualifying(_ change: Change, after edits: [SourceEdit] = []) -> [SourceEdit] {
        edits + change.trace.openNames.compactMap { SourceEdit($0, in: change.element.tree) }
    }

    /// The statement with words put before the byte at `offset`.
    func inserting(_ words: String, at offset: Int, in change: Change) -> Form {
        .statement(qualifying(change, after: [.insert(words + " ", at: offset)]))
    }

    /// `CREATE OR REPLACE` instead of `CREATE`.
    func replacing(_ change: Change) -> Form {
        inserting("OR REPLACE", at: token(1, of: change).range.lowerBound, in: change)
    }

    /// The statement unless a condition holds.
    func guarded(unless condition: String, _ change: Change, _ edits: [SourceEdit] = []) -> Form {
        .guarded(unless: condition, qualifying(change, after: edits))
    }

    /// The token at a distance from the statement's first.
    func token(_ distance: Int, of change: Change) -> Token {
        change.element.tree.tokens[change.element.tokenRange.lowerBound + distance]
    }

    /// The statement as it is, with a warning that a second run may do more than the first.
    func notIdempotent(_ change: Change, because reason: String? = nil) -> Form {
        diagnostics.append(
            Diagnostic(
                .warning, rule: "not-idempotent",
                reason ?? "the statement is passed through as it is: running it again may fail or change something",
                source: change.source, range: change.element.byteRange))
        return .statement(qualifying(change))
    }

    /// An error about a statement, which leaves no script.
    func reportError(_ rule: String, _ message: String, _ change: Change) {
        diagnostics.append(
            Diagnostic(.error, rule: rule, message, source: change.source, range: change.element.byteRange))
    }

    /// Whether changes before put rows into a table.
    func isFilled(_ table: ObjectAddress) -> Bool { filledTables.contains(table) }

    /// Whether rows that break a key of a table can be left out.
    func takesOnConflict(_ table: ObjectAddress) -> Bool {
        if let known = conflictTables[table] { return known }
        let takes = program.database.takesOnConflict(table)
        conflictTables[table] = takes
        return takes
    }

    /// The change in which an expression is written.
    func writer(of expression: Node) -> Change? {
        let start = StatementStart(expression)
        if let known = writers[start] { return known }
        let writer = program.changes.first {
            $0.element.tree === expression.tree
                && ($0.part?.byteRange ?? $0.element.byteRange).contains(expression.byteRange.lowerBound)
        }
        writers[start] = writer
        return writer
    }

    /// Notes that a change puts rows into a table, and so perhaps into its partitions.
    func fill(_ table: ObjectAddress) {
        guard filledTrees.insert(table).inserted else { return }
        filledTables.formUnion(program.database.partitionTree(of: table))
    }

    /// How many rows like this one, by what is asked of it, there are so far, this one counted.
    func countRow(_ question: String) -> Int {
        rowCounts[question, default: 0] += 1
        return rowCounts[question]!
    }

    /// Says once what may be due for many statements, and for how many.
    func note(_ rule: String, _ message: String, _ change: Change) {
        if let seen = noteCounts[message] {
            noteCounts[message] = (seen.diagnostic, seen.count + 1)
            diagnostics[seen.diagnostic].message = "\(message) (and \(seen.count) more)"
            return
        }
        noteCounts[message] = (diagnostics.count, 1)
        diagnostics.append(
            Diagnostic(.note, rule: rule, message, source: change.source, range: change.element.byteRange))
    }

    // MARK: What is missing

    /// What speaks of a relation that no source makes, or reads or writes its rows, is done where that is there all the
    /// same; nil for anything else.
    private func unlessMissing(_ change: Change) -> Form? {
        guard change.effect == .unresolved, let missing = change.executed?.missing, let node = change.statement else {
            return nil
        }
        let condition = Condition.isMissing(missing)
        switch node.kind {
        case .commentStmt, .alterOwnerStmt, .grantStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt:
            return .guarded(unless: condition, qualifying(change))
        case .selectStmt:
            // PL/pgSQL runs queries for their own sake only as text.
            let text = "EXECUTE " + QuotedName.literal(change.element.text)
            return .parts([GuardedPart(condition: condition, statement: text)])
        default: return nil
        }
    }

    // MARK: psql and transactions

    private func metaCommandForm(_ change: Change) -> Form {
        let text = change.element.text
        if text.hasPrefix("\\restrict") || text.hasPrefix("\\unrestrict") {
            note("left-out", "\\restrict protects the dump it is in; the script does without", change)
            return .omitted
        }
        // Its work is done: the values, files and branches stand in their places.
        if change.element.isCarriedOut { return .omitted }
        if options.client == .driver {
            reportError("driver", "this is a command of psql, which a driver does not know", change)
            return .omitted
        }
        diagnostics.append(
            Diagnostic(
                .warning, rule: "meta-command", "psql's command is passed through where it stands",
                source: change.source, range: change.element.byteRange))
        return .metaCommand
    }

    private func transactionForm(_ change: Change) -> Form {
        switch change.statement.flatMap(TransactionStmt.init)?.kind {
        case nil:
            note("left-out", "the script does without transactions, in which SET CONSTRAINTS has an effect", change)
            return .omitted
        case .begin, .start, .commit, .savepoint, .release:
            note("left-out", "the script does without transaction blocks: each statement can be run again", change)
            return .omitted
        case .rollback, .rollbackTo:
            note("left-out", "what is rolled back here is left out", change)
            return .omitted
        default: return notIdempotent(change)
        }
    }
}

extension TransactionStmt {
    /// Whether it is BEGIN or START TRANSACTION.
    fileprivate var beginsBlock: Bool { kind == .begin || kind == .start }
}

extension Change {
    /// Whether it makes a view that says nothing but its columns.
    fileprivate var isPlaceholderView: Bool { statement.flatMap(ViewStmt.init)?.isPlaceholder ?? false }

    /// Whether all it does is to lock tables.
    fileprivate var isLock: Bool { statement?.kind == .lockStmt }

    /// Whether it is of a kind that has the same result however often it is run.
    fileprivate var isNaturallyRepeatable: Bool {
        switch statement?.kind {
        case .vacuumStmt, .reindexStmt, .clusterStmt, .checkPointStmt, .alterEventTrigStmt, .alterStatsStmt,
            .alterRoleStmt, .alterRoleSetStmt, .alterDatabaseSetStmt, .alterFunctionStmt, .variableSetStmt,
            .alterTSDictionaryStmt, .alterOperatorStmt, .alterTypeStmt:
            true
        default: false
        }
    }
}

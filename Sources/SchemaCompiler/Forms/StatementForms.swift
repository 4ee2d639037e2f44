import PostgresCatalog
import PostgresSyntax

/// Finds for each change the form in which it can be run again.
struct StatementForms {
    let catalog: Catalog
    let options: CompileOptions
    /// What cannot be made re-runnable, and what is left out.
    private(set) var diagnostics: [Diagnostic] = []
    /// How often each note was due; it is shown once.
    private var noteCounts: [String: (diagnostic: Int, count: Int)] = [:]
    /// Indexes that a constraint takes over, and with it the constraint's name.
    let constraintsOfIndexes: [ObjectID: ObjectID]
    /// The statements that begin and end transactions of nothing but rows.
    private let keptTransactions: Set<ChangeID>

    init(catalog: Catalog, options: CompileOptions) {
        self.catalog = catalog
        self.options = options
        constraintsOfIndexes = Self.constraintsOfIndexes(catalog)
        keptTransactions = Self.transactionsOfRows(catalog)
    }

    /// `ADD CONSTRAINT … USING INDEX` names the index.
    private static func constraintsOfIndexes(_ catalog: Catalog) -> [ObjectID: ObjectID] {
        var constraints: [ObjectID: ObjectID] = [:]
        for change in catalog.changes where change.effect == .creation && change.action != nil {
            let index = change.references.first { catalog[$0.target].identity.kind == .index }
            if let index, let subject = change.subject { constraints[index.target] = subject }
        }
        return constraints
    }

    /// Transactions that only read and write rows stay: large objects need one, and rows may belong together.
    private static func transactionsOfRows(_ catalog: Catalog) -> Set<ChangeID> {
        var kept: Set<ChangeID> = []
        var start: ChangeID?
        for id in catalog.changeIDs {
            let change = catalog[id]
            if change.effect == .transaction {
                if catalog.session(of: change).isInTransaction, let first = start { kept.formUnion([first, id]) }
                start = change.statement.flatMap(TransactionStmt.init)?.beginsBlock == true ? id : nil
            } else if change.effect != .data {
                start = nil
            }
        }
        return kept
    }

    /// The form of a change.
    mutating func form(of id: ChangeID) -> Form {
        let change = catalog[id]
        switch change.effect {
        case .metaCommand: return metaCommandForm(change)
        case .duplicate, .nothing: return .omitted
        case .removal: return removalForm(change)
        case .session: return .statement([])
        case .transaction: return keptTransactions.contains(id) ? .statement([]) : transactionForm(change)
        case .annotation, .privilege, .unresolved: return .statement(qualifying(change))
        case .data: return dataForm(change)
        case .creation, .replacement, .alteration: return definitionForm(id, change)
        case .unknown where change.isNaturallyRepeatable: return .statement(qualifying(change))
        case .unknown: return notIdempotent(change)
        }
    }

    private mutating func definitionForm(_ id: ChangeID, _ change: Change) -> Form {
        guard let node = change.statement, let subject = change.subject else { return notIdempotent(change) }
        let identity = catalog[subject].identity
        if change.isNaturallyRepeatable { return .statement(qualifying(change)) }
        switch node.kind {
        case .createStmt, .createForeignTableStmt, .createSeqStmt, .createTableAsStmt, .indexStmt, .viewStmt,
            .alterSeqStmt:
            return relationForm(id, change, node, catalog[subject])
        case .alterTableStmt: return alterTableForm(change, catalog[subject])
        case .createFunctionStmt, .createTrigStmt, .ruleStmt, .createPolicyStmt:
            return codeForm(change, node, identity)
        case .createEnumStmt, .createRangeStmt, .compositeTypeStmt, .createDomainStmt, .defineStmt, .alterEnumStmt,
            .alterDomainStmt:
            return typeForm(change, node, identity)
        case .alterOpFamilyStmt, .alterTSConfigurationStmt, .alterPublicationStmt, .alterFdwStmt,
            .alterForeignServerStmt, .alterUserMappingStmt:
            return memberForm(change, node, identity)
        default: return otherForm(change, node, identity)
        }
    }

    // MARK: Helpers

    /// The edits that write the schemas a statement leaves out.
    func qualifying(_ change: Change, after edits: [SourceEdit] = []) -> [SourceEdit] {
        edits + change.qualifications.map(SourceEdit.init)
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
    mutating func notIdempotent(_ change: Change, because reason: String? = nil) -> Form {
        diagnostics.append(
            Diagnostic(
                .warning, rule: "not-idempotent",
                reason ?? "the statement is passed through as it is: running it again may fail or change something",
                source: change.source, range: change.element.byteRange))
        return .statement(qualifying(change))
    }

    /// Says once what may be due for many statements, and for how many.
    mutating func note(_ rule: String, _ message: String, _ change: Change) {
        if let seen = noteCounts[message] {
            noteCounts[message] = (seen.diagnostic, seen.count + 1)
            diagnostics[seen.diagnostic].message = "\(message) (and \(seen.count) more)"
            return
        }
        noteCounts[message] = (diagnostics.count, 1)
        diagnostics.append(
            Diagnostic(.note, rule: rule, message, source: change.source, range: change.element.byteRange))
    }

    // MARK: DROP

    /// What is created again must not be dropped at each run; anything else can be dropped any number of times.
    private mutating func removalForm(_ change: Change) -> Form {
        if change.dropped.contains(where: { catalog.object(catalog[$0].identity) != nil }) {
            note("left-out", "DROP of what is created again would lose its rows at each run", change)
            return .omitted
        }
        if change.action != nil { return alterTableForm(change, catalog[change.subject!]) }
        guard let drop = change.statement.flatMap(DropStmt.init), !drop.missingOk, let first = drop.objects.first else {
            return .statement(qualifying(change))
        }
        return inserting("IF EXISTS", at: first.byteRange.lowerBound, in: change)
    }

    // MARK: psql and transactions

    private mutating func metaCommandForm(_ change: Change) -> Form {
        let text = change.element.text
        if text.hasPrefix("\\restrict") || text.hasPrefix("\\unrestrict") {
            note("left-out", "\\restrict protects the dump it is in; the script does without", change)
            return .omitted
        }
        // Its work is done: the values, files and branches stand in their places.
        if change.element.isCarriedOut { return .omitted }
        diagnostics.append(
            Diagnostic(
                .warning, rule: "meta-command", "psql's command is passed through where it stands",
                source: change.source, range: change.element.byteRange))
        return .metaCommand
    }

    private mutating func transactionForm(_ change: Change) -> Form {
        switch change.statement.flatMap(TransactionStmt.init)?.kind {
        case .begin, .start, .commit:
            note("left-out", "the script does without transaction blocks: each statement can be run again", change)
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

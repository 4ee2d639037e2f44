import PostgresCatalog
import PostgresSyntax

/// Finds for each change the form in which it can be run again.
struct StatementForms {
    let catalog: Catalog
    let options: CompileOptions
    /// What cannot be made re-runnable.
    private(set) var diagnostics: [Diagnostic] = []

    init(catalog: Catalog, options: CompileOptions) {
        self.catalog = catalog
        self.options = options
    }

    /// The form of a change.
    mutating func form(of id: ChangeID) -> Form {
        let change = catalog[id]
        switch change.effect {
        case .metaCommand: return metaCommandForm(change)
        case .duplicate: return .omitted
        case .session: return .statement([])
        case .transaction: return transactionForm(change)
        case .annotation, .privilege: return .statement(qualifying(change))
        case .data: return dataForm(change)
        case .creation, .replacement, .alteration: return definitionForm(id, change)
        case .unknown: return notIdempotent(change)
        }
    }

    private mutating func definitionForm(_ id: ChangeID, _ change: Change) -> Form {
        guard let node = change.statement, let subject = change.subject else { return notIdempotent(change) }
        let identity = catalog[subject].identity
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

    mutating func note(_ rule: String, _ message: String, _ change: Change) {
        diagnostics.append(
            Diagnostic(.note, rule: rule, message, source: change.source, range: change.element.byteRange))
    }

    // MARK: psql and transactions

    private mutating func metaCommandForm(_ change: Change) -> Form {
        let text = change.element.text
        if text.hasPrefix("\\restrict") || text.hasPrefix("\\unrestrict") {
            note("left-out", "\\restrict protects the dump it is in; the script does without", change)
            return .omitted
        }
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

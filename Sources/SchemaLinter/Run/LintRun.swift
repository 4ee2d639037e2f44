import PostgresCatalog
import PostgresSyntax

/// One run over the inputs: they are executed once, rules look at each statement behind it, and at the catalog in the end.
final class LintRun {
    let files: [FileState]
    private var findings: [Finding] = []

    init(_ inputs: [LintInput]) {
        files = inputs.map { input in
            FileState(
                tree: input.tree, profile: input.settings.profile ?? Profile(detecting: input.tree),
                isLinted: input.isLinted, settings: input.settings)
        }
    }

    func report(_ finding: Finding) { findings.append(finding) }

    // MARK: Statements

    /// Runs all scripts, and lets rules look at each statement.
    func walk() -> Database {
        var options = ExecutionOptions()
        options.tracesStatements = true
        options.suggestsNames = true
        options.continuesTransactions = true
        let tables = files.map { $0.isLinted ? RuleTable($0) : RuleTable() }
        return Database.running(files.map(\.tree), options: options) { [self] database, id in
            let statement = database.statements[id.index]
            look(at: statement, in: database, tables[statement.script])
        }
    }

    private func look(at statement: ExecutedStatement, in database: Database, _ table: RuleTable) {
        guard let node = statement.element.statement?.node else { return }
        let file = files[statement.script]
        file.begin(statement)
        if statement.succeeded || statement.missing != nil {
            for entry in table.entries[node.kind] ?? [] {
                entry.body(
                    StatementContext(
                        database: database, statement: statement, node: node, file: file,
                        isDone: statement.succeeded, rule: entry.rule, level: entry.level, run: self))
            }
        }
        file.end(statement, filled: file.target(node.filledRelation, of: statement, in: database)?.oid)
    }

    // MARK: Catalog

    func checkCatalog(_ database: Database) {
        let facts = CatalogFacts(database)
        for rule in Rule.all {
            for case .catalog(let body) in rule.checks { body(CatalogContext(facts: facts, rule: rule, run: self)) }
        }
    }

    // MARK: Diagnostics

    /// Makes findings of what the parser and the database have to say.
    func checkDiagnostics(_ database: Database) {
        var rules: [String: Rule] = [:]
        for rule in Rule.all {
            for case .diagnostics(let names) in rule.checks { for name in names { rules[name] = rule } }
        }
        let places = Dictionary(files.enumerated().map { ($1.tree.source.name, $0) }) { first, _ in first }
        for diagnostic in files.flatMap(\.tree.diagnostics) + database.diagnostics {
            let rule = rules[diagnostic.rule] ?? .rejectedStatement
            guard let file = places[diagnostic.source.name].map({ files[$0] }), file.isLinted else { continue }
            let level = file.settings.level(of: rule, in: file.profile)
            guard level != .off else { continue }
            report(Finding(diagnostic, rule, level))
        }
    }

    // MARK: Result

    /// The findings by file and place.
    func result() -> LintResult {
        var result = LintResult()
        result.files = files.filter(\.isLinted).map { LintResult.File(name: $0.tree.source.name, profile: $0.profile) }
        let places = Dictionary(result.files.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let keys = findings.enumerated().map { index, finding in
            (places[finding.source.name] ?? .max, finding.range.lowerBound, finding.rule, index)
        }
        result.findings = keys.sorted(by: <).map { findings[$0.3] }
        return result
    }
}

/// The rules that look at statements, by the kind of statement.
private struct RuleTable {
    var entries: [NodeKind: [(rule: Rule, level: Level, body: @Sendable (StatementContext) -> Void)]] = [:]

    init() {}

    init(_ file: FileState) {
        for rule in Rule.all {
            let level = file.settings.level(of: rule, in: file.profile)
            guard level != .off else { continue }
            for case .statements(let kinds, let body) in rule.checks {
                for kind in kinds { entries[kind, default: []].append((rule, level, body)) }
            }
        }
    }
}

extension Node {
    /// The relation that a statement puts rows into.
    fileprivate var filledRelation: RangeVar? {
        switch kind {
        case .insertStmt: InsertStmt(self)?.relation
        case .mergeStmt: MergeStmt(self)?.relation
        case .copyStmt: CopyStmt(self).flatMap { $0.isFrom ? $0.relation : nil }
        default: nil
        }
    }
}

extension Finding {
    /// What the parser or the database has to say, as a finding of the rule that stands for it.
    fileprivate init(_ diagnostic: Diagnostic, _ rule: Rule, _ level: Level) {
        self.init(
            rule: rule.name, category: rule.category, level: level, message: diagnostic.message, object: nil,
            detail: diagnostic.detail, recipe: diagnostic.hint.map { [$0] } ?? [], source: diagnostic.source,
            range: diagnostic.range, notes: diagnostic.notes, fix: nil)
    }
}

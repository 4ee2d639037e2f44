import PostgresCatalog
import PostgresSyntax

/// A statement that was run, as rules see it: its tree, what it did, and the catalog before and behind it.
struct StatementContext {
    /// The catalog behind the statement; its tables tell with `before` and `findBefore` what they held before it.
    let database: Database
    let statement: ExecutedStatement
    /// The statement's tree.
    let node: Node
    let file: FileState
    /// Whether the statement was done. If not, it names something that no source shows, and is taken as it would be done.
    let isDone: Bool
    /// The rule that looks at it, and the level of its findings.
    var entry: RuleTable.Entry
    /// Whom findings go to.
    let run: LintRun

    // MARK: What rules ask

    var rule: Rule { entry.rule }
    var level: Level { entry.level }

    /// What the statement created, changed, dropped and needs, and the settings in force.
    var trace: StatementTrace { statement.trace }

    /// Whether it runs in a transaction block, the runner's own included.
    var isInTransaction: Bool { trace.isInTransaction || file.runsInTransaction }

    /// The statements before it in its transaction, if it is in one; otherwise those before it in the file up to the last
    /// transaction.
    var earlierInTransaction: [ExecutedStatement] { file.transaction }

    /// The versions of PostgreSQL that the script is for.
    var versions: ClosedRange<Int> { file.settings.versions }

    /// An option of the current rule, of the type its standard value has.
    func flag(_ name: String) -> Bool { if case .flag(let value) = option(name) { value } else { false } }
    func integer(_ name: String) -> Int { if case .integer(let value) = option(name) { value } else { 0 } }
    func string(_ name: String) -> String { if case .string(let value) = option(name) { value } else { "" } }
    func strings(_ name: String) -> [String] { if case .strings(let value) = option(name) { value } else { [] } }

    private func option(_ name: String) -> Rule.Option.Value { file.settings.option(name, of: rule) }

    /// The relation that a name in the statement means, as it was before it.
    func target(_ name: RangeVar?) -> Target? { file.target(name, of: statement, in: database) }

    /// The same, of a dotted name.
    func target(_ parts: [String]) -> Target? {
        guard let name = parts.last else { return nil }
        return file.target(
            schema: parts.count > 1 ? parts[parts.count - 2] : nil, name, of: statement, in: database)
    }

    // MARK: Reporting

    /// Reports something.
    ///
    /// - Parameters:
    ///   - range: the bytes it is about; nil for the statement.
    ///   - object: such as `table public.orders`.
    ///   - recipe: how to do it instead, a line each.
    func report(
        _ message: String, at range: Range<Int>? = nil, object: String? = nil, detail: String? = nil,
        recipe: [String] = [], notes: [Diagnostic] = [], fix: Finding.Fix? = nil
    ) {
        let (source, place) = node.tree.source.origin(of: range ?? node.byteRange)
        let isAsWritten = source === node.tree.source
        run.report(
            Finding(
                rule: rule.name, category: rule.category, level: level, message: message, object: object,
                detail: detail, recipe: recipe, source: source, range: place, notes: notes,
                fix: isAsWritten ? fix : nil))
    }
}

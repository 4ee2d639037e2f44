import PostgresCatalog
import PostgresSyntax

/// One run over the inputs: they are executed once, rules look at each statement behind it, and at the catalog in the end.
final class LintRun {
    let files: [FileState]
    /// The rules that each file is looked at with; nil for one that only says what exists.
    private let tables: [RuleTable?]
    /// Those of ``tables`` that differ from their neighbors.
    private let distinctTables: [RuleTable]
    private let diagnosticRules = DiagnosticRules()
    private var findings: [Finding] = []
    /// How many of the database's diagnostics have been looked at.
    private var diagnosticCount = 0
    private var mistakes = Mistakes()
    /// What no source shows and is taken as existing, as statements have it.
    private var assumed: Set<String> = []

    init(_ inputs: [LintInput]) {
        files = inputs.map { input in
            FileState(
                tree: input.tree, profile: input.settings.profile ?? Profile(detecting: input.tree),
                isLinted: input.isLinted, settings: input.settings)
        }
        var last: (profile: Profile, settings: FileSettings)?
        var distinct: [RuleTable] = []
        tables = files.map { file in
            guard file.isLinted else { return nil }
            // Neighbors mostly have the same settings.
            if last?.profile != file.profile || last?.settings != file.settings {
                distinct.append(RuleTable(file))
                last = (file.profile, file.settings)
            }
            return distinct.last
        }
        distinctTables = distinct
    }

    func report(_ finding: Finding) { findings.append(finding) }

    /// Whether statements that failed would have changed an object of this name: it is not whole.
    func isTouchedByMistake(_ name: String) -> Bool { mistakes.touched.contains(name) }

    // MARK: Statements

    /// Runs all scripts, and lets rules look at each statement.
    func walk() -> Database {
        var options = ExecutionOptions()
        options.tracesStatements = true
        options.suggestsNames = true
        options.continuesTransactions = true
        options.checksBodies = true
        options.leftOut = Set(files.enumerated().flatMap { $1.undoing(script: $0) })
        let database = Database.running(files.map(\.tree), options: options) { [self] database, id in
            look(at: database.statements[id.index], in: database)
        }
        for file in files {
            for element in file.passInvalid(before: .max) { mistakes.note(element) }
            for diagnostic in file.tree.diagnostics { report(diagnostic, of: nil) }
        }
        for file in files where file.isLinted && file.settings.checksVersions {
            for diagnostic in TargetVersion.check([file.tree], target: file.settings.versions.lowerBound) {
                report(diagnostic, as: .unsupportedInTargetVersion)
            }
        }
        for diagnostic in database.diagnostics[diagnosticCount...] { report(diagnostic, of: nil) }
        for diagnostic in database.bodyDiagnostics { report(diagnostic, as: .undefinedInBody) }
        return database
    }

    private func look(at statement: ExecutedStatement, in database: Database) {
        guard let node = statement.element.statement?.node else { return }
        let file = files[statement.script]
        for element in file.passInvalid(before: statement.element.tokenRange.lowerBound) { mistakes.note(element) }
        let new = database.diagnostics[diagnosticCount...]
        diagnosticCount = database.diagnostics.count
        let isAssumed = !statement.succeeded && new.contains { assume(what: $0, statement, in: database) }
        if !isAssumed {
            for diagnostic in new where !mistakes.explain(diagnostic, in: statement.element) {
                if let finding = unqualified(diagnostic, statement, in: database) {
                    report(finding)
                } else {
                    report(diagnostic, of: node)
                }
            }
            if !statement.succeeded { mistakes.note(statement.element) }
        }
        file.begin(statement)
        if statement.succeeded || isAssumed {
            check(node, of: statement, in: database)
            for inner in node.statementsInBlock { check(inner, of: statement, in: database) }
        }
        file.end(statement, filled: file.target(node.filledRelation, of: statement, in: database)?.oid)
    }

    /// Lets rules look at a statement, or at one in a DO block.
    private func check(_ node: Node, of statement: ExecutedStatement, in database: Database) {
        guard let entries = tables[statement.script]?.entries[Int(node.kind.rawValue)], let first = entries.first else {
            return
        }
        var context = StatementContext(
            database: database, statement: statement, node: node, file: files[statement.script],
            isDone: statement.succeeded, entry: first, run: self)
        for entry in entries {
            context.entry = entry
            entry.body(context)
        }
    }

    // MARK: What no source shows

    /// Takes what is missing as existing, where nothing says that the sources are all there is: in a migration or in
    /// queries, if no other source is given and nothing has a similar name.
    private func assume(what error: Diagnostic, _ statement: ExecutedStatement, in database: Database) -> Bool {
        let file = files[statement.script]
        guard file.profile == .migration || file.profile == .query, files.allSatisfy(\.isLinted),
            ["42P01", "42883", "42704", "3F000"].contains(error.rule), error.hint?.hasPrefix("did you mean") != true,
            !mistakes.explain(error, in: statement.element)
        else { return false }
        let name = error.source.text(in: error.range)
        let parts = QuotedName.parts(name) ?? []
        if error.rule == "42883", let routine = parts.last, database.hasRoutine(named: routine) { return false }
        // A schema that is made here has what is made in it here.
        if parts.count > 1, let schema = database.namespaces.find(parts[0]), !schema.isBuiltIn { return false }
        if parts.isEmpty || assumed.insert(name).inserted {
            let level = file.settings.level(of: .unknownObject, in: file.profile)
            if level != .off { report(Finding(unknown: error, .unknownObject, level)) }
        }
        return true
    }

    // MARK: Catalog

    func checkCatalog(_ database: Database) {
        let facts = CatalogFacts(database)
        for (place, rule) in Rule.all.enumerated() where distinctTables.contains(where: { $0.isOn[place] }) {
            for case .catalog(let body) in rule.checks { body(CatalogContext(facts: facts, rule: rule, run: self)) }
        }
    }

    // MARK: Diagnostics

    /// Makes a finding of what the parser or the database has to say.
    private func report(_ diagnostic: Diagnostic, of node: Node?) {
        report(diagnostic, as: diagnosticRules.rule(for: diagnostic, of: node?.kind))
    }

    private func report(_ diagnostic: Diagnostic, as rule: Rule) {
        guard let file = files.first(where: { $0.tree.source.name == diagnostic.source.name }), file.isLinted else {
            return
        }
        let level = file.settings.level(of: rule, in: file.profile)
        guard level != .off else { return }
        report(Finding(diagnostic, rule, diagnostic.severity == .error ? level : min(level, .warning)))
    }

    /// What to say where a name without schema means nothing because no schema that has it is in the search path.
    private func unqualified(_ error: Diagnostic, _ statement: ExecutedStatement, in database: Database) -> Finding? {
        let file = files[statement.script]
        let level = file.settings.level(of: .unqualifiedName, in: file.profile)
        let name = error.source.text(in: error.range)
        guard file.isLinted, level != .off, let parts = QuotedName.parts(name), parts.count == 1,
            error.rule == "42P01" || error.message == "no schema has been selected to create in"
        else { return nil }
        let candidates = database.relations.findEverywhere(parts[0])
            .compactMap { database.relations[$0].map { database.qualified($0.schema, $0.name) } }
        if error.rule == "42P01", candidates.isEmpty { return nil }
        let path = statement.trace.searchPath.map(QuotedName.identifier).joined(separator: ", ")
        let place = path.isEmpty ? "search_path is empty here" : "search_path is \(path) here"
        let schema = candidates.count == 1 ? candidates[0].dropLast(name.count) : ""
        let canFix = !schema.isEmpty && error.source === statement.element.tree.source
        let edit = Finding.Edit(error.range.lowerBound..<error.range.lowerBound, String(schema))
        return Finding(
            rule: Rule.unqualifiedName.name, category: .correctness, level: level,
            message: error.message + ": " + place, object: nil, detail: nil,
            recipe: candidates.isEmpty
                ? ["Write the name with its schema."]
                : ["Write \(candidates.joined(separator: " or "))."], source: error.source, range: error.range,
            notes: settingPlace(of: statement),
            fix: canFix ? Finding.Fix("Write the name with its schema", [edit]) : nil)
    }

    /// Where the search path of a statement was set, as a note.
    private func settingPlace(of statement: ExecutedStatement) -> [Diagnostic] {
        guard let element = statement.searchPathSetter else { return [] }
        return [
            Diagnostic(
                .note, rule: Rule.unqualifiedName.name, "search_path is set here", source: element.tree.source,
                range: element.byteRange)
        ]
    }

    // MARK: Result

    /// The findings by file and place, without those that comments suppress.
    func result(_ database: Database) -> LintResult {
        var result = LintResult(database: database)
        result.files = files.filter(\.isLinted).map { LintResult.File(name: $0.tree.source.name, profile: $0.profile) }
        let sources = Dictionary(files.map { (ObjectIdentifier($0.tree.source), $0) }) { first, _ in first }
        for finding in findings {
            let file = sources[ObjectIdentifier(finding.source)]
            let isSuppressed = file?.suppressions.suppress(
                rule: finding.rule, category: finding.category, at: finding.range.lowerBound)
            if isSuppressed == true { result.suppressed.append(finding) } else { result.findings.append(finding) }
        }
        for file in files where file.isLinted { result.findings += file.suppressionFindings() }
        let places = Dictionary(result.files.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let keys = result.findings.enumerated().map { index, finding in
            (places[finding.source.name] ?? .max, finding.range.lowerBound, finding.rule, index)
        }
        result.findings = keys.sorted(by: <).map { result.findings[$0.3] }
        return result
    }
}

extension Database {
    /// Whether there is a routine of a name, whatever its arguments.
    fileprivate func hasRoutine(named name: String) -> Bool {
        !procedures.findEverywhere(name).isEmpty || !procedures.findAll(name, in: .pgCatalog).isEmpty
    }
}

/// The rules that a file is looked at with.
final class RuleTable {
    /// A rule that looks at statements.
    final class Entry {
        let rule: Rule
        let level: Level
        let body: @Sendable (StatementContext) -> Void

        fileprivate init(_ rule: Rule, _ level: Level, _ body: @escaping @Sendable (StatementContext) -> Void) {
            self.rule = rule
            self.level = level
            self.body = body
        }
    }

    /// Those that look at statements, by the number of the kind of statement.
    fileprivate private(set) var entries = [[Entry]](repeating: [], count: NodeKind.allCases.count)
    /// Whether each of ``Rule/all`` is wanted.
    fileprivate let isOn: [Bool]

    fileprivate init(_ file: FileState) {
        let levels = Rule.all.map { file.settings.level(of: $0, in: file.profile) }
        isOn = levels.map { $0 != .off }
        for (rule, level) in zip(Rule.all, levels) where level != .off {
            for case .statements(let kinds, let body) in rule.checks {
                let entry = Entry(rule, level, body)
                for kind in kinds { entries[Int(kind.rawValue)].append(entry) }
            }
        }
    }
}

extension Node {
    /// The statements of SQL in a DO block, those in branches that may not be taken among them.
    fileprivate var statementsInBlock: [Node] {
        guard kind == .doStmt, let function = InlineBlock(self)?.function else { return [] }
        return function.node.descendants(.plpgsqlNode).compactMap { part in
            PlpgsqlNode(part).flatMap { $0.kind == .execsql ? $0.query : nil }
        }
    }

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

    /// What is taken as existing.
    fileprivate init(unknown error: Diagnostic, _ rule: Rule, _ level: Level) {
        self.init(
            rule: rule.name, category: rule.category, level: level,
            message: error.message.replacing(" does not exist", with: " is in no source: it is taken as existing"),
            object: nil, detail: nil, recipe: ["Name the files that define it under \"sources\" in schemac.json."],
            source: error.source, range: error.range, notes: [], fix: nil)
    }
}

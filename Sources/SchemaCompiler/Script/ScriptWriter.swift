import PostgresCatalog
import PostgresSyntax

/// Writes a plan as a script.
struct ScriptWriter {
    private struct StatementStart: Hashable {
        let source: ObjectIdentifier
        let offset: Int
    }

    /// The script so far.
    private(set) var output: [UInt8] = []

    private let program: Program
    private let options: CompileOptions
    private let comments: CommentPlacement
    /// The statements of which a part, or all, is written.
    private var startedStatements: Set<StatementStart> = []
    /// The settings in force at this place of the script.
    private var settings: [String: String] = [:]

    init(program: Program, options: CompileOptions, comments: CommentPlacement) {
        self.program = program
        self.options = options
        self.comments = comments
    }

    mutating func write(_ plan: Plan, sources: [SourceText]) {
        output.reserveCapacity(sources.reduce(4096) { $0 + $1.count * 3 / 2 })
        writeHeader(plan, sources)
        for step in plan.steps {
            write(step)
            for follower in step.followers { write(follower) }
        }
        for (source, ranges) in comments.tails {
            append("\n")
            write(ranges, of: source, before: nil)
        }
    }

    // MARK: Header

    private mutating func writeHeader(_ plan: Plan, _ sources: [SourceText]) {
        append(
            "-- Compiled by \(options.compilerName) for PostgreSQL \(options.targetVersion); it can be run any number of times.\n"
        )
        for source in sources { append("-- Source: \(source.name.prefix { $0 != "\n" })\n") }
        for (source, ranges) in comments.heads {
            append("\n")
            write(ranges, of: source, before: nil)
        }
        append("\n")
        let encoding = plan.steps.first.map { program[$0.change].trace.parameters["client_encoding"] }
        let header = SessionSettings.header(clientEncoding: encoding.flatMap { $0 } ?? "UTF8")
        for (name, value) in header { set(name, to: value) }
        append("SELECT pg_catalog.set_config('search_path', '', false);\n")
        settings["default_tablespace"] = "''"
        settings["default_table_access_method"] = "heap"
    }

    private mutating func set(_ name: String, to value: String) {
        append("SET \(name) = \(value);\n")
        settings[name] = value
    }

    // MARK: Steps

    private mutating func write(_ step: Step) {
        let change = program[step.change]
        append("\n")
        // The parts of a statement share its comments.
        let isFirst = !isWritten(change)
        if isFirst {
            write(comments.leading(change.element), of: change.source, before: change.element.byteRange.lowerBound)
        }
        write(commentsBeforeAction(of: change), of: change.source, before: nil)
        for (name, value) in SessionSettings.needed(by: change, in: program) where settings[name] != value {
            set(name, to: value)
        }
        write(step.form, change)
        for comment in isFirst ? comments.trailing(change.element) : [] {
            append(" ")
            output.append(contentsOf: change.source.bytes(in: comment))
        }
        append("\n")
    }

    /// Whether a part of the change's statement was written before; from now on it was.
    private mutating func isWritten(_ change: Change) -> Bool {
        let start = StatementStart(source: ObjectIdentifier(change.source), offset: change.element.byteRange.lowerBound)
        return !startedStatements.insert(start).inserted
    }

    /// The comments between the actions of one ALTER TABLE, of which each becomes a statement.
    private func commentsBeforeAction(of change: Change) -> [Range<Int>] {
        guard let action = change.action?.node, let actions = change.statement?.children(.cmds), actions.count > 1,
            let index = actions.firstIndex(of: action), index > 0
        else { return [] }
        let gap = actions[index - 1].tokenRange.upperBound...action.tokenRange.lowerBound
        return gap.flatMap { change.element.tree.tokens.comments(before: $0) }
    }

    private mutating func write(_ form: Form, _ change: Change) {
        switch form {
        case .statement(let edits):
            write(change, SourceEdits(edits))
            append(";")
        case .guarded(let condition, let edits):
            var statement: [UInt8] = []
            Self.append(change, SourceEdits(edits), to: &statement)
            writeGuard([(condition, statement)], isData: change.effect == .data)
        case .parts(let parts):
            writeGuard(
                parts.map { ($0.condition, Array($0.statement.utf8)) }, isData: change.effect == .data)
        case .replaced(let text): append(text + ";")
        case .copy(let copy): writeCopy(copy, change)
        case .metaCommand: write(change, SourceEdits([]))
        case .omitted: break
        }
    }

    /// Comments, with the blank lines between them.
    private mutating func write(_ ranges: [Range<Int>], of source: SourceText, before end: Int?) {
        for (index, range) in ranges.enumerated() {
            output.append(contentsOf: source.bytes(in: range))
            let next = index + 1 < ranges.count ? ranges[index + 1].lowerBound : end
            append("\n")
            guard let next, next > range.upperBound else { continue }
            let lines = source.bytes(in: range.upperBound..<next).count { $0 == UInt8(ascii: "\n") }
            if lines > 1 { append("\n") }
        }
    }

    /// The text of a statement; of an ALTER TABLE with several actions, what comes before them and one of them.
    ///
    /// Static, so that `bytes` can be the output itself without a copy of it.
    private static func append(_ change: Change, _ edits: SourceEdits, to bytes: inout [UInt8]) {
        let range = change.element.byteRange
        guard let action = change.action?.node, let actions = change.statement?.children(.cmds), actions.count > 1
        else {
            edits.append(range, of: change.source, to: &bytes)
            return
        }
        let prefix = range.lowerBound..<actions[0].byteRange.lowerBound
        edits.append(prefix, of: change.source, includingEnd: false, to: &bytes)
        edits.append(action.byteRange, of: change.source, to: &bytes)
    }

    private mutating func write(_ change: Change, _ edits: SourceEdits) {
        Self.append(change, edits, to: &output)
    }

    // MARK: Guards

    /// A block that runs each statement unless its condition holds.
    private mutating func writeGuard(_ statements: [(condition: String, text: [UInt8])], isData: Bool) {
        let tag = freshTag(statements.map(\.text))
        append("DO \(tag)\n")
        // A column named like one of PL/pgSQL's own variables is the column.
        if isData { append("#variable_conflict use_column\n") }
        append("BEGIN\n")
        for (condition, text) in statements {
            append("IF NOT \(condition) THEN\n")
            output.append(contentsOf: text)
            append(";\nEND IF;\n")
        }
        append("END\n\(tag);")
    }

    /// A dollar quote that none of the texts contains.
    private func freshTag(_ texts: [[UInt8]]) -> String {
        var number = 0
        while true {
            let tag = number == 0 ? "$schemac$" : "$schemac\(number)$"
            if !texts.contains(where: { $0.contains(tag.utf8) }) { return tag }
            number += 1
        }
    }

    // MARK: COPY

    private mutating func writeCopy(_ copy: CopyForm, _ change: Change) {
        guard let data = change.data else { return }
        let table = CopyForm.temporaryTable
        let columns = copy.columns.isEmpty ? "*" : copy.columns
        let list = copy.columns.isEmpty ? "" : " (\(copy.columns))"
        append("CREATE TEMPORARY TABLE \(table) AS SELECT \(columns) FROM ONLY \(copy.table) WITH NO DATA;\n")
        write(change, SourceEdits(copy.edits))
        append(";\n")
        output.append(contentsOf: change.source.bytes(in: data.byteRange))
        append("\n")
        append(
            """
            DO $schemac$
            BEGIN
            IF NOT EXISTS (SELECT FROM ONLY \(copy.table)) THEN
            INSERT INTO \(copy.table)\(list) OVERRIDING SYSTEM VALUE SELECT * FROM pg_temp.\(table);
            END IF;
            END
            $schemac$;
            DROP TABLE pg_temp.\(table);
            """)
    }

    private mutating func append(_ text: String) {
        output.append(contentsOf: text.utf8)
    }
}

extension [UInt8] {
    /// Whether `text` occurs in it.
    fileprivate func contains(_ text: String.UTF8View) -> Bool {
        let pattern = Array(text)
        guard count >= pattern.count, let first = pattern.first else { return false }
        for start in 0...(count - pattern.count) where self[start] == first {
            if self[start..<(start + pattern.count)].elementsEqual(pattern) { return true }
        }
        return false
    }
}

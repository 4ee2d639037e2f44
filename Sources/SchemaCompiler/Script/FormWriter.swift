import PostgresCatalog
import PostgresSyntax

/// Writes a change in its form.
struct FormWriter {
    private var output = ScriptText()
    /// The comments that belong behind the first statement, if others follow it.
    private let trailingComments: [Range<Int>]

    /// The statements of a change, with semicolons.
    static func text(of change: Change, _ form: Form, trailingComments: [Range<Int>] = []) -> ScriptText {
        var writer = FormWriter(trailingComments: trailingComments)
        writer.output.reserve(change.element.byteRange.count + 256)
        writer.write(form, change)
        return writer.output
    }

    /// The ranges of its source that make up a change: of an ALTER TABLE with several actions, what comes before them and
    /// one of them.
    static func ranges(of change: Change) -> [Range<Int>] {
        let range = change.element.byteRange
        guard change.part != nil, let action = change.action?.node, let actions = change.statement?.children(.cmds)
        else { return [range] }
        return [range.lowerBound..<actions[0].byteRange.lowerBound, action.byteRange]
    }

    private mutating func write(_ form: Form, _ change: Change) {
        switch form {
        case .statement(let edits):
            write(change, SourceEdits(edits))
            append(";")
            // The rows of a COPY that is passed through.
            if let data = change.data {
                append("\n")
                output.append(data.byteRange, of: change.source)
            }
        case .guarded(let condition, let edits):
            writeGuard(
                [(condition, Self.bytes(of: change, edits))], isData: change.effect == .data, tag: change.guardTag)
        case .unfired(let form, let triggers): writeUnfired(form, triggers, change)
        case .rows(let form, let condition): writeRows(form, unless: condition, change)
        case .parts(let parts):
            guard change.effect != .data else { return writeGuard(parts, isData: true) }
            for (index, part) in parts.enumerated() {
                if index > 0 { append("\n\n") }
                if part.condition == nil {
                    append(part.statement + ";")
                } else {
                    writeGuard([part], tag: change.guardTag)
                }
            }
        case .view(let view): writeView(view, change)
        case .repaired(let form, let repairs):
            write(form, change)
            for comment in trailingComments {
                append(" ")
                output.append(comment, of: change.source)
            }
            append("\n\n")
            writeGuard(repairs, tag: DoStmt.repairTag)
        case .replaced(let text): append(text + ";")
        case .copy(let copy): writeCopy(copy, change)
        case .concurrentIndex(let name, let edits):
            writeGuard([GuardedPart(condition: Condition.isValidIndex(name), statement: "DROP INDEX \(name)")])
            append("\n\n")
            write(change, SourceEdits(edits))
            append(";")
        case .metaCommand: write(change, SourceEdits([]))
        case .omitted: break
        }
    }

    private static func bytes(of change: Change, _ edits: [SourceEdit]) -> [UInt8] {
        var statement: [UInt8] = []
        append(change, SourceEdits(edits), to: &statement)
        return statement
    }

    static func append(_ change: Change, _ edits: SourceEdits, to bytes: inout [UInt8]) {
        let ranges = ranges(of: change)
        for (index, range) in ranges.enumerated() {
            edits.append(range, of: change.source, includingEnd: index == ranges.count - 1, to: &bytes)
        }
    }

    private mutating func write(_ change: Change, _ edits: SourceEdits) {
        output.appendBytes { Self.append(change, edits, to: &$0) }
    }

    // MARK: Guards

    private mutating func writeGuard(
        _ parts: [GuardedPart], isData: Bool = false, tag: String = "schemac", unfired triggers: LaterTriggers? = nil,
        unless outer: String? = nil
    ) {
        writeGuard(
            parts.map { ($0.condition, $0.statement.utf8) }, isData: isData, tag: tag, unfired: triggers, unless: outer)
    }

    /// A block that runs each statement, unless its condition holds if it has one.
    private mutating func writeGuard(
        _ statements: [(condition: String?, text: some Sequence<UInt8>)], isData: Bool, tag word: String = "schemac",
        unfired triggers: LaterTriggers? = nil, unless outer: String? = nil
    ) {
        let tag = Self.freshTag(word: word) { tag in
            statements.contains { $0.text.contains(tag) || $0.condition?.utf8.contains(tag) == true }
        }
        append("DO \(tag)\n")
        // A column named like one of PL/pgSQL's own variables is the column.
        if isData { append("#variable_conflict use_column\n") }
        append(triggers?.declarations ?? "")
        append("BEGIN\n")
        if let outer { beginUnless(outer) }
        for (condition, text) in statements {
            if let condition { beginUnless(condition) }
            if triggers != nil { append(LaterTriggers.disabling) }
            output.append(text)
            append(";\n")
            if triggers != nil { append(LaterTriggers.enabling) }
            if condition != nil { append("END IF;\n") }
        }
        if outer != nil { append("END IF;\n") }
        append("END\n\(tag);")
    }

    private mutating func beginUnless(_ condition: String) {
        let isNegated = condition.hasPrefix("NOT ")
        append(isNegated ? "IF " : "IF NOT ")
        append(isNegated ? condition.dropFirst(4) : condition[...])
        append(" THEN\n")
    }

    /// A block that does nothing, and looks at no column, if what a statement about rows uses is not there any more.
    private mutating func writeRows(_ form: Form, unless condition: String, _ change: Change) {
        switch form {
        case .unfired(let form, let triggers): writeUnfired(form, triggers, change, unless: condition)
        case .copy(let copy): writeCopy(copy, change, unless: condition)
        default: writeGuard(Self.guarded(form, change), isData: true, unless: condition)
        }
    }

    /// The statements of a form that is written as a block, each with its condition.
    private static func guarded(_ form: Form, _ change: Change) -> [(condition: String?, text: [UInt8])] {
        switch form {
        case .guarded(let condition, let edits): [(condition, bytes(of: change, edits))]
        case .statement(let edits): [(nil, bytes(of: change, edits))]
        case .parts(let parts): parts.map { ($0.condition, Array($0.statement.utf8)) }
        default: []
        }
    }

    /// A block in which triggers and rules are disabled as long as rows are inserted.
    private mutating func writeUnfired(
        _ form: Form, _ triggers: LaterTriggers, _ change: Change, unless condition: String? = nil
    ) {
        writeGuard(
            Self.guarded(form, change), isData: true, tag: DoStmt.rowsTag, unfired: triggers, unless: condition)
    }

    /// A block, so that the view is never seen without its options.
    private mutating func writeView(_ view: ViewForm, _ change: Change) {
        let statement = Self.bytes(of: change, view.edits)
        let tag = Self.freshTag(word: DoStmt.viewTag, isIn: { statement.contains($0) })
        append("DO \(tag)\nDECLARE\nkept pg_catalog.text := \(view.keptOptions);\nBEGIN\n")
        if let exception = view.exception { beginUnless(exception) }
        output.append(statement)
        let command = QuotedName.literal("ALTER VIEW \(view.name) SET (")
        append(";\nIF kept IS NOT NULL THEN\nEXECUTE \(command) || kept || ')';\nEND IF;\n")
        append(view.exception == nil ? "END\n\(tag);" : "END IF;\nEND\n\(tag);")
    }

    /// A dollar quote that a text does not contain.
    ///
    /// - Parameter word: what it begins with.
    static func freshTag(word: String = "schemac", isIn: (String.UTF8View) -> Bool) -> String {
        var number = 0
        while true {
            let tag = number == 0 ? "$\(word)$" : "$\(word)\(number)$"
            if !isIn(tag.utf8) { return tag }
            number += 1
        }
    }

    // MARK: COPY

    /// Loads rows into a temporary table, and from there into one that has none.
    ///
    /// - Parameter outer: holds if columns that the rows had are not there any more.
    private mutating func writeCopy(_ copy: CopyForm, _ change: Change, unless outer: String? = nil) {
        guard let data = change.data else { return }
        let table = CopyForm.temporaryTable
        let reach = copy.isPartitioned ? "" : "ONLY "
        let list = copy.columns.map(QuotedName.identifier).joined(separator: ", ")
        let creation = "CREATE TEMPORARY TABLE \(table) AS SELECT \(list) FROM \(reach)\(copy.table) WITH NO DATA"
        if let outer {
            let columns = copy.columns.map { QuotedName.identifier($0) + " text" }.joined(separator: ", ")
            writeGuard([GuardedPart(condition: outer, statement: creation)])
            append("\nCREATE TEMPORARY TABLE IF NOT EXISTS \(table) (\(columns));\n")
        } else {
            append(creation + ";\n")
        }
        if let format = copy.format {
            output.append(
                RowInserts(
                    head: "INSERT INTO pg_temp.\(table)", format: format, source: change.source, range: data.byteRange))
        } else {
            write(change, SourceEdits(copy.edits))
            append(";\n")
            output.append(data.byteRange, of: change.source)
            append("\n")
        }
        // A table may have no columns.
        let target = copy.table + (list.isEmpty ? "" : " (\(list))")
        let rows = "INSERT INTO \(target) OVERRIDING SYSTEM VALUE SELECT * FROM pg_temp.\(table)"
        if copy.followsOthers {
            let isNew = " WHERE NOT EXISTS (SELECT FROM \(reach)\(copy.table) AS schemac_table WHERE \(copy.equality))"
            let condition = "NOT EXISTS (SELECT FROM pg_temp.\(table)\(isNew))"
            let end = copy.takesOnConflict ? " ON CONFLICT DO NOTHING" : ""
            writeGuard(
                [GuardedPart(condition: condition, statement: rows + isNew + end)], unfired: copy.laterTriggers,
                unless: outer)
        } else {
            let drops = copy.unvalidatedConstraints.map {
                "ALTER TABLE \($0.table) DROP CONSTRAINT IF EXISTS \(QuotedName.identifier($0.name));\n"
            }
            let condition = "EXISTS (SELECT FROM \(reach)\(copy.table))"
            writeGuard(
                [GuardedPart(condition: condition, statement: drops.joined() + rows)], unfired: copy.laterTriggers,
                unless: outer)
        }
        append("\nDROP TABLE pg_temp.\(table);")
    }

    private mutating func append(_ text: some StringProtocol) {
        output.append(text.utf8)
    }
}

extension Change {
    /// What the dollar quotes of its block begin with.
    fileprivate var guardTag: String {
        let drops = effect == .removal || action?.subtype == .dropColumn || action?.subtype == .dropConstraint
        return drops ? DoStmt.removalTag : "schemac"
    }
}

extension CopyForm {
    /// That a row of the table is one of those that are loaded.
    fileprivate var equality: String {
        let (old, new) = ("schemac_table", Self.temporaryTable)
        func row(_ table: String) -> String {
            let names = columns.map { "\(table).\(QuotedName.identifier($0))" }
            return "ROW(\(names.joined(separator: ", ")))::pg_catalog.text"
        }
        return "\(row(old)) = \(row(new))"
    }
}

extension Sequence<UInt8> {
    /// Whether `text`, which is not empty, occurs in it.
    func contains(_ text: String.UTF8View) -> Bool {
        withContiguousStorageIfAvailable { $0.contains(text) } ?? Array(self).contains(text)
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func contains(_ text: String.UTF8View) -> Bool {
        guard let first = text.first, count >= text.count else { return false }
        for start in 0...(count - text.count) where self[start] == first {
            if self[start..<(start + text.count)].elementsEqual(text) { return true }
        }
        return false
    }
}

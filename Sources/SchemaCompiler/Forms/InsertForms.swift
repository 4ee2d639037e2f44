import PostgresCatalog
import PostgresSyntax

/// INSERT, so that each row is inserted once.
extension StatementForms {
    func insertForm(_ id: ChangeID, _ change: Change, _ insert: InsertStmt) -> Form {
        guard let relation = insert.relation, insert.withClause == nil,
            let table = program.relation(namedAt: relation.nameRange, by: change),
            let identity = program.identity(of: table, at: change)
        else { return notIdempotent(change) }
        fill(table)
        let form = insertForm(change, insert, table, identity)
        guard let triggers = triggersOfRows.later(than: id, of: table, isCopy: false, in: program) else { return form }
        guard case .statement(let edits) = form else { return .unfired(form, triggers) }
        return .unfired(.statement(edits + withoutReturning(insert)), triggers)
    }

    private func insertForm(
        _ change: Change, _ insert: InsertStmt, _ table: ObjectAddress, _ identity: ObjectIdentity
    ) -> Form {
        let rows = Rows(insert, table: identity, columns: program.database.columns(of: table))
        let list = rows.columnList
        if let conflict = insert.onConflictClause {
            return conflictForm(change, insert, conflict, rows, list)
        }
        // Of a table that is dropped later it is not known by now which keys it had.
        if program.removals[table] != nil { return onConflictDoNothing(change, insert, []) }
        let keys = program.uniqueKeys(of: table).map(\.columns).filter { key in
            !key.isEmpty && key.allSatisfy(rows.columns.contains)
        }
        if let key = keys.first {
            if rows.count == 1, rows.leavesOutSequence, let condition = rows.condition(row: 0, key, edits(change)) {
                return guarded(unless: condition, change, list + withoutReturning(insert))
            }
            if takesOnConflict(table) { return onConflictDoNothing(change, insert, list) }
            if let form = rowByRow(change, rows, keys) { return form }
        }
        return rowByRow(change, rows)
    }

    private func edits(_ change: Change) -> SourceEdits { SourceEdits(qualifying(change)) }

    /// A row whose key is constant is looked for first, so that no sequence goes on for a row that is there.
    private func conflictForm(
        _ change: Change, _ insert: InsertStmt, _ conflict: OnConflictClause, _ rows: Rows, _ list: [SourceEdit]
    ) -> Form {
        guard conflict.action == .nothing, rows.count == 1, let elements = conflict.infer?.indexElems,
            conflict.infer?.whereClause == nil
        else { return .statement(qualifying(change, after: list)) }
        let key = elements.compactMap { IndexElem($0)?.name }
        guard !key.isEmpty, key.count == elements.count, let condition = rows.condition(row: 0, key, edits(change))
        else {
            return .statement(qualifying(change, after: list))
        }
        return guarded(unless: condition, change, list + withoutReturning(insert))
    }

    /// Within a guard there is nobody to return rows to.
    private func withoutReturning(_ insert: InsertStmt) -> [SourceEdit] {
        insert.returningClause.map { [SourceEdit(range: $0.node.byteRange, replacement: "")] } ?? []
    }

    private func onConflictDoNothing(_ change: Change, _ insert: InsertStmt, _ list: [SourceEdit]) -> Form {
        let end = change.element.byteRange.upperBound
        let place = insert.returningClause.map { $0.node.byteRange.lowerBound } ?? end
        let words = place == end ? "\nON CONFLICT DO NOTHING" : "ON CONFLICT DO NOTHING "
        return .statement(qualifying(change, after: list) + [SourceEdit(range: place..<place, replacement: words)])
    }

    /// Where ON CONFLICT is not to be had, a row is there if one is with one of its keys; nil if these are no constants.
    private func rowByRow(_ change: Change, _ rows: Rows, _ keys: [[String]]) -> Form? {
        let edits = SourceEdits(qualifying(change, after: rows.columnList))
        var guarded: [GuardedPart] = []
        for row in 0..<rows.count {
            let conditions = keys.compactMap { rows.condition(row: row, $0, edits) }
            guard let first = conditions.first else { return nil }
            guarded.append(
                GuardedPart(
                    condition: conditions.count == 1 ? first : "(\(conditions.joined(separator: " OR ")))",
                    statement: rows.statement(row: row, edits)))
        }
        return guarded.isEmpty ? nil : .parts(guarded)
    }

    /// In a table without a key, a row is there if one with the same constants is.
    private func rowByRow(_ change: Change, _ rows: Rows) -> Form {
        let edits = SourceEdits(qualifying(change, after: rows.columnList))
        var guarded: [GuardedPart] = []
        for row in 0..<rows.count {
            guard let condition = rows.condition(row: row, rows.columns, edits, skippingOthers: true) else {
                return notIdempotent(change, because: "nothing tells the row apart: it is inserted at each run")
            }
            let count = countRow(condition)
            guarded.append(
                GuardedPart(
                    condition: count == 1 ? condition : Rows.atLeast(count, condition),
                    statement: rows.statement(row: row, edits)))
        }
        if guarded.isEmpty {
            return notIdempotent(change, because: "nothing tells the rows apart: they are inserted at each run")
        }
        return .parts(guarded)
    }
}

/// The rows of an `INSERT … VALUES`.
struct Rows {
    /// The columns that are given values.
    let columns: [String]
    /// Whether a column that is left out takes a value of a sequence.
    let leavesOutSequence: Bool
    private let lists: [NodeList]
    private let table: ObjectIdentity
    private let tableColumns: [ColumnFacts]
    private let source: SourceText
    private let head: Range<Int>
    private let hasColumnList: Bool
    /// Where the names of the columns stand, or would stand.
    private let placeOfColumnList: Int

    init(_ insert: InsertStmt, table: ObjectIdentity, columns tableColumns: [ColumnFacts]) {
        self.table = table
        self.tableColumns = tableColumns
        source = insert.node.tree.source
        let written = insert.cols.compactMap { $0.string(.name) }
        let all = tableColumns.map(\.name)
        let values = insert.selectStmt.flatMap(SelectStmt.init)?.valuesLists
        lists = values?.map(\.listItems) ?? []
        let given = written.isEmpty ? Array(all.prefix(lists.first?.count ?? all.count)) : written
        columns = given
        leavesOutSequence = tableColumns.contains { !given.contains($0.name) && $0.takesSequenceValue }
        let start = insert.node.byteRange.lowerBound
        head = start..<(insert.selectStmt?.byteRange.lowerBound ?? start)
        hasColumnList = !written.isEmpty
        let tokens = insert.node.tree.tokens
        let overriding =
            insert.override == .notSet
            ? nil : insert.node.tokenRange.first { tokens[$0].kind == .overriding }
        placeOfColumnList = overriding.map { tokens[$0].range.lowerBound } ?? head.upperBound
    }

    /// The edit that names the columns where the statement leaves it to their order: in an older table that got some of
    /// them later they stand elsewhere.
    var columnList: [SourceEdit] {
        let names = columns.map(QuotedName.identifier).joined(separator: ", ")
        guard !hasColumnList, !lists.isEmpty, !columns.isEmpty, !names.unicodeScalars.contains("\u{FFFD}") else {
            return []
        }
        return [.insert("(\(names)) ", at: placeOfColumnList)]
    }

    /// How many rows there are; 0 if they come from a query.
    var count: Int { lists.count }

    /// That a row with these values in `key` is there; nil if they are no constants.
    ///
    /// - Parameter skippingOthers: leaves out columns whose value is no constant, as long as one is left.
    func condition(row: Int, _ key: [String], _ edits: SourceEdits, skippingOthers: Bool = false) -> String? {
        var tests: [String] = []
        for column in key {
            guard let index = columns.firstIndex(of: column), index < lists[row].count,
                lists[row][index].isConstant, isComparable(column)
            else {
                if skippingOthers { continue }
                return nil
            }
            let value = edits.text(lists[row][index].byteRange, of: source)
            let comparison = skippingOthers ? "IS NOT DISTINCT FROM" : "="
            tests.append("\(QuotedName.identifier(column)) \(comparison) \(value)")
        }
        guard !tests.isEmpty else { return nil }
        let name = QuotedName.qualified(table.schema, table.name)
        let only = skippingOthers ? "ONLY " : ""
        return "EXISTS (SELECT FROM \(only)\(name) WHERE \(tests.joined(separator: " AND ")))"
    }

    /// That so many rows are there of which `condition` tests one.
    static func atLeast(_ count: Int, _ condition: String) -> String {
        "((SELECT pg_catalog.count(*) " + condition.dropFirst("EXISTS (SELECT ".count) + " >= \(count))"
    }

    /// The INSERT of one of the rows alone.
    func statement(row: Int, _ edits: SourceEdits) -> String {
        let values = lists[row].map { edits.text($0.byteRange, of: source) }
        return edits.text(head, of: source) + "VALUES (" + values.joined(separator: ", ") + ")"
    }

    /// Types without equality.
    private static let incomparable: Set<String> = ["json", "xml", "point", "polygon", "line", "lseg", "box", "path"]

    private func isComparable(_ column: String) -> Bool {
        guard let type = tableColumns.first(where: { $0.name == column })?.type else { return true }
        return !Self.incomparable.contains(type.hasSuffix("[]") ? String(type.dropLast(2)) : type)
    }
}

extension Node {
    /// Whether it is a constant, perhaps with a sign or a cast.
    fileprivate var isConstant: Bool {
        switch kind {
        case .aConst: return true
        case .typeCast: return child(.arg)?.isConstant ?? false
        case .aExpr:
            guard let expression = AExpr(self), expression.lexpr == nil else { return false }
            return expression.name.strings == ["-"] && expression.rexpr?.isConstant == true
        default: return false
        }
    }
}

import PostgresSyntax

/// Columns and relations by name: `parse_relation.c`, `transformColumnRef`.
extension Analyzer {
    /// A `ColumnRef`: a column, a whole row, a parameter.
    func column(_ node: Node) throws(SQLError) -> Expression {
        let fields = node.children(.fields)
        let range = node.byteRange
        if let message = clause.columnError { throw SQLError("0A000", message, range: range) }
        let isWholeRow = fields.last?.kind == .aStar
        let names = fields.strings
        var failure: SQLError?
        if let found = try column(names, isWholeRow: isWholeRow, range: range, failure: &failure) { return found }
        if let variable = context.variable?(names, range) { return variable }
        let error = failure ?? missingColumn(nil, names.last ?? "", range)
        guard context.isLenient else { throw error }
        if names.count == 1 { context.missingColumn = context.missingColumn ?? error }
        return opaque(range)
    }

    /// The column that dotted names mean; nil, with the reason in `failure`, if there is none.
    private func column(
        _ names: [String], isWholeRow: Bool, range: Range<Int>, failure: inout SQLError?
    ) throws(SQLError) -> Expression? {
        if names.count == 1, !isWholeRow {
            if let found = try findColumn(names[0], range) { return found }
            if let item = try item(nil, names[0], range) { return try wholeRow(item, range) }
            failure = missingColumn(nil, names[0], range)
            return nil
        }
        let relation = isWholeRow ? names : names.dropLast()
        guard relation.count <= 3 else {
            failure = .syntax(
                "improper qualified name (too many dotted names): \(names.joined(separator: "."))", range: range)
            return nil
        }
        let schema = relation.dropLast().last
        guard let item = try item(schema, relation.last ?? "", range) else {
            failure = missingEntry(schema, relation.last ?? "", range)
            return nil
        }
        guard !isWholeRow, let name = names.last else { return try wholeRow(item, range) }
        if let found = try column(name, of: item, range) { return found }
        // Perhaps a function of the whole row.
        if context.isLenient, item.entry.isOpaque { return opaque(range) }
        let row = try wholeRow(item, range)
        return try call(ofRow: row, field: name, relation: item.name, range)
    }

    /// Nothing is known of it.
    func opaque(_ range: Range<Int>) -> Expression { Expression(.opaque, TypeReference(.none), range: range) }

    // MARK: Columns

    /// The column of this name in this or an outer query: `colNameToVar`.
    private func findColumn(_ name: String, _ range: Range<Int>) throws(SQLError) -> Expression? {
        for analyzer in levels {
            var found: Expression?
            var isUnsure = false
            for item in analyzer.namespace where item.areColumnsVisible {
                if item.isLateralOnly, !analyzer.isLateralActive { continue }
                if item.entry.isOpaque { isUnsure = true }
                guard let match = try column(name, of: item, range) else { continue }
                guard found == nil else {
                    throw SQLError("42702", "column reference \"\(name)\" is ambiguous", range: range)
                }
                try checkLateral(item, range)
                found = match
            }
            if let found { return found }
            if isUnsure { return context.variable?([name], range) ?? opaque(range) }
        }
        return nil
    }

    /// The column of this name of `item`: `scanNSItemForColumn`.
    func column(_ name: String, of item: NamespaceItem, _ range: Range<Int>) throws(SQLError) -> Expression? {
        var found: Int?
        for (index, column) in item.columns.enumerated() where column.name == name && column.entry != nil {
            guard found == nil else {
                throw SQLError("42702", "column reference \"\(name)\" is ambiguous", range: range)
            }
            found = index
        }
        if let found { return variable(item.columns[found], range) }
        guard item.entry.relation != nil, let system = Self.systemColumns[name] else { return nil }
        if name != "tableoid" {
            switch clause {
            case .checkConstraint:
                throw SQLError(
                    "42P10", "system column \"\(name)\" reference in check constraint is invalid", range: range)
            case .generatedColumn:
                throw SQLError(
                    "42P10", "cannot use system column \"\(name)\" in column generation expression", range: range)
            case .mergeWhen:
                throw SQLError("42P10", "cannot use system column \"\(name)\" in MERGE WHEN condition", range: range)
            default: break
            }
        }
        return Expression(.variable(item.entry, system.number), TypeReference(system.type), range: range)
    }

    /// The columns that every table has.
    static let systemColumns: [String: (number: Int16, type: OID)] = [
        "ctid": (-1, OID.tid), "xmin": (-2, OID.xid), "cmin": (-3, OID.cid),
        "xmax": (-4, OID.xid), "cmax": (-5, OID.cid), "tableoid": (-6, OID.oid),
    ]

    /// A reference to a column.
    func variable(_ column: NamespaceItem.Column, _ range: Range<Int>) -> Expression {
        guard let entry = column.entry else { return opaque(range) }
        return Expression(
            .variable(entry, column.number), column.type, collation: column.collation,
            strength: column.collation == .none ? .none : .implicit, range: range)
    }

    /// A row of `item`: `makeWholeRowVar`.
    func wholeRow(_ item: NamespaceItem, _ range: Range<Int>) throws(SQLError) -> Expression {
        let entry = item.entry
        if entry.isOpaque { return opaque(range) }
        var type = OID.record
        switch entry.kind {
        case .relation(let relation):
            type = executor.database.relations[relation]?.rowType ?? .none
            guard type != .none else {
                throw .wrongObjectType("relation \"\(entry.name)\" does not have a composite type", range: range)
            }
        case .function(let functions):
            if functions.count == 1, entry.columns.count == functions[0].columnCount {
                let result = functions[0].expression.type
                if functions[0].definedTypes.isEmpty { type = result.oid }
                // A row of one column that is no composite value is that column.
                if functions[0].relation == .none, result.oid != OID.record, let only = item.columns.first,
                    item.columns.count == 1
                {
                    return variable(only, range)
                }
                if functions[0].relation == .none { type = OID.record }
            }
        default: break
        }
        return Expression(.variable(entry, 0), TypeReference(type), range: range)
    }

    // MARK: Relations in FROM

    /// The item that a possibly qualified name means: `refnameNamespaceItem`.
    func item(_ schema: String?, _ name: String, _ range: Range<Int>) throws(SQLError) -> NamespaceItem? {
        var relation: OID?
        if let schema {
            guard let found = executor.database.namespaces.find(schema),
                let oid = executor.database.relations.find(name, in: found)
            else { return nil }
            relation = oid
        }
        for analyzer in levels {
            var found: NamespaceItem?
            for item in analyzer.namespace where item.isRelationVisible && item.name == name {
                if item.isLateralOnly, !analyzer.isLateralActive { continue }
                if let relation, item.entry.relation != relation || item.entry.hasAlias { continue }
                guard found == nil else {
                    throw SQLError("42P09", "table reference \"\(name)\" is ambiguous", range: range)
                }
                try checkLateral(item, range)
                found = item
            }
            if let found { return found }
        }
        return nil
    }

    private func checkLateral(_ item: NamespaceItem, _ range: Range<Int>) throws(SQLError) {
        guard item.isLateralOnly, !item.isLateralAllowed else { return }
        let isTarget = target.map { $0.entry == item.entry } ?? false
        throw SQLError(
            "42P10", "invalid reference to FROM-clause entry for table \"\(item.name)\"",
            detail: isTarget ? nil : "The combining JOIN type must be INNER or LEFT for a LATERAL reference.",
            hint: isTarget
                ? "There is an entry for table \"\(item.name)\", but it cannot be referenced from this part of the query."
                : nil,
            range: range)
    }

    /// The WITH query of this name: `scanNameSpaceForCTE`.
    func commonTable(_ name: String) -> CommonTable? {
        for analyzer in levels {
            if let found = analyzer.commonTables.first(where: { $0.name == name }) { return found }
        }
        return nil
    }

    func isFutureCommonTable(_ name: String) -> Bool {
        levels.contains { $0.futureCommonTables.contains { $0.name == name } }
    }

    // MARK: Errors

    /// `errorMissingRTE`.
    func missingEntry(_ schema: String?, _ name: String, _ range: Range<Int>) -> SQLError {
        guard let entry = findEntry(schema, name) else {
            return SQLError("42P01", "missing FROM-clause entry for table \"\(name)\"", range: range)
        }
        let message = "invalid reference to FROM-clause entry for table \"\(name)\""
        if entry.hasAlias, entry.name != name, let item = try? item(nil, entry.name, range), item.entry == entry {
            return SQLError(
                "42P01", message, hint: "Perhaps you meant to reference the table alias \"\(entry.name)\".",
                range: range)
        }
        return SQLError(
            "42P01", message,
            detail: "There is an entry for table \"\(entry.name)\", but it cannot be referenced from this part of "
                + "the query.",
            hint: isVisibleIfLateral(entry)
                ? "To reference that table, you must mark this subquery with LATERAL." : nil,
            range: range)
    }

    private func findEntry(_ schema: String?, _ name: String) -> RangeTableEntry? {
        let table = schema == nil ? commonTable(name) : nil
        let relation: OID? =
            if let schema {
                executor.database.namespaces.find(schema).flatMap { executor.database.relations.find(name, in: $0) }
            } else {
                table == nil ? (try? executor.find(executor.database.relations, [name])) ?? nil : nil
            }
        for analyzer in levels {
            for entry in analyzer.query.rangeTable {
                if entry.name == name { return entry }
                if let relation, entry.relation == relation { return entry }
                if let table, case .commonTable(let other) = entry.kind, other === table { return entry }
            }
        }
        return nil
    }

    private func isVisibleIfLateral(_ entry: RangeTableEntry) -> Bool {
        for analyzer in levels where !analyzer.isLateralActive {
            if analyzer.namespace.contains(where: { $0.entry == entry && $0.isLateralOnly && $0.isLateralAllowed }) {
                return true
            }
        }
        return false
    }

    /// `errorMissingColumn`.
    func missingColumn(_ relation: String?, _ name: String, _ range: Range<Int>) -> SQLError {
        let message = relation.map { "column \($0).\(name) does not exist" } ?? "column \"\(name)\" does not exist"
        let matches = closeColumns(relation, name)
        if matches.exact.count > 1 {
            return SQLError(
                "42703", message,
                detail: "There are columns named \"\(name)\", but they are in tables that cannot be referenced from "
                    + "this part of the query.",
                hint: relation == nil ? "Try using a table-qualified name." : nil, range: range)
        }
        if let exact = matches.exact.first {
            var hint: String?
            if isVisibleIfLateral(exact) {
                hint = "To reference that column, you must mark this subquery with LATERAL."
            } else if relation == nil, isVisibleIfQualified(exact) {
                hint = "To reference that column, you must use a table-qualified name."
            }
            return SQLError(
                "42703", message,
                detail: "There is a column named \"\(name)\" in table \"\(exact.name)\", but it cannot be referenced "
                    + "from this part of the query.",
                hint: hint, range: range)
        }
        let close = matches.close.map { "the column \"\($0)\"" }.joined(separator: " or ")
        return SQLError(
            "42703", message, hint: close.isEmpty ? nil : "Perhaps you meant to reference \(close).", range: range)
    }

    private func isVisibleIfQualified(_ entry: RangeTableEntry) -> Bool {
        levels.contains { analyzer in
            analyzer.namespace.contains {
                $0.entry == entry && $0.isRelationVisible && (!$0.isLateralOnly || analyzer.isLateralActive)
            }
        }
    }

    /// Columns of this name that cannot be referenced, and those that are spelled nearly so: `searchRangeTableForCol`.
    private func closeColumns(_ relation: String?, _ name: String) -> (exact: [RangeTableEntry], close: [String]) {
        var exact: [RangeTableEntry] = []
        var close: [String] = []
        let maximum = 3
        var distance = maximum + 1
        var isFull = false
        for analyzer in levels {
            for entry in analyzer.query.rangeTable {
                if case .join = entry.kind { continue }
                let penalty = relation.map { EditDistance.between($0, entry.name, limit: maximum + 1) } ?? 0
                for column in entry.columns where !column.isDropped {
                    if column.name == name {
                        if penalty == 0 { exact.append(entry) }
                    }
                    guard penalty <= distance else { continue }
                    let spelling = EditDistance.between(column.name, name, limit: distance + 1 - penalty)
                    guard spelling <= name.unicodeScalars.count / 2 else { continue }
                    let total = spelling + penalty
                    if total < distance {
                        distance = total
                        isFull = false
                        close = ["\(entry.name).\(column.name)"]
                    } else if total == distance, !close.isEmpty, !isFull {
                        if close.count == 2 {
                            close = []
                            isFull = true
                        } else {
                            close.append("\(entry.name).\(column.name)")
                        }
                    }
                }
            }
        }
        return (exact, close)
    }
}

/// How many letters have to be changed, put in or left out to make one word of another: the Levenshtein distance.
enum EditDistance {
    /// - Returns: at most `limit`.
    static func between(_ first: String, _ second: String, limit: Int) -> Int {
        let first = Array(first.unicodeScalars)
        let second = Array(second.unicodeScalars)
        if abs(first.count - second.count) >= limit { return max(limit, 0) }
        var row = Array(0...second.count)
        for (index, letter) in first.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in 0..<second.count {
                let changed = diagonal + (letter == second[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
            }
        }
        return min(row[second.count], max(limit, 0))
    }
}

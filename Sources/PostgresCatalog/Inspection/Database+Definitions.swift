import PostgresSyntax

/// What objects are, in the words of SQL: after `pg_get_constraintdef()` and its like, but expressions as the source has
/// them.
extension Database {
    package func definition(of row: ConstraintRow, _ relation: RelationRow) -> String {
        let columns = "(" + relation.columnNames(row.columns).map(QuotedName.identifier).joined(separator: ", ") + ")"
        var text: String
        switch row.kind {
        case .primaryKey: text = "PRIMARY KEY " + columns
        case .unique:
            let index = relations[row.index]?.index
            text = "UNIQUE " + (index?.nullsNotDistinct == true ? "NULLS NOT DISTINCT " : "") + columns
        case .check: text = "CHECK (" + (row.expression?.sourceLine ?? "…") + ")"
        case .exclusion: text = "EXCLUDE " + (relations[row.index].map(definition(ofIndex:)) ?? columns)
        case .trigger: text = "TRIGGER"
        case .foreignKey:
            let referenced = relations[row.referencedRelation]
            text = "FOREIGN KEY " + keyColumns(row.columns, of: relation, row) + " REFERENCES "
            text +=
                referenced.map { qualified($0.schema, $0.name) + keyColumns(row.referencedColumns, of: $0, row) } ?? ""
            text += actions(of: row)
            if !row.deleteSetColumns.isEmpty {
                let names = relation.columnNames(row.deleteSetColumns).map(QuotedName.identifier)
                text += " (" + names.joined(separator: ", ") + ")"
            }
        }
        if row.isDeferrable { text += " DEFERRABLE" + (row.isDeferred ? " INITIALLY DEFERRED" : "") }
        if row.isNoInherit, row.kind == .check { text += " NO INHERIT" }
        if !row.isEnforced { text += " NOT ENFORCED" } else if !row.isValidated { text += " NOT VALID" }
        return text
    }

    /// The columns of a foreign key, the last of which may be a period.
    private func keyColumns(_ numbers: [Int16], of relation: RelationRow, _ row: ConstraintRow) -> String {
        var names = relation.columnNames(numbers).map(QuotedName.identifier)
        if row.hasPeriod, let last = names.popLast() { names.append("PERIOD " + last) }
        return "(" + names.joined(separator: ", ") + ")"
    }

    private func actions(of row: ConstraintRow) -> String {
        let words: [Character: String] = ["r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"]
        return (row.matchType == "f" ? " MATCH FULL" : "")
            + (words[row.updateAction].map { " ON UPDATE " + $0 } ?? "")
            + (words[row.deleteAction].map { " ON DELETE " + $0 } ?? "")
    }

    /// Such as `UNIQUE btree (lower(name) DESC) INCLUDE (id) WHERE …`.
    package func definition(ofIndex row: RelationRow) -> String {
        guard let index = row.index, let table = relations[index.table] else { return "" }
        var expressions = index.expressions.makeIterator()
        let keys = index.columns.enumerated().map { place, column -> String in
            var text = column == 0 ? expressions.next().map(Self.key) ?? "…" : ""
            if column > 0 { text = table.columnNames([column]).map(QuotedName.identifier).joined() }
            guard place < index.keyCount else { return text }
            if place < index.operatorClasses.count, let named = operatorClasses[index.operatorClasses[place]],
                !named.isDefault
            {
                text += " " + QuotedName.identifier(named.name)
            }
            let option = place < index.columnOptions.count ? index.columnOptions[place] : 0
            let (isDescending, hasNullsFirst) = (option & 1 != 0, option & 2 != 0)
            if isDescending { text += " DESC" }
            if isDescending != hasNullsFirst { text += hasNullsFirst ? " NULLS FIRST" : " NULLS LAST" }
            return text
        }
        var text = (index.isUnique ? "UNIQUE " : "") + (accessMethods[row.accessMethod]?.name ?? "btree")
        text += " (" + keys.prefix(index.keyCount).joined(separator: ", ") + ")"
        if keys.count > index.keyCount {
            text += " INCLUDE (" + keys.dropFirst(index.keyCount).joined(separator: ", ") + ")"
        }
        if index.nullsNotDistinct { text += " NULLS NOT DISTINCT" }
        if let predicate = index.predicate { text += " WHERE " + predicate.sourceLine }
        return text
    }

    /// An expression as the key of an index or partition: in parentheses, unless it is a call.
    private static func key(_ expression: Node) -> String {
        expression.kind == .funcCall ? expression.sourceLine : "(\(expression.sourceLine))"
    }

    /// Such as `RANGE (created_at)`.
    package func definition(of row: PartitionKeyRow, _ table: RelationRow) -> String {
        var expressions = row.expressions.makeIterator()
        let keys = row.columns.map { column in
            column == 0
                ? expressions.next().map(Self.key) ?? "…"
                : table.columnNames([column]).map(QuotedName.identifier).joined()
        }
        let strategy =
            switch row.strategy {
            case .list: "LIST"
            case .range: "RANGE"
            case .hash: "HASH"
            }
        return "\(strategy) (\(keys.joined(separator: ", ")))"
    }

    /// Such as `BEFORE INSERT FOR EACH ROW EXECUTE FUNCTION public.f()`.
    package func definition(of row: TriggerRow) -> String {
        let bits = row.type
        let time = bits & 2 != 0 ? "BEFORE" : bits & 64 != 0 ? "INSTEAD OF" : "AFTER"
        let columns = relations[row.relation]?.columnNames(row.columns).map(QuotedName.identifier) ?? []
        let update = "UPDATE" + (columns.isEmpty ? "" : " OF " + columns.joined(separator: ", "))
        let events = [(Int16(4), "INSERT"), (8, "DELETE"), (16, update), (32, "TRUNCATE")]
        var text = time + " " + events.filter { bits & $0.0 != 0 }.map(\.1).joined(separator: " OR ")
        if let old = row.oldTable { text += " REFERENCING OLD TABLE AS " + QuotedName.identifier(old) }
        if let new = row.newTable {
            text += (row.oldTable == nil ? " REFERENCING" : "") + " NEW TABLE AS " + QuotedName.identifier(new)
        }
        text += bits & 1 != 0 ? " FOR EACH ROW" : " FOR EACH STATEMENT"
        if let condition = row.condition { text += " WHEN (\(condition.sourceLine))" }
        let function = procedures[row.function].map { qualified($0.schema, $0.name) } ?? ""
        return text + " EXECUTE FUNCTION \(function)(" + row.arguments.map(QuotedName.literal).joined(separator: ", ")
            + ")"
    }

    /// Such as `bigint, start 1, increment 1, minimum 1, maximum 9223372036854775807`.
    package func definition(of row: SequenceRow) -> String {
        let type = formatType(TypeReference(row.type))
        return "\(type), start \(row.start), increment \(row.increment), minimum \(row.minimum), "
            + "maximum \(row.maximum)" + (row.cache == 1 ? "" : ", cache \(row.cache)")
            + (row.cycles ? ", cycles" : "")
    }
}

extension RelationRow {
    /// The names of columns by number.
    package func columnNames(_ numbers: [Int16]) -> [String] {
        numbers.compactMap { $0 > 0 && Int($0) <= attributes.count ? attributes[Int($0) - 1].name : nil }
    }
}

extension ConstraintRow.Kind {
    /// As people call it; nil for the constraint of a constraint trigger.
    package var words: String? {
        switch self {
        case .primaryKey: "primary key"
        case .unique: "unique"
        case .foreignKey: "foreign key"
        case .check: "check"
        case .exclusion: "exclusion"
        case .trigger: nil
        }
    }
}

extension Node {
    /// Its text in the source on one line: line ends, with the white space around them, are one space.
    package var sourceLine: String {
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return text }
        return text.split(whereSeparator: \.isNewline)
            .map { line in
                let start = line.firstIndex { $0 != " " && $0 != "\t" } ?? line.endIndex
                let end = line.lastIndex { $0 != " " && $0 != "\t" }.map(line.index(after:)) ?? start
                return line[start..<end]
            }
            .filter { !$0.isEmpty }.joined(separator: " ")
    }
}

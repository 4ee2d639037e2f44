import PostgresSyntax

/// What an expression or a query means, as a text that is the same however it was written: what one writes by hand and
/// what pg_dump prints of it.
///
/// Casts that change nothing but the type of a constant or the name of a type are left out, `BETWEEN` is two comparisons,
/// `*` is its columns, names are whole.
struct CanonicalText {
    let executor: Executor

    // MARK: Expressions

    /// A value that is assigned to a column, whatever casts it to the column's type.
    func assignedText(_ value: Expression) -> String {
        var value = value
        while case .function(let oid) = value.kind, let operand = value.operands.first, isCast(oid, value) {
            value = operand
        }
        return text(value)
    }

    /// Whether a function has the name of the type that it gives.
    private func isCast(_ function: OID, _ value: Expression) -> Bool {
        executor.database.procedures[function]?.name == executor.database.types[value.type.oid]?.name
    }

    func text(_ value: Expression) -> String {
        switch value.kind {
        case .variable(let entry, let number): column(number, of: entry)
        case .constant(let text): constant(text, value)
        case .parameter(let number): "$\(number)"
        case .function(let oid), .aggregate(let oid, _), .window(let oid): call(oid, value)
        case .operator(let oid, _): operation(oid, value)
        case .distinct(let oid, _): "DISTINCT " + operation(oid, value)
        case .nullIf(let oid, _): "NULLIF " + operation(oid, value)
        case .scalarArray(let oid, _): "ARRAY " + operation(oid, value)
        case .relabel, .arrayCoercion, .domainCoercion, .rowConversion: text(value.operands[0])
        case .throughText:
            isConstant(value.operands[0])
                ? text(value.operands[0])
                : text(value.operands[0]) + "::" + executor.database.formatType(value.type, alwaysQualified: true)
        case .field(let number): list(value) + ".\(number)"
        case .collate(let oid): list(value) + " COLLATE " + (executor.database.collations[oid]?.name ?? "")
        case .subLink(let query): list(value) + " {" + text(query) + "}"
        case .sessionValue(let function): "\(function)"
        case .composition(let word): composition(word, value)
        case .grouping(let level): "GROUPING\(level)" + list(value)
        case .rowComparison(let operators, _):
            operators.map { executor.database.operators[$0]?.name ?? "" }.joined() + list(value)
        case .element: "element" + list(value)
        case .fieldStore(let numbers): "store\(numbers)" + list(value)
        case .row: "ROW" + list(value)
        case .setToDefault: "DEFAULT"
        case .opaque: "?" + list(value)
        }
    }

    private func list(_ value: Expression) -> String {
        "(" + value.operands.map(text).joined(separator: ", ") + ")"
    }

    private func column(_ number: Int16, of entry: RangeTableEntry) -> String {
        guard number > 0, Int(number) <= entry.columns.count else { return "\(entry.name).\(number)" }
        return entry.name + "." + entry.columns[Int(number) - 1].name
    }

    private func constant(_ text: String?, _ value: Expression) -> String {
        guard let text else { return "NULL" }
        if let object = try? executor.object(named: text, as: value.type.oid, range: value.range),
            let identity = executor.database.objectIdentity(object)
        {
            return QuotedName.literal(identity.identity)
        }
        return QuotedName.literal(text)
    }

    private func isConstant(_ value: Expression) -> Bool {
        switch value.kind {
        case .constant: true
        case .relabel, .throughText, .domainCoercion: isConstant(value.operands[0])
        default: false
        }
    }

    private func call(_ oid: OID, _ value: Expression) -> String {
        let database = executor.database
        guard let row = database.procedures[oid] else { return list(value) }
        // The function of a cast has the name of its type; of a constant only the value counts.
        if let first = value.operands.first, isConstant(first), isCast(oid, value) {
            return text(first)
        }
        return database.qualified(row.schema, row.name) + list(value)
    }

    private func operation(_ oid: OID, _ value: Expression) -> String {
        let name = executor.database.operators[oid]?.name ?? "?"
        guard value.operands.count == 2 else { return name + list(value) }
        return "(\(text(value.operands[0])) \(name) \(text(value.operands[1])))"
    }

    private func composition(_ word: String, _ value: Expression) -> String {
        switch word {
        case "BETWEEN" where value.operands.count == 2: joined("AND", value)
        case "NOT BETWEEN" where value.operands.count == 2: joined("OR", value)
        case "AND", "OR": joined(word, value)
        case "array" where value.operands.count == 2: array(value)
        default: word + list(value)
        }
    }

    /// An array whose elements are converted, if that is more than another name of their type.
    private func array(_ value: Expression) -> String {
        let conversion = text(value.operands[1])
        return text(value.operands[0]) + (conversion == "element()" ? "" : " EACH " + conversion)
    }

    /// The operands of AND or OR, those within them that are joined by the same word among them.
    private func joined(_ word: String, _ value: Expression) -> String {
        func parts(_ value: Expression) -> [String] {
            guard case .composition(let inner) = value.kind else { return [text(value)] }
            let isSame = inner == word || inner == (word == "AND" ? "BETWEEN" : "NOT BETWEEN")
            return isSame ? value.operands.flatMap(parts) : [text(value)]
        }
        return "(" + value.operands.flatMap(parts).joined(separator: " \(word) ") + ")"
    }

    // MARK: Queries

    func text(_ query: Query) -> String {
        var parts = ["\(query.command)"]
        for table in query.commonTables {
            parts.append("WITH \(table.name) {" + (table.query.map(text) ?? "") + "}")
        }
        parts += query.targets.map { "\($0.isJunk ? "" : $0.name): " + text($0.expression) }
        parts.append("FROM " + query.rangeTable.map(text).joined(separator: ", "))
        parts += query.expressions.map(text)
        parts += query.sortGroups.map { group in
            "BY \(group.reference) " + (executor.database.operators[group.ordering]?.name ?? "")
        }
        if query.hasDistinct { parts.append("DISTINCT") }
        if query.hasLocking { parts.append("FOR") }
        return parts.joined(separator: "; ")
    }

    private func text(_ entry: RangeTableEntry) -> String {
        switch entry.kind {
        case .relation(let oid):
            let identity = executor.database.objectIdentity(ObjectAddress(.relation, oid))?.identity ?? ""
            return identity + " " + entry.name
        case .subquery(let query): return "{" + text(query) + "} " + entry.name
        case .join(let merged): return "JOIN(" + merged.map(text).joined(separator: ", ") + ")"
        case .function(let functions): return functions.map { text($0.expression) }.joined(separator: ", ")
        case .tableFunction(let values): return values.map(text).joined(separator: ", ")
        case .values(let rows): return rows.map { $0.map(text).joined(separator: ", ") }.joined(separator: "; ")
        case .commonTable(let table): return table.name + " " + entry.name
        case .named: return entry.name
        }
    }
}

extension Node {
    /// What tells queries apart beside what they compute: kinds of joins, set operations, directions of sorting.
    var queryShape: String {
        var parts: [String] = []
        for join in descendants(.joinExpr).compactMap(JoinExpr.init) {
            parts.append("\(join.jointype)" + (join.isNatural ? "N" : ""))
        }
        for select in descendants(.selectStmt).compactMap(SelectStmt.init) where select.op != .none {
            parts.append("\(select.op)" + (select.all ? "A" : ""))
        }
        for sort in descendants(.sortBy).compactMap(SortBy.init) {
            parts.append((sort.sortbyDir == .desc ? "D" : "") + "\(sort.sortbyNulls)")
        }
        return parts.joined(separator: " ")
    }

    /// Its words, without comments and white space, and names in lower case unless they are quoted.
    var words: [String] { tokenRange.map { tree.tokens[$0].word(in: tree.source) } }
}

extension Token {
    /// As it is written, in lower case if its case means nothing.
    fileprivate func word(in source: SourceText) -> String {
        let text = String(decoding: source.bytes(in: range), as: UTF8.self)
        let isPlain = kind.isKeyword || (kind == .identifier && !text.hasPrefix("\""))
        return isPlain ? text.lowercased() : text
    }
}

extension SyntaxTree {
    /// The words of all of it.
    var words: [String] { (0..<tokens.count).map { tokens[$0].word(in: source) } }
}

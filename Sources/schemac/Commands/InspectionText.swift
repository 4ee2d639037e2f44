import PostgresCatalog

/// Writes what `schemac inspect --object` prints: objects as psql's `\d+` shows them, and where they come from.
struct InspectionText {
    let database: Database
    let inspection: DatabaseInspection

    var text: String {
        var parts = inspection.relations.map(relation)
        parts += inspection.enums.map { item in
            heading(item.object) + "labels\n" + item.labels.map { "    \($0)\n" }.joined() + footer(item.object)
        }
        parts += inspection.functions.map(function)
        parts += inspection.sequences.map { sequence in
            heading(sequence.object) + "    \(sequence.definition)\n"
                + (sequence.ownedBy.map { "owned by\n    \($0)\n" } ?? "") + footer(sequence.object)
        }
        parts += inspection.others.map { heading($0) + definition($0) + footer($0) }
        return parts.joined(separator: "\n")
    }

    // MARK: Kinds

    private func relation(_ relation: DatabaseInspection.Relation) -> String {
        var text = heading(relation.object)
        if let bound = relation.partitionBound {
            text += "    partition of \(relation.parents.joined()) \(bound)\n"
        } else if !relation.parents.isEmpty {
            text += "    inherits from \(relation.parents.joined(separator: ", "))\n"
        }
        if let key = relation.partitionKey { text += "    partitioned by \(key)\n" }
        if !relation.options.isEmpty { text += "    with \(relation.options.joined(separator: ", "))\n" }
        text += "columns\n" + columns(relation.columns)
        let constraints = relation.constraints.map { ($0.name, $0.definition, place($0.statement)) }
        text += section("constraints", constraints)
        text += section("indexes", relation.indexes.map { ($0.name, $0.definition, place($0.statement)) })
        text += section(
            "referenced by",
            relation.referencedBy.map { ($0.table, "\($0.name): \($0.definition)", place($0.statement)) })
        let triggers = inspection.triggers.filter { $0.table == relation.name.identity }
        text += section("triggers", triggers.map { ($0.name, $0.definition, place($0.statement)) })
        if relation.hasRowSecurity || !relation.policies.isEmpty {
            text += "row security \(relation.hasRowSecurity ? "enabled" : "not enabled")\n"
            text += relation.policies.map { row($0.name, $0.definition, place($0.statement)) }.joined()
        }
        if !relation.children.isEmpty {
            text += relation.partitionKey == nil ? "inherited by\n" : "partitions\n"
            text += relation.children.map { "    \($0)\n" }.joined()
        }
        if let query = relation.query { text += "definition\n" + indented(query) }
        return text + footer(relation.object)
    }

    private func columns(_ columns: [DatabaseInspection.Column]) -> String {
        let names = columns.map(\.name)
        let types = columns.map { $0.type + ($0.collation.map { " collate \($0)" } ?? "") }
        let (nameWidth, typeWidth) = (names.map(\.count).max() ?? 0, types.map(\.count).max() ?? 0)
        return columns.indices.map { index in
            let column = columns[index]
            var notes: [String] = column.isNotNull ? ["not null"] : []
            if let identity = column.identity { notes.append("generated \(identity) as identity") }
            if let generated = column.generated {
                notes.append("generated always as (\(column.expression ?? "…")) \(generated)")
            } else if let expression = column.expression {
                notes.append("default \(expression)")
            }
            let line =
                "    " + padded(names[index], nameWidth) + "  " + padded(types[index], typeWidth) + "  "
                + notes.joined(separator: " ")
            let comment = column.comment.map { "        -- \(DisplayText.singleLine($0, limit: 200))\n" } ?? ""
            return trimmed(line) + "\n" + comment
        }.joined()
    }

    private func function(_ function: DatabaseInspection.Function) -> String {
        var text = heading(function.object)
        text += "    arguments  \(function.arguments.isEmpty ? "none" : function.arguments)\n"
        if let returns = function.returns { text += "    returns    \(returns)\n" }
        text += "    language   \(function.language), \(function.volatility)"
        text += (function.isSecurityDefiner ? ", security definer" : "") + "\n"
        return text + definition(function.object) + footer(function.object)
    }

    // MARK: Parts

    private func heading(_ object: DatabaseInspection.Object) -> String {
        "\(object.name.type) \(object.name.identity)\n"
            + (object.comment.map { indented($0) } ?? "")
    }

    /// The statement that defines it.
    private func definition(_ object: DatabaseInspection.Object) -> String {
        database.definition(of: object).map { "definition\n" + indented($0) } ?? ""
    }

    /// Owner, grants and places.
    private func footer(_ object: DatabaseInspection.Object) -> String {
        var text = object.owner.map { "owner\n    \($0)\n" } ?? ""
        if !object.grants.isEmpty {
            text += "granted\n"
            for grant in object.grants {
                text += "    \(grant.privileges.joined(separator: ", "))"
                text += (grant.column.map { " (\($0))" } ?? "") + " to \(grant.grantee ?? "PUBLIC")"
                text += (grant.isGrantable ? " with grant option" : "") + "\n"
            }
        }
        if let first = object.statements.first { text += "created at\n    \(database.place(of: first))\n" }
        if object.statements.count > 1 {
            text += "changed at\n"
            for statement in object.statements.dropFirst() {
                text += "    \(database.place(of: statement))  \(firstLine(of: statement))\n"
            }
        }
        return text
    }

    private func section(_ title: String, _ rows: [(name: String, text: String, place: String)]) -> String {
        guard !rows.isEmpty else { return "" }
        return title + "\n" + rows.map { row($0.name, $0.text, $0.place) }.joined()
    }

    private func row(_ name: String, _ text: String, _ place: String) -> String {
        trimmed("    \(name)  \(text)\(place.isEmpty ? "" : "  (\(place))")") + "\n"
    }

    private func place(_ statement: StatementID?) -> String { statement.map { "\(database.place(of: $0))" } ?? "" }

    private func firstLine(of statement: StatementID) -> String {
        DisplayText.singleLine(database.statements[statement.index].element.text, limit: 60)
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { trimmed("    " + $0) + "\n" }.joined()
    }
}

/// `text` with blanks behind it up to `width` characters.
func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}

/// `text` without the white space at its end.
func trimmed(_ text: String) -> String {
    String(text.reversed().drop(while: \.isWhitespace).reversed())
}

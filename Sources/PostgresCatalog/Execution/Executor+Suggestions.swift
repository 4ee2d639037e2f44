import PostgresSyntax

/// What was probably meant where a name means nothing.
extension Executor {
    /// A hint for an error about a missing object; nil if nothing has a similar name.
    func suggestion(for error: SQLError, in statement: StatementID) -> String? {
        guard options.suggestsNames, let name = error.missingName else { return nil }
        let parts = name.split(separator: ".").map(String.init)
        let last = parts.last ?? name
        switch error.state {
        case "42P01": return hint(last, parts.count > 1, relationNames)
        case "42703": return NearestNames(to: last, among: columnNames(error, statement)).hint
        case "42883": return hint(last, parts.count > 1, routineNames)
        case "42704" where error.message.hasPrefix("type "): return hint(last, parts.count > 1, typeNames)
        case "42704" where error.message.hasPrefix("role "):
            let names = database.roles.userRows.filter { !$0.row.isAssumed }.map(\.row.name)
            return NearestNames(to: last, among: names.map { ($0, $0) }).hint
        case "3F000":
            return NearestNames(to: last, among: database.namespaces.userRows.map { ($0.row.name, $0.row.name) }).hint
        default: return nil
        }
    }

    /// Names as the error has its own: with their schema if it has one, or if the search path does not find them.
    private func hint(_ name: String, _ isQualified: Bool, _ objects: [(name: String, schema: OID)]) -> String? {
        let path = searchPathSchemas
        return NearestNames(
            to: name,
            among: objects.map { object in
                let isWhole = isQualified || !path.contains(object.schema)
                return (object.name, isWhole ? database.qualified(object.schema, object.name) : object.name)
            }
        ).hint
    }

    private var relationNames: [(name: String, schema: OID)] {
        database.relations.userRows.filter { !$0.row.isIndex && $0.row.kind != .compositeType }
            .map { ($0.row.name, $0.row.schema) }
    }

    private var routineNames: [(name: String, schema: OID)] {
        database.procedures.userRows.map { ($0.row.name, $0.row.schema) }
    }

    private var typeNames: [(name: String, schema: OID)] {
        database.types.userRows.filter { !$0.row.isTrueArray }.map { ($0.row.name, $0.row.schema) }
    }

    /// The columns of the relation that the error names, or of all that the statement does.
    private func columnNames(_ error: SQLError, _ statement: StatementID) -> [(name: String, shown: String)] {
        var relations = Set(database.statements[statement.index].uses.map(\.relation))
        if let name = error.relationName {
            let named = relations.filter { database.relations[$0]?.name == name }
            if !named.isEmpty { relations = named }
        }
        return relations.flatMap { database.relations[$0]?.liveAttributes ?? [] }.map { ($0.row.name, $0.row.name) }
    }
}

extension SQLError {
    /// The name of what is missing, as the message has it.
    fileprivate var missingName: String? {
        let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
        if parts.count > 2 { return String(parts[1]) }
        guard ["42883", "42703"].contains(state), let space = message.firstIndex(of: " ") else { return nil }
        let name = message[message.index(after: space)...].prefix { $0 != "(" && $0 != " " }
        return name.isEmpty ? nil : String(name)
    }

    /// The relation or column that is missing, as far as the error names it whole.
    var missing: MissingName? {
        guard let name = missingName else { return nil }
        if state == "42P01", message.hasPrefix("relation ") {
            let parts = name.split(separator: ".").map { QuotedName.identifier(String($0)) }
            return MissingName(relation: parts.joined(separator: "."), column: nil)
        }
        guard state == "42703", let relation = relationName else { return nil }
        return MissingName(relation: QuotedName.identifier(relation), column: name)
    }

    /// The relation in whose column list a name is missing.
    fileprivate var relationName: String? {
        let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.count > 4 && parts[2] == " of relation " ? String(parts[3]) : nil
    }
}

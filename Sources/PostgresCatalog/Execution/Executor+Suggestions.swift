import PostgresSyntax

/// What was probably meant where a name means nothing.
extension Executor {
    /// A hint for an error about a missing object; nil if nothing has a similar name.
    func suggestion(for error: SQLError, in statement: StatementID) -> String? {
        guard options.suggestsNames, let name = error.missingName else { return nil }
        let parts = name.split(separator: ".").map(String.init)
        let last = parts.last ?? name
        let isQualified = parts.count > 1
        switch error.state {
        case "42P01":
            return hint(last, isQualified, database.relations) { row in
                row.isIndex || row.kind == .compositeType ? nil : row.schema
            }
        case "42703": return NearestNames(to: last, among: columnNames(error, statement)).hint
        case "42883": return hint(last, isQualified, database.procedures, \.schema)
        case "42704" where error.message.hasPrefix("type "):
            return hint(last, isQualified, database.types) { $0.isTrueArray ? nil : $0.schema }
        case "42704" where error.message.hasPrefix("role "):
            return NearestNames(
                to: last, among: database.roles.userRows.filter { !$0.row.isAssumed }.map(\.row.name)
            ).hint
        case "3F000": return NearestNames(to: last, among: database.namespaces.userRows.map(\.row.name)).hint
        default: return nil
        }
    }

    /// Names as the error has its own: with their schema if it has one, or if the search path does not find them.
    ///
    /// - Parameter schema: the schema of a row, nil if it is not meant.
    private func hint<Row: CatalogRow>(
        _ name: String, _ isQualified: Bool, _ table: CatalogTable<Row>, _ schema: (Row) -> OID?
    ) -> String? {
        let path = searchPathSchemas
        return NearestNames(to: name, among: table.userNames) { near in
            let schemas = table.findEverywhere(near).compactMap { table[$0].flatMap(schema) }
            return schemas.map { isQualified || !path.contains($0) ? database.qualified($0, near) : near }
        }.hint
    }

    /// The columns of the relation that the error names, or of all that the statement does.
    private func columnNames(_ error: SQLError, _ statement: StatementID) -> [String] {
        var relations = Set(database.statements[statement.index].uses.map(\.relation))
        if let name = error.relationName {
            let named = relations.filter { database.relations[$0]?.name == name }
            if !named.isEmpty { relations = named }
        }
        return relations.flatMap { database.relations[$0]?.liveAttributes ?? [] }.map(\.row.name)
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

import PostgresSyntax

/// What names mean under the search path of the statement they stand in.
extension Replay {
    // MARK: Lookup

    /// Finds what a name means and notes it in the change.
    mutating func resolve(_ use: NameUse, _ change: ChangeID) -> Bool {
        switch use.kind {
        case .relation, .relationInString:
            guard let id = find(\.relations, use, change) else { return false }
            note(id, use, change)
        case .type:
            if use.schema == nil, TypeText.isBuiltIn(use.name) { return true }
            // A table's row type has the table's name.
            guard let id = find(\.types, use, change) ?? find(\.relations, use, change) else { return false }
            note(id, use, change)
        case .routine(let count): return resolveRoutine(use, argumentCount: count, change)
        case .operator: return resolveOperator(use, change)
        case .other(let kind):
            guard let id = find(\.others, use, kind: kind, change) else { return false }
            note(id, use, change)
        case .global(let kind):
            guard let id = catalog.object(ObjectIdentity(kind, name: use.name)) else { return false }
            note(id, use, change)
        }
        return true
    }

    /// Every overload that the name and the number of arguments allow is taken for meant.
    ///
    /// Without a schema the name stays as it is: PostgreSQL may have a function of this name too.
    private mutating func resolveRoutine(_ use: NameUse, argumentCount: Int?, _ change: ChangeID) -> Bool {
        let schemas = use.schema.map { [$0] } ?? catalog.session(of: catalog[change]).searchPath
        var isFound = false
        for schema in schemas {
            for id in catalog.routines.all(schema: schema, name: use.name) {
                isFound = true
                catalog.changes[change.index].references.append(Reference(target: id, range: use.range))
            }
        }
        if isFound, use.schema == nil { catalog.changes[change.index].hasOpenNames = true }
        return isFound
    }

    private mutating func resolveOperator(_ use: NameUse, _ change: ChangeID) -> Bool {
        let found = catalog.others.all(name: use.name).filter { id in
            catalog[id].identity.kind == .operator && (use.schema == nil || catalog[id].identity.schema == use.schema)
        }
        for id in found {
            catalog.changes[change.index].references.append(Reference(target: id, range: use.range))
        }
        if use.schema == nil, !found.isEmpty { catalog.changes[change.index].hasOpenNames = true }
        return !found.isEmpty
    }

    /// Finds an object by its name: in its schema, along the search path, or, once all objects are known, wherever
    /// there is one of this name.
    ///
    /// - Parameter kind: the kind it has to be of; nil if all that share its names are meant.
    private mutating func find(
        _ index: KeyPath<Catalog, NameIndex>, _ use: NameUse, kind: ObjectKind? = nil, _ change: ChangeID
    ) -> ObjectID? {
        let names = catalog[keyPath: index]
        func first(in schema: String) -> ObjectID? {
            guard let kind else { return names.first(schema: schema, name: use.name) }
            return names.all(schema: schema, name: use.name).first { catalog[$0].identity.kind == kind }
        }
        if let schema = use.schema { return first(in: schema) }
        let path = catalog.session(of: catalog[change]).searchPath
        for schema in path {
            if let id = first(in: schema) { return id }
        }
        guard looksEverywhere, !use.name.hasPrefix("pg_") else { return nil }
        let candidates = names.all(name: use.name).filter { kind == nil || catalog[$0].identity.kind == kind }
        let inDefault = first(in: options.defaultSchema)
        guard let id = candidates.count == 1 ? candidates[0] : inDefault else { return nil }
        warnUnqualified(
            "\(catalog[id].identity.kind.noun) \"\(use.name)\" does not exist", meaning: catalog[id].identity,
            use.range,
            change)
        return id
    }

    /// Notes that a change names an object, and the schema that the name leaves out.
    private mutating func note(_ id: ObjectID, _ use: NameUse, _ change: ChangeID) {
        catalog.changes[change.index].references.append(Reference(target: id, range: use.range))
        guard use.schema == nil, let schema = catalog[id].identity.schema else { return }
        let place: Qualification.Place =
            if case .relationInString = use.kind {
                .string(use.range, name: use.name)
            } else {
                .identifier(use.range.lowerBound)
            }
        catalog.changes[change.index].qualifications.append(Qualification(place: place, schema: schema))
    }

    /// The object that a statement is about; it has to be there.
    mutating func require(_ use: NameUse, kind: ObjectKind, _ change: ChangeID) throws(MissingObject) -> ObjectID {
        let count = catalog[change].references.count
        guard resolve(use, change), catalog[change].references.count > count else {
            throw MissingObject(kind: kind, name: use.name, range: use.range)
        }
        return catalog[change].references[count].target
    }

    /// The table, view, sequence or index that a statement is about.
    mutating func require(_ relation: RangeVar, _ change: ChangeID) throws(MissingObject) -> ObjectID {
        let use = NameUse(
            kind: .relation, schema: relation.schemaname, name: relation.relname ?? "", range: relation.nameRange)
        return try require(use, kind: .table, change)
    }

    // MARK: Creation

    /// The schema in which a statement creates `name`.
    ///
    /// Without one in the name it is the first in the search path that there is, or the default schema, with a warning.
    mutating func creationSchema(_ schema: String?, name: String, range: Range<Int>, _ change: ChangeID) -> String {
        if let schema { return schema }
        let path = catalog.session(of: catalog[change]).searchPath.filter { $0 != "pg_catalog" }
        let known = path.first { $0 == "public" || catalog.ids[ObjectIdentity(.schema, name: $0)] != nil }
        let chosen = known ?? path.first ?? options.defaultSchema
        catalog.changes[change.index].qualifications.append(
            Qualification(place: .identifier(range.lowerBound), schema: chosen))
        if path.isEmpty {
            warnUnqualified(
                "no schema has been selected to create in", meaning: ObjectIdentity(.table, schema: chosen, name: name),
                range, change)
        }
        return chosen
    }

    /// The schema and name that a dotted list of names creates.
    mutating func creationName(_ names: NodeList, _ change: ChangeID) -> (schema: String, name: String) {
        let parts = names.strings
        let name = parts.last ?? ""
        let range = (names.first?.byteRange.lowerBound ?? 0)..<(names.last?.byteRange.upperBound ?? 0)
        return (creationSchema(parts.dropLast().last, name: name, range: range, change), name)
    }

    /// The schema and name that a `RangeVar` creates.
    mutating func creationName(_ relation: RangeVar, _ change: ChangeID) -> (schema: String, name: String) {
        let name = relation.relname ?? ""
        return (creationSchema(relation.schemaname, name: name, range: relation.nameRange, change), name)
    }

    // MARK: Warnings

    /// Warns of a name that PostgreSQL would not find, and says what it was taken for and why it is not found.
    private mutating func warnUnqualified(
        _ message: String, meaning identity: ObjectIdentity, _ range: Range<Int>, _ id: ChangeID
    ) {
        let change = catalog[id]
        let session = catalog.session(of: change)
        var notes: [Diagnostic] = []
        if let setter = session.searchPathChange.map({ catalog[$0] }) {
            let path = session.searchPath.map(QuotedName.identifier).joined(separator: ", ")
            notes.append(
                Diagnostic(
                    .note, rule: "unqualified-name",
                    path.isEmpty ? "search_path was emptied here" : "search_path was set to \(path) here",
                    source: setter.source, range: setter.element.byteRange))
        }
        catalog.diagnostics.append(
            Diagnostic(
                .warning, rule: "unqualified-name", message, hint: "taken for \(identity.identity)",
                source: change.source, range: range, notes: notes))
    }
}

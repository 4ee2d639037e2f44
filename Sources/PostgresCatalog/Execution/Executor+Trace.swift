import PostgresSyntax

/// What statements do is noted as they do it, for those who ask for it.
extension Executor {
    /// Notes something about the current statement.
    func trace(_ note: (inout StatementTrace) -> Void) {
        guard isTracing else { return }
        note(&database.statements[statement.index].trace)
    }

    /// Begins the trace of a statement: what is in force where it stands.
    func beginTrace() {
        trace { [session] trace in
            trace = StatementTrace()
            trace.parameters = session.settings.parameters
            trace.searchPath = session.searchPath
            trace.isInTransaction = session.transaction != .none
        }
        if isTracing { database.statements[statement.index].settings = session.settings }
    }

    /// Completes the trace of a statement that succeeded.
    func endTrace() {
        trace { [database] trace in trace.order = database.traces.count }
        database.traces.count += 1
    }

    /// Notes what a statement that is run now needs.
    func noteNeeds(_ found: [FoundDependency]) {
        for dependency in found { noteNeed(dependency.address, range: dependency.range) }
    }

    /// Notes that a statement needs an object, whether or not `pg_depend` will say so.
    func noteNeed(_ object: ObjectAddress, range: Range<Int>?) {
        guard !object.oid.isBuiltIn else { return }
        trace { $0.needs.append(StatementTrace.Need(object: object, range: range)) }
    }

    /// Notes that a relation has got another column.
    func noteColumn(of relation: OID) {
        guard isTracing, let count = database.relations[relation]?.attributes.count else { return }
        trace { $0.created.append(ObjectAddress(.relation, relation, column: Int16(count))) }
    }

    /// Notes that what a statement is to make is there already.
    func noteExisting(_ catalog: CatalogClass, _ oid: OID, column: Int16 = 0) {
        trace { $0.existing = ObjectAddress(catalog, oid, column: column) }
    }

    /// Notes that an object is about to be renamed or moved.
    func noteRenaming(of object: ObjectAddress) {
        guard isTracing, let old = database.objectIdentity(object) else { return }
        trace { $0.renamed.append((object, old)) }
    }

    /// Notes that an object is about to be dropped.
    func noteRemoval(of object: ObjectAddress) {
        guard isTracing else { return }
        database.traces.dropped[object] = database.description(ofDropped: object)
        trace { $0.dropped.append(object) }
    }

    /// Notes that a name was found in a schema that it does not say.
    ///
    /// - Parameter range: the bytes that begin with the name; nil if it cannot be written with its schema.
    func noteName(_ parts: [String], in schema: OID, range: Range<Int>?) {
        guard isTracing, parts.count == 1, schema != .pgCatalog, schema != session.temporarySchema,
            schema != .none
        else { return }
        let isOnPath = searchPathSchemas.contains(schema)
        guard let range else {
            trace { $0.needsSearchPath = true }
            return
        }
        let name = database.namespaces[schema]?.name ?? ""
        trace { $0.openNames.append(StatementTrace.OpenName(range: range, name: parts[0], schema: name)) }
        if !isOnPath { warnUnqualified(parts[0], in: name, range) }
    }

    /// Warns of a name that PostgreSQL would not find, and says what it was taken for and why it is not found.
    func warnUnqualified(_ name: String, in schema: String, _ range: Range<Int>) {
        var notes: [Diagnostic] = []
        if let element = session.settings.searchPathSetter {
            let path = session.searchPath.map(QuotedName.identifier).joined(separator: ", ")
            notes.append(
                Diagnostic(
                    .note, rule: "unqualified-name",
                    path.isEmpty ? "search_path was emptied here" : "search_path was set to \(path) here",
                    source: element.tree.source, range: element.byteRange))
        }
        let element = database.statements[statement.index].element
        database.diagnostics.append(
            Diagnostic(
                .warning, rule: "unqualified-name", "\"\(name)\" is not in the search path",
                hint: "taken for \(QuotedName.qualified(schema, name))", source: element.tree.source, range: range,
                notes: notes))
    }
}

import PostgresSyntax

/// Schemas, the search path, and relations by name.
extension Executor {
    /// The schemas in which names without schema are looked up, in order, `pg_catalog` and the temporary schema among
    /// them where PostgreSQL puts them.
    var activeSearchPath: [OID] {
        let path = searchPathSchemas
        return looksEverywhere ? path + schemasElsewhere(path) : path
    }

    /// `activeSearchPath` as PostgreSQL has it.
    var searchPathSchemas: [OID] {
        let setting = SearchPath.Setting(
            names: session.searchPath, role: session.role, temporarySchema: session.temporarySchema,
            changeCount: database.namespaces.changeCount + database.roles.changeCount)
        if knownSearchPath.setting != setting {
            knownSearchPath = SearchPath(setting: setting, schemas: findSearchPath())
        }
        return knownSearchPath.schemas
    }

    /// A search path that was asked for.
    struct SearchPath {
        /// What its schemas follow from.
        struct Setting: Equatable {
            var names: [String]
            var role: OID
            var temporarySchema: OID
            /// How often schemas and roles were changed.
            var changeCount: Int
        }

        var setting: Setting?
        var schemas: [OID] = []
    }

    private func findSearchPath() -> [OID] {
        var path: [OID] = []
        for name in session.searchPath {
            let found: OID?
            switch name {
            case "$user": found = database.roles[session.role].flatMap { database.namespaces.find($0.name) }
            case "pg_temp": found = session.temporarySchema == .none ? nil : session.temporarySchema
            default: found = database.namespaces.find(name)
            }
            if let found, !path.contains(found) { path.append(found) }
        }
        if !path.contains(.pgCatalog) { path.insert(.pgCatalog, at: 0) }
        if session.temporarySchema != .none, !path.contains(session.temporarySchema) {
            path.insert(session.temporarySchema, at: 0)
        }
        return path
    }

    /// The schemas that are not in the search path, the default schema first.
    private func schemasElsewhere(_ path: [OID]) -> [OID] {
        let standard = options.defaultSchema.flatMap { database.namespaces.find($0) }
        let others = database.namespaces.userRows.map(\.oid) + [.publicSchema]
        return ((standard.map { [$0] } ?? []) + others.filter { $0 != standard })
            .filter { !path.contains($0) && $0 != session.temporarySchema }
    }

    /// The schema of new objects that name none.
    func creationSchema(range: Range<Int>? = nil) throws(SQLError) -> OID {
        for name in session.searchPath {
            switch name {
            case "$user":
                if let role = database.roles[session.role], let found = database.namespaces.find(role.name) {
                    return found
                }
            case "pg_temp": return temporarySchema()
            default:
                if let found = database.namespaces.find(name) { return found }
            }
        }
        if let standard = options.defaultSchema, looksEverywhere || session.searchPath.isEmpty {
            return try schema(standard, range: range)
        }
        throw SQLError("3F000", "no schema has been selected to create in", range: range)
    }

    /// The schema of temporary objects, made when the first one is.
    func temporarySchema() -> OID {
        if session.temporarySchema == .none {
            session.temporarySchema = database.newOID()
            database.namespaces.insert(NamespaceRow(name: "pg_temp_0"), session.temporarySchema)
        }
        return session.temporarySchema
    }

    /// The schema of this name.
    func schema(_ name: String, range: Range<Int>? = nil) throws(SQLError) -> OID {
        if name == "pg_temp" { return temporarySchema() }
        guard let found = database.namespaces.find(name) else {
            guard looksEverywhere else { throw .undefinedSchema(name, range: range) }
            return assumedSchema(name, range: range)
        }
        return found
    }

    /// A schema that no statement makes, taken as existing.
    private func assumedSchema(_ name: String, range: Range<Int>?) -> OID {
        warn("unresolved-name", "no statement here creates schema \"\(name)\"", range: range)
        let schema = database.newOID()
        database.namespaces.insert(NamespaceRow(name: name), schema)
        return schema
    }

    /// The schemas a possibly qualified name is looked up in, and the name itself: `DeconstructQualifiedName`.
    func lookup(_ parts: [String], range: Range<Int>? = nil) throws(SQLError) -> (schemas: [OID], name: String) {
        switch parts.count {
        case 1: return (activeSearchPath, parts[0])
        case 2: return ([try schema(parts[0], range: range)], parts[1])
        case 3: return ([try schema(parts[1], range: range)], parts[2])
        default:
            throw .syntax(
                "improper qualified name (too many dotted names): \(parts.joined(separator: "."))", range: range)
        }
    }

    /// The first object of a possibly qualified name in `table`; nil if there is none.
    func find<Row: CatalogRow>(_ table: CatalogTable<Row>, _ parts: [String], range: Range<Int>? = nil)
        throws(SQLError) -> OID?
    {
        let (schemas, name) = try lookup(parts, range: range)
        for (place, schema) in schemas.enumerated() {
            if let found = table.find(name, in: schema) {
                if looksEverywhere, parts.count == 1, isAmbiguous(name, table, schemas[place...]) { return nil }
                noteName(parts, in: schema, range: range)
                return found
            }
        }
        return nil
    }

    /// Whether a name that is found outside the search path, and not in the default schema, is in several schemas.
    private func isAmbiguous<Row: CatalogRow>(
        _ name: String, _ table: CatalogTable<Row>, _ schemas: ArraySlice<OID>
    ) -> Bool {
        guard let first = schemas.first, !searchPathSchemas.contains(first),
            database.namespaces[first]?.name != options.defaultSchema
        else { return false }
        return schemas.dropFirst().contains { table.find(name, in: $0) != nil }
    }

    /// The relation that a `RangeVar` names; nil if there is none.
    func findRelation(_ name: RangeVar) throws(SQLError) -> OID? {
        guard let found = try lookUpRelation(name) else { return nil }
        if !found.isBuiltIn { noteUse(of: found, range: name.nameRange) }
        return found
    }

    private func lookUpRelation(_ name: RangeVar) throws(SQLError) -> OID? {
        let relname = name.relname ?? ""
        guard let schemaname = name.schemaname else {
            return try find(database.relations, [relname], range: name.nameRange)
        }
        guard database.namespaces.find(schemaname) != nil || schemaname == "pg_temp" else { return nil }
        return database.relations.find(relname, in: try schema(schemaname))
    }

    /// The relation that a `RangeVar` names.
    func relation(_ name: RangeVar) throws(SQLError) -> OID {
        if let found = try findRelation(name) { return found }
        if let schema = name.schemaname {
            guard database.namespaces.find(schema) != nil else { throw .undefinedSchema(schema, range: name.nameRange) }
            throw .undefinedTable(schema + "." + (name.relname ?? ""), range: name.nameRange)
        }
        throw .undefinedTable(name.relname ?? "", range: name.nameRange)
    }

    /// The schema and name of the relation that a statement is to create: `RangeVarGetCreationNamespace`.
    func creationTarget(_ name: RangeVar) throws(SQLError) -> (schema: OID, name: String) {
        let relname = name.relname ?? ""
        if name.relpersistence == "t" { return (temporarySchema(), relname) }
        if let schemaname = name.schemaname { return (try schema(schemaname, range: name.nameRange), relname) }
        let schema = try creationSchema(range: name.nameRange)
        noteName([relname], in: schema, range: name.nameRange)
        return (schema, relname)
    }
}

import PostgresCatalog
import PostgresSyntax

/// The relation that a statement names, as it was before the statement.
struct Target {
    /// Its name with its schema, quoted where it has to be; as it is written, if no source shows it.
    let name: String
    /// Nil if no source shows it.
    let oid: OID?
    /// What it was before the statement; nil if no source shows it.
    let row: RelationRow?
    /// Whether it was made in this file and has no rows yet: nobody waits for it, and nothing takes time.
    let isNew: Bool
}

extension FileState {
    /// The relation that a name in a statement means.
    func target(_ name: RangeVar?, of statement: ExecutedStatement, in database: Database) -> Target? {
        guard let name, let relation = name.relname else { return nil }
        return target(schema: name.schemaname, relation, of: statement, in: database)
    }

    /// The same, of a name whose parts are known.
    func target(
        schema given: String?, _ relation: String, of statement: ExecutedStatement, in database: Database
    ) -> Target {
        if given == nil, let temporary = database.temporaryRelation(relation, statement.trace) { return temporary }
        for schema in given.map({ [$0] }) ?? statement.trace.searchPath {
            guard let namespace = database.namespaces.findBefore(schema),
                let oid = database.relations.findBefore(relation, in: namespace)
            else { continue }
            return Target(
                name: QuotedName.qualified(schema, relation), oid: oid, row: database.relations.before(oid),
                isNew: isNew(oid))
        }
        return Target(name: QuotedName.qualified(given, relation), oid: nil, row: nil, isNew: false)
    }
}

extension Database {
    /// The temporary relation of a name, which is found before all others.
    fileprivate func temporaryRelation(_ name: String, _ trace: StatementTrace) -> Target? {
        let dropped = trace.dropped.filter { $0.catalog == .relation && $0.column == 0 }.map(\.oid)
        for oid in relations.findEverywhere(name) + dropped {
            guard let row = relations.before(oid), row.name == name, row.persistence == .temporary else { continue }
            return Target(name: QuotedName.identifier(name), oid: oid, row: row, isNew: true)
        }
        return nil
    }
}

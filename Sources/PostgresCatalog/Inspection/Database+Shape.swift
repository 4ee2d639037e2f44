/// What scripts compare with an existing database, in a server's own words.
extension Database {
    /// The foreign keys of a table that are its own, by name, as `pg_get_constraintdef()` prints them, but without
    /// `NOT VALID`.
    public func foreignKeyDefinitions(of table: ObjectAddress) -> [(name: String, definition: String)] {
        guard table.catalog == .relation, let relation = relations[table.oid] else { return [] }
        return constraints.userRows.compactMap { _, row in
            guard row.kind == .foreignKey, row.relation == table.oid, row.parent == .none else { return nil }
            var valid = row
            valid.isValidated = true
            return (row.name, definition(of: valid, relation))
        }.sorted { $0.name < $1.name }
    }

    /// The table that an index is on; nil for any other object.
    public func table(ofIndex object: ObjectAddress) -> ObjectAddress? {
        guard object.catalog == .relation else { return nil }
        return relations[object.oid]?.index.map { ObjectAddress(.relation, $0.table) }
    }

    /// `pg_get_function_result()`; nil for a procedure.
    public func resultType(of routine: ObjectAddress) -> String? {
        guard routine.catalog == .procedure, let row = procedures[routine.oid], row.kind != .procedure else {
            return nil
        }
        return result(of: row)
    }
}

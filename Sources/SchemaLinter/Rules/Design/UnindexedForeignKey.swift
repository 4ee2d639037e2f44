import PostgresCatalog

extension Rule {
    static let unindexedForeignKey = Rule(
        "unindexed-foreign-key", in: .design, levels: .definitions(.warning),
        documentation: Documentation(
            what: "A foreign key whose columns are not the leading columns of an index.",
            why: """
                DELETE of a row that it refers to, and UPDATE of its key, look through the whole referencing table, and \
                hold their locks meanwhile. PostgreSQL does not make the index by itself.
                """,
            bad: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer);
                """,
            good: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer);
                CREATE INDEX ON orders (customer_id);
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables {
                let keys = (catalog.constraints[oid] ?? []).filter {
                    $0.row.kind == .foreignKey && $0.row.parent == .none
                }
                let indexes = (catalog.indexes[oid] ?? []).map(\.index)
                for key in keys where !indexes.contains(where: { $0.serves(key.row.columns) }) {
                    let table = catalog.name(oid)
                    let columns = catalog.columns(key.row.columns, of: row)
                    catalog.report(
                        "foreign key \(QuotedName.identifier(key.row.name)) on \(table) (\(columns)) has no index: "
                            + "deleting from \(catalog.name(key.row.referencedRelation)) reads all of \(table)",
                        about: ObjectAddress(.constraint, key.oid),
                        recipe: ["CREATE INDEX ON \(table) (\(columns));"])
                }
            }
        })
}

extension IndexRow {
    /// Whether rows with given values of the columns are found by it: they are its first ones, in any order.
    fileprivate func serves(_ columns: [Int16]) -> Bool {
        predicate == nil && isValid && keyCount >= columns.count
            && Set(self.columns.prefix(columns.count)) == Set(columns)
    }
}

import PostgresCatalog

extension Rule {
    static let sequenceOwnership = Rule(
        "sequence-ownership", in: .design, levels: .definitions(.info),
        documentation: Documentation(
            what: "A default that counts by a sequence which belongs to no column, and which no other table uses.",
            why: "When the table or column is dropped, the sequence stays.",
            bad: """
                CREATE SEQUENCE order_numbers;
                CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('order_numbers'));
                """,
            good: """
                CREATE SEQUENCE order_numbers;
                CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('order_numbers'));
                ALTER SEQUENCE order_numbers OWNED BY orders.id;
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.facts.relations {
                guard let sequence = row.sequence, sequence.ownedBy == nil, row.persistence != .temporary else {
                    continue
                }
                let users = catalog.database.dependencies.dependents(of: ObjectAddress(.relation, oid))
                    .compactMap { catalog.database.whole(of: $0.dependent) ?? $0.dependent.whole }
                let tables = Set(users.map { catalog.database.container(of: $0) ?? $0 })
                guard tables.count == 1, let table = tables.first, table.catalog == .relation,
                    catalog.database.relations[table.oid]?.isTable == true
                else { continue }
                catalog.report(
                    "sequence \(catalog.name(oid)) is used by \(catalog.name(table.oid)) only, but belongs to no column of it",
                    about: ObjectAddress(.relation, oid),
                    recipe: ["ALTER SEQUENCE \(catalog.name(oid)) OWNED BY \(catalog.name(table.oid)).…;"])
            }
        })
}

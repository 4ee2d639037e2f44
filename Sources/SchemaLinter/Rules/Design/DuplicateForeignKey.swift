import PostgresCatalog

extension Rule {
    static let duplicateForeignKey = Rule(
        "duplicate-foreign-key", in: .design, levels: .definitions(.warning),
        documentation: Documentation(
            what: "Two foreign keys of the same columns to the same columns.",
            why: "Each is checked by every write; where they say different things of DELETE, both happen.",
            bad: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer);
                ALTER TABLE orders ADD CONSTRAINT again FOREIGN KEY (customer_id) REFERENCES customer;
                """,
            good: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer);
                """),
        checks: .catalog { catalog in
            for (oid, _) in catalog.tables {
                var seen: [Set<[Int16]>: [(oid: OID, row: ConstraintRow)]] = [:]
                for key in catalog.foreignKeys(of: oid) {
                    let pairs = Set(zip(key.row.columns, key.row.referencedColumns).map { [$0, $1] })
                    let same = seen[pairs]?.first { $0.row.referencedRelation == key.row.referencedRelation }
                    seen[pairs, default: []].append(key)
                    guard let same else { continue }
                    let name = QuotedName.identifier(key.row.name)
                    catalog.report(
                        "foreign key \(name) on \(catalog.name(oid)) is the same as "
                            + "\(QuotedName.identifier(same.row.name)): writes check both",
                        about: ObjectAddress(.constraint, key.oid),
                        recipe: ["ALTER TABLE \(catalog.name(oid)) DROP CONSTRAINT \(name);"],
                        others: [(ObjectAddress(.constraint, same.oid), "the other foreign key")])
                }
            }
        })
}

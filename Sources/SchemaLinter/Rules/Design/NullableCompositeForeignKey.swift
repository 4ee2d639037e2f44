import PostgresCatalog

extension Rule {
    static let nullableCompositeForeignKey = Rule(
        "nullable-composite-foreign-key", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "A foreign key of several columns, some of which may be null and others not, without MATCH FULL.",
            why: "Where one of them is null the others are not looked up at all: they may reference what is not there.",
            bad: """
                CREATE TABLE customer (region int, id int, PRIMARY KEY (region, id));
                CREATE TABLE orders (id int PRIMARY KEY, region int NOT NULL, customer_id int,
                    FOREIGN KEY (region, customer_id) REFERENCES customer);
                """,
            good: """
                CREATE TABLE customer (region int, id int, PRIMARY KEY (region, id));
                CREATE TABLE orders (id int PRIMARY KEY, region int NOT NULL, customer_id int NOT NULL,
                    FOREIGN KEY (region, customer_id) REFERENCES customer);
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables {
                for key in catalog.foreignKeys(of: oid) where key.row.columns.count > 1 && key.row.matchType == "s" {
                    let nullable = row.columns(key.row.columns).filter { !$0.isNotNull }
                    guard !nullable.isEmpty, nullable.count < key.row.columns.count else { continue }
                    let names = nullable.map { QuotedName.identifier($0.name) }.joined(separator: ", ")
                    catalog.report(
                        "foreign key \(QuotedName.identifier(key.row.name)) on \(catalog.name(oid)) checks nothing where "
                            + "\(names) is null", about: ObjectAddress(.constraint, key.oid),
                        recipe: ["Make \(names) NOT NULL, or see that it is meant."])
                }
            }
        })
}

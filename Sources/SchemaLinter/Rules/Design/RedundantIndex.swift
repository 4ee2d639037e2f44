import PostgresCatalog

extension Rule {
    static let redundantIndex = Rule(
        "redundant-index", in: .design, levels: .definitions(.warning),
        documentation: Documentation(
            what: "An index whose columns are the first ones of another index of the table.",
            why: """
                What it finds the other one finds as well, if it is of the same kind, with the same operators and order, \
                and both hold all rows. Every write keeps both up to date.
                """,
            bad: """
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int, at timestamptz);
                CREATE INDEX orders_customer ON orders (customer_id);
                CREATE INDEX orders_customer_at ON orders (customer_id, at);
                """,
            good: """
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int, at timestamptz);
                CREATE INDEX orders_customer_at ON orders (customer_id, at);
                """),
        checks: .catalog { catalog in
            for (table, _) in catalog.tables {
                let indexes = catalog.indexes[table] ?? []
                for index in indexes where index.isDroppable {
                    guard let longer = indexes.first(where: { $0.extends(index) }) else { continue }
                    catalog.reportSuperfluous(index, because: "is the beginning of", longer, on: table)
                }
            }
        })
}

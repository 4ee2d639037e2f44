import PostgresCatalog

extension Rule {
    static let duplicateIndex = Rule(
        "duplicate-index", in: .design, levels: .definitions(.warning),
        documentation: Documentation(
            what: "Two indexes of a table over the same columns in the same way.",
            why: "Each of them is kept up to date by every write and takes its space; no query is faster for it.",
            bad: """
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int);
                CREATE INDEX orders_customer ON orders (customer_id);
                CREATE INDEX orders_by_customer ON orders (customer_id);
                """,
            good: """
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int);
                CREATE INDEX orders_customer ON orders (customer_id);
                """),
        checks: .catalog { catalog in
            for (table, _) in catalog.tables {
                let indexes = catalog.indexes[table] ?? []
                for (place, index) in indexes.enumerated() where index.isDroppable {
                    // Of two that could go, the younger one does.
                    let twin = indexes.enumerated().first { other, candidate in
                        (other < place || other > place && !candidate.isDroppable)
                            && candidate.isSame(as: index)
                    }
                    guard let twin = twin?.element else { continue }
                    catalog.reportSuperfluous(index, because: "is the same as", twin, on: table)
                }
            }
        })
}

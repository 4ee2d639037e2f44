extension Rule {
    static let ambiguousName = Rule(
        "ambiguous-name", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "A column, function or operator that may mean several.",
            why: "The statement fails until the name, or the types of its arguments, say which one is meant.",
            bad: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int);
                CREATE VIEW pairs AS SELECT id FROM orders JOIN customer ON customer.id = customer_id;
                """,
            good: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int);
                CREATE VIEW pairs AS SELECT orders.id FROM orders JOIN customer ON customer.id = customer_id;
                """),
        checks: .diagnostics(["42702", "42725", "42P08", "42P09"]))
}

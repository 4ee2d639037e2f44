extension Rule {
    static let undefinedObject = Rule(
        "undefined-object", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "A table, column, type, function or other object that does not exist where it is named.",
            why: """
                The statement fails. What exists is computed by running all statements before it, so the order counts: \
                an object that is made later does not exist yet.
                """,
            bad: """
                CREATE TABLE customer (id int PRIMARY KEY, name text);
                CREATE INDEX customer_email_idx ON customer (email);
                """,
            good: """
                CREATE TABLE customer (id int PRIMARY KEY, name text, email text);
                CREATE INDEX customer_email_idx ON customer (email);
                """),
        checks: .diagnostics(["42P01", "42703", "42704", "42883", "3F000", "3D000", "26000", "42P02", "3B001"]))
}

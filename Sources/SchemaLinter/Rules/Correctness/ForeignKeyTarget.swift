extension Rule {
    static let foreignKeyTargetNotUnique = Rule(
        "foreign-key-target-not-unique", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: """
                A foreign key to columns that no primary key, unique constraint or whole unique index covers, or to a \
                number of columns other than its own.
                """,
            why: "The statement fails: a row must be found by the columns that are referred to.",
            bad: """
                CREATE TABLE customer (id int PRIMARY KEY, code int);
                CREATE TABLE orders (id int PRIMARY KEY, customer_code int REFERENCES customer (code));
                """,
            good: """
                CREATE TABLE customer (id int PRIMARY KEY, code int UNIQUE);
                CREATE TABLE orders (id int PRIMARY KEY, customer_code int REFERENCES customer (code));
                """),
        checks: .diagnostics(["42830"]))
}

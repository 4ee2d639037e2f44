extension Rule {
    static let serverWarning = Rule(
        "server-warning", in: .correctness, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A statement that PostgreSQL does with a warning, such as a COMMIT where there is no transaction.",
            why: "It probably does something else than was meant.",
            bad: """
                CREATE TABLE item (id int PRIMARY KEY);
                COMMIT;
                """,
            good: """
                BEGIN;
                CREATE TABLE item (id int PRIMARY KEY);
                COMMIT;
                """))
}

extension Rule {
    static let dependentObjects = Rule(
        "dependent-objects", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "DROP, or a change of a column, that other objects stand in the way of.",
            why: """
                The statement fails. CASCADE would drop those objects as well: drop or change them by statements of their \
                own, so that it is seen what goes.
                """,
            given: """
                CREATE TABLE orders (id int PRIMARY KEY, note text);
                CREATE VIEW notes AS SELECT note FROM orders;
                """,
            bad: "DROP TABLE orders;",
            good: """
                DROP VIEW notes;
                DROP TABLE orders;
                """),
        checks: .diagnostics(["2BP01"]))
}

extension Rule {
    static let wrongObjectKind = Rule(
        "wrong-object-kind", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "A statement about one kind of object that names another: DROP VIEW of a table, an index on a view.",
            why: "The statement fails.",
            bad: """
                CREATE TABLE customer (id int PRIMARY KEY);
                DROP VIEW customer;
                """,
            good: """
                CREATE TABLE customer (id int PRIMARY KEY);
                DROP TABLE customer;
                """),
        checks: .diagnostics(["42809"]))
}

extension Rule {
    static let invalidDefinition = Rule(
        "invalid-definition", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: """
                A definition that contradicts itself or what it is about: two primary keys, partitions that overlap, a key \
                without the partition's columns, a routine whose body does not return what it says.
                """,
            why: "The statement fails.",
            bad: "CREATE TABLE orders (id int PRIMARY KEY, number int PRIMARY KEY);",
            good: "CREATE TABLE orders (id int PRIMARY KEY, number int UNIQUE);"),
        checks: .diagnostics(["42P16", "42P17", "42611", "42P13", "42P11", "42P14", "42P15", "428C9", "42939"]))
}

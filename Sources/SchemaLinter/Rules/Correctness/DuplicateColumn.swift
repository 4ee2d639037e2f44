extension Rule {
    static let duplicateColumn = Rule(
        "duplicate-column", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "A column that is named twice: in a table, a key, an index, an INSERT or an UPDATE.",
            why: "The statement fails.",
            bad: "CREATE TABLE customer (id int PRIMARY KEY, email text, email text);",
            good: "CREATE TABLE customer (id int PRIMARY KEY, email text);"),
        checks: .diagnostics(["42701"]))
}

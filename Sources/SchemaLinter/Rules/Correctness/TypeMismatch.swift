extension Rule {
    static let typeMismatch = Rule(
        "type-mismatch", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "An expression of a type that cannot become the one that is wanted: a default, a condition, a value.",
            why: "The statement fails.",
            bad: "CREATE TABLE orders (id int PRIMARY KEY, placed_at timestamptz DEFAULT 5);",
            good: "CREATE TABLE orders (id int PRIMARY KEY, placed_at timestamptz DEFAULT now());"),
        checks: .diagnostics(["42804", "42846", "42P18"]))
}

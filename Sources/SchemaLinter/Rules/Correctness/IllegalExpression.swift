extension Rule {
    static let illegalExpression = Rule(
        "illegal-expression", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: """
                An expression that its place does not take: a function in an index or a generated column that is not \
                immutable, a subquery in a CHECK, an aggregate in a condition, a column that is not grouped.
                """,
            why: "The statement fails.",
            bad: """
                CREATE TABLE orders (id int PRIMARY KEY, placed_at timestamptz);
                CREATE INDEX ON orders (date(placed_at));
                """,
            good: """
                CREATE TABLE orders (id int PRIMARY KEY, placed_at timestamptz);
                CREATE INDEX ON orders (date(placed_at AT TIME ZONE 'UTC'));
                """),
        checks: .diagnostics(["42803", "42P20", "42P10", "42P19", "42P21", "42P22"]),
        .diagnosticsOf([.indexStmt, .createStmt, .alterTableStmt, .createDomainStmt], ["42P17", "0A000"]))
}

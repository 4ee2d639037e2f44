extension Rule {
    static let syntaxError = Rule(
        "syntax-error", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "Text that PostgreSQL's parser rejects, in statements and in the bodies of routines.",
            why: """
                The statement fails, with PostgreSQL's own words. One mistake is one finding: the statements behind it \
                are read and looked at as if it were not there.
                """,
            bad: "CREAT TABLE item (id int PRIMARY KEY);",
            good: "CREATE TABLE item (id int PRIMARY KEY);"),
        checks: .diagnostics(["syntax-error", "plpgsql-syntax", "42601", "invalid-encoding", "undefined-variable"]))
}

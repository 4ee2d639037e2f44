extension Rule {
    static let insertShape = Rule(
        "insert-shape", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: """
                An INSERT, UPDATE, MERGE or COPY that does not fit its table: a column that is not there, more or fewer \
                values than columns, a value for a column that is always generated.
                """,
            why: "The statement fails, and so does the load that it is a part of.",
            bad: """
                CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
                INSERT INTO customer (id, email) VALUES (1, 'a@example.org');
                """,
            good: """
                CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
                INSERT INTO customer (email) VALUES ('a@example.org');
                """),
        checks: .diagnosticsOf(
            [.insertStmt, .updateStmt, .mergeStmt, .copyStmt], ["42703", "42601", "428C9", "42P10", "42701"]),
        .diagnostics(["428C9"]))
}

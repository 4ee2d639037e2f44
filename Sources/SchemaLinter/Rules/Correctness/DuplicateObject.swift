extension Rule {
    static let duplicateObject = Rule(
        "duplicate-object", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "Something that is made a second time under the same name.",
            why: """
                The statement fails. Tables, indexes, sequences, views and types share their schema's names; constraints, \
                triggers and policies those of their table; routines are told apart by their arguments.
                """,
            bad: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE VIEW customer AS SELECT 1 AS id;
                """,
            good: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE VIEW customers AS SELECT 1 AS id;
                """),
        checks: .diagnostics(["42710", "42P06", "42P07", "42723", "42P05", "42P04", "42712", "42P03"]))
}

extension Rule {
    static let undefinedInBody = Rule(
        "undefined-in-body", in: .correctness, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A PL/pgSQL body that names a table or column that does not exist when all files have been run.",
            why: "PostgreSQL takes the routine and fails when it is called, in the statement that is reported.",
            bad: """
                CREATE TABLE orders (id int PRIMARY KEY);
                CREATE FUNCTION total() RETURNS bigint LANGUAGE plpgsql AS
                    'BEGIN RETURN (SELECT count(*) FROM order_lines); END';
                SELECT total();
                """,
            good: """
                CREATE TABLE orders (id int PRIMARY KEY);
                CREATE FUNCTION total() RETURNS bigint LANGUAGE plpgsql AS
                    'BEGIN RETURN (SELECT count(*) FROM orders); END';
                SELECT total();
                """))
}

extension Rule {
    static let triggerMismatch = Rule(
        "trigger-mismatch", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: """
                A trigger whose function does not exist or returns something else than trigger, that names a column its \
                table does not have, or that its table cannot have.
                """,
            why: "The statement fails.",
            bad: """
                CREATE TABLE orders (id int PRIMARY KEY);
                CREATE FUNCTION stamp() RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
                """,
            good: """
                CREATE TABLE orders (id int PRIMARY KEY);
                CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
                """),
        checks: .diagnosticsOf([.createTrigStmt], ["42883", "42703", "42P17", "42809", "0A000", "42601"]))
}

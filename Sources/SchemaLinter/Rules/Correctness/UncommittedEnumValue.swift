extension Rule {
    static let uncommittedEnumValue = Rule(
        "uncommitted-enum-value", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "A label that ALTER TYPE ADD VALUE has added is used in the same transaction.",
            why: """
                The server ends the transaction with an error: rows and indexes must not have the label before it is \
                there for everybody. It may be used where the transaction has made the type as well.
                """,
            given: "CREATE TYPE state AS ENUM ('open', 'paid'); CREATE TABLE orders (id int PRIMARY KEY, state state);",
            bad: """
                BEGIN;
                ALTER TYPE state ADD VALUE 'lost';
                ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'lost';
                COMMIT;
                """,
            good: """
                ALTER TYPE state ADD VALUE 'lost';
                BEGIN;
                ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'lost';
                COMMIT;
                """),
        checks: .diagnostics(["55P04"]))
}

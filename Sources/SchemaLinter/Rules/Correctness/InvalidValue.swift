extension Rule {
    static let invalidValue = Rule(
        "invalid-value", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: """
                A constant that its type rejects: a default, a partition's bound, a value in a condition or in an INSERT \
                that is no boolean, number, date or label of its enum.
                """,
            why: "The statement fails. So does one whose default has another type than its column.",
            bad: """
                CREATE TYPE state AS ENUM ('open', 'paid');
                CREATE TABLE orders (id int PRIMARY KEY, state state DEFAULT 'opened');
                """,
            good: """
                CREATE TYPE state AS ENUM ('open', 'paid');
                CREATE TABLE orders (id int PRIMARY KEY, state state DEFAULT 'open');
                """),
        checks: .diagnostics(["22P02", "22003", "22007", "22008", "22023"]))
}

extension Rule {
    static let rejectedStatement = Rule(
        "rejected-statement", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "A statement that PostgreSQL rejects for a reason that has no rule of its own.",
            why: "It fails when it is run, with the words that are shown.",
            bad: "ROLLBACK TO there;",
            good: """
                BEGIN;
                SAVEPOINT there;
                ROLLBACK TO there;
                COMMIT;
                """))
}

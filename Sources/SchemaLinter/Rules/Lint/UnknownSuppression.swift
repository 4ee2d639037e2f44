extension Rule {
    static let unknownSuppression = Rule(
        "unknown-suppression", in: .lint, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A comment 'schemac:ignore' with a name that is neither a rule nor a category.",
            why: "It suppresses nothing.",
            bad: """
                -- schemac:ignore syntax-eror
                CREATE TABLE item (id int PRIMARY KEY);
                """,
            good: "CREATE TABLE item (id int PRIMARY KEY);"))
}

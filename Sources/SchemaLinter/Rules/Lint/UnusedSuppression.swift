extension Rule {
    static let unusedSuppression = Rule(
        "unused-suppression", in: .lint, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A comment 'schemac:ignore' that suppresses nothing.",
            why: "It hides the next finding that nobody has thought of. Comments of other linters are not meant.",
            bad: """
                -- schemac:ignore syntax-error
                CREATE TABLE item (id int PRIMARY KEY);
                """,
            good: "CREATE TABLE item (id int PRIMARY KEY);"))
}

extension Rule {
    static let suppressionWithoutReason = Rule(
        "suppression-without-reason", in: .lint, levels: .optional(.warning),
        documentation: Documentation(
            what: "A comment 'schemac:ignore' that does not say why: behind its rules, after two dashes.",
            why: "Whoever reads it later cannot tell whether it still holds.",
            bad: """
                -- schemac:ignore syntax-error
                CREATE TABLE item (id int PRIMARY KEY,);
                """,
            good: """
                -- schemac:ignore syntax-error -- an example of a mistake
                CREATE TABLE item (id int PRIMARY KEY,);
                """))
}

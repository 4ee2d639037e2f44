extension Rule {
    static let unsupportedInTargetVersion = Rule(
        "unsupported-in-target-version", in: .correctness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "Syntax that came with a later PostgreSQL than the first of the \"versions\" in schemac.json.",
            why: "The statement fails on a server of that version. Nothing is checked where no versions are named.",
            bad: "CREATE TABLE item (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) VIRTUAL);",
            good: "CREATE TABLE item (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED);"))
}

extension Rule {
    static let unknownObject = Rule(
        "unknown-object", in: .correctness,
        levels: Levels(dump: .off, schema: .off, migration: .info, query: .info, chosen: .info),
        documentation: Documentation(
            what: "What a migration or a query names and no source defines, when no other source is given.",
            why: """
                It is taken as existing, with rows, and what cannot be known of it is not checked. With the schema, or the \
                earlier migrations, named under "sources" in schemac.json, it is known whether it exists.
                """,
            bad: "ALTER TABLE invoice ADD COLUMN note text;",
            good: """
                CREATE TABLE invoice (id int PRIMARY KEY);
                ALTER TABLE invoice ADD COLUMN note text;
                """))
}

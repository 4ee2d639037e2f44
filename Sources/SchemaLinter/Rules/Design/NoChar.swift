import PostgresCatalog

extension Rule {
    static let noChar = Rule(
        "no-char", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "Columns of type char(n).",
            why: """
                Shorter values are filled up with blanks, which count in some comparisons and not in others; it is neither \
                smaller nor faster than text.
                """,
            bad: "CREATE TABLE country (code char(2) PRIMARY KEY);",
            good: "CREATE TABLE country (code text PRIMARY KEY CHECK (length(code) = 2));"),
        checks: .catalog { catalog in
            catalog.reportColumns("is char(n), which is filled up with blanks", "Use text, with a CHECK on its length.")
            {
                $0.oid == .bpchar
            }
        })
}

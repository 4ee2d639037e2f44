import PostgresCatalog

extension Rule {
    static let preferJSONB = Rule(
        "prefer-jsonb", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "Columns of type json.",
            why: """
                It is kept as text: there is no equality, so no DISTINCT or GROUP BY, and no index over its keys; it is \
                parsed at every access.
                """,
            bad: "CREATE TABLE event (id int PRIMARY KEY, body json);",
            good: "CREATE TABLE event (id int PRIMARY KEY, body jsonb);"),
        checks: .catalog { catalog in
            catalog.reportColumns("is json, which has no equality and no index", "Use jsonb.") { $0.oid == .json }
        })
}

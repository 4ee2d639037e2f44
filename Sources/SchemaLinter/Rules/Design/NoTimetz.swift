import PostgresCatalog

extension Rule {
    static let noTimetz = Rule(
        "no-timetz", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "Columns of type time with time zone.",
            why: """
                An offset without a date does not say when daylight saving counts; the SQL standard asks for the type, \
                nobody else.
                """,
            bad: "CREATE TABLE event (id int PRIMARY KEY, at timetz);",
            good: "CREATE TABLE event (id int PRIMARY KEY, at time);"),
        checks: .catalog { catalog in
            catalog.reportColumns(
                "is time with time zone, whose offset means nothing without a date",
                "Use timestamptz, or time."
            ) { $0.oid == .timetz }
        })
}

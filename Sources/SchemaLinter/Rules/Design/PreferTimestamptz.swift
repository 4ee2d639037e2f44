import PostgresCatalog

extension Rule {
    static let preferTimestamptz = Rule(
        "prefer-timestamptz", in: .design, levels: .written(schema: .warning, migration: .warning),
        documentation: Documentation(
            what: "Columns of type timestamp without time zone, reported once for each table.",
            why: """
                Such a value names no instant: what it means depends on the time zone of whoever wrote it, and the hour \
                that daylight saving repeats is there twice. timestamptz takes as much space.
                """,
            bad: "CREATE TABLE event (id int PRIMARY KEY, at timestamp);",
            good: "CREATE TABLE event (id int PRIMARY KEY, at timestamptz);"),
        checks: .catalog { catalog in
            catalog.reportColumns("is timestamp without time zone: it names no instant", "Use timestamptz.") {
                $0.oid == .timestamp
            }
        })
}

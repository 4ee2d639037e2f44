import PostgresCatalog

extension Rule {
    static let timestampPrecision = Rule(
        "timestamp-precision", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "Columns of type timestamp(0) or timestamptz(0).",
            why: "Values are rounded, not cut: what is stored may lie half a second in the future.",
            bad: "CREATE TABLE event (id int PRIMARY KEY, at timestamptz(0));",
            good: "CREATE TABLE event (id int PRIMARY KEY, at timestamptz);"),
        checks: .catalog { catalog in
            catalog.reportColumns("rounds to seconds: a value may lie in the future", "Use it without (0).") {
                ($0.oid == .timestamptz || $0.oid == .timestamp) && $0.modifier == 0
            }
        })
}

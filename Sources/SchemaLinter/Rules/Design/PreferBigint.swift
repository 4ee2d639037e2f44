import PostgresCatalog

extension Rule {
    static let preferBigint = Rule(
        "prefer-bigint", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "Columns of type integer or smallint, reported once for each table.",
            why: "They end at 2147483647 or 32767; a wider type later writes the whole table anew.",
            bad: "CREATE TABLE item (id bigint PRIMARY KEY, amount int);",
            good: "CREATE TABLE item (id bigint PRIMARY KEY, amount bigint);"),
        checks: .catalog { catalog in
            catalog.reportColumns("may outgrow its type", "Use bigint.") { $0.oid == .int4 || $0.oid == .int2 }
        })
}

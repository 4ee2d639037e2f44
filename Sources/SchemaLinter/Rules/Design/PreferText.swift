import PostgresCatalog

extension Rule {
    static let preferText = Rule(
        "prefer-text", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "Columns of type varchar(n), reported once for each table.",
            why: "The limit is mostly a guess. text is as fast; a CHECK says a limit too, and is easier to change.",
            bad: "CREATE TABLE item (id int PRIMARY KEY, name varchar(255));",
            good: "CREATE TABLE item (id int PRIMARY KEY, name text);"),
        checks: .catalog { catalog in
            catalog.reportColumns("is varchar(n)", "Use text, with a CHECK on its length if there is a limit.") {
                $0.oid == .varchar && $0.modifier >= 0
            }
        })
}

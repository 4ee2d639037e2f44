import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let requireComment = Rule(
        "require-comment", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "A table without COMMENT.",
            why: "What its rows are is written nowhere.",
            bad: "CREATE TABLE item (id int PRIMARY KEY);",
            good: """
                CREATE TABLE item (id int PRIMARY KEY);
                COMMENT ON TABLE item IS 'What is sold.';
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition {
                let object = ObjectAddress(.relation, oid)
                guard catalog.database.records[object]?.comment == nil else { continue }
                catalog.report(
                    "table \(catalog.name(oid)) has no comment", about: object,
                    recipe: ["COMMENT ON TABLE \(catalog.name(oid)) IS '…';"])
            }
        })
}

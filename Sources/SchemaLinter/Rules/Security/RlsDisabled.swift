import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let rlsDisabled = Rule(
        "rls-disabled", in: .security, levels: .optional(.warning),
        documentation: Documentation(
            what: "A table whose row security is not enabled.",
            why: "Where clients reach the database themselves, each with its own role, all rows are everybody's.",
            bad: "CREATE TABLE note (id int PRIMARY KEY);",
            good: """
                CREATE TABLE note (id int PRIMARY KEY);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.hasRowSecurity && !row.isPartition {
                catalog.report(
                    "row security of \(catalog.name(oid)) is not enabled", about: ObjectAddress(.relation, oid),
                    recipe: ["ALTER TABLE \(catalog.name(oid)) ENABLE ROW LEVEL SECURITY;"])
            }
        })
}

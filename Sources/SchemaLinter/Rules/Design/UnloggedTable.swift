import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let unloggedTable = Rule(
        "unlogged-table", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "CREATE UNLOGGED TABLE.",
            why: "After a crash the table is empty, and on replicas it is not there.",
            bad: "CREATE UNLOGGED TABLE cache (id int PRIMARY KEY);",
            good: "CREATE TABLE cache (id int PRIMARY KEY);"),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where row.persistence == .unlogged {
                catalog.report(
                    "table \(catalog.name(oid)) is unlogged: a crash empties it, and replicas do not have it",
                    about: ObjectAddress(.relation, oid))
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let pgPrefix = Rule(
        "pg-prefix", in: .naming, levels: .written(schema: .warning, migration: .warning),
        documentation: Documentation(
            what: "A table whose name begins with pg_.",
            why: "PostgreSQL's own tables are called so and are found first: a new version may bring one of that name.",
            bad: "CREATE TABLE pg_orders (id int PRIMARY KEY);",
            good: "CREATE TABLE orders (id int PRIMARY KEY);"),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where row.name.hasPrefix("pg_") {
                catalog.report(
                    "table \(catalog.name(oid)) begins with pg_, like PostgreSQL's own: those are found first",
                    about: ObjectAddress(.relation, oid))
            }
        })
}

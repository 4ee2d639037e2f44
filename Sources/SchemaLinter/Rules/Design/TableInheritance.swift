import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let tableInheritance = Rule(
        "table-inheritance", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "CREATE TABLE … INHERITS.",
            why: """
                Primary keys, unique constraints and foreign keys are each table's own: none holds for all. Partitioned \
                tables, or a foreign key to a common table, do what is mostly meant.
                """,
            bad: "CREATE TABLE person (id int PRIMARY KEY); CREATE TABLE worker (wage int) INHERITS (person);",
            good: """
                CREATE TABLE person (id int PRIMARY KEY);
                CREATE TABLE worker (person_id int PRIMARY KEY REFERENCES person, wage int);
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition && !row.parents.isEmpty {
                let parents = row.parents.map(catalog.name).joined(separator: ", ")
                catalog.report(
                    "table \(catalog.name(oid)) inherits from \(parents): keys of one say nothing about the other",
                    about: ObjectAddress(.relation, oid))
            }
        })
}

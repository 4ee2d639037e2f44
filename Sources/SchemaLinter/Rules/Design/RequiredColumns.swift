import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let requiredColumns = Rule(
        "required-columns", in: .design, levels: .optional(.warning),
        documentation: Documentation(
            what: "A table without columns that all tables are to have.",
            why: "What is common to all tables, such as when a row was made, can be relied on only if none lacks it.",
            bad: "CREATE TABLE item (id int PRIMARY KEY);",
            good: "CREATE TABLE item (id int PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now());",
            options: [Option("columns", .strings(["created_at"]), "The names of the columns.")]),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition {
                let object = ObjectAddress(.relation, oid)
                guard case .strings(let wanted) = catalog.option("columns", for: object) else { continue }
                let missing = wanted.filter { row.attribute($0) == nil }
                guard !missing.isEmpty else { continue }
                let names = missing.map(QuotedName.identifier).joined(separator: ", ")
                catalog.report("table \(catalog.name(oid)) has no \(names)", about: object)
            }
        })
}

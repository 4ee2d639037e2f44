import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let tooManyColumns = Rule(
        "too-many-columns", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "A table of many columns.",
            why: "Each row that is read or changed is read or written whole; such tables mostly hold several things.",
            bad: "CREATE TABLE wide (id int PRIMARY KEY, \(manyColumns));",
            good: "CREATE TABLE narrow (id int PRIMARY KEY, a int);",
            options: [Option("columns", .integer(60), "How many columns a table may have.")]),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition {
                let count = catalog.columns(of: oid).count
                let object = ObjectAddress(.relation, oid)
                guard count > 20, case .integer(let limit) = catalog.option("columns", for: object), count > limit
                else {
                    continue
                }
                catalog.report("table \(catalog.name(oid)) has \(count) columns", about: object)
            }
        })

    /// More columns than a table may have.
    private static let manyColumns = (1...60).map { "c\($0) int" }.joined(separator: ", ")
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let wideIndex = Rule(
        "wide-index", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "An index that is not unique, over many columns.",
            why: "It is as large as the table, and the columns at its end rarely make a search narrower.",
            bad: "CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, d int); CREATE INDEX ON t (a, b, c, d);",
            good: "CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, d int); CREATE INDEX ON t (a, b);",
            options: [Option("columns", .integer(3), "How many columns an index may have.")]),
        checks: .catalog { catalog in
            for (table, _) in catalog.tables {
                for index in catalog.indexes[table] ?? [] where !index.index.isUnique && index.index.parent == .none {
                    let object = ObjectAddress(.relation, index.oid)
                    guard case .integer(let limit) = catalog.option("columns", for: object),
                        index.index.keyCount > limit
                    else { continue }
                    catalog.report(
                        "index \(catalog.name(index.oid)) on \(catalog.name(table)) has \(index.index.keyCount) columns",
                        about: object)
                }
            }
        })
}

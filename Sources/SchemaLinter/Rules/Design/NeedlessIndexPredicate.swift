import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let needlessIndexPredicate = Rule(
        "needless-index-predicate", in: .design, levels: .definitions(.info),
        documentation: Documentation(
            what: "A partial index WHERE column IS NOT NULL, of a column that is NOT NULL.",
            why: "It holds every row, and is used only by queries that repeat the condition.",
            bad:
                "CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL); CREATE INDEX ON item (name) WHERE name IS NOT NULL;",
            good: "CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL); CREATE INDEX ON item (name);"),
        checks: .catalog { catalog in
            for (table, row) in catalog.tables {
                for index in catalog.indexes[table] ?? [] {
                    guard let test = index.index.predicate.flatMap(NullTest.init), test.nulltesttype == .notNull,
                        let column = test.arg.flatMap(ColumnRef.init)?.fields.strings.last,
                        row.attribute(column)?.row.isNotNull == true
                    else { continue }
                    catalog.report(
                        "index \(catalog.name(index.oid)) leaves out no row: \(QuotedName.identifier(column)) is NOT NULL",
                        about: ObjectAddress(.relation, index.oid), recipe: ["Leave out WHERE."])
                }
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let booleanIndex = Rule(
        "boolean-index", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "An index over a boolean column alone.",
            why: """
                It has two values: half the table is not found faster by it. An index of other columns, WHERE the flag is \
                the rarer value, is small and useful.
                """,
            bad: "CREATE TABLE item (id int PRIMARY KEY, sold boolean); CREATE INDEX ON item (sold);",
            good: "CREATE TABLE item (id int PRIMARY KEY, sold boolean); CREATE INDEX ON item (id) WHERE sold;"),
        checks: .catalog { catalog in
            for (table, row) in catalog.tables {
                for index in catalog.indexes[table] ?? [] {
                    guard index.index.keyCount == 1, index.index.predicate == nil, !index.index.isUnique,
                        index.index.parent == .none,
                        let column = row.columns(index.index.columns).first, column.type.oid == .bool
                    else { continue }
                    let name = QuotedName.identifier(column.name)
                    catalog.report(
                        "index \(catalog.name(index.oid)) is over the boolean \(catalog.name(table)).\(name) alone: it does "
                            + "not make a search narrow", about: ObjectAddress(.relation, index.oid),
                        recipe: ["CREATE INDEX ON \(catalog.name(table)) (…) WHERE \(name);"])
                }
            }
        })
}

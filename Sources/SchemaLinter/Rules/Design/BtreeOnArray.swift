import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let btreeOnArray = Rule(
        "btree-on-array", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "A btree index over a column of arrays or jsonb.",
            why: "It finds whole values only, not what is in them; gin does.",
            bad: "CREATE TABLE item (id int PRIMARY KEY, tags text[]); CREATE INDEX ON item (tags);",
            good: "CREATE TABLE item (id int PRIMARY KEY, tags text[]); CREATE INDEX ON item USING gin (tags);"),
        checks: .catalog { catalog in
            for (table, row) in catalog.tables {
                for index in catalog.indexes[table] ?? [] {
                    guard index.row.accessMethod == .btree, !index.index.isUnique, index.index.parent == .none,
                        let column = row.columns(index.index.columns).first(where: { column in
                            column.type.oid == .jsonb || catalog.database.types[column.type.oid]?.isTrueArray == true
                        })
                    else { continue }
                    let name = QuotedName.identifier(column.name)
                    catalog.report(
                        "btree index \(catalog.name(index.oid)) over \(catalog.name(table)).\(name) finds whole values only",
                        about: ObjectAddress(.relation, index.oid),
                        recipe: ["CREATE INDEX ON \(catalog.name(table)) USING gin (\(name));"])
                }
            }
        })
}

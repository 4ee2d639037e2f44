import PostgresCatalog

extension Rule {
    static let shortIntPrimaryKey = Rule(
        "short-int-primary-key", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "A primary key of one integer or smallint column whose values PostgreSQL counts.",
            why: """
                After 2147483647 (or 32767) rows, deleted and failed ones included, each INSERT fails; a wider type then \
                writes the table and all that reference it anew.
                """,
            bad: "CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);",
            good: "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition {
                for key in catalog.constraints[oid] ?? []
                where key.row.kind == .primaryKey && key.row.columns.count == 1 {
                    guard let column = row.columns(key.row.columns).first, let number = key.row.columns.first,
                        column.type.oid == .int4 || column.type.oid == .int2,
                        column.identity != nil || column.countsBySequence
                    else { continue }
                    let limit = column.type.oid == .int4 ? "2147483647" : "32767"
                    catalog.report(
                        "primary key \(catalog.name(oid)).\(QuotedName.identifier(column.name)) is "
                            + "\(catalog.database.formatType(column.type)): INSERT fails after \(limit)",
                        about: ObjectAddress(.relation, oid, column: number), recipe: ["Use bigint."])
                }
            }
        })
}

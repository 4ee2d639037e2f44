import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let missingForeignKey = Rule(
        "missing-foreign-key", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what:
                "A column such as customer_id, of the type of the primary key of a table customer, without foreign key.",
            why: "Rows may reference what is not there.",
            bad:
                "CREATE TABLE customer (id int PRIMARY KEY); CREATE TABLE orders (id int PRIMARY KEY, customer_id int);",
            good: """
                CREATE TABLE customer (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer);
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition {
                let keyed = Set(catalog.foreignKeys(of: oid).flatMap(\.row.columns))
                for (number, column) in catalog.columns(of: oid)
                where column.name.hasSuffix("_id") && !keyed.contains(number) {
                    let stem = String(column.name.dropLast(3))
                    let names = [stem, stem + "s", stem + "es"]
                    let other = names.lazy.compactMap { catalog.database.relations.find($0, in: row.schema) }.first
                    guard let other, let target = catalog.database.relations[other], other != oid,
                        let key = catalog.constraints[other]?.first(where: { $0.row.kind == .primaryKey }),
                        key.row.columns.count == 1, target.columns(key.row.columns).first?.type.oid == column.type.oid
                    else { continue }
                    let name = QuotedName.identifier(column.name)
                    catalog.report(
                        "column \(catalog.name(oid)).\(name) looks like a reference to \(catalog.name(other)), but is none",
                        about: ObjectAddress(.relation, oid, column: number),
                        recipe: [
                            "ALTER TABLE \(catalog.name(oid)) ADD FOREIGN KEY (\(name)) REFERENCES \(catalog.name(other));"
                        ])
                }
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let forbiddenTypes = Rule(
        "forbidden-types", in: .design, levels: .optional(.warning),
        documentation: Documentation(
            what: "Columns of types that are not to be used.",
            why: "It is a matter of agreement: name the types that you do not want.",
            bad: "CREATE TABLE item (id int PRIMARY KEY, body xml);",
            good: "CREATE TABLE item (id int PRIMARY KEY, body jsonb);",
            options: [Option("types", .strings(["xml", "hstore"]), "The types, as PostgreSQL writes them.")]),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition {
                for (number, column) in catalog.columns(of: oid) where column.isLocal {
                    let object = ObjectAddress(.relation, oid, column: number)
                    let type = catalog.database.formatType(column.type.oid)
                    guard case .strings(let types) = catalog.option("types", for: object), types.contains(type) else {
                        continue
                    }
                    catalog.report(
                        "column \(catalog.name(oid)).\(QuotedName.identifier(column.name)) is \(type), which is not to be used",
                        about: object)
                }
            }
        })
}

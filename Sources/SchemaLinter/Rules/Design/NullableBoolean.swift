import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let nullableBoolean = Rule(
        "nullable-boolean", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "A boolean column that may be null.",
            why: "It has three values: WHERE flag and WHERE NOT flag together do not give all rows.",
            bad: "CREATE TABLE item (id int PRIMARY KEY, sold boolean);",
            good: "CREATE TABLE item (id int PRIMARY KEY, sold boolean NOT NULL DEFAULT false);"),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.isPartition {
                for (number, column) in catalog.columns(of: oid) where column.type.oid == .bool && !column.isNotNull {
                    guard column.isLocal else { continue }
                    catalog.report(
                        "boolean column \(catalog.name(oid)).\(QuotedName.identifier(column.name)) may be null",
                        about: ObjectAddress(.relation, oid, column: number),
                        recipe: ["Make it NOT NULL DEFAULT false."])
                }
            }
        })
}

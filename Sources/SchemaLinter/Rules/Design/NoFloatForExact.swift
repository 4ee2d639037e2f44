import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let noFloatForExact = Rule(
        "no-float-for-exact", in: .design, levels: .written(schema: .warning, migration: .warning),
        documentation: Documentation(
            what: "A column of type real or double precision whose name says that it is an amount of money.",
            why: "Such numbers are binary: 0.10 is not one of them, and sums are off by a cent.",
            bad: "CREATE TABLE item (id int PRIMARY KEY, price double precision);",
            good: "CREATE TABLE item (id int PRIMARY KEY, price numeric(12, 2));"),
        checks: .catalog { catalog in
            let words: Set<String> = [
                "price", "amount", "total", "cost", "fee", "tax", "balance", "salary", "payment", "sum",
            ]
            for (oid, row) in catalog.tables where !row.isPartition {
                for (number, column) in catalog.columns(of: oid)
                where column.type.oid == .float4 || column.type.oid == .float8 {
                    let parts = column.name.lowercased().split(separator: "_").map(String.init)
                    guard column.isLocal, parts.contains(where: words.contains) else { continue }
                    catalog.report(
                        "column \(catalog.name(oid)).\(QuotedName.identifier(column.name)) is "
                            + "\(catalog.database.formatType(column.type)), which cannot hold cents exactly",
                        about: ObjectAddress(.relation, oid, column: number), recipe: ["Use numeric."])
                }
            }
        })
}

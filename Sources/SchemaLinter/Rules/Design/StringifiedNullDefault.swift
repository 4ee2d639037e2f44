import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let stringifiedNullDefault = Rule(
        "stringified-null-default", in: .design, levels: .definitions(.warning),
        documentation: Documentation(
            what: "A default that is the text 'NULL'.",
            why: "Rows get four letters, which no IS NULL finds.",
            bad: "CREATE TABLE item (id int PRIMARY KEY, note text DEFAULT 'NULL');",
            good: "CREATE TABLE item (id int PRIMARY KEY, note text DEFAULT NULL);"),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables {
                for (number, column) in catalog.columns(of: oid) {
                    guard let value = column.defaultExpression?.expression, column.generated == nil else { continue }
                    let constant = TypeCast(value)?.arg.flatMap(AConst.init) ?? AConst(value)
                    guard case .string(let text) = constant?.value, text.lowercased() == "null" else { continue }
                    catalog.report(
                        "the default of \(catalog.name(oid)).\(QuotedName.identifier(column.name)) is the text 'NULL', no null",
                        about: ObjectAddress(.relation, oid, column: number), at: value,
                        recipe: ["Leave out the default: it is null then."],
                        fix: Finding.Fix("Make it a null", [Finding.Edit(value.byteRange, "NULL")]))
                }
            }
        })
}

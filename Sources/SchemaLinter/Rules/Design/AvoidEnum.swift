import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let avoidEnum = Rule(
        "avoid-enum", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "CREATE TYPE … AS ENUM.",
            why: "Values can be added and renamed, but neither removed nor moved; a table of them can.",
            bad: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
            good: "CREATE TABLE mood (name text PRIMARY KEY);"),
        checks: .statements([.createEnumStmt]) { statement in
            let name = CreateEnumStmt(statement.node)?.typeName.strings.map(QuotedName.identifier).joined(
                separator: ".")
            statement.report(
                "values of enum \(name ?? "") can never be removed", object: "type \(name ?? "")",
                recipe: ["Make a table of the values, and reference it."])
        })
}

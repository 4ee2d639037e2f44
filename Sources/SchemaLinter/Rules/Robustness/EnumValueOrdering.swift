import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let enumValueOrdering = Rule(
        "enum-value-ordering", in: .robustness, levels: .optional(.info),
        documentation: Documentation(
            what: "ALTER TYPE … ADD VALUE without BEFORE or AFTER.",
            why: "The value sorts behind all others, whether or not that is meant, and it cannot be moved.",
            given: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
            bad: "ALTER TYPE mood ADD VALUE 'ok';",
            good: "ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy';"),
        checks: .statements([.alterEnumStmt]) { statement in
            guard let alter = AlterEnumStmt(statement.node), alter.oldVal == nil, alter.newValNeighbor == nil,
                let value = alter.newVal
            else { return }
            let name = alter.typeName.strings.map(QuotedName.identifier).joined(separator: ".")
            statement.report(
                "value \(QuotedName.literal(value)) of \(name) sorts behind all others", object: "type \(name)",
                recipe: ["ALTER TYPE \(name) ADD VALUE \(QuotedName.literal(value)) BEFORE …;"])
        })
}

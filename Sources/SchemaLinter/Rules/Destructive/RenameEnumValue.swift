import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let renameEnumValue = Rule(
        "rename-enum-value", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "ALTER TYPE … RENAME VALUE.",
            why: "Programs that still write the old value fail, and those that read know nothing of the new one.",
            given: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
            bad: "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';",
            good: "ALTER TYPE mood ADD VALUE 'blue' BEFORE 'sad';"),
        checks: .statements([.alterEnumStmt]) { statement in
            guard let alter = AlterEnumStmt(statement.node), let old = alter.oldVal, let new = alter.newVal,
                !statement.wasMadeHere(alter.typeName.strings.last ?? "", .type)
            else { return }
            let name = alter.typeName.strings.map(QuotedName.identifier).joined(separator: ".")
            statement.report(
                "renaming value \(QuotedName.literal(old)) of \(name) to \(QuotedName.literal(new)) breaks programs that "
                    + "use the old one", object: "type \(name)",
                recipe: ["ALTER TYPE \(name) ADD VALUE \(QuotedName.literal(new)) …; and change the rows over time."])
        })
}

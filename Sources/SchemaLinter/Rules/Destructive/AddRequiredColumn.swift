import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let addRequiredColumn = Rule(
        "add-required-column", in: .destructive, levels: .migrations(.error),
        documentation: Documentation(
            what: "ADD COLUMN … NOT NULL without default, to a table that may have rows.",
            why: """
                It fails if there is a row: \"column contains null values\". If there is none, programs that do not know \
                the column cannot insert any more.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "ALTER TABLE orders ADD COLUMN note text NOT NULL;",
            good: "ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '';"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for column in alteration.addedColumns {
                let kinds = column.constraints.compactMap { Constraint($0)?.contype }
                guard let name = column.colname, kinds.contains(.notnull) || kinds.contains(.primary),
                    !column.hasDefault,
                    !column.isSerial, !statement.hasDomainDefault(name, alteration)
                else { continue }
                let quoted = QuotedName.identifier(name)
                statement.report(
                    "\(alteration.name(name)) is NOT NULL without default: adding it fails if \(alteration.table.name) has "
                        + "rows, and INSERT fails that does not name it", at: column.node.byteRange,
                    object: "table column \(alteration.name(name))",
                    recipe: [
                        "Give it a DEFAULT; or",
                        "1. ALTER TABLE \(alteration.table.name) ADD COLUMN \(quoted) …; without NOT NULL",
                        "2. Release programs that fill it, and fill the rows that are there.",
                        "3. Make it NOT NULL, as 'schemac explain set-not-null-scan' shows.",
                    ])
            }
        })
}

extension StatementContext {
    /// Whether the type of a column that the statement adds is a domain with a default.
    fileprivate func hasDomainDefault(_ column: String, _ alteration: Alteration) -> Bool {
        let attribute = alteration.table.oid.flatMap { database.relations[$0] }?.attribute(column)
        return attribute.flatMap { database.types[$0.row.type.oid] }?.defaultExpression != nil
    }
}

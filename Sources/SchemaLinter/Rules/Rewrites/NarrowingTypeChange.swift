import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let narrowingTypeChange = Rule(
        "narrowing-type-change", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "A change of a column's type to one that does not hold all values of the old one.",
            why:
                "The statement fails if there is such a value, or rounds it: on the database that has the rows, not on a test.",
            given: "CREATE TABLE orders (id int PRIMARY KEY, total bigint);",
            bad: "ALTER TABLE orders ALTER COLUMN total TYPE int;",
            good: "ALTER TABLE orders ALTER COLUMN total TYPE numeric;"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for change in statement.typeChanges(alteration) {
                guard let types = change.types, !change.isComputed, types.isNarrower else { continue }
                let column = alteration.name(change.column)
                statement.report(
                    "\(change.name) does not hold all values that \(column) can have as "
                        + "\(statement.database.formatType(types.old)): the statement fails or rounds them",
                    at: change.node.byteRange, object: "table column \(column)",
                    recipe: ["Look for values that do not fit before, and say with USING what becomes of them."])
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let addExclusionConstraint = Rule(
        "add-exclusion-constraint", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: "An EXCLUDE constraint that is added to a table that may have rows.",
            why: """
                Its index is built, and all rows are compared, under an ACCESS EXCLUSIVE lock: reads and writes of the \
                table wait until that is done. There is no way to build it concurrently.
                """,
            given: "CREATE TABLE booking (id int PRIMARY KEY, during daterange);",
            bad: "ALTER TABLE booking ADD CONSTRAINT booking_once EXCLUDE USING gist (during WITH &&);",
            good: """
                CREATE TABLE booking_2 (id int PRIMARY KEY, during daterange,
                    CONSTRAINT booking_once EXCLUDE USING gist (during WITH &&));
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            let table = alteration.table.name
            for (key, _) in alteration.addedConstraints where key.contype == .exclusion {
                statement.report(
                    "adding \(key.named("EXCLUDE constraint")) blocks reads and writes of \(table) while its index is built "
                        + "(ACCESS EXCLUSIVE lock)", at: key.node.byteRange, object: "table \(table)",
                    recipe: [
                        "Add it while \(table) is small or not in use;",
                        "or make a new table with it, copy the rows over, and rename the two.",
                    ])
            }
        })
}

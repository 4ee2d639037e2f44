import PostgresCatalog

extension Rule {
    static let constraintLeftNotValid = Rule(
        "constraint-left-not-valid", in: .design, levels: .definitions(.warning),
        documentation: Documentation(
            what: "A constraint that is NOT VALID when all files have been run.",
            why: """
                Rows that were there before it may break it, and the planner does not rely on it. A migration may leave the \
                check to the next one, in the same set of files.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, total numeric);",
            bad: "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;",
            good: """
                ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
                ALTER TABLE orders VALIDATE CONSTRAINT positive;
                """),
        checks: .catalog { catalog in
            for (oid, _) in catalog.tables {
                for constraint in catalog.constraints[oid] ?? [] {
                    guard !constraint.row.isValidated, constraint.row.isEnforced, constraint.row.parent == .none else {
                        continue
                    }
                    let name = QuotedName.identifier(constraint.row.name)
                    catalog.report(
                        "constraint \(name) on \(catalog.name(oid)) is never validated: rows may break it",
                        about: ObjectAddress(.constraint, constraint.oid),
                        recipe: ["ALTER TABLE \(catalog.name(oid)) VALIDATE CONSTRAINT \(name);"])
                }
            }
        })
}

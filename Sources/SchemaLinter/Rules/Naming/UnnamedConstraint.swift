import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let unnamedConstraint = Rule(
        "unnamed-constraint", in: .naming, levels: .optional(.info),
        documentation: Documentation(
            what: "A constraint, other than NOT NULL, or an index without a name.",
            why: """
                PostgreSQL chooses a name, with a number if it is taken: the same script may give other names on another \
                database, and a migration that names it fails there.
                """,
            bad: "CREATE TABLE item (id int PRIMARY KEY);",
            good: "CREATE TABLE item (id int CONSTRAINT item_pkey PRIMARY KEY);"),
        checks: .statements([.createStmt, .alterTableStmt, .indexStmt]) { statement in
            if let index = IndexStmt(statement.node) {
                if index.idxname == nil {
                    statement.report("the index has no name: PostgreSQL chooses one", recipe: ["CREATE INDEX … ON …"])
                }
                return
            }
            for constraint in statement.node.definedConstraints where constraint.conname == nil {
                switch constraint.contype {
                case .primary, .unique, .check, .foreign, .exclusion:
                    statement.report(
                        "the constraint has no name: PostgreSQL chooses one", at: constraint.node.byteRange,
                        recipe: ["CONSTRAINT … before it."])
                default: continue
                }
            }
        })
}

extension Node {
    /// The constraints that CREATE TABLE or ALTER TABLE defines, with columns and by themselves.
    fileprivate var definedConstraints: [Constraint] {
        let elements =
            CreateStmt(self).map { Array($0.tableElts) }
            ?? AlterTableStmt(self)?.cmds.compactMap { AlterTableCmd($0)?.def } ?? []
        return elements.flatMap { element in
            ColumnDef(element)?.constraints.compactMap(Constraint.init) ?? Constraint(element).map { [$0] } ?? []
        }
    }
}

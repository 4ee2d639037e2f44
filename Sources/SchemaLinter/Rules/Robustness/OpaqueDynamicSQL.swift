import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let opaqueDynamicSQL = Rule(
        "opaque-dynamic-sql", in: .robustness, levels: .optional(.info),
        documentation: Documentation(
            what: "A DO block that does more than can be seen without running it: EXECUTE, loops, conditions.",
            why: "What it changes is not known to the rules: they are silent about it, and about what rests on it.",
            bad: "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'orders'; END $$;",
            good: "DROP TABLE IF EXISTS orders;"),
        checks: .statements([.doStmt]) { statement in
            guard statement.statement.isOpaqueBlock else { return }
            statement.report(
                "what this block does cannot be told without running it: rules do not see all of it",
                recipe: ["Write the statements themselves, with IF EXISTS or IF NOT EXISTS where they need it."])
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let createRule = Rule(
        "create-rule", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "CREATE RULE.",
            why: """
                A rule rewrites statements: expressions with side effects are computed several times, and COPY passes it \
                by. Triggers do what is mostly meant.
                """,
            bad: """
                CREATE TABLE log (id int PRIMARY KEY);
                CREATE RULE keep AS ON DELETE TO log DO INSTEAD NOTHING;
                """,
            good: """
                CREATE TABLE log (id int PRIMARY KEY);
                CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER keep BEFORE DELETE ON log FOR EACH ROW EXECUTE FUNCTION keep();
                """),
        checks: .statements([.ruleStmt]) { statement in
            guard let rule = RuleStmt(statement.node), rule.event != .select, let name = rule.rulename,
                let table = statement.target(rule.relation)
            else { return }
            statement.report(
                "rule \(QuotedName.identifier(name)) on \(table.name) rewrites statements, and COPY passes it by",
                object: "rule \(QuotedName.identifier(name)) on \(table.name)", recipe: ["Write a trigger instead."])
        })
}

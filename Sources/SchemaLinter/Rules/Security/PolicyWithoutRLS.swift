import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let policyWithoutRLS = Rule(
        "policy-without-rls", in: .security, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A table with policies, whose row security is not enabled when all files have been run.",
            why: "The policies do nothing: everybody with privileges on the table sees and changes all its rows.",
            bad: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                CREATE POLICY own ON note USING (owner = current_user);
                """,
            good: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                CREATE POLICY own ON note USING (owner = current_user);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where !row.hasRowSecurity {
                guard let policy = catalog.policies(of: oid).first else { continue }
                let name = catalog.name(oid)
                catalog.report(
                    "policy \(QuotedName.identifier(policy.row.name)) on \(name) does nothing: row security is not enabled",
                    about: ObjectAddress(.policy, policy.oid),
                    recipe: ["ALTER TABLE \(name) ENABLE ROW LEVEL SECURITY;"])
            }
        })
}

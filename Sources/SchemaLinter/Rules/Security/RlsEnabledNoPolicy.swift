import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let rlsEnabledNoPolicy = Rule(
        "rls-enabled-no-policy", in: .security, levels: .everywhere(.info),
        documentation: Documentation(
            what: "A table whose row security is enabled and which has no permissive policy.",
            why: "Nobody but its owner, superusers and roles with BYPASSRLS sees or writes a row.",
            bad: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                """,
            good: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON note USING (owner = current_user);
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.tables where row.hasRowSecurity && !row.isPartition {
                guard !catalog.policies(of: oid).contains(where: \.row.isPermissive) else { continue }
                catalog.report(
                    "row security of \(catalog.name(oid)) lets nobody see a row but its owner: it has no permissive policy",
                    about: ObjectAddress(.relation, oid),
                    recipe: ["CREATE POLICY … ON \(catalog.name(oid)) USING (…);"])
            }
        })
}

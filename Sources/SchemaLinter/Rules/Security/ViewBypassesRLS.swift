import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let viewBypassesRLS = Rule(
        "view-bypasses-rls", in: .security, levels: .everywhere(.warning),
        documentation: Documentation(
            what: """
                A view without security_invoker, or a materialized view, over a table whose row security is enabled.
                """,
            why:
                "It reads the table with its owner's rights: whoever may read the view sees rows that policies keep from them.",
            bad: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON note USING (owner = current_user);
                CREATE VIEW notes AS SELECT id FROM note;
                """,
            good: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON note USING (owner = current_user);
                CREATE VIEW notes WITH (security_invoker = true) AS SELECT id FROM note;
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.facts.relations
            where row.kind == .view || row.kind == .materializedView {
                let isInvoker = row.options.contains { option in
                    let parts = option.split(separator: "=")
                    return parts.first == "security_invoker" && !["false", "off", "0", "no"].contains(parts.last ?? "")
                }
                guard !isInvoker, let table = catalog.protectedTable(of: oid) else { continue }
                let name = catalog.name(oid)
                catalog.report(
                    "\(row.kind == .view ? "view" : "materialized view") \(name) shows rows of \(catalog.name(table)) that its "
                        + "policies keep from the reader", about: ObjectAddress(.relation, oid),
                    recipe: row.kind == .view
                        ? ["ALTER VIEW \(name) SET (security_invoker = true);"]
                        : ["REVOKE SELECT ON \(name) from roles that policies are for."])
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let multiplePermissivePolicies = Rule(
        "multiple-permissive-policies", in: .security, levels: .optional(.info),
        documentation: Documentation(
            what: "Several permissive policies of a table for the same command and role.",
            why: "Each of them is computed for each row, and one that is true is enough.",
            bad: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                CREATE POLICY one ON note FOR SELECT USING (owner = current_user);
                CREATE POLICY two ON note FOR SELECT USING (id > 0);
                """,
            good: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                CREATE POLICY one ON note FOR SELECT USING (owner = current_user OR id > 0);
                """),
        checks: .catalog { catalog in
            for (oid, _) in catalog.tables {
                let policies = catalog.policies(of: oid).filter(\.row.isPermissive)
                for (place, policy) in policies.enumerated() {
                    let other = policies[..<place].first { other in
                        (other.row.command == policy.row.command || other.row.command == "*"
                            || policy.row.command == "*")
                            && (other.row.roles == policy.row.roles || other.row.roles.isEmpty
                                || policy.row.roles.isEmpty)
                    }
                    guard let other else { continue }
                    catalog.report(
                        "policies \(QuotedName.identifier(other.row.name)) and \(QuotedName.identifier(policy.row.name)) on "
                            + "\(catalog.name(oid)) are both computed for each row",
                        about: ObjectAddress(.policy, policy.oid), recipe: ["Make one of them, with OR."])
                }
            }
        })
}

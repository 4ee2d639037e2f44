import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let policyAlwaysTrue = Rule(
        "policy-always-true", in: .security, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A permissive policy for writes whose condition is true, or true for a part of an OR.",
            why:
                "Whoever may write the table may write every row: the policy, and all others of the table, restrict nothing.",
            bad: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                CREATE POLICY any_row ON note FOR UPDATE USING (true);
                """,
            good: """
                CREATE TABLE note (id int PRIMARY KEY, owner text);
                ALTER TABLE note ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own_row ON note FOR UPDATE USING (owner = current_user);
                """),
        checks: .catalog { catalog in
            for (oid, _) in catalog.tables {
                for policy in catalog.policies(of: oid) where policy.row.isPermissive && policy.row.command != "r" {
                    guard policy.row.using?.isTrue == true || policy.row.check?.isTrue == true else { continue }
                    catalog.report(
                        "policy \(QuotedName.identifier(policy.row.name)) on \(catalog.name(oid)) lets every row be written",
                        about: ObjectAddress(.policy, policy.oid),
                        recipe: ["Say which rows: USING (owner = current_user), for one."])
                }
            }
        })
}

extension Node {
    /// Whether a condition is true whatever the row is.
    fileprivate var isTrue: Bool {
        if let constant = AConst(self) { return constant.value == .boolean(true) }
        guard let both = BoolExpr(self), both.boolop == .orExpr else { return false }
        return both.args.contains(where: \.isTrue)
    }
}

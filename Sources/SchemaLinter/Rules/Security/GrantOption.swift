import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let grantOption = Rule(
        "grant-option", in: .security, levels: .everywhere(.info),
        documentation: Documentation(
            what: "GRANT … WITH GRANT OPTION.",
            why: "Who has the privilege is then decided by whoever got it; taking it back needs CASCADE.",
            given: "CREATE TABLE orders (id int PRIMARY KEY); CREATE ROLE shop;",
            bad: "GRANT SELECT ON orders TO shop WITH GRANT OPTION;",
            good: "GRANT SELECT ON orders TO shop;"),
        checks: .statements([.grantStmt]) { statement in
            guard let grant = GrantStmt(statement.node), grant.isGrant, grant.grantOption else { return }
            statement.report(
                "those who get the privilege can give it to others", recipe: ["Leave out WITH GRANT OPTION."])
        })
}

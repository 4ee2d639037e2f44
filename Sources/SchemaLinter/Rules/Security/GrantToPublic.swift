import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let grantToPublic = Rule(
        "grant-to-public", in: .security, levels: .everywhere(.warning),
        documentation: Documentation(
            what: """
                GRANT to PUBLIC of the right to change rows, to create objects, or of all there are; ALTER DEFAULT \
                PRIVILEGES is meant too. EXECUTE, USAGE and SELECT are not.
                """,
            why: "PUBLIC is everybody who can connect, now and later.",
            given: "CREATE TABLE orders (id int PRIMARY KEY); CREATE ROLE shop;",
            bad: "GRANT ALL ON orders TO PUBLIC;",
            good: "GRANT INSERT ON orders TO shop;"),
        checks: .statements([.grantStmt, .alterDefaultPrivilegesStmt]) { statement in
            let grant = GrantStmt(statement.node) ?? AlterDefaultPrivilegesStmt(statement.node)?.action
            guard let grant, grant.isGrant, grant.grantees.contains(where: { RoleSpec($0)?.roletype == .public }) else {
                return
            }
            let harmless: Set<String> = ["select", "usage", "execute", "connect", "temporary", "temp", "references"]
            let privileges = grant.privileges.compactMap { AccessPriv($0)?.privName }
            let isAll = grant.privileges.isEmpty
            if isAll, [.function, .procedure, .routine, .type, .domain, .language].contains(grant.objtype) { return }
            guard isAll || privileges.contains(where: { !harmless.contains($0) }) else { return }
            let what = isAll ? "ALL" : privileges.map { $0.uppercased() }.joined(separator: ", ")
            statement.report(
                "everybody who can connect gets \(what)",
                recipe: ["Grant it to a role, and the role to those who need it."])
        })
}

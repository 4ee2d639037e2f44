import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dangerousRole = Rule(
        "dangerous-role", in: .security, levels: .everywhere(.warning),
        documentation: Documentation(
            what: """
                CREATE or ALTER ROLE with SUPERUSER or BYPASSRLS, or GRANT of a role that may write files or run programs \
                on the server.
                """,
            why:
                "Such a role passes by all privileges and policies; with a superuser's rights the whole server is open.",
            bad: "CREATE ROLE app SUPERUSER;",
            good: "CREATE ROLE app LOGIN;"),
        checks: .statements([.createRoleStmt, .alterRoleStmt, .grantRoleStmt]) { statement in
            if let grant = GrantRoleStmt(statement.node) {
                let roles: Set<String> = [
                    "pg_write_server_files", "pg_execute_server_program", "pg_read_server_files", "pg_write_all_data",
                ]
                let names = grant.grantedRoles.compactMap { AccessPriv($0)?.privName }.filter(roles.contains)
                guard grant.isGrant, !names.isEmpty else { return }
                return statement.report(
                    "\(names.joined(separator: ", ")) is as good as the server's own account",
                    recipe: ["Grant what is needed on single objects."])
            }
            let options = CreateRoleStmt(statement.node)?.options ?? AlterRoleStmt(statement.node)?.options
            let role = CreateRoleStmt(statement.node)?.role ?? AlterRoleStmt(statement.node)?.role?.rolename ?? ""
            for option in (options ?? statement.node.children(.options)).compactMap(DefElem.init) {
                guard ["superuser", "bypassrls"].contains(option.defname), option.arg?.booleanNodeValue != false else {
                    continue
                }
                statement.report(
                    "role \(QuotedName.identifier(role)) passes by \(option.defname == "superuser" ? "all privileges" : "all policies")",
                    at: option.node.byteRange, object: "role \(QuotedName.identifier(role))",
                    recipe: ["Leave out \(option.defname?.uppercased() ?? ""), and grant what it needs."])
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let securityDefinerPublicExecute = Rule(
        "security-definer-public-execute", in: .security, levels: .optional(.warning),
        documentation: Documentation(
            what: "A SECURITY DEFINER routine that PUBLIC may call.",
            why: "Routines can be called by everybody when they are made: each of them does what its owner may do.",
            bad: """
                CREATE FUNCTION one() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
                """,
            good: """
                CREATE FUNCTION one() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
                REVOKE EXECUTE ON FUNCTION one() FROM PUBLIC;
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.facts.routines
            where row.isSecurityDefiner && row.returnType != .trigger {
                let object = ObjectAddress(.procedure, oid)
                guard let name = catalog.database.name(of: object), catalog.isRevoked(object) == false else { continue }
                catalog.report(
                    "everybody may call \(name.identity), which runs with its owner's rights", about: object,
                    recipe: ["REVOKE EXECUTE ON \(name.type.uppercased()) \(name.identity) FROM PUBLIC;"])
            }
        })
}

extension CatalogContext {
    /// Whether a statement took EXECUTE on a routine from PUBLIC.
    fileprivate func isRevoked(_ routine: ObjectAddress) -> Bool {
        database.records[routine]?.statements.contains { id in
            guard let node = database.statements[id.index].element.statement?.node, let grant = GrantStmt(node) else {
                return false
            }
            return !grant.isGrant && grant.grantees.contains { RoleSpec($0)?.roletype == .public }
        } == true
    }
}

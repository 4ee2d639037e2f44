import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let domainWithConstraint = Rule(
        "domain-with-constraint", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "CREATE DOMAIN with CHECK or NOT NULL.",
            why: "Changing it reads every table that uses it, all of them locked at once.",
            bad: "CREATE DOMAIN amount AS numeric CHECK (VALUE >= 0);",
            good: "CREATE DOMAIN amount AS numeric;"),
        checks: .statements([.createDomainStmt]) { statement in
            guard let domain = CreateDomainStmt(statement.node) else { return }
            let kinds = domain.constraints.compactMap { Constraint($0)?.contype }
            guard kinds.contains(.check) || kinds.contains(.notnull) else { return }
            let name = domain.domainname.strings.map(QuotedName.identifier).joined(separator: ".")
            statement.report(
                "changing the constraints of domain \(name) will read and lock every table that uses it",
                object: "domain \(name)", recipe: ["Put the constraints on the columns."])
        })
}

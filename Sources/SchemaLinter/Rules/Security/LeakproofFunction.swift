import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let leakproofFunction = Rule(
        "leakproof-function", in: .security, levels: .everywhere(.info),
        documentation: Documentation(
            what: "A function that says that it is LEAKPROOF.",
            why: """
                It is computed before policies and security barriers have left out rows: an error message of it can tell \
                what is in them. Only superusers may say it.
                """,
            bad: "CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql LEAKPROOF AS 'SELECT a * 2';",
            good: "CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql AS 'SELECT a * 2';"),
        checks: .catalog { catalog in
            for (oid, row) in catalog.facts.routines where row.isLeakproof {
                let object = ObjectAddress(.procedure, oid)
                guard let name = catalog.database.name(of: object) else { continue }
                catalog.report(
                    "\(name.identity) sees rows that policies leave out, for it is LEAKPROOF", about: object,
                    recipe: ["ALTER FUNCTION \(name.identity) NOT LEAKPROOF;"])
            }
        })
}

import PostgresCatalog

extension Rule {
    static let securityDefinerSearchPath = Rule(
        "security-definer-search-path", in: .security, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "A SECURITY DEFINER routine without a search_path of its own.",
            why: """
                It runs with its owner's rights, but finds names by the caller's search_path: whoever can create objects \
                in a schema of it, pg_temp for one, lets the owner run code of theirs.
                """,
            bad: """
                CREATE FUNCTION one() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
                """,
            good: """
                CREATE FUNCTION one() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
                """),
        checks: .catalog { catalog in
            for (oid, row) in catalog.facts.routines where row.isSecurityDefiner {
                guard !row.configuration.contains(where: { $0.hasPrefix("search_path=") }) else { continue }
                let object = ObjectAddress(.procedure, oid)
                guard let name = catalog.database.name(of: object) else { continue }
                catalog.report(
                    "\(name.type) \(name.identity) runs with its owner's rights, but looks for names where its caller says",
                    about: object,
                    recipe: [
                        "ALTER \(name.type.uppercased()) \(name.identity) SET search_path = '';",
                        "Its body must then name each object with its schema.",
                    ])
            }
        })
}

import PostgresCatalog

extension Rule {
    static let legacyTypes = Rule(
        "legacy-types", in: .design, levels: .written(schema: .info, migration: .info),
        documentation: Documentation(
            what: "Columns of types that are for PostgreSQL itself: name, \"char\", and oid aliases such as regclass.",
            why: """
                name is cut at 63 bytes, "char" holds one byte, and pg_upgrade refuses columns of regproc, regoper and \
                others whose numbers change.
                """,
            bad: "CREATE TABLE item (id int PRIMARY KEY, handler regproc);",
            good: "CREATE TABLE item (id int PRIMARY KEY, handler text);"),
        checks: .catalog { catalog in
            let types: Set<OID> = [
                .name, .char, .regproc, .regprocedure, .regoper, .regoperator, .regconfig, .regdictionary,
                .regcollation,
                .regnamespace,
            ]
            catalog.reportColumns("is of a type that is for PostgreSQL itself", "Use text.") { types.contains($0.oid) }
        })
}

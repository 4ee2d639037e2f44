import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let extensionInPublic = Rule(
        "extension-in-public", in: .security, levels: .optional(.info),
        documentation: Documentation(
            what: "An extension whose objects stand in the schema public.",
            why:
                "Its functions stand among those of the application, and can be called wherever public is in search_path.",
            bad: "CREATE EXTENSION citext SCHEMA public;",
            good: "CREATE SCHEMA extensions; CREATE EXTENSION citext SCHEMA extensions;"),
        checks: .catalog { catalog in
            for (oid, row) in catalog.database.extensions.userRows where row.schema == .publicSchema {
                catalog.report(
                    "extension \(QuotedName.identifier(row.name)) is in schema public",
                    about: ObjectAddress(.extension, oid),
                    recipe: ["CREATE EXTENSION \(QuotedName.identifier(row.name)) SCHEMA extensions;"])
            }
        })
}

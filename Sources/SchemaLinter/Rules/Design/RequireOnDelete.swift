import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let requireOnDelete = Rule(
        "require-on-delete", in: .design, levels: .optional(.info),
        documentation: Documentation(
            what: "A foreign key that does not say what happens ON DELETE.",
            why: "Whether the reference keeps a row from being deleted, or goes with it, was perhaps never thought of.",
            bad: "CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree);",
            good: "CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree ON DELETE CASCADE);"),
        checks: .catalog { catalog in
            for (oid, _) in catalog.tables {
                for key in catalog.foreignKeys(of: oid) where key.row.deleteAction == "a" {
                    catalog.report(
                        "foreign key \(QuotedName.identifier(key.row.name)) on \(catalog.name(oid)) does not say what happens "
                            + "when a row of \(catalog.name(key.row.referencedRelation)) is deleted",
                        about: ObjectAddress(.constraint, key.oid),
                        recipe: ["Write ON DELETE RESTRICT, CASCADE or SET NULL."])
                }
            }
        })
}

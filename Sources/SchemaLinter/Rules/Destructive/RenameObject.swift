import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let renameObject = Rule(
        "rename-object", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: """
                RENAME of a table, view, column, type, enum value or schema that programs may use. Renaming a table whose \
                name a view, made in the same transaction, takes over is not reported.
                """,
            why:
                "Programs that still use the old name fail from then on, and those that use the new one failed before.",
            given: "CREATE TABLE orders (id int PRIMARY KEY, note text);",
            bad: "ALTER TABLE orders RENAME COLUMN note TO remark;",
            good: "ALTER TABLE orders ADD COLUMN remark text;"),
        checks: .statements([.renameStmt]) { statement in
            guard let rename = RenameStmt(statement.node), let new = rename.newname else { return }
            let quoted = QuotedName.identifier(new)
            switch rename.renameType {
            case .table, .view, .matview, .foreignTable:
                guard let table = statement.target(rename.relation), !table.isNew else { return }
                // With a view in its place, old programs go on.
                if rename.renameType == .table, statement.isReplacedByView(rename.relation?.relname) { return }
                let kind = rename.renameType == .table ? "table" : "relation"
                statement.report(
                    "renaming \(table.name) to \(quoted) breaks programs that use the old name",
                    object: "\(kind) \(table.name)",
                    recipe: [
                        "1. BEGIN; the renaming; CREATE VIEW \(table.name) AS SELECT * FROM …\(quoted); COMMIT;",
                        "2. Drop the view when no program uses the old name.",
                    ])
            case .column:
                guard let table = statement.target(rename.relation), !table.isNew, let column = rename.subname,
                    table.row?.kind != .compositeType
                else { return }
                let name = "\(table.name).\(QuotedName.identifier(column))"
                statement.report(
                    "renaming column \(name) to \(quoted) breaks programs that use the old name",
                    object: "table column \(name)",
                    recipe: [
                        "1. ALTER TABLE \(table.name) ADD COLUMN \(quoted) …; and keep both equal with a trigger.",
                        "2. Release programs that use \(quoted) only; then drop \(QuotedName.identifier(column)).",
                    ])
            case .schema, .type, .domain:
                let name = rename.subname ?? rename.object?.listItems.strings.last ?? ""
                guard !statement.wasMadeHere(name, rename.renameType) else { return }
                let kind = rename.renameType == .schema ? "schema" : "type"
                statement.report(
                    "renaming \(kind) \(QuotedName.identifier(name)) to \(quoted) breaks programs that use the old name",
                    object: "\(kind) \(QuotedName.identifier(name))",
                    recipe: ["Make the new one beside it, and drop the old one when no program uses it."])
            default: return
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dropColumn = Rule(
        "drop-column", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "ALTER TABLE … DROP COLUMN of a table that may have rows.",
            why: """
                The column's values are lost, and programs that still name the column fail from then on; those that \
                remember its table's columns fail until they start anew.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY, note text);",
            bad: "ALTER TABLE orders DROP COLUMN note;",
            good: "ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alter = AlterTableStmt(statement.node), alter.objtype == .table,
                let table = statement.target(alter.relation), !table.isNew
            else { return }
            for command in alter.cmds.compactMap(AlterTableCmd.init) where command.subtype == .dropColumn {
                guard let column = command.name else { continue }
                let name = "\(table.name).\(QuotedName.identifier(column))"
                statement.report(
                    "dropping column \(name) loses its values and breaks programs that use it",
                    at: command.node.byteRange, object: "table column \(name)",
                    recipe: [
                        "1. Release programs that do not name \(QuotedName.identifier(column)) any more.",
                        "2. Then drop the column, in a migration of its own.",
                    ])
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dropSchema = Rule(
        "drop-schema", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "DROP SCHEMA of a schema that was there before, with CASCADE.",
            why: "All that is in it goes with it, rows included.",
            given: "CREATE SCHEMA shop; CREATE TABLE shop.item (id int PRIMARY KEY);",
            bad: "DROP SCHEMA shop CASCADE;",
            good: "DROP TABLE shop.item; DROP SCHEMA shop;"),
        checks: .statements([.dropStmt]) { statement in
            guard let drop = DropStmt(statement.node), drop.removeType == .schema, drop.behavior == .cascade else {
                return
            }
            let tables = statement.trace.dropped.filter { object in
                object.catalog == .relation && object.column == 0 && !statement.file.isNew(object.oid)
                    && statement.database.relations.before(object.oid).map { $0.isTable || $0.kind == .view } == true
            }
            if statement.isDone, tables.isEmpty { return }
            let names = drop.objects.compactMap(\.stringNodeValue).map(QuotedName.identifier).joined(separator: ", ")
            let count = tables.isEmpty ? "all that is in it" : "\(tables.count) of its tables and views"
            statement.report(
                "dropping schema \(names) takes \(count) with it", object: "schema \(names)",
                recipe: ["Drop what is in it by name, so that it is seen what goes."])
        })
}

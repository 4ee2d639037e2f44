import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dropColumnDropsDependents = Rule(
        "drop-column-drops-dependents", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "DROP COLUMN of a column that is part of a key, constraint or index with other columns.",
            why: """
                The whole constraint or index goes with it without a word: what it guarantees for the other columns, or \
                how fast they are found, is lost.
                """,
            given: "CREATE TABLE line (order_id int, number int, note text, PRIMARY KEY (order_id, number));",
            bad: "ALTER TABLE line DROP COLUMN number;",
            good: "ALTER TABLE line DROP COLUMN note;"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration, let table = alteration.table.oid,
                let row = alteration.table.row
            else { return }
            let gone = alteration.commands(.dropColumn).compactMap { $0.name.flatMap { row.attribute($0)?.number } }
            for command in alteration.commands(.dropColumn) {
                guard let column = command.name, let number = row.attribute(column)?.number else { continue }
                let lost = statement.lost(with: number, keeping: gone, of: table)
                guard !lost.isEmpty else { continue }
                statement.report(
                    "dropping \(alteration.name(column)) also drops \(lost.joined(separator: ", "))",
                    at: command.node.byteRange, object: "table column \(alteration.name(column))",
                    recipe: ["Drop them by name first, and make what takes their place."])
            }
        })
}

extension StatementContext {
    /// The constraints and indexes that a table loses with a column, though they are about others as well.
    fileprivate func lost(with column: Int16, keeping gone: [Int16], of table: OID) -> [String] {
        func isLost(_ columns: [Int16]) -> Bool {
            columns.contains(column) && columns.contains { $0 > 0 && !gone.contains($0) }
        }
        let dropped = trace.dropped
        let constraints = dropped.filter { $0.catalog == .constraint }.compactMap { object -> (String, OID)? in
            guard let row = database.constraints.before(object.oid), row.relation == table, isLost(row.columns),
                let kind = row.kind.words
            else { return nil }
            return ("\(kind) \(QuotedName.identifier(row.name))", row.index)
        }
        let indexes = dropped.filter { $0.catalog == .relation && $0.column == 0 }.compactMap { object -> String? in
            guard let row = database.relations.before(object.oid), let index = row.index, index.table == table,
                isLost(index.columns), !constraints.contains(where: { $0.1 == object.oid })
            else { return nil }
            return "index \(QuotedName.identifier(row.name))"
        }
        return constraints.map(\.0) + indexes
    }
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dropConstraint = Rule(
        "drop-constraint", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: """
                DROP CONSTRAINT of a primary key, unique constraint or foreign key of a table that may have rows, without \
                another of its kind over the same columns in the same statement.
                """,
            why: """
                What it guarantees is not so for long, and cannot be had back when rows break it. Without primary key, \
                logical replication rejects UPDATE and DELETE.
                """,
            given: "CREATE TABLE customer (id int PRIMARY KEY, email text CONSTRAINT once UNIQUE);",
            bad: "ALTER TABLE customer DROP CONSTRAINT once;",
            good: "ALTER TABLE customer DROP CONSTRAINT once, ADD CONSTRAINT email_once UNIQUE (email);"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration, let table = alteration.table.oid else { return }
            for command in alteration.commands(.dropConstraint) {
                guard let name = command.name, let oid = statement.database.constraints.findBefore(name, in: table),
                    let row = statement.database.constraints.before(oid), let kind = row.kind.words, row.kind != .check
                else { continue }
                let isReplaced = statement.database.userConstraints.contains { other, candidate in
                    candidate.relation == table && candidate.kind == row.kind && candidate.columns == row.columns
                        && other != oid
                }
                if isReplaced { continue }
                let columns = (alteration.table.row?.columnNames(row.columns) ?? []).map(QuotedName.identifier)
                    .joined(separator: ", ")
                let effect: String =
                    switch row.kind {
                    case .primaryKey: "rows cannot be told apart, and logical replication rejects UPDATE and DELETE"
                    case .foreignKey: "rows may reference what is not there"
                    default: "equal rows may come in"
                    }
                statement.report(
                    "without \(row.kind == .unique ? "unique constraint" : kind) \(QuotedName.identifier(name)) (\(columns)) of \(alteration.table.name), \(effect)",
                    at: command.node.byteRange, object: "table \(alteration.table.name)",
                    recipe: ["Add the constraint that takes its place first, or in the same statement."])
            }
        })
}

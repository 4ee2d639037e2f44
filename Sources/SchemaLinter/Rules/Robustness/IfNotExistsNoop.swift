import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let ifNotExistsNoop = Rule(
        "if-not-exists-noop", in: .robustness, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "CREATE TABLE IF NOT EXISTS of a table that is there with other columns.",
            why: "The statement does nothing, and says so in a notice at most: the columns it wants are not made.",
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY, note text);",
            good: """
                CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY);
                ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
                """),
        checks: .statements([.createStmt]) { statement in
            guard let create = CreateStmt(statement.node), create.ifNotExists, create.inhRelations.isEmpty,
                let table = statement.target(create.relation), let row = table.row,
                !create.tableElts.contains(where: { $0.kind == .tableLikeClause })
            else { return }
            let there = row.liveAttributes.map(\.row.name)
            let wanted = create.tableElts.compactMap { ColumnDef($0)?.colname }
            let missing = wanted.filter { !there.contains($0) }
            guard !missing.isEmpty else { return }
            let names = missing.map(QuotedName.identifier).joined(separator: ", ")
            statement.report(
                "table \(table.name) is there already, without \(names): this statement does nothing",
                object: "table \(table.name)",
                recipe: missing.map {
                    "ALTER TABLE \(table.name) ADD COLUMN IF NOT EXISTS \(QuotedName.identifier($0)) …;"
                })
        })
}

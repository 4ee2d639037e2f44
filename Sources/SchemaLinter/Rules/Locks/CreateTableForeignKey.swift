import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let createTableForeignKey = Rule(
        "create-table-fk-locks-referenced", in: .locks, levels: .optional(.info),
        documentation: Documentation(
            what: "CREATE TABLE with a foreign key to a table that may have rows.",
            why: """
                The referenced table is locked with SHARE ROW EXCLUSIVE: its writers wait, though for a moment only, and \
                the statement waits for long transactions that write to it.
                """,
            given: "CREATE TABLE customer (id int PRIMARY KEY);",
            bad: "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer);",
            good: """
                SET lock_timeout = '2s';
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer);
                """),
        checks: .statements([.createStmt]) { statement in
            guard let create = CreateStmt(statement.node), !statement.hasLockTimeout else { return }
            var seen: Set<String> = []
            for key in create.foreignKeys {
                guard let table = statement.target(key.pktable), table.oid != nil, !table.isNew,
                    seen.insert(table.name).inserted
                else { continue }
                statement.report(
                    "a foreign key to \(table.name) blocks writes to it while the table is created "
                        + "(SHARE ROW EXCLUSIVE lock)", at: key.node.byteRange, object: "table \(table.name)",
                    recipe: ["SET lock_timeout = '2s'; before it, and try again if it fails."])
            }
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let manyForeignKeys = Rule(
        "many-foreign-keys-one-transaction", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: "Foreign keys to several tables that may have rows, added in one transaction.",
            why: """
                Each locks its table and the referenced one until the transaction ends: all their writers wait for the \
                last of them, and two transactions that take the locks in another order end in a deadlock.
                """,
            given: """
                CREATE TABLE customer (id int PRIMARY KEY); CREATE TABLE shop (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int, shop_id int);
                """,
            bad: """
                BEGIN;
                ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer NOT VALID;
                ALTER TABLE orders ADD FOREIGN KEY (shop_id) REFERENCES shop NOT VALID;
                COMMIT;
                """,
            good: """
                ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer NOT VALID;
                ALTER TABLE orders ADD FOREIGN KEY (shop_id) REFERENCES shop NOT VALID;
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            let earlier = statement.isInTransaction ? statement.earlierInTransaction : []
            var names = Set(earlier.flatMap { statement.referencedTables(of: $0) })
            let before = names.count
            names.formUnion(statement.referencedTables(of: statement.statement))
            guard names.count > 1, names.count > before, before < 2 else { return }
            statement.report(
                "writes to \(alteration.table.name), \(names.sorted().joined(separator: " and ")) wait until the "
                    + "transaction ends: each foreign key locks both its tables (SHARE ROW EXCLUSIVE)",
                object: "table \(alteration.table.name)", recipe: ["Add each foreign key in a transaction of its own."])
        })
}

extension StatementContext {
    /// The tables with rows that the foreign keys reference which a statement adds to a table with rows.
    fileprivate func referencedTables(of statement: ExecutedStatement) -> [String] {
        guard let alter = statement.element.statement.flatMap({ AlterTableStmt($0.node) }),
            file.target(alter.relation, of: statement, in: database)?.isNew == false
        else { return [] }
        return alter.cmds.compactMap { AlterTableCmd($0)?.def.flatMap(Constraint.init) }
            .filter { $0.contype == .foreign }
            .compactMap { file.target($0.pktable, of: statement, in: database) }.filter { !$0.isNew }.map(\.name)
    }
}

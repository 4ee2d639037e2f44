import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let attachPartition = Rule(
        "attach-partition-without-check", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: "ATTACH PARTITION of a table that may have rows and has no valid CHECK on the partition key.",
            why: """
                All rows of the new partition are read under an ACCESS EXCLUSIVE lock on it, and of the default partition \
                too. A valid CHECK that says the same as the bound lets PostgreSQL skip that. Whether the CHECK implies \
                the bound is not looked at: only whether one names the columns of the key.
                """,
            given: """
                CREATE TABLE event (at date NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE event_24 (at date NOT NULL);
                """,
            bad: "ALTER TABLE event ATTACH PARTITION event_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
            good: """
                ALTER TABLE event_24 ADD CONSTRAINT in_24 CHECK (at >= '2024-01-01' AND at < '2025-01-01') NOT VALID;
                ALTER TABLE event_24 VALIDATE CONSTRAINT in_24;
                ALTER TABLE event ATTACH PARTITION event_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                """),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alter = AlterTableStmt(statement.node), alter.objtype == .table,
                let table = statement.target(alter.relation)
            else { return }
            for command in alter.cmds.compactMap(AlterTableCmd.init) where command.subtype == .attachPartition {
                guard let part = command.def.flatMap(PartitionCmd.init), part.bound?.isDefault == false,
                    let partition = statement.target(part.name), !partition.isNew,
                    !statement.hasCheck(partition, on: table)
                else { continue }
                statement.report(
                    "attaching \(partition.name) to \(table.name) reads all its rows while nobody else can read or write "
                        + "it (ACCESS EXCLUSIVE lock)", at: command.node.byteRange, object: "table \(partition.name)",
                    recipe: [
                        "1. ALTER TABLE \(partition.name) ADD CONSTRAINT … CHECK (the bound) NOT VALID;",
                        "2. In another transaction: ALTER TABLE \(partition.name) VALIDATE CONSTRAINT …;",
                        "3. ALTER TABLE \(table.name) ATTACH PARTITION \(partition.name) …; and drop the check.",
                    ])
            }
        })
}

extension StatementContext {
    /// Whether a table has a valid CHECK on each column of the partition key of another.
    fileprivate func hasCheck(_ partition: Target, on table: Target) -> Bool {
        guard let oid = partition.oid, let row = partition.row, let parent = table.row, let key = parent.partitionKey
        else { return false }
        let needed = parent.columnNames(key.columns).compactMap { row.attribute($0)?.number }
        let checked = database.userConstraints.filter { id, constraint in
            constraint.relation == oid && constraint.kind == .check && constraint.isValidated
        }.flatMap(\.row.columns)
        return !needed.isEmpty && needed.allSatisfy(checked.contains)
    }
}

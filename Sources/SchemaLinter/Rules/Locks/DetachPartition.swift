import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let detachPartition = Rule(
        "detach-partition-without-concurrently", in: .locks, levels: .migrations(.error),
        documentation: Documentation(
            what: "DETACH PARTITION without CONCURRENTLY, of a table that may have rows.",
            why: """
                The partitioned table and the partition are locked with ACCESS EXCLUSIVE: the statement waits for all that \
                use the table, and everybody who comes later waits behind it. With CONCURRENTLY, which cannot run in a \
                transaction block, nobody waits.
                """,
            given: """
                CREATE TABLE event (at date) PARTITION BY RANGE (at);
                CREATE TABLE event_24 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                """,
            bad: "ALTER TABLE event DETACH PARTITION event_24;",
            good: "ALTER TABLE event DETACH PARTITION event_24 CONCURRENTLY;"),
        checks: .statements([.alterTableStmt]) { statement in
            guard let alteration = statement.alteration else { return }
            for command in alteration.commands(.detachPartition) {
                guard let part = command.def.flatMap(PartitionCmd.init), !part.concurrent,
                    let partition = statement.target(part.name)
                else { continue }
                let table = alteration.table.name
                let end = command.node.byteRange.upperBound
                statement.report(
                    "detaching \(partition.name) blocks reads and writes of \(table) while it waits for its lock "
                        + "(ACCESS EXCLUSIVE)", at: command.node.byteRange, object: "table \(table)",
                    recipe: statement.outsideTransaction([
                        "ALTER TABLE \(table) DETACH PARTITION \(partition.name) CONCURRENTLY;"
                    ]),
                    fix: statement.isInTransaction
                        ? nil : Finding.Fix("Detach it concurrently", [Finding.Edit(end..<end, " CONCURRENTLY")]))
            }
        })
}

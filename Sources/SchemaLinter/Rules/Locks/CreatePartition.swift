import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let createPartition = Rule(
        "create-partition-locks-parent", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: "CREATE TABLE … PARTITION OF a table that may have rows.",
            why: """
                The partitioned table is locked with ACCESS EXCLUSIVE: the statement waits for all that use it, and \
                everybody who comes later waits behind it. Creating the table by itself and attaching it takes SHARE \
                UPDATE EXCLUSIVE only, which reads and writes do not wait for.
                """,
            given: "CREATE TABLE event (at date) PARTITION BY RANGE (at);",
            bad: "CREATE TABLE event_24 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
            good: """
                CREATE TABLE event_24 (LIKE event INCLUDING ALL);
                ALTER TABLE event ATTACH PARTITION event_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                """),
        checks: .statements([.createStmt]) { statement in
            guard let create = CreateStmt(statement.node), let bound = create.partbound,
                let parent = create.inhRelations.first.flatMap(RangeVar.init), let table = statement.target(parent),
                !table.isNew, let name = create.relation?.text
            else { return }
            statement.report(
                "creating a partition blocks reads and writes of \(table.name) while it waits for its lock "
                    + "(ACCESS EXCLUSIVE)", object: "table \(table.name)",
                recipe: [
                    "1. CREATE TABLE \(name) (LIKE \(table.name) INCLUDING ALL);",
                    "2. ALTER TABLE \(table.name) ATTACH PARTITION \(name) \(bound.node.sourceLine);",
                ])
        })
}

extension RangeVar {
    /// The name as it is written.
    var text: String { node.sourceLine }
}

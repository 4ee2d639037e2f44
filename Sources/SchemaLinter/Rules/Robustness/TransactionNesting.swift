import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let transactionNesting = Rule(
        "transaction-nesting", in: .robustness, levels: .everywhere(.warning),
        documentation: Documentation(
            what:
                "BEGIN in a transaction; where whoever runs the file does so in one, each BEGIN, COMMIT and ROLLBACK.",
            why: """
                PostgreSQL warns and goes on: there are no transactions in transactions, so the first COMMIT ends all, and \
                what stands behind it runs without one.
                """,
            bad: """
                BEGIN;
                BEGIN;
                CREATE TABLE item (id int PRIMARY KEY);
                COMMIT;
                """,
            good: """
                BEGIN;
                CREATE TABLE item (id int PRIMARY KEY);
                COMMIT;
                """),
        checks: .diagnosticsOf([.transactionStmt], ["25001"]),
        .statements([.transactionStmt]) { statement in
            guard statement.file.runsInTransaction, let transaction = TransactionStmt(statement.node) else {
                return
            }
            switch transaction.kind {
            case .begin, .start:
                statement.report(
                    "whoever runs this file has begun a transaction already: this BEGIN does nothing",
                    recipe: ["Leave out BEGIN and COMMIT."])
            case .commit, .rollback:
                statement.report(
                    "this ends the transaction of whoever runs the file: what stands behind it runs without one",
                    recipe: ["Leave out BEGIN and COMMIT."])
            default: return
            }
        })
}

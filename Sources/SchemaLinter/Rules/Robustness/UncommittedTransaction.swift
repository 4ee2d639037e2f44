import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let uncommittedTransaction = Rule(
        "uncommitted-transaction", in: .robustness, levels: .everywhere(.error),
        documentation: Documentation(
            what: "BEGIN without COMMIT or ROLLBACK behind it in the file.",
            why: "When the connection is closed, all that was done since is undone, without an error.",
            bad: """
                BEGIN;
                CREATE TABLE item (id int PRIMARY KEY);
                """,
            good: """
                BEGIN;
                CREATE TABLE item (id int PRIMARY KEY);
                COMMIT;
                """),
        checks: .statements([.transactionStmt]) { statement in
            guard let begin = TransactionStmt(statement.node), begin.kind == .begin || begin.kind == .start else {
                return
            }
            let isEnded = statement.file.tree.statements.contains { other in
                guard other.node.tokenRange.lowerBound > statement.node.tokenRange.lowerBound,
                    let end = TransactionStmt(other.node)
                else { return false }
                return [.commit, .rollback, .prepare].contains(end.kind)
            }
            if !isEnded {
                statement.report(
                    "the transaction that begins here never ends in this file: what it does is undone",
                    recipe: ["Write COMMIT; at the end."])
            }
        })
}

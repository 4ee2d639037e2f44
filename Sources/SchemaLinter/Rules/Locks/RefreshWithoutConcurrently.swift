import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let refreshWithoutConcurrently = Rule(
        "refresh-matview-without-concurrently", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: "REFRESH MATERIALIZED VIEW without CONCURRENTLY, of a view that may have readers.",
            why: """
                Reads of the view wait until its query is done (ACCESS EXCLUSIVE lock). CONCURRENTLY needs a unique index \
                over columns of the view, without WHERE.
                """,
            given: """
                CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id; CREATE UNIQUE INDEX totals_id ON totals (id);
                """,
            bad: "REFRESH MATERIALIZED VIEW totals;",
            good: "REFRESH MATERIALIZED VIEW CONCURRENTLY totals;"),
        checks: .statements([.refreshMatViewStmt]) { statement in
            guard let refresh = RefreshMatViewStmt(statement.node), !refresh.concurrent, !refresh.skipData,
                let view = statement.target(refresh.relation), view.oid.map(statement.file.created.contains) != true
            else { return }
            let hasIndex = view.oid.map(statement.hasPlainUniqueIndex) ?? true
            statement.report(
                "REFRESH blocks reads of \(view.name) until its query is done (ACCESS EXCLUSIVE lock)",
                object: "materialized view \(view.name)",
                recipe: (hasIndex ? [] : ["CREATE UNIQUE INDEX ON \(view.name) (…);"])
                    + ["REFRESH MATERIALIZED VIEW CONCURRENTLY \(view.name);"])
        })
}

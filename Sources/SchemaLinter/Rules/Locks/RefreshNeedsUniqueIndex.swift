import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let refreshNeedsUniqueIndex = Rule(
        "refresh-matview-needs-unique-index", in: .locks, levels: .everywhere(.error),
        documentation: Documentation(
            what: "REFRESH MATERIALIZED VIEW CONCURRENTLY of a view without unique index over columns, without WHERE.",
            why: "The statement fails: \"cannot refresh materialized view concurrently\".",
            given: "CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id;",
            bad: "REFRESH MATERIALIZED VIEW CONCURRENTLY totals;",
            good: """
                CREATE UNIQUE INDEX totals_id ON totals (id);
                REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
                """),
        checks: .diagnosticsOf(
            [.refreshMatViewStmt], ["55000"], beginning: "cannot refresh materialized view"),
        .statements([.refreshMatViewStmt]) { statement in
            guard let refresh = RefreshMatViewStmt(statement.node), refresh.concurrent,
                let view = statement.target(refresh.relation), let oid = view.oid, !statement.hasPlainUniqueIndex(oid)
            else { return }
            statement.report(
                "REFRESH CONCURRENTLY fails: \(view.name) has no unique index over its columns, without WHERE",
                object: "materialized view \(view.name)", recipe: ["CREATE UNIQUE INDEX ON \(view.name) (…);"])
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let vacuumFullOrCluster = Rule(
        "vacuum-full-or-cluster", in: .rewrites, levels: .migrations(.error),
        documentation: Documentation(
            what: "VACUUM FULL or CLUSTER of a table that may have rows.",
            why: """
                The table and its indexes are written anew: reads and writes of it wait until that is done (ACCESS \
                EXCLUSIVE lock). VACUUM alone makes room for new rows while others read and write.
                """,
            given: "CREATE TABLE orders (id int PRIMARY KEY);",
            bad: "VACUUM FULL orders;",
            good: "VACUUM orders;"),
        checks: .statements([.vacuumStmt, .clusterStmt]) { statement in
            func report(_ what: String, _ relation: RangeVar?) {
                let table = statement.target(relation)
                if table?.isNew == true { return }
                let name = table?.name ?? "all tables"
                statement.report(
                    "\(what) writes \(name) anew: reads and writes wait until that is done (ACCESS EXCLUSIVE lock)",
                    object: table.map { "table \($0.name)" },
                    recipe: ["VACUUM without FULL blocks nobody; extensions such as pg_repack make tables smaller."])
            }
            if let cluster = ClusterStmt(statement.node) {
                report("CLUSTER", cluster.relation)
            } else if let vacuum = VacuumStmt(statement.node),
                vacuum.options.contains(where: { DefElem($0)?.defname == "full" })
            {
                let relations = vacuum.rels.compactMap(VacuumRelation.init)
                if relations.isEmpty { report("VACUUM FULL", nil) }
                for relation in relations { report("VACUUM FULL", relation.relation) }
            }
        })
}

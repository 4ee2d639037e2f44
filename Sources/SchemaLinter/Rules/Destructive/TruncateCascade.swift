import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let truncateCascade = Rule(
        "truncate-cascade", in: .destructive, levels: .everywhere(.error),
        documentation: Documentation(
            what: "TRUNCATE … CASCADE of a table that others reference.",
            why: "The rows of all tables that reference it are lost as well, and of those that reference them.",
            given: "CREATE TABLE customer (id int PRIMARY KEY); CREATE TABLE orders (id int REFERENCES customer);",
            bad: "TRUNCATE customer CASCADE;",
            good: "TRUNCATE customer, orders;"),
        checks: .statements([.truncateStmt]) { statement in
            guard let truncate = TruncateStmt(statement.node), truncate.behavior == .cascade else { return }
            let tables = truncate.relations.compactMap { statement.target(RangeVar($0)) }
            let known = tables.compactMap(\.oid)
            let others = statement.tablesReferencing(known).map { oid in
                statement.database.relations[oid].map { statement.database.qualified($0.schema, $0.name) } ?? ""
            }
            guard !others.isEmpty || known.count < tables.count else { return }
            let names = others.isEmpty ? "all tables that reference it" : others.joined(separator: ", ")
            statement.report(
                "TRUNCATE CASCADE also loses all rows of \(names)", object: tables.first.map { "table \($0.name)" },
                recipe: ["Name the tables that are to be emptied, without CASCADE."])
        })
}

extension StatementContext {
    /// The tables that reference some tables, and those that reference them.
    fileprivate func tablesReferencing(_ tables: [OID]) -> [OID] {
        let keys = database.userConstraints.map(\.row).filter { $0.kind == .foreignKey }
        var found: [OID] = []
        var isComplete = false
        while !isComplete {
            let known = Set(tables + found)
            let new = keys.filter { known.contains($0.referencedRelation) && !known.contains($0.relation) }.map(
                \.relation)
            isComplete = new.isEmpty
            for table in new where !found.contains(table) { found.append(table) }
        }
        return found
    }
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let dropDatabase = Rule(
        "drop-database", in: .destructive, levels: .everywhere(.warning),
        documentation: Documentation(
            what: "DROP DATABASE or DROP TABLESPACE.",
            why: "A whole database is lost, for all who use it; it cannot be undone.",
            bad: "DROP DATABASE shop;",
            good: "ALTER DATABASE shop RENAME TO shop_unused;"),
        checks: .statements([.dropdbStmt, .dropTableSpaceStmt]) { statement in
            let isDatabase = statement.node.kind == .dropdbStmt
            let name = DropdbStmt(statement.node)?.dbname ?? statement.node.string(.tablespacename) ?? ""
            statement.report(
                "dropping \(isDatabase ? "database" : "tablespace") \(QuotedName.identifier(name)) cannot be undone",
                object: "\(isDatabase ? "database" : "tablespace") \(QuotedName.identifier(name))",
                recipe: ["Leave it to those who run the server; a script does not need it."])
        })
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let functionSignatureFork = Rule(
        "function-signature-fork", in: .destructive, levels: .migrations(.warning),
        documentation: Documentation(
            what: "CREATE OR REPLACE FUNCTION with other parameters than the function of that name has.",
            why: """
                It replaces nothing: there are two functions then. Calls that fit both fail as ambiguous, and others go on \
                to the old one.
                """,
            given: "CREATE FUNCTION total(a int) RETURNS int LANGUAGE sql AS 'SELECT a';",
            bad: "CREATE OR REPLACE FUNCTION total(a int, b int DEFAULT 0) RETURNS int LANGUAGE sql AS 'SELECT a + b';",
            good: """
                DROP FUNCTION total(int);
                CREATE FUNCTION total(a int, b int DEFAULT 0) RETURNS int LANGUAGE sql AS 'SELECT a + b';
                """),
        checks: .statements([.createFunctionStmt]) { statement in
            guard let create = CreateFunctionStmt(statement.node), create.replace,
                let new = statement.trace.created.first(where: { $0.catalog == .procedure }),
                let row = statement.database.procedures[new.oid]
            else { return }
            let others = statement.database.procedures.findAll(row.name, in: row.schema).filter { $0 != new.oid }
            // Where there are several already, another one is probably meant.
            guard others.count == 1, let old = others.first, !statement.wasMadeInFile(old),
                let name = statement.database.name(of: ObjectAddress(.procedure, old)),
                let own = statement.database.name(of: new)
            else { return }
            statement.report(
                "\(own.identity) does not replace \(name.identity): there are two of them now",
                object: "\(own.type) \(own.identity)",
                recipe: ["DROP \(name.type.uppercased()) \(name.identity); before it."])
        })
}

extension StatementContext {
    /// Whether a routine was made in this file.
    fileprivate func wasMadeInFile(_ routine: OID) -> Bool {
        database.records[ObjectAddress(.procedure, routine)]?.statements.first.map {
            database.statements[$0.index].script == statement.script
        } ?? true
    }
}

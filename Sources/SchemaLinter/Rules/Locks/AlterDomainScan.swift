import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let alterDomainScan = Rule(
        "alter-domain-constraint-scan", in: .locks, levels: .migrations(.warning),
        documentation: Documentation(
            what: "ALTER DOMAIN … ADD CONSTRAINT without NOT VALID, or SET NOT NULL.",
            why: """
                All tables with a column of the domain are read under SHARE locks: writes to each of them wait until that \
                is done.
                """,
            given: "CREATE DOMAIN amount AS numeric; CREATE TABLE orders (id int PRIMARY KEY, total amount);",
            bad: "ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE >= 0);",
            good: """
                ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE >= 0) NOT VALID;
                ALTER DOMAIN amount VALIDATE CONSTRAINT positive;
                """),
        checks: .statements([.alterDomainStmt]) { statement in
            guard let alter = AlterDomainStmt(statement.node) else { return }
            let check = alter.def.flatMap(Constraint.init)
            guard alter.subtype == "O" || alter.subtype == "C" && check?.skipValidation == false else { return }
            let tables = statement.tables(ofDomain: alter.typeName.strings)
            guard !tables.isEmpty else { return }
            let name = alter.typeName.columnList.replacing(", ", with: ".")
            statement.report(
                "all rows of \(tables.joined(separator: ", ")) are read while writes to them wait (SHARE locks)",
                object: "domain \(name)",
                recipe: alter.subtype == "O"
                    ? ["Use ADD CONSTRAINT … CHECK (VALUE IS NOT NULL) NOT VALID, and validate it later."]
                    : [
                        "1. ALTER DOMAIN \(name) ADD CONSTRAINT \(check?.recipeName ?? "…") CHECK (…) NOT VALID;",
                        "2. In another transaction: ALTER DOMAIN \(name) VALIDATE CONSTRAINT \(check?.recipeName ?? "…");",
                    ], fix: alter.subtype == "C" ? check?.notValid("Add the constraint without reading rows") : nil)
        })
}

extension StatementContext {
    /// The tables with rows that have a column of a domain.
    fileprivate func tables(ofDomain name: [String]) -> [String] {
        let schemas = name.count > 1 ? [name[name.count - 2]] : trace.searchPath
        let domain = schemas.lazy.compactMap { database.namespaces.find($0) }
            .compactMap { database.types.find(name.last ?? "", in: $0) }.first
        guard let domain else { return [] }
        return database.userRelations.filter { oid, row in
            (row.kind == .table || row.kind == .materializedView) && !file.isNew(oid)
                && row.liveAttributes.contains { $0.row.type.oid == domain }
        }.map { database.qualified($0.row.schema, $0.row.name) }
    }
}

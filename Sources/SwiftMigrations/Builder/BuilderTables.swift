import PostgresSyntax

/// The tables of a migration that the schema builder makes, with the constraints that are added to them later, as pg_dump
/// writes them.
struct BuilderTables {
    /// The tables, by the places of the statements that make them.
    var tables: [Int: BuilderTable] = [:]
    /// Why other tables are made with SQL, by the places of their statements.
    private(set) var reasons: [Int: String] = [:]
    /// The statements that are a part of a table now.
    private(set) var takenIn: Set<Int> = []
    private var places: [String: Int] = [:]
    private var hasRows = false

    init(_ statements: [MigrationStatement]) {
        hasRows = statements.contains { $0.kind == .rows }
        for (index, statement) in statements.enumerated() {
            switch BuilderTable.reading(statement) {
            case .table(let table): tables[index] = table
            case .sql(let reason): reasons[index] = reason
            case .noTable: if takeIn(statement) { takenIn.insert(index) }
            }
            if statement.kind == .table, statement.creates {
                places[Self.key(statement.schema, statement.relation)] = index
            }
        }
    }

    private static func key(_ schema: String?, _ name: String?) -> String { "\(schema ?? "").\(name ?? "")" }

    /// Makes an added constraint a part of its table, if nothing that it needs is made behind the table.
    private mutating func takeIn(_ statement: MigrationStatement) -> Bool {
        guard [.constraint, .foreignKey].contains(statement.kind),
            let place = places[Self.key(statement.schema, statement.relation)], tables[place] != nil,
            let node = SyntaxTree.parse(SourceText(name: "", text: statement.sql), mode: .server).statements
                .first(where: { _ in true })?.node,
            let alter = AlterTableStmt(node), alter.cmds.count == 1,
            let constraint = AlterTableCmd(alter.cmds[0])?.def.flatMap(Constraint.init)
        else { return false }
        if let target = constraint.pktable {
            guard !hasRows else { return false }
            if let other = places[Self.key(target.schemaname, target.relname)], other != place {
                guard other < place, tables[other]?.hasKey ?? false else { return false }
            }
        }
        return tables[place]!.takeIn(constraint)
    }
}

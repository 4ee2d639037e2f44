/// A part of a Fluent migration's way up.
enum FluentPart {
    /// Statements, in a constant of that name.
    case statements(String, [MigrationStatement])
    /// A table, made by the schema builder in a function of that name.
    case table(String, BuilderTable)

    /// The parts of `statements`; one, if the builder makes none of the tables.
    static func parts(of statements: [MigrationStatement], _ style: MigrationStyle) -> [FluentPart] {
        guard style == .builder else { return [.statements("up", statements)] }
        var parts: [FluentPart] = []
        var tables = BuilderTables(statements)
        var taken: Set<String> = []
        var pending: [MigrationStatement] = []
        func end(before next: String?) {
            guard !pending.isEmpty else { return }
            let name = parts.isEmpty && next == nil ? "up" : next.map { "before" + $0 } ?? "afterTables"
            parts.append(.statements(name, pending))
            pending = []
        }
        for (index, statement) in statements.enumerated() where !tables.takenIn.contains(index) {
            guard let table = tables.tables.removeValue(forKey: index) else {
                var statement = statement
                if let reason = tables.reasons[index] { statement.comments.append("As SQL: \(reason).") }
                pending.append(statement)
                continue
            }
            let name = SwiftName.unique(SwiftName.upperCamelCase(table.name), &taken)
            end(before: name)
            parts.append(.table("create" + name, table))
        }
        end(before: nil)
        return parts
    }

    /// Writes the declaration.
    func write(_ source: inout SwiftSource) {
        switch self {
        case .statements(let name, let statements):
            Self.writeStatements(&source, name, "SQLQueryString", statements)
        case .table(let function, let table):
            source.line()
            source.block("private func \(function)(on database: any Database) async throws {") { table.write(&$0) }
        }
    }

    /// A constant with statements and the comments before them.
    static func writeStatements(
        _ source: inout SwiftSource, _ name: String, _ type: String, _ statements: [MigrationStatement]
    ) {
        source.line()
        let literals = statements.map { SwiftLiteral(text: $0.sql) }
        source.block("private static let \(name): [\(type)] = [", closing: "]") { source in
            for (index, statement) in statements.enumerated() {
                if index > 0 {
                    let areBroken = source.isBroken(literals[index]) || source.isBroken(literals[index - 1])
                    if isApart(statement, statements[index - 1], areBroken: areBroken) { source.line() }
                }
                source.comment("//", statement.comments)
                // Not behind the only one: swift-format says so.
                source.literal(literals[index], suffix: statements.count > 1 ? "," : "")
            }
        }
    }

    /// Whether a blank line stands between a statement and the one before it: not between those about the same object,
    /// and not between short ones.
    private static func isApart(
        _ statement: MigrationStatement, _ previous: MigrationStatement, areBroken: Bool
    ) -> Bool {
        if !statement.comments.isEmpty { return true }
        let isSame = statement.subject != nil && statement.subject == previous.subject
        return !isSame && areBroken
    }
}

/// The Swift source of one migration.
struct MigrationSource {
    let migration: Migration
    let options: MigrationOptions

    /// The source, without the header.
    var text: String {
        var source = SwiftSource()
        for line in options.imports { source.line(line) }
        source.line()
        source.comment("///", [migration.summary] + (migration.header.isEmpty ? [] : [""] + migration.header))
        switch options.target {
        case .fluent: writeFluent(&source)
        case .hummingbird: writeHummingbird(&source)
        case .postgresNIO: writePostgresNIO(&source)
        }
        return source.text
    }

    private var isRevertible: Bool { migration.obstacles.isEmpty }

    // MARK: Fluent

    private func writeFluent(_ source: inout SwiftSource) {
        let parts = FluentPart.parts(of: migration.up, options.style)
        source.block("\(options.modifier)struct \(migration.typeName): AsyncMigration {") { source in
            writeName(&source, "let")
            writeFunction(&source, "prepare(on database: any Database)", "Makes the change.") { source in
                if case .statements(let name, _)? = parts.first, parts.count == 1 {
                    source.line(inTransaction("try await run(Self.\(name), on: $0)"))
                } else {
                    writeParts(&source, parts)
                }
            }
            writeFunction(&source, "revert(on database: any Database)", "Undoes it.") { source in
                writeReversal(&source, inTransaction("try await run(Self.down, on: $0)"))
            }
            source.line()
            source.block(
                "private func run(_ statements: [SQLQueryString], on database: any Database) async throws {"
            ) { source in
                source.block("guard let sql = database as? any SQLDatabase else {") { source in
                    source.line(#"fatalError("\(Self.self) needs an SQL database")"#)
                }
                source.block("for statement in statements {") { $0.line("try await sql.raw(statement).run()") }
            }
            writeObstacles(&source)
            for part in parts { part.write(&source) }
            writeDown(&source, "SQLQueryString")
        }
    }

    /// A call that takes the database as `$0`, in a transaction if the migration runs in one.
    private func inTransaction(_ call: String) -> String {
        migration.runsInTransaction
            ? "try await database.transaction { \(call) }" : call.replacing("$0", with: "database")
    }

    private func writeParts(_ source: inout SwiftSource, _ parts: [FluentPart]) {
        source.block("try await database.transaction { database in") { source in
            for part in parts {
                switch part {
                case .statements(let name, _): source.line("try await run(Self.\(name), on: database)")
                case .table(let function, _): source.line("try await \(function)(on: database)")
                }
            }
        }
    }

    // MARK: Hummingbird

    private func writeHummingbird(_ source: inout SwiftSource) {
        let parameters = "connection: PostgresConnection, logger: Logger"
        source.block("\(options.modifier)struct \(migration.typeName): DatabaseMigration {") { source in
            writeName(&source, "let")
            writeFunction(&source, "apply(\(parameters))", "Makes the change.") { source in
                source.line("try await run(Self.up, on: connection, logger: logger)")
            }
            writeFunction(&source, "revert(\(parameters))", "Undoes it.") { source in
                writeReversal(&source, "try await run(Self.down, on: connection, logger: logger)")
            }
            source.line()
            source.block(
                "private func run(_ statements: [PostgresQuery], on connection: PostgresConnection, logger: Logger) "
                    + "async throws {"
            ) { writeQueries(&$0) }
            writeObstacles(&source)
            writeUp(&source)
            writeDown(&source, "PostgresQuery")
        }
    }

    private func writeQueries(_ source: inout SwiftSource) {
        source.block("for statement in statements {") { source in
            source.line("// Draining the rows is what makes a late server error throw.")
            source.line("for try await _ in try await connection.query(statement, logger: logger) {}")
        }
    }

    // MARK: PostgresNIO

    private func writePostgresNIO(_ source: inout SwiftSource) {
        let parameters = "on client: PostgresClient, logger: Logger"
        source.block("\(options.modifier)enum \(migration.typeName) {") { source in
            writeName(&source, "static let")
            writeFunction(&source, "apply(\(parameters))", "Makes the change.", "static func") { source in
                source.line("try await run(up, on: client, logger: logger)")
            }
            writeFunction(&source, "revert(\(parameters))", "Undoes it.", "static func") { source in
                writeReversal(&source, "try await run(down, on: client, logger: logger)")
            }
            source.line()
            source.block(
                "private static func run(_ statements: [PostgresQuery], on client: PostgresClient, logger: Logger) "
                    + "async throws {"
            ) { source in
                let call = migration.runsInTransaction ? "withTransaction(logger: logger)" : "withConnection"
                source.block("try await client.\(call) { connection in") { writeQueries(&$0) }
            }
            writeObstacles(&source)
            writeUp(&source)
            writeDown(&source, "PostgresQuery")
        }
    }

    // MARK: Parts

    private func writeName(_ source: inout SwiftSource, _ keyword: String) {
        writeDocumentation(&source, "The name by which it is known to have run.")
        source.line("\(options.modifier)\(keyword) name = \"\(migration.name)\"")
        guard options.access == .public, options.target != .postgresNIO else { return }
        source.line()
        writeDocumentation(&source, "A migration to be registered.")
        source.line("public init() {}")
    }

    private func writeFunction(
        _ source: inout SwiftSource, _ signature: String, _ documentation: String, _ keyword: String = "func",
        _ body: (inout SwiftSource) -> Void
    ) {
        source.line()
        writeDocumentation(&source, documentation)
        source.block("\(options.modifier)\(keyword) \(signature) async throws {", body)
    }

    private func writeDocumentation(_ source: inout SwiftSource, _ text: String) {
        if options.access == .public { source.line("/// " + text) }
    }

    private func writeReversal(_ source: inout SwiftSource, _ call: String) {
        if !isRevertible {
            source.line("throw IrreversibleMigration()")
        } else if migration.down.isEmpty {
            source.line("// There is nothing to undo.")
        } else {
            source.line(call)
        }
    }

    private func writeObstacles(_ source: inout SwiftSource) {
        guard !isRevertible else { return }
        source.line()
        source.block("private struct IrreversibleMigration: Error, CustomStringConvertible {") { source in
            let lines = ["\(migration.name) cannot be undone:"] + migration.obstacles
            source.literal(SwiftLiteral(text: lines.joined(separator: "\n")), prefix: "let description = ")
        }
    }

    private func writeUp(_ source: inout SwiftSource) {
        FluentPart.writeStatements(&source, "up", "PostgresQuery", migration.up)
    }

    private func writeDown(_ source: inout SwiftSource, _ type: String) {
        guard isRevertible, !migration.down.isEmpty else { return }
        source.line()
        let literals = migration.down.map(SwiftLiteral.init)
        source.block("private static let down: [\(type)] = [", closing: "]") { source in
            for (index, literal) in literals.enumerated() {
                if index > 0, source.isBroken(literal) || source.isBroken(literals[index - 1]) { source.line() }
                source.literal(literal, suffix: literals.count > 1 ? "," : "")
            }
        }
    }
}

extension MigrationOptions {
    /// What a public declaration begins with.
    var modifier: String { access == .public ? "public " : "" }

    /// The imports of a migration. What public declarations name has to be imported publicly.
    var imports: [String] {
        switch target {
        case .fluent: ["\(modifier)import FluentKit", "import FluentSQL"]
        case .hummingbird: ["\(modifier)import PostgresMigrations", "\(modifier)import PostgresNIO"]
        case .postgresNIO: ["\(modifier)import PostgresNIO"]
        }
    }
}

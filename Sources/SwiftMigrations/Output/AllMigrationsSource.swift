/// The Swift source that lists all migrations, in the order in which they run.
struct AllMigrationsSource {
    /// The file it is in, without the extension.
    static let fileName = "AllMigrations"

    let migrations: [Migration]
    let options: MigrationOptions

    /// The source, without the header.
    var text: String {
        var source = SwiftSource()
        switch options.target {
        case .fluent:
            writeList(
                &source, "import FluentKit", "any Migration",
                [
                    "app.migrations.add(allMigrations)  // Vapor",
                    "await fluent.migrations.add(allMigrations)  // Hummingbird with HummingbirdFluent",
                ])
        case .hummingbird:
            writeList(
                &source, "import PostgresMigrations", "any DatabaseMigration",
                [
                    "for migration in allMigrations {",
                    "    await migrations.add(migration)",
                    "}",
                ])
        case .postgresNIO: writeFunctions(&source)
        }
        return source.text
    }

    private func writeList(_ source: inout SwiftSource, _ imports: String, _ type: String, _ usage: [String]) {
        source.line(options.modifier + imports)
        source.line()
        writeDocumentation(&source, usage)
        let declaration = "\(options.modifier)let allMigrations: [\(type)] = ["
        guard migrations.count > 1 else {
            source.line(declaration + migrations.map { $0.typeName + "()" }.joined() + "]")
            return
        }
        source.block(declaration, closing: "]") { source in
            for migration in migrations { source.line("\(migration.typeName)(),") }
        }
    }

    private func writeDocumentation(_ source: inout SwiftSource, _ usage: [String]) {
        source.line("/// All migrations, in the order in which they run. Register them where the app is set up:")
        source.line("///")
        for line in usage { source.line("///     " + line) }
    }

    private func writeFunctions(_ source: inout SwiftSource) {
        let parameters = "(on client: PostgresClient, logger: Logger) async throws {"
        source.line("\(options.modifier)import PostgresNIO")
        source.line()
        source.line("/// All migrations, in the order in which they run, for a new database:")
        source.line("///")
        source.line("///     try await \(Self.fileName).apply(on: client, logger: logger)")
        source.block("\(options.modifier)enum \(Self.fileName) {") { source in
            source.line("/// Runs all migrations.")
            source.block("\(options.modifier)static func apply\(parameters)") { source in
                for migration in migrations {
                    source.line("try await \(migration.typeName).apply(on: client, logger: logger)")
                }
            }
            source.line()
            source.line("/// Undoes all migrations, the last one first.")
            source.block("\(options.modifier)static func revert\(parameters)") { source in
                for migration in migrations.reversed() {
                    source.line("try await \(migration.typeName).revert(on: client, logger: logger)")
                }
            }
        }
    }
}

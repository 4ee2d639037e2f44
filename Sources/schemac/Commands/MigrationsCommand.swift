import Platform
import PostgresSyntax
import SwiftMigrations

extension Command {
    static func migrations() -> Command {
        Command(
            name: "migrations",
            abstract: "Write Swift migrations for Fluent, Hummingbird or PostgresNIO.",
            discussion:
                "The folder gets a file for each migration and AllMigrations.swift, which lists them in order and says "
                + "how to register them. When it is written again, files that were edited are left alone.",
            operand: .files,
            options: [
                Option(
                    name: "target",
                    value: Option.Value(name: "target", allowed: MigrationTarget.allCases.map(\.rawValue)),
                    help: "The framework that runs the migrations."),
                Option(
                    name: "output", short: "o", value: Option.Value(name: "folder", isFile: true),
                    help: "The folder for the Swift files; it is created if need be."),
                .choice(
                    "split", default: MigrationSplit.schema,
                    help: "One migration for all, for each table, for each kind of object or for each file."),
                .choice(
                    "style", default: MigrationStyle.raw,
                    help: "How Fluent's migrations make tables: in SQL, or with the schema builder where it can."),
                .choice("access", default: MigrationAccess.internal, help: "Who sees the migrations."),
                Option(
                    name: "name", value: Option.Value(name: "name"),
                    help: "What the schema is called, if one migration makes all: Shop gives CreateShop."),
                .flag("owners", help: "Keep the statements that give objects to roles."),
                .flag("privileges", help: "Keep the statements that grant privileges."),
                .flag(
                    "baseline", help: "Print SQL that marks the migrations as run, for a database that has the schema."),
                .flag("check", help: "Write nothing; exit with 1 if the folder is out of date."),
                .variable, .followIncludes, .legacy, .defaultSchema, .color,
            ],
            run: runMigrations)
    }
}

private func runMigrations(_ context: CommandContext) throws {
    let arguments = context.arguments
    guard let target = arguments.value("target").flatMap(MigrationTarget.init) else {
        throw UsageError(message: "missing option '--target <target>'")
    }
    var options = MigrationOptions(target: target)
    options.split = arguments.choice("split")
    options.style = arguments.choice("style")
    options.access = arguments.choice("access")
    options.name = arguments.value("name")
    options.keepsOwners = arguments.flag("owners")
    options.keepsPrivileges = arguments.flag("privileges")
    options.defaultSchema = arguments.value("default-schema")!
    if options.style == .builder, target != .fluent {
        throw UsageError(message: "'--style builder' is for '--target fluent'")
    }
    let folder = arguments.value("output")
    guard folder != nil || arguments.flag("baseline") else {
        throw UsageError(message: "missing option '-o <folder>'")
    }
    if arguments.flag("baseline"), target == .postgresNIO {
        throw UsageError(message: "'--baseline' has no use: PostgresNIO does not keep book of migrations")
    }
    var reading = try context.scriptOptions()
    reading.legacy = arguments.choice("legacy")
    let sources = context.sources()
    // Migrations of some of the files would make a different schema.
    guard !context.diagnostics.hasFailed else { return }
    let result = SwiftMigrations.generate(sources, reading: reading, options)
    if let database = result.database { context.keep(database) }
    context.diagnostics.report(result.diagnostics)
    guard context.diagnostics.errorCount == 0 else { return }
    if let folder { try update(folder, with: result.files, context) }
    if arguments.flag("baseline"), let sql = result.migrations.baseline(target) {
        let output = OutputFile.standardOutput()
        try output.write(Array(sql.utf8))
        try output.commit()
    }
}

/// Brings the folder up to date, or says what is not.
private func update(_ folder: String, with files: [GeneratedFile], _ context: CommandContext) throws {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    var existing: [String: [UInt8]] = [:]
    if Folder.isFolder(folder) {
        for name in try Folder.files(in: folder, suffix: ".swift") {
            existing[name] = try FileContents(path: prefix + name).withUnsafeBytes { Array($0) }
        }
    }
    let update = FolderUpdate(files, existing: existing)
    func report(_ severity: Diagnostic.Severity, _ name: String, _ message: String) {
        context.diagnostics.report(severity, "\(prefix)\(name): \(message)")
    }
    for name in update.kept { report(.warning, name, "edited by hand: it is left alone") }
    guard !context.arguments.flag("check") else {
        for file in update.written {
            report(.error, file.name, existing[file.name] == nil ? "missing" : "out of date")
        }
        for name in update.removed { report(.error, name, "not needed any more") }
        return
    }
    try Folder.create(folder)
    for file in update.written {
        let output = try OutputFile(path: prefix + file.name)
        try output.write(Array(file.text.utf8))
        try output.commit()
    }
    for name in update.removed { try Folder.remove(prefix + name) }
}

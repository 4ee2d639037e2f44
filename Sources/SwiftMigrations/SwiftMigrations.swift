import PostgresCatalog
import PostgresSyntax

/// What migrations are made into.
public struct GeneratedMigrations: Sendable {
    /// The migrations, in the order in which they run; none if the input has errors.
    public fileprivate(set) var migrations: [Migration] = []
    /// The files of Swift source.
    public fileprivate(set) var files: [GeneratedFile] = []
    /// What there is to say about the input.
    public fileprivate(set) var diagnostics: [Diagnostic] = []
    /// The database that the input makes; nil if the input has syntax errors.
    public fileprivate(set) var database: Database?
}

/// Swift source for the migrations of server frameworks.
public enum SwiftMigrations {
    /// The migrations that make the schema of `sources`, which are scripts in the order in which they run.
    ///
    /// - Parameter reading: how scripts are read.
    public static func generate(
        _ sources: [SourceText], reading: ScriptOptions = ScriptOptions(), _ options: MigrationOptions
    ) -> GeneratedMigrations {
        var result = GeneratedMigrations()
        let steps = MigrationScript.steps(sources.map(\.transcoded))
        let trees = steps.map { SyntaxTree.parse($0.up, options: reading) }
        let reversals = steps.map { $0.down.map { SyntaxTree.parse($0, options: reading) } }
        for (tree, reversal) in zip(trees, reversals) {
            result.diagnostics += tree.diagnostics + (options.split == .file ? reversal?.diagnostics ?? [] : [])
        }
        guard !result.hasErrors else { return result }
        for tree in trees where !tree.statements.contains(where: { _ in true }) {
            result.diagnostics.append(
                Diagnostic(
                    .note, rule: "left-out", "no statement: the file is left out", source: tree.source, range: 0..<0))
        }
        let run = options.split == .file ? StatementRun.inPlace(trees) : .ordered(trees, options)
        result.database = run.database
        let reader = StatementReader.read(run, options)
        result.diagnostics += run.diagnostics + reader.diagnostics
        guard !result.hasErrors else { return result }
        var statements = reader.statements
        // The other splits have a way back of their own.
        var downs = reversals.map { options.split == .file ? $0.map(FileUnits.statements) : nil }
        if options.target == .hummingbird {
            result.diagnostics += statements.fitIntoTransaction()
            for index in downs.indices { result.diagnostics += downs[index]?.fitIntoTransaction() ?? [] }
        }
        guard !result.hasErrors else { return result }
        var units: [MigrationUnit]
        if options.split == .file {
            units = FileUnits(steps, downs).units(of: statements)
        } else {
            units = Grouping.units(of: statements, options.split)
            if options.split == .schema, units.count == 1 { units[0].name = "Create" + (options.name ?? "Schema") }
        }
        result.migrations = MigrationPlan(statements, units, options).migrations
        result.files = files(result.migrations, options)
        return result
    }

    private static func files(_ migrations: [Migration], _ options: MigrationOptions) -> [GeneratedFile] {
        let files = migrations.map {
            GeneratedFile(
                name: $0.typeName + ".swift", content: MigrationSource(migration: $0, options: options).text)
        }
        let all = AllMigrationsSource(migrations: migrations, options: options)
        return files + [GeneratedFile(name: AllMigrationsSource.fileName + ".swift", content: all.text)]
    }
}

extension GeneratedMigrations {
    fileprivate var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension SourceText {
    /// The same text in UTF-8, as Swift source is, if it says that it is in LATIN1.
    fileprivate var transcoded: SourceText {
        let all = bytes(in: 0..<count)
        guard String(validating: all, as: UTF8.self) == nil else { return self }
        let head = String(decoding: all.prefix(4096), as: UTF8.self).uppercased()
        guard head.contains("CLIENT_ENCODING = 'LATIN1'") else { return self }
        return SourceText(name: name, text: String(String.UnicodeScalarView(all.map { Unicode.Scalar($0) })))
    }
}

import Platform
import PostgresSyntax

/// The proof, on a server, that a compiled script makes what its originals make, and can be run any number of times.
struct Verification {
    /// What is proved.
    enum Check: String, CaseIterable {
        /// The script runs on an empty database without an error.
        case loads
        /// It makes the schema that the originals make.
        case same
        /// It runs again without an error and changes nothing.
        case twice
        /// It runs on a database that holds the originals, and changes nothing.
        case onto
    }

    /// Whether a check holds.
    enum Outcome: Equatable {
        case holds
        /// It does not; the lines that show it.
        case fails([[UInt8]])
        case notRun
    }

    /// What a database holds: its schema, and what pg_dump does not show of it.
    private struct Snapshot {
        var schema: [ArraySlice<UInt8>]
        /// The number of rows of each table, and indexes that are not valid.
        var contents: [ArraySlice<UInt8>]
    }

    let client: PostgresClient
    let folder: ScratchFolder
    let diagnostics: DiagnosticSink
    /// Roles that the scripts name and the server does not have.
    let missingRoles: Set<String>
    private(set) var outcomes: [Check: Outcome] = [:]
    /// How many errors the originals have, but for those about missing roles.
    private(set) var originalErrorCount = 0
    /// How many of the errors that the originals have the script has too.
    private(set) var commonErrorCount = 0
    /// What the originals' errors say. A server that lacks an extension, a role or a tablespace cannot take the script
    /// either, but for the rest of it.
    private var originalErrors: Set<[String]> = []

    /// Errors of the originals that are shown.
    private static let shownErrorCount = 5

    /// Prints what pg_dump does not show.
    private static let contentsScript = """
        SELECT pg_catalog.format('SELECT %L, pg_catalog.count(*) FROM ONLY %I.%I', n.nspname || '.' || c.relname,
            n.nspname, c.relname)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated)
            AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        ORDER BY n.nspname, c.relname \\gexec
        SELECT 'invalid index', n.nspname || '.' || c.relname
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT i.indisvalid
        ORDER BY n.nspname, c.relname;

        """

    init(_ client: PostgresClient, _ folder: ScratchFolder, _ diagnostics: DiagnosticSink, missingRoles: Set<String>) {
        self.client = client
        self.folder = folder
        self.diagnostics = diagnostics
        self.missingRoles = missingRoles
    }

    func outcome(of check: Check) -> Outcome { outcomes[check] ?? .notRun }

    /// Carries out the checks, in databases that are dropped afterwards.
    mutating func run(originals: [ConfinedScript], compiled: ConfinedScript) throws {
        let databases = ScratchDatabases(client, folder)
        defer { for failure in databases.drop() { diagnostics.fail(failure) } }

        diagnostics.showProgress("loading the original")
        let original = try databases.create("original")
        for (index, script) in originals.enumerated() {
            let file = try folder.write(script.bytes, to: "original_\(index).sql")
            let all = try client.load(file, on: original, stopsAtError: false)
            originalErrors.formUnion(all.map { [$0.state, $0.message] })
            let errors = all.filter { !isAboutMissingRole($0) }
            for error in errors.prefix(max(Self.shownErrorCount - originalErrorCount, 0)) {
                diagnostics.report(diagnostic(.warning, error, in: script))
            }
            originalErrorCount += errors.count
        }
        let wanted = try snapshot(of: original)

        diagnostics.showProgress("loading the script")
        let file = try folder.write(compiled.bytes, to: "compiled.sql")
        let database = try databases.create("compiled")
        outcomes[.loads] = try load(compiled, file, on: database)
        guard outcomes[.loads] == .holds else { return }
        let made = try snapshot(of: database)
        outcomes[.same] = compare(wanted, made, "original", "compiled")

        diagnostics.showProgress("loading the script again")
        outcomes[.twice] = try load(compiled, file, on: database)
        if outcomes[.twice] == .holds {
            outcomes[.twice] = compare(made, try snapshot(of: database), "loaded once", "loaded twice", always: true)
        }

        diagnostics.showProgress("loading the script over the original")
        outcomes[.onto] = try load(compiled, file, on: original)
        if outcomes[.onto] == .holds {
            outcomes[.onto] = compare(wanted, try snapshot(of: original), "original", "original and compiled")
        }
    }

    /// Runs the compiled script, which may have no error of its own.
    private mutating func load(_ script: ConfinedScript, _ file: String, on database: String) throws -> Outcome {
        let all = try client.load(file, on: database, stopsAtError: originalErrors.isEmpty)
        let errors = all.filter { !originalErrors.contains([$0.state, $0.message]) && !isAboutMissingRole($0) }
        commonErrorCount = max(commonErrorCount, all.count - errors.count)
        for error in errors.prefix(Self.shownErrorCount) {
            diagnostics.report(diagnostic(.error, error, in: script))
        }
        return errors.isEmpty ? .holds : .fails(errors.map { Array("line \($0.line): \($0.message)".utf8) })
    }

    private func isAboutMissingRole(_ error: PostgresClient.ScriptError) -> Bool {
        ["42704", "22023"].contains(error.state) && missingRoles.contains { error.message.contains("\"\($0)\"") }
    }

    private func diagnostic(
        _ severity: Diagnostic.Severity, _ error: PostgresClient.ScriptError, in script: ConfinedScript
    ) -> Diagnostic {
        var diagnostic = Diagnostic(
            severity, rule: error.state, error.message, hint: error.hint, source: script.tree.source,
            range: script.statement(endingAtLine: error.line))
        diagnostic.detail = error.detail
        return diagnostic
    }

    private func snapshot(of database: String) throws -> Snapshot {
        let script = try folder.write(Array(Self.contentsScript.utf8), to: "contents.sql")
        return Snapshot(
            schema: try client.schema(of: database, withOwners: missingRoles.isEmpty),
            contents: LineDifference.lines(of: try client.output(ofScript: script, on: database)))
    }

    /// How two snapshots differ; rows count if the originals have no error, or `always`.
    private func compare(
        _ old: Snapshot, _ new: Snapshot, _ oldName: String, _ newName: String, always: Bool = false
    ) -> Outcome {
        var lines = LineDifference(from: old.schema, to: new.schema).unified(from: oldName, to: newName)
        if originalErrorCount == 0 || always {
            lines += LineDifference(from: old.contents, to: new.contents)
                .unified(from: "rows, \(oldName)", to: "rows, \(newName)", context: 0)
        }
        return lines.isEmpty ? .holds : .fails(lines)
    }
}

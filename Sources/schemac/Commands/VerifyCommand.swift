import Platform
import PostgresSyntax
import SchemaCompiler

extension Command {
    static func verify() -> Command {
        Command(
            name: "verify",
            abstract: "Prove on a server that the compiled script makes what the files make.",
            discussion:
                "Loads the files, and the script that 'compile' makes of them, into throw-away databases with psql, and "
                + "compares what pg_dump says of them: the script runs without an error (loads), makes the same schema "
                + "(same), changes nothing when it runs again (twice) or over the original (onto).\n\n"
                + "Nothing is done to other databases than to make and drop those. What reaches beyond them, such as "
                + "CREATE ROLE, is left out and reported; but what functions do that the files call is not looked "
                + "into. The server is the one of PGHOST, PGPORT, PGUSER and PGPASSWORD, unless --database names one.",
            operand: .files,
            options: [
                Option(
                    name: "database", value: Option.Value(name: "url"),
                    help: "A database of the server, as a URL or connection string; the user must be allowed to make "
                        + "databases."),
                .onConflict, .variable, .followIncludes, .legacy, .serverVersion, .defaultSchema, .output, .color,
            ],
            run: { context in
                try Termination.deferred { try runVerify(context, path: CurrentProcess.environment("PATH") ?? "") }
            })
    }
}

extension Option {
    /// As ``targetVersion``, with another default.
    fileprivate static var serverVersion: Option {
        var option = targetVersion
        option.value?.defaultValue = nil
        option.help = "The major version of PostgreSQL to compile for, if not the server's."
        return option
    }
}

/// Verifies what the arguments name, with the programs in the folders of `path`.
func runVerify(_ context: CommandContext, path: String) throws {
    let address = try DatabaseAddress(context.arguments.value("database"))
    var reading = try context.scriptOptions()
    reading.legacy = context.arguments.choice("legacy")
    let client = try PostgresClient(path: path, address: address)
    let sources = context.schemaSources()
    guard !context.diagnostics.hasFailed else { return }

    let serverVersion = try client.serverVersion()
    guard serverVersion >= supportedVersions.lowerBound else {
        throw PostgresClient.Failure(
            description: "the server is PostgreSQL \(serverVersion), and \(supportedVersions.lowerBound) is the first "
                + "version that scripts are made for")
    }
    let options = context.compileOptions(targetVersion: min(serverVersion, supportedVersions.upperBound))
    let trees = sources.map { SyntaxTree.parse($0, options: reading) }
    let script = SchemaCompiler.compile(trees, options: options)
    context.diagnostics.report(script.diagnostics)
    guard context.diagnostics.errorCount == 0 else { return }

    let originals = trees.map { ConfinedScript($0) }
    let compiled = ConfinedScript(SyntaxTree.parse(SourceText(name: "<compiled>", bytes: script.bytes)))
    context.diagnostics.report(originals.compactMap(\.diagnostic))
    if options.targetVersion > serverVersion {
        context.diagnostics.report(
            .warning, "the script is compiled for PostgreSQL \(options.targetVersion), the server is \(serverVersion)")
    }
    let missingRoles = try client.missing(originals.reduce(into: []) { $0.formUnion($1.roles) })
    if let report = missingRolesReport(missingRoles) { context.diagnostics.report(.warning, report) }

    var verification = Verification(
        client, try ScratchFolder(prefix: "schemac-verify"), context.diagnostics, missingRoles: Set(missingRoles))
    try verification.run(originals: originals, compiled: compiled)
    try context.withOutput { output in
        let isFile = context.arguments.value("output") != nil
        try output.write(
            verification.report(serverVersion, options.targetVersion, lineLimit: isFile ? .max : reportLineLimit))
    }
    let failures = Verification.Check.allCases.filter { verification.outcome(of: $0) != .holds }
    if !failures.isEmpty {
        let remark = verification.originalErrorCount == 0 ? "" : " (the original itself has errors)"
        context.diagnostics.report(
            .error, "the compiled script is not proved: " + failures.map(\.rawValue).joined(separator: ", ") + remark)
    }
}

/// Lines of a difference that are shown; a file has them all.
private let reportLineLimit = 40

/// What there is to say about roles that the server does not have; nil if there are none.
private func missingRolesReport(_ roles: [String]) -> String? {
    guard !roles.isEmpty else { return nil }
    let shown = roles.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    let others = roles.count > 5 ? " and \(roles.count - 5) more" : ""
    return "the server has no role \(shown)\(others): owners and privileges are not compared "
        + "(CREATE ROLE on a server of your own, and verify again)"
}

extension PostgresClient {
    /// The roles among `roles` that the server does not have, sorted.
    fileprivate func missing(_ roles: Set<String>) throws -> [String] {
        guard !roles.isEmpty else { return [] }
        let names = roles.sorted().map { name in
            "E'" + name.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
        }
        return try query(
            """
            SELECT role FROM pg_catalog.unnest(ARRAY[\(names.joined(separator: ", "))]::pg_catalog.text[]) AS role
            WHERE role NOT IN (SELECT rolname FROM pg_catalog.pg_roles)
            """, on: address.database)
    }
}

extension Verification {
    /// A line for each check, and the differences behind them.
    fileprivate func report(_ serverVersion: Int, _ targetVersion: Int, lineLimit: Int) -> [UInt8] {
        func count(_ errors: Int) -> String { errors == 1 ? "1 error" : "\(errors) errors" }
        var rows = [("server", "PostgreSQL \(serverVersion)"), ("target", "PostgreSQL \(targetVersion)")]
        rows.append(
            ("original", originalErrorCount == 0 ? "ok" : "\(count(originalErrorCount)), rows are not compared"))
        for check in Check.allCases {
            switch outcome(of: check) {
            case .holds where check == .loads && commonErrorCount > 0:
                rows.append((check.rawValue, "ok, but for \(count(commonErrorCount)) that the original has too"))
            case .holds: rows.append((check.rawValue, "ok"))
            case .fails: rows.append((check.rawValue, "FAILS"))
            case .notRun: rows.append((check.rawValue, "not run"))
            }
        }
        var text = rows.flatMap { label, value in
            Array((label + String(repeating: " ", count: 10 - label.count) + value + "\n").utf8)
        }
        for check in Check.allCases {
            guard case .fails(let lines) = outcome(of: check) else { continue }
            text += Array("\n\(check.rawValue):\n".utf8)
            for line in lines.prefix(lineLimit) { text += line + [UInt8(ascii: "\n")] }
            if lines.count > lineLimit {
                text += Array("… \(lines.count - lineLimit) more lines; -o writes them all to a file\n".utf8)
            }
        }
        return text
    }
}

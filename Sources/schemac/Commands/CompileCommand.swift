import Platform
import PostgresSyntax
import SchemaCompiler

/// How `schemac compile` prints its result.
private enum CompileFormat: String, CaseIterable {
    /// A script.
    case sql
    /// The steps of the script with what each must follow.
    case json
}

extension Command {
    static func compile() -> Command {
        Command(
            name: "compile",
            abstract: "Write one script, in dependency order, that can be run any number of times.",
            discussion:
                "Definitions of one object in several files are merged if they mean the same, as what pg_dump writes "
                + "and what is written by hand do; if they do not, that is an error which shows both.\n\n"
                + "A pattern of --only and --exclude is a name (users, app.user*), kind=table,view or schema=app, or "
                + "several of them parted by spaces, which all have to hold. Both options can be given several times. "
                + "What belongs to a table, such as its indexes and triggers, is chosen with it."
                + "\n\nSections are those of pg_dump; run one after the other they do what the whole script does. --split "
                + "writes a folder of files with main.sql, which runs them with psql in their order; files in it that "
                + "an earlier run wrote, and no others, are replaced and removed.\n\n"
                + "With --mode driver every statement can be sent by itself, in one session ('schemac split' cuts them): "
                + "rows of COPY become INSERTs.",
            operand: .files,
            options: [
                .choice("format", default: CompileFormat.sql, help: "What to print: the script, or its steps as JSON."),
                .choice(
                    "data", default: DataMode.keep, valueName: "what",
                    help: "Whether statements about rows and sequences' values are kept, left out, or all there is."),
                Option(
                    name: "section", value: Option.Value(name: "name", allowed: ScriptSection.allCases.map(\.rawValue)),
                    help: "Write one section."),
                .flag("no-owner", help: "Leave out owners."),
                .flag("no-privileges", help: "Leave out GRANT, REVOKE and default privileges."),
                .flag("no-comments", help: "Leave out COMMENT."),
                .flag(
                    "transaction",
                    help: "Put all that PostgreSQL allows in one transaction; the rest stands before or behind it."),
                .flag("concurrently", help: "Build indexes without locking their tables against writing."),
                .choice("mode", default: Client.psql, valueName: "client", help: "Who runs the script."),
                Option(
                    name: "split", value: Option.Value(name: "folder", isFile: true),
                    help: "Write a folder of files instead of one script."),
                .choice(
                    "split-by", default: SplitMode.kind, valueName: "what",
                    help: "What has a file of its own in that folder."),
                .onConflict, .only, .exclude, .withDependencies, .variable, .followIncludes, .legacy, .targetVersion,
                .defaultSchema, .checkShape, .output, .color,
            ],
            run: runCompile)
    }
}

extension Option {
    static var checkShape: Option {
        .choice(
            "check-shape", default: ShapeCheck.none, valueName: "how",
            help: "Let the script compare what exists with what it would create, and warn of differences or fail.")
    }
}

extension CommandContext {
    /// What the options say about compiling; `targetVersion` is for a command whose option has no default.
    func compileOptions(targetVersion: Int = supportedVersions.upperBound) -> CompileOptions {
        var options = CompileOptions(
            targetVersion: arguments.value("target-version").flatMap { Int($0) } ?? targetVersion,
            defaultSchema: arguments.value("default-schema")!,
            compilerName: "schemac \(schemacVersion)")
        options.onConflict = arguments.choice("on-conflict")
        return options
    }

    /// What the options of `compile` say besides.
    fileprivate func outputOptions() throws(UsageError) -> CompileOptions {
        var options = compileOptions()
        options.selection = try selection()
        options.data = arguments.choice("data")
        options.section = arguments.value("section").flatMap(ScriptSection.init)
        options.keepsOwners = !arguments.flag("no-owner")
        options.keepsPrivileges = !arguments.flag("no-privileges")
        options.keepsComments = !arguments.flag("no-comments")
        options.usesTransaction = arguments.flag("transaction")
        options.buildsIndexesConcurrently = arguments.flag("concurrently")
        options.client = arguments.choice("mode")
        options.shapeCheck = arguments.choice("check-shape")
        let isSplit = arguments.value("split") != nil
        let isJSON = arguments.choice("format") == CompileFormat.json
        for (first, isFirst, second, isSecond) in [
            ("--concurrently", options.buildsIndexesConcurrently, "--transaction", options.usesTransaction),
            ("--split", isSplit, "--output", arguments.value("output") != nil),
            ("--split", isSplit, "--format json", isJSON),
            ("--split", isSplit, "--mode driver", options.client == .driver),
        ] where isFirst && isSecond {
            throw UsageError(message: "option '\(first)' cannot be used with '\(second)'")
        }
        return options
    }
}

private func runCompile(_ context: CommandContext) throws {
    let options = try context.outputOptions()
    var reading = try context.scriptOptions()
    reading.legacy = context.arguments.choice("legacy")
    let sources = context.schemaSources()
    // A script made of some of the files would be a different schema.
    guard !context.diagnostics.hasFailed else { return }
    let plan = SchemaCompiler.plan(sources.map { SyntaxTree.parse($0, options: reading) }, options: options)
    if let database = plan.database { context.keep(database) }
    context.diagnostics.report(plan.diagnostics)
    // Half a script is worse than none: the output stays as it was.
    guard context.diagnostics.errorCount == 0 else { return }
    if let folder = context.arguments.value("split") {
        try SplitFolder(folder).write(plan.files(by: context.arguments.choice("split-by")))
        return
    }
    try context.withOutput { output in
        switch context.arguments.choice("format") as CompileFormat {
        case .sql: try plan.writeScript { try output.write(UnsafeRawBufferPointer($0)) }
        case .json: try plan.writeJSON(to: output)
        }
    }
}

import Platform
import PostgresCatalog
import PostgresSyntax
import SchemaLinter

/// What makes `schemac lint` end with an exit code of 1.
private enum FailureLevel: String, CaseIterable {
    case error
    case warning
    case info
    case never
}

extension Command {
    static func lint() -> Command {
        Command(
            name: "lint",
            abstract: "Find what would fail, lock, lose data or rot.",
            discussion:
                "The files are run one after the other in an offline database, behind the sources that schemac.json names, "
                + "so that what exists is known. What is looked for depends on what a file is: a dump, a schema, a "
                + "migration or queries. Without files, all sources are linted. 'schemac explain' tells about a rule.",
            operand: Operand(name: "file", help: Operand.files.help, isRequired: false),
            options: lintOptions,
            run: runLint)
    }

    private static var lintOptions: [Option] {
        let formats = (["text"] + SchemaLinter.LintFormat.allCases.map(\.rawValue)).joined(separator: ", ")
        return [
            Option(
                name: "format", value: Option.Value(name: "format"),
                help: "What to print: \(formats). May be given more than once; 'sarif=out.sarif' writes a file."),
            Option(
                name: "profile",
                value: Option.Value(name: "profile", allowed: Profile.allCases.map(\.rawValue)),
                help: "What kind of input all files are; told from each file unless given."),
            Option(
                name: "select", value: Option.Value(name: "rules"),
                help: "Look only for these rules or categories, separated by commas; may be given more than once."),
            Option(
                name: "ignore", value: Option.Value(name: "rules"),
                help: "Do not look for these rules or categories."),
            Option(
                name: "fail-on", value: Option.Value(name: "level", allowed: FailureLevel.allCases.map(\.rawValue)),
                help: "The findings that make the exit code 1; error unless given."),
            Option(
                name: "config", value: Option.Value(name: "file", isFile: true),
                help: "The configuration; the nearest schemac.json, in this folder or above, unless given."),
            .flag("fix", help: "Edit the files where a finding has a safe fix."),
            .flag("unsafe-fixes", help: "With --fix or --diff: fixes as well that change what statements mean."),
            .flag("diff", help: "Print what --fix would change, and change nothing."),
            Option(
                name: "baseline", value: Option.Value(name: "file", isFile: true),
                help: "Leave out the findings that a file of --write-baseline has."),
            Option(
                name: "write-baseline", value: Option.Value(name: "file", isFile: true),
                help: "Write the findings to a file, as known ones."),
            Option(
                name: "changed-since", value: Option.Value(name: "commit"),
                help: "Lint only the files that differ from those of a commit of Git."),
            .flag("staged", help: "Lint only the files that are staged in Git."),
            Option(
                name: "stdin-filename", value: Option.Value(name: "path", isFile: true),
                help: "The file that standard input ('-') stands for."),
            .flag("list-rules", help: "List the rules instead."),
            .variable, .legacy, .output, .color,
        ]
    }
}

private func runLint(_ context: CommandContext) throws {
    let outputs = try context.lintOutputs()
    if context.arguments.flag("list-rules") {
        let isJSON = outputs.first?.format == .json
        return try context.withOutput { try $0.write(isJSON ? RuleText.json() : Array(RuleText.list().utf8)) }
    }
    guard let project = try LintProject(context) else { return }
    var reading = try context.scriptOptions()
    reading.legacy = context.arguments.choice("legacy")
    let inputs = project.inputs(reading)
    guard !context.diagnostics.hasFailed else { return }
    var result: LintResult
    if context.arguments.flag("fix") || context.arguments.flag("diff") {
        let fixer = Fixer(inputs, takesUnsafe: context.arguments.flag("unsafe-fixes"), options: reading)
        if context.arguments.flag("diff") { return try showDifference(from: inputs, to: fixer.inputs, context) }
        try write(fixer.inputs, over: inputs)
        result = fixer.result
    } else {
        result = Linter.lint(inputs)
    }
    // The process ends with the command: to take the database apart would only cost time.
    _ = Unmanaged.passRetained(result.database)
    if let path = context.arguments.value("write-baseline") {
        let file = try OutputFile(path: path)
        try file.write(Baseline(of: result).bytes)
        try file.commit()
    }
    if let path = context.arguments.value("baseline") ?? project.baseline { try context.apply(path, to: &result) }
    let limit = context.arguments.value("fail-on").map(Level.init(rawValue:)) ?? project.configuration.failOn
    context.diagnostics.countErrors(result.findings.count { finding in limit.map { finding.level >= $0 } ?? false })
    for output in outputs { try context.write(result, as: output) }
}

// MARK: Fixes

/// Writes the files that were edited.
private func write(_ edited: [LintInput], over inputs: [LintInput]) throws {
    for (new, old) in zip(edited, inputs) where new.tree !== old.tree {
        let file = try OutputFile(path: old.tree.source.name)
        try file.write(Array(new.tree.source.bytes(in: 0..<new.tree.source.count)))
        try file.commit()
    }
}

/// Prints how files would be edited; there being something to edit is a finding.
private func showDifference(from inputs: [LintInput], to edited: [LintInput], _ context: CommandContext) throws {
    try context.withOutput { output in
        for (new, old) in zip(edited, inputs) where new.tree !== old.tree {
            context.diagnostics.countErrors(1)
            let sources = [old.tree.source, new.tree.source]
            let lines = sources.map { LineDifference.lines(of: Array($0.bytes(in: 0..<$0.count))) }
            let name = old.tree.source.name
            for line in LineDifference(from: lines[0], to: lines[1]).unified(from: name, to: name) {
                try output.write(line + [UInt8(ascii: "\n")])
            }
        }
    }
}

// MARK: Output

/// Where findings go, and how they are written.
private struct LintOutput {
    /// Nil for text.
    let format: SchemaLinter.LintFormat?
    /// Nil for the output of the command.
    let path: String?
}

extension CommandContext {
    /// What `--format` asks for: formats, each perhaps with a file behind `=`.
    fileprivate func lintOutputs() throws -> [LintOutput] {
        let texts = arguments.values("format")
        let known = ["text"] + SchemaLinter.LintFormat.allCases.map(\.rawValue)
        let outputs = try (texts.isEmpty ? ["text"] : texts).map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            let name = parts.first ?? ""
            guard known.contains(name) else {
                throw UsageError(
                    message: "invalid value '\(name)' for '--format' (values: \(known.joined(separator: ", ")))"
                        + suggestion(for: name, among: known))
            }
            return LintOutput(format: SchemaLinter.LintFormat(rawValue: name), path: parts.count > 1 ? parts[1] : nil)
        }
        if outputs.count(where: { $0.path == nil }) > 1 {
            throw UsageError(message: "more than one format for one output; write 'sarif=file' for a file")
        }
        return outputs
    }

    fileprivate func write(_ result: LintResult, as output: LintOutput) throws {
        func write(to file: OutputFile) throws {
            if let format = output.format {
                try file.write(result.formatted(format, tool: schemacVersion))
            } else {
                try LintText(color: arguments.choice("color")).write(result, to: file)
            }
        }
        guard let path = output.path else { return try withOutput(write) }
        let file = try OutputFile(path: path)
        try write(to: file)
        try file.commit()
    }

    /// Takes out the findings that a baseline has.
    fileprivate func apply(_ path: String, to result: inout LintResult) throws {
        let source = try Self.source(at: path)
        do throws(Baseline.Diagnosed) {
            let gone = try Baseline(reading: source).apply(to: &result)
            if gone > 0 {
                diagnostics.showProgress(
                    "\(path): \(gone) known finding\(gone == 1 ? " is" : "s are") there no more; "
                        + "write it anew with --write-baseline")
            }
        } catch {
            diagnostics.report(error.diagnostic)
            diagnostics.fail("\(path) cannot be used")
        }
    }
}

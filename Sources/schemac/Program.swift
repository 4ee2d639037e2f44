import Platform

/// A program with subcommands: what is common to them, and the way from the arguments to the exit code.
struct Program {
    var name: String
    var version: String
    /// What the program is, in one line.
    var abstract: String
    var commands: [Command]

    /// Runs what `arguments`, the first of which is the path of the program, ask for.
    func run(_ arguments: [String]) -> ExitCode {
        CurrentProcess.ignoreBrokenPipes()
        do {
            switch try invocation(Array(arguments.dropFirst())) {
            case .help(let command):
                let width = StandardStream.output.terminalWidth ?? HelpText.defaultWidth
                try show(HelpText(program: self, width: width).text(of: command))
            case .version:
                try show(version + "\n")
            case .completionScript(let shell):
                try show(CompletionScript(program: self).text(for: shell))
            case .command(let command, let arguments):
                let diagnostics = DiagnosticSink(renderer: .standardError(arguments.choice("color")))
                try command.run(CommandContext(arguments, diagnostics: diagnostics))
                return diagnostics.exitCode
            }
            return .clean
        } catch let error as UsageError {
            StandardStream.error.report(Array(text(of: error).utf8))
            return .failure
        } catch let error as SystemError where error.isBrokenPipe {
            return .brokenPipe
        } catch {
            StandardStream.error.report(DiagnosticRenderer.standardError(.auto).render(failure: "\(error)"))
            return .failure
        }
    }

    private func show(_ text: String) throws {
        let output = OutputFile.standardOutput()
        try output.write(Array(text.utf8))
        try output.commit()
    }

    /// What standard error says about wrong usage: the error, the usage line and where to read more.
    func text(of error: UsageError) -> String {
        let path = [name, error.command?.name].compactMap { $0 }.joined(separator: " ")
        return """
            error: \(error.message)
            Usage: \(HelpText(program: self).usage(of: error.command))
              See '\(path) --help' for more information.

            """
    }
}

/// How the process ends.
enum ExitCode: Int32 {
    /// Done, and nothing to report.
    case clean = 0
    /// Done, and the input has errors.
    case findings = 1
    /// The work could not be done: wrong usage, a file that cannot be read or written.
    case failure = 2
    /// Whoever read the output went away: the code a shell reports for the signal SIGPIPE.
    case brokenPipe = 141
}

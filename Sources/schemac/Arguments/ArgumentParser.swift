/// What the arguments of the program ask for.
enum Invocation {
    /// The help of a subcommand, or of the program.
    case help(Command?)
    case version
    case completionScript(CompletionScript.Shell)
    case command(Command, ParsedArguments)
}

/// Arguments the program does not understand.
struct UsageError: Error {
    /// One sentence, lower case, without a full stop.
    var message: String
    /// The subcommand whose arguments they are.
    var command: Command?
}

/// The arguments of one subcommand.
struct ParsedArguments {
    /// The arguments that are not options, in order.
    fileprivate(set) var operands: [String] = []
    /// The values of each option that was given, by its name and in order; for a flag the empty string.
    fileprivate var given: [String: [String]] = [:]

    /// The options that could be given.
    private let options: [Option]

    fileprivate init(_ options: [Option]) {
        self.options = options
    }

    /// Whether the command has the option.
    func offers(_ name: String) -> Bool { options.contains { $0.name == name } }

    /// Whether the flag was given.
    func flag(_ name: String) -> Bool {
        values(name) != []
    }

    /// The value of the option that was given last, or its default.
    func value(_ name: String) -> String? {
        values(name).last ?? option(name).value?.defaultValue
    }

    /// All values given for the option, in order.
    func values(_ name: String) -> [String] {
        given[option(name).name] ?? []
    }

    /// The value of an option that was declared with ``Option/choice(_:default:valueName:help:)``.
    func choice<Choice: RawRepresentable>(
        _ name: String, as type: Choice.Type = Choice.self
    ) -> Choice where Choice.RawValue == String {
        guard let choice = value(name).flatMap(Choice.init(rawValue:)) else {
            preconditionFailure("option --\(name) is not a choice of \(Choice.self)")
        }
        return choice
    }

    private func option(_ name: String) -> Option {
        guard let option = options.first(where: { $0.name == name }) else {
            preconditionFailure("no option --\(name) is declared")
        }
        return option
    }
}

extension Program {
    /// The options of the program itself.
    var options: [Option] {
        let shells = CompletionScript.Shell.allCases.map(\.rawValue)
        return [
            .flag("version", help: "Show the version."),
            .help,
            Option(
                name: "generate-completion-script", value: Option.Value(name: "shell", allowed: shells),
                help: "Print a completion script for the shell."),
        ]
    }

    /// Reads the arguments behind the name of the program.
    func invocation(_ arguments: [String]) throws(UsageError) -> Invocation {
        guard let first = arguments.first else {
            throw UsageError(message: "missing subcommand")
        }
        if first.hasPrefix("-") {
            return try programInvocation(arguments)
        }
        if first == "help" {
            guard let name = arguments.dropFirst().first else { return .help(nil) }
            return .help(try command(named: name))
        }
        let command = try command(named: first)
        let rest = arguments.dropFirst()
        if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            return .help(command)
        }
        var parser = ArgumentParser(command: command, options: command.allOptions, rest: rest)
        let parsed = try parser.parse()
        if let operand = command.operand {
            if operand.isRequired, parsed.operands.isEmpty {
                throw UsageError(message: "missing argument '<\(operand.name)>'", command: command)
            }
        } else if let surplus = parsed.operands.first {
            throw UsageError(message: "unexpected argument '\(surplus)'", command: command)
        }
        return .command(command, parsed)
    }

    /// Reads arguments that begin with an option of the program itself.
    private func programInvocation(_ arguments: [String]) throws(UsageError) -> Invocation {
        var parser = ArgumentParser(command: nil, options: options, rest: arguments[...])
        let parsed = try parser.parse()
        if parsed.flag("help") { return .help(nil) }
        if let operand = parsed.operands.first {
            throw UsageError(message: "unexpected argument '\(operand)'")
        }
        if let shell = parsed.value("generate-completion-script").flatMap(CompletionScript.Shell.init) {
            return .completionScript(shell)
        }
        guard parsed.flag("version") else {
            throw UsageError(message: "missing subcommand")
        }
        return .version
    }

    private func command(named name: String) throws(UsageError) -> Command {
        if let command = commands.first(where: { $0.name == name }) { return command }
        let names = commands.map(\.name) + ["help"]
        throw UsageError(message: "unknown subcommand '\(name)'" + suggestion(for: name, among: names))
    }
}

/// Reads the options and operands of a subcommand, or of the program, from left to right.
private struct ArgumentParser {
    /// The subcommand that errors are about.
    let command: Command?
    let options: [Option]
    var rest: ArraySlice<String>

    mutating func parse() throws(UsageError) -> ParsedArguments {
        var parsed = ParsedArguments(options)
        while let argument = rest.popFirst() {
            if argument == "--" {
                parsed.operands += rest
                rest = []
            } else if argument.hasPrefix("--") {
                try parseLong(argument, into: &parsed)
            } else if argument.hasPrefix("-"), argument != "-" {
                try parseShort(argument, into: &parsed)
            } else {
                parsed.operands.append(argument)
            }
        }
        return parsed
    }

    /// `--name`, `--name value` or `--name=value`.
    private mutating func parseLong(_ argument: String, into parsed: inout ParsedArguments) throws(UsageError) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let spelling = String(parts[0])
        guard let option = options.first(where: { $0.longSpelling == spelling }) else {
            throw unknownOption(spelling)
        }
        if option.value == nil {
            guard parts.count == 1 else {
                throw UsageError(message: "option '\(spelling)' takes no value", command: command)
            }
            parsed.given[option.name, default: []].append("")
        } else {
            try accept(parts.count == 2 ? String(parts[1]) : nil, for: option, spelling: spelling, into: &parsed)
        }
    }

    /// `-o value`, `-ovalue`, `-o=value`, or flags in a row.
    private mutating func parseShort(_ argument: String, into parsed: inout ParsedArguments) throws(UsageError) {
        var letters = argument.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = options.first(where: { $0.short == letter }) else {
                throw unknownOption(argument.count == 2 ? argument : "-\(letter)")
            }
            if option.value == nil {
                parsed.given[option.name, default: []].append("")
                continue
            }
            if letters.first == "=" { letters.removeFirst() }
            try accept(letters.isEmpty ? nil : String(letters), for: option, spelling: "-\(letter)", into: &parsed)
            return
        }
    }

    /// Takes the value that stands with an option, or else the next argument, and checks it.
    private mutating func accept(
        _ attached: String?, for option: Option, spelling: String, into parsed: inout ParsedArguments
    ) throws(UsageError) {
        guard let description = option.value else { return }
        var value = attached
        if value == nil, let next = rest.first, next == "-" || !next.hasPrefix("-") {
            value = next
            rest.removeFirst()
        }
        guard let value else {
            throw UsageError(message: "missing value for '\(spelling) <\(description.name)>'", command: command)
        }
        if !description.allowed.isEmpty, !description.allowed.contains(value) {
            let allowed = description.allowed.joined(separator: ", ")
            let near = suggestion(for: value, among: description.allowed)
            throw UsageError(
                message: "invalid value '\(value)' for '\(spelling)' (values: \(allowed))" + near, command: command)
        }
        parsed.given[option.name, default: []].append(value)
    }

    private func unknownOption(_ spelling: String) -> UsageError {
        let spellings = options.flatMap { [$0.longSpelling, $0.shortSpelling].compactMap { $0 } }
        return UsageError(
            message: "unknown option '\(spelling)'" + suggestion(for: spelling, among: spellings), command: command)
    }
}

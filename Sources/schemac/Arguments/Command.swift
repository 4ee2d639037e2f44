/// A subcommand: what it is called, what it takes and what it does.
///
/// Parsing, `--help`, suggestions and completion scripts all read this description.
struct Command: Sendable {
    var name: String
    /// What it does, in one line.
    var abstract: String
    /// More about it, in paragraphs; empty for nothing.
    var discussion = ""
    /// What it takes besides options; nil for nothing.
    var operand: Operand?
    var options: [Option]
    /// Does the work. Findings and failures are reported to the context, errors that end the work are thrown.
    var run: @Sendable (CommandContext) throws -> Void

    /// All options it understands, `--help` included.
    var allOptions: [Option] { options + [.help] }
}

/// The arguments of a subcommand that are not options.
struct Operand: Sendable {
    /// What the help calls it, such as `file`.
    var name: String
    var help: String
    /// Whether there has to be one.
    var isRequired = true
}

/// An option of a subcommand: a flag, or a name with a value.
struct Option: Sendable {
    /// The long name, without the two hyphens.
    var name: String
    var short: Character?
    /// What stands behind the name; nil for a flag.
    var value: Value?
    var help: String

    struct Value: Sendable {
        /// What the help calls it, such as `file`.
        var name: String
        /// The only values it takes; empty for any.
        var allowed: [String] = []
        var defaultValue: String?
        /// Whether a shell completes it with file names.
        var isFile = false
    }

    /// How the option is written: `--output`.
    var longSpelling: String { "--" + name }
    /// How the option is written in short, if it can be: `-o`.
    var shortSpelling: String? { short.map { "-\($0)" } }
}

extension Option {
    /// A flag: there or not.
    static func flag(_ name: String, short: Character? = nil, help: String) -> Option {
        Option(name: name, short: short, value: nil, help: help)
    }

    /// An option that takes one of the cases of `Choice`, by raw value.
    static func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, default defaultValue: Choice, valueName: String? = nil, help: String
    ) -> Option where Choice.RawValue == String {
        let value = Value(
            name: valueName ?? name, allowed: Choice.allCases.map(\.rawValue), defaultValue: defaultValue.rawValue)
        return Option(name: name, value: value, help: help)
    }

    static var help: Option { flag("help", short: "h", help: "Show help information.") }
}

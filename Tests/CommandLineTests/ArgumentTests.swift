import PostgresCatalog
import Testing

@testable import schemac

private enum Size: String, CaseIterable {
    case small
    case large
}

private let program = Program(
    name: "tool", version: "1.2.3", abstract: "A tool.",
    commands: [
        Command(
            name: "print", abstract: "Prints.", operand: Operand(name: "file", help: "A file."),
            options: [
                .choice("size", default: Size.small, help: "How large."),
                .flag("verbose", short: "v", help: "Say more."),
                .flag("quiet", short: "q", help: "Say less."),
                Option(
                    name: "output", short: "o", value: Option.Value(name: "file", isFile: true),
                    help: "Where to write."),
            ],
            run: { _ in }),
        Command(name: "list", abstract: "Lists.", options: [], run: { _ in }),
    ])

private func invocation(_ arguments: String) throws -> Invocation {
    try program.invocation(arguments.split(separator: " ").map(String.init))
}

@Suite struct ArgumentParsing {
    private func parsed(_ arguments: String) throws -> ParsedArguments {
        guard case .command(_, let parsed) = try invocation(arguments) else {
            throw UsageError(message: "no command: \(arguments)")
        }
        return parsed
    }

    @Test(arguments: [
        "print a -o out b", "print -oout a b", "print --output out a b", "print a b --output=out", "print -o=out a b",
        "print -o first a -o out b", "print -vqoout a b",
    ])
    func readsEverySpellingOfAValue(arguments: String) throws {
        let parsed = try parsed(arguments)
        #expect(parsed.value("output") == "out")
        #expect(parsed.operands == ["a", "b"])
    }

    @Test func readsFlags() throws {
        #expect(try !parsed("print a").flag("verbose"))
        #expect(try parsed("print -v a").flag("verbose"))
        let both = try parsed("print a -vq")
        #expect(both.flag("verbose") && both.flag("quiet"))
    }

    @Test func readsChoicesAndDefaults() throws {
        #expect(try parsed("print a").choice("size") == Size.small)
        #expect(try parsed("print a --size large").choice("size") == Size.large)
        #expect(try parsed("print a --size=large --size small").values("size") == ["large", "small"])
        #expect(try parsed("print a").value("output") == nil)
    }

    @Test func twoHyphensEndTheOptions() throws {
        #expect(try parsed("print a -- -v --size -- b").operands == ["a", "-v", "--size", "--", "b"])
        #expect(try parsed("print -- --help").operands == ["--help"])
    }

    @Test func oneHyphenIsAnOperandAndAValue() throws {
        #expect(try parsed("print -").operands == ["-"])
        #expect(try parsed("print - -o -").value("output") == "-")
    }

    @Test func anEmptyValueIsAValue() throws {
        #expect(try parsed("print a --output=").value("output") == "")
    }

    @Test(arguments: [
        ("", "missing subcommand"),
        ("--", "missing subcommand"),
        ("pritn a", "unknown subcommand 'pritn'; did you mean 'print'?"),
        ("zebra", "unknown subcommand 'zebra'"),
        ("help pint", "unknown subcommand 'pint'; did you mean 'print'?"),
        ("--verison", "unknown option '--verison'; did you mean '--version'?"),
        ("--version extra", "unexpected argument 'extra'"),
        ("--generate-completion-script", "missing value for '--generate-completion-script <shell>'"),
        (
            "--generate-completion-script zhs",
            "invalid value 'zhs' for '--generate-completion-script' (values: bash, zsh, fish); did you mean 'zsh'?"
        ),
        ("print", "missing argument '<file>'"),
        ("print --", "missing argument '<file>'"),
        ("print a --szie large", "unknown option '--szie'; did you mean '--size'?"),
        ("print a --out x", "unknown option '--out'; did you mean '--output'?"),
        ("print a --zebra", "unknown option '--zebra'"),
        ("print a -x", "unknown option '-x'"),
        ("print a -vx", "unknown option '-x'"),
        ("print a --size", "missing value for '--size <size>'"),
        ("print a -o", "missing value for '-o <file>'"),
        ("print a --size --verbose", "missing value for '--size <size>'"),
        ("print a --size larg", "invalid value 'larg' for '--size' (values: small, large); did you mean 'large'?"),
        ("print a --size 12", "invalid value '12' for '--size' (values: small, large)"),
        ("print a --verbose=1", "option '--verbose' takes no value"),
        ("list a", "unexpected argument 'a'"),
    ])
    func explainsWrongUsage(arguments: String, message: String) {
        let error = #expect(throws: UsageError.self) { try invocation(arguments) }
        #expect(error?.message == message)
    }

    @Test func wrongUsageShowsTheUsageLine() throws {
        let error = try #require(throws: UsageError.self) { try invocation("print --szie large a") }
        #expect(
            program.text(of: error) == """
                error: unknown option '--szie'; did you mean '--size'?
                Usage: tool print [<options>] <file> ...
                  See 'tool print --help' for more information.

                """)
    }

    @Test(arguments: [
        ("--help", nil), ("-h", nil), ("help", nil), ("--version --help", nil), ("help list", "list"),
        ("print --help", "print"), ("print -h", "print"), ("print --zebra --help", "print"), ("list a -h", "list"),
    ])
    func findsTheHelp(arguments: String, name: String?) throws {
        guard case .help(let command) = try invocation(arguments) else {
            Issue.record("no help: \(arguments)")
            return
        }
        #expect(command?.name == name)
    }

    @Test func findsTheVersionAndTheCompletionScript() throws {
        guard case .version = try invocation("--version") else {
            Issue.record("no version")
            return
        }
        guard case .completionScript(.zsh) = try invocation("--generate-completion-script zsh") else {
            Issue.record("no completion script")
            return
        }
    }
}

@Suite struct Suggestions {
    @Test(arguments: [
        ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("ab", "ba", 1),
    ])
    func countsEdits(left: String, right: String, distance: Int) {
        #expect(editDistance(Array(left), Array(right)) == distance)
        #expect(editDistance(Array(right), Array(left)) == distance)
    }

    @Test func takesTheNearest() {
        #expect(suggestion(for: "--colour", among: ["--column", "--color"]) == "; did you mean '--color'?")
        #expect(suggestion(for: "--target", among: ["--format", "--target-version"]).contains("--target-version"))
        #expect(suggestion(for: "13", among: ["14", "15"]) == "")
        #expect(suggestion(for: "", among: ["parse"]) == "")
    }
}

import SchemaCompiler

/// What a compiled script is made of where sources disagree, and which objects it has.
extension Option {
    static var onConflict: Option {
        .choice(
            "on-conflict", default: ConflictPolicy.error, valueName: "which",
            help: "Which definition counts if files define one object differently.")
    }

    static var only: Option {
        Option(
            name: "only", value: Value(name: "pattern"),
            help: "Write only the objects that the pattern describes, such as 'app.*' or kind=table.")
    }

    static var exclude: Option {
        Option(
            name: "exclude", value: Value(name: "pattern"), help: "Leave out the objects that the pattern describes.")
    }

    static var withDependencies: Option {
        .flag("with-dependencies", help: "Write what the chosen objects need, too.")
    }
}

extension CommandContext {
    /// What the options say about the objects that are wanted.
    func selection() throws(UsageError) -> Selection {
        var selection = Selection()
        selection.only = try patterns("only")
        selection.excluded = try patterns("exclude")
        selection.includesDependencies = arguments.flag("with-dependencies")
        return selection
    }

    private func patterns(_ option: String) throws(UsageError) -> [ObjectPattern] {
        var patterns: [ObjectPattern] = []
        for text in arguments.values(option) {
            do throws(ObjectPattern.SyntaxError) {
                patterns.append(try ObjectPattern(text))
            } catch {
                throw UsageError(message: "invalid value '\(text)' for '--\(option)' (\(error.message))")
            }
        }
        return patterns
    }
}

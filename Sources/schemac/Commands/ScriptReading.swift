import PostgresSyntax

/// How commands read scripts.
extension Option {
    static var variable: Option {
        Option(
            name: "variable", short: "v", value: Value(name: "name=value"),
            help: "Set a variable of psql, or the value of a placeholder ${name}.")
    }

    static var followIncludes: Option {
        .flag("follow-includes", help: "Read the files that \\i and \\ir name in their places.")
    }

    static var legacy: Option {
        .choice(
            "legacy", default: LegacyMode.auto, valueName: "when",
            help: "When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.")
    }
}

extension CommandContext {
    /// What the options say about reading scripts.
    func scriptOptions() throws -> ScriptOptions {
        var options = ScriptOptions()
        for assignment in arguments.values("variable") {
            guard let equals = assignment.firstIndex(of: "="), equals > assignment.startIndex else {
                throw UsageError(message: "invalid value '\(assignment)' for '-v' (name=value)")
            }
            options.variables[String(assignment[..<equals])] = String(assignment[assignment.index(after: equals)...])
        }
        if arguments.offers("follow-includes"), arguments.flag("follow-includes") {
            options.include = { path in try Self.source(at: path) }
        }
        return options
    }
}

import Platform

extension Operand {
    /// The sources a command reads.
    static var files: Operand {
        Operand(
            name: "file",
            help: "A file, a folder (its .sql files and those of its subfolders, in the order of their names and "
                + "numbers) or '-' for standard input.")
    }
}

/// Options that mean the same thing in every command that has them.
extension Option {
    static var output: Option {
        Option(
            name: "output", short: "o", value: Value(name: "file", isFile: true),
            help: "Write the result to a file, whole or not at all, instead of standard output.")
    }

    static var color: Option {
        .choice("color", default: ColorMode.auto, valueName: "when", help: "When to color diagnostics.")
    }

    static var targetVersion: Option {
        let versions = supportedVersions.map(String.init)
        return Option(
            name: "target-version",
            value: Value(name: "version", allowed: versions, defaultValue: versions.last),
            help: "The major version of the PostgreSQL server that runs the result.")
    }

    static var defaultSchema: Option {
        Option(
            name: "default-schema", value: Value(name: "name", defaultValue: "public"),
            help: "The schema of names that are written without one.")
    }
}

/// The major versions of PostgreSQL that results can be written for.
let supportedVersions = 14...18

import GrammarModel

/// `RuleList.swift`: the rules of the linter, each of which is a constant in a file of its own.
struct RuleListFile {
    /// Where the list stands.
    static let folder = "Sources/SchemaLinter/Generated"
    /// What the line of a rule begins with.
    private static let declaration = "    static let "

    /// The names of the constants, sorted.
    private let rules: [String]

    /// Looks for rules below the package root.
    init(root: String) throws {
        let files = try TextFile.allBelow("Sources/SchemaLinter/Rules", suffix: ".swift", root: root)
        rules = files.flatMap { file in
            file.text.split(separator: "\n").compactMap { line in
                guard line.hasPrefix(Self.declaration), line.hasSuffix(" = Rule(") else { return nil }
                return String(line.dropFirst(Self.declaration.count).dropLast(" = Rule(".count))
            }
        }.sorted()
    }

    var file: TextFile {
        var source = SwiftSource(fromPath: "Sources/SchemaLinter/Rules")
        source.line()
        source.block("extension Rule") { source in
            source.line("/// All rules, by name.")
            source.line("public static let all: [Rule] = [")
            for rule in rules { source.line("    .\(rule),") }
            source.line("]")
        }
        return TextFile(path: Self.folder + "/RuleList.swift", text: source.text)
    }
}

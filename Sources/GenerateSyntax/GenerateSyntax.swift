import GrammarModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes the folders `Generated` and the productions in the parser's doc comments from `Grammar/`.
@main
struct GenerateSyntax {
    static func main() {
        var arguments = CommandLine.arguments.dropFirst()
        let isCheck = arguments.first == "--check"
        if isCheck { arguments.removeFirst() }
        guard arguments.isEmpty else { fail("usage: generate-syntax [--check], run in the package's root", code: 2) }
        do {
            try isCheck ? check(root: ".") : write(root: ".")
        } catch {
            fail("\(error)", code: error is GrammarError ? 1 : 2)
        }
    }

    private static func write(root: String) throws {
        let outputs = try Outputs(root: root)
        for file in outputs.stale {
            try file.write(root: root)
            print("wrote \(file.path)")
        }
        for file in outputs.surplus {
            try file.remove(root: root)
            print("removed \(file.path)")
        }
    }

    private static func check(root: String) throws {
        let outputs = try Outputs(root: root)
        let messages =
            outputs.problems.map(\.description) + outputs.stale.map { "\($0.path): stale; run generate-syntax" }
            + outputs.surplus.map { "\($0.path): no longer generated; run generate-syntax" }
        if !messages.isEmpty { fail(messages.joined(separator: "\n"), code: 1) }
    }

    private static func fail(_ message: String, code: Int32) -> Never {
        print(message)
        exit(code)
    }
}

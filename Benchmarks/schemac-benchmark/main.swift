import Platform
import PostgresSyntax

// Times lexing and parsing of a file in memory, on one thread, for about a second each:
// the fastest pass counts, as noise only ever adds time.

let usage = """
    Usage: schemac-benchmark parse FILE [--json]

      Parses FILE in memory for about a second and prints its size and the fastest lexing and parsing pass.
      A parsing pass lexes, builds the whole tree and frees it. --json prints one line of JSON.

    """

func fail(_ message: String) -> Never {
    StandardStream.error.report(Array((message + "\n").utf8))
    CurrentProcess.exit(2)
}

/// The fastest of the runs of `body` that fit in about `seconds`, in nanoseconds.
func fastest(seconds: Double, _ body: () -> Void) -> UInt64 {
    body()
    let end = CurrentProcess.monotonicNanoseconds + UInt64(seconds * 1e9)
    var best = UInt64.max
    repeat {
        let start = CurrentProcess.monotonicNanoseconds
        body()
        best = min(best, CurrentProcess.monotonicNanoseconds - start)
    } while CurrentProcess.monotonicNanoseconds < end
    return best
}

var arguments = Array(CommandLine.arguments.dropFirst())
let printsJSON = arguments.contains("--json")
arguments.removeAll { $0 == "--json" }
guard arguments.count == 2, arguments[0] == "parse" else { fail(usage) }

let contents: FileContents
do {
    contents = try FileContents(path: arguments[1])
} catch {
    fail("error: \(error)")
}
let source = contents.withUnsafeBytes { SourceText(name: contents.path, bytes: $0) }

let tree = SyntaxTree.parse(source)
let lexing = fastest(seconds: 0.4) { _ = Lexer.lex(source, mode: .script) }
let parsing = fastest(seconds: 0.8) { _ = SyntaxTree.parse(source) }

let statements = tree.statements.reduce(0) { count, _ in count + 1 }
if printsJSON {
    print(
        """
        {"bytes":\(source.count),"statements":\(statements),"tokens":\(tree.tokens.count),\
        "nodes":\(tree.nodeCount),"lex_ns":\(lexing),"parse_ns":\(parsing)}
        """)
} else {
    func rate(_ time: UInt64) -> String { "\(source.count * 1000 / Int(max(time, 1))) MB/s" }
    print(
        """
        \(contents.path): \(source.count) bytes, \(statements) statements, \(tree.tokens.count) tokens, \
        \(tree.nodeCount) nodes
        lexing   \(lexing / 1000) µs  \(rate(lexing))
        parsing  \(parsing / 1000) µs  \(rate(parsing))
        """)
}

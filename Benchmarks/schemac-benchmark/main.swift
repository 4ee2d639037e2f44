import Platform
import PostgresSyntax

// Times lexing and parsing of a file in memory, on one thread, for about a second each:
// the fastest pass counts, as noise only ever adds time.

let usage = """
    Usage: schemac-benchmark parse FILE [--json]
           schemac-benchmark once FILE
           schemac-benchmark stream FILE [--threads N] [--json]
           schemac-benchmark damage FILE [--prefixes N] [--mutations N] [--seed N]

      parse parses FILE in memory for about a second and prints its size and the fastest lexing and parsing pass.
      A parsing pass lexes, builds the whole tree and frees it. once does so a single time, for counting instructions,
      and prints how many tokens, nodes and bytes of memory that took, as JSON. stream opens FILE and parses it
      part by part on one thread or on N, as often as a second allows. damage parses that many
      beginnings and changed pieces of FILE and ends with an error where one loses tokens.
      --json prints one line of JSON.

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

/// Takes `name` and the number behind it off the arguments; `standard` if it is not there.
@MainActor func number(_ name: String, standard: Int) -> Int {
    guard let option = arguments.firstIndex(of: name) else { return standard }
    guard option + 1 < arguments.count, let count = Int(arguments[option + 1]), count >= 0 else { fail(usage) }
    arguments.removeSubrange(option...option + 1)
    return count
}

let threads = number("--threads", standard: 1)
let prefixes = number("--prefixes", standard: 2000)
let mutations = number("--mutations", standard: 50_000)
let seed = number("--seed", standard: 1)
guard arguments.count == 2, ["parse", "once", "stream", "damage"].contains(arguments[0]) else { fail(usage) }

let source: SourceText
do {
    if arguments[0] == "stream" {
        try stream(arguments[1], threads: threads, printsJSON: printsJSON)
        CurrentProcess.exit(0)
    }
    let contents = try FileContents(path: arguments[1])
    if arguments[0] == "damage" {
        var damage = Damage(contents, seed: UInt64(seed))
        damage.run(prefixes: prefixes, mutations: mutations)
        CurrentProcess.exit(0)
    }
    source = contents.withUnsafeBytes { SourceText(name: contents.path, bytes: $0) }
} catch {
    fail("error: \(error)")
}

if arguments[0] == "once" {
    let tree = SyntaxTree.parse(source)
    print(
        """
        {"bytes":\(source.count),"tokens":\(tree.tokens.count),"nodes":\(tree.nodeCount),\
        "units":\(tree.unitCount),"memory":\(tree.memorySize)}
        """)
    CurrentProcess.exit(0)
}

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
        \(source.name): \(source.count) bytes, \(statements) statements, \(tree.tokens.count) tokens, \
        \(tree.nodeCount) nodes
        lexing   \(lexing / 1000) µs  \(rate(lexing))
        parsing  \(parsing / 1000) µs  \(rate(parsing))
        """)
}

import Platform
import PostgresSyntax

extension FileContents: ScriptBytes {
    /// The file as the caller named it.
    public var name: String { path }
}

/// What a stream's parts add up to.
struct StreamFigures: Sendable {
    var statements = 0
    var errors = 0
    var nodes = 0
    var parts = 0
    var copiedData = 0

    init() {}

    init(_ tree: SyntaxTree) {
        parts = 1
        for element in tree.script {
            switch element.kind {
            case .statement: statements += 1
            case .invalid: errors += 1
            case .metaCommand: break
            case .copyData: copiedData += element.byteRange.count
            }
        }
        nodes = tree.nodeCount
    }

    mutating func add(_ other: StreamFigures) {
        statements += other.statements
        errors += other.errors
        nodes += other.nodes
        parts += other.parts
        copiedData += other.copiedData
    }
}

/// Opens the file and parses it as a stream on `threads` threads, once or as often as a second allows, and prints what
/// it found and how long the fastest pass took.
func stream(_ path: String, threads: Int, printsJSON: Bool) throws {
    let contents = try FileContents(path: path)
    var figures = StreamFigures()
    var skippedData = 0
    let end = CurrentProcess.monotonicNanoseconds + 1_000_000_000
    var time = UInt64.max
    repeat {
        figures = StreamFigures()
        skippedData = 0
        let start = CurrentProcess.monotonicNanoseconds
        try ScriptStream(FileContents(path: path)).forEachBatch(threads: threads, transform: StreamFigures.init) {
            figures.add($0.value)
            skippedData += $0.copyData?.count ?? 0
        }
        time = min(time, CurrentProcess.monotonicNanoseconds - start)
    } while CurrentProcess.monotonicNanoseconds < end
    if printsJSON {
        print(
            """
            {"bytes":\(contents.count),"threads":\(threads),"statements":\(figures.statements),\
            "errors":\(figures.errors),"nodes":\(figures.nodes),"parts":\(figures.parts),\
            "copied_data_bytes":\(figures.copiedData),"skipped_data_bytes":\(skippedData),"ns":\(time)}
            """)
    } else {
        print(
            """
            \(path): \(contents.count) bytes, \(skippedData) of them skipped data
            \(figures.statements) statements, \(figures.errors) errors, \(figures.nodes) nodes in \(figures.parts) parts
            \(time / 1000) µs on \(threads) threads  \(contents.count * 1000 / Int(max(time, 1))) MB/s
            """)
    }
}

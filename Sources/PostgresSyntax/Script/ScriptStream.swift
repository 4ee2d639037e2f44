/// The bytes of a file of any length, most likely mapped into memory.
public protocol ScriptBytes: AnyObject, Sendable {
    /// What diagnostics call the file.
    var name: String { get }
    /// Length in bytes.
    var count: Int { get }
    /// Calls `body` with all bytes.
    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
    /// Told that the bytes of `range` are not looked at again soon, so that they need not stay in memory.
    func release(_ range: Range<Int>)
}

/// A part of a script with whole statements in it.
public struct ScriptBatch<Value> {
    /// What was made of the batch's tree.
    public let value: Value
    /// The lines of data, up to `\.`, that its last statement, a COPY, reads, as offsets in the file; nil if the data
    /// stands in the tree or there is none.
    public let copyData: Range<Int>?
}

/// A script that is parsed part by part, on several threads, in memory that does not grow with its length.
///
/// A part begins where the one before ended, at the start of a statement, and is some ten kilobytes long, or as
/// long as its only statement. Where a part ends is guessed: behind the last line that ends in a semicolon. Parsing it
/// then shows whether a statement ends there, and whether what parsing began with, such as
/// `standard_conforming_strings`, was right; if not, that part is parsed anew. So the parts have the statements and
/// diagnostics that the whole script has, and no byte is read just to find out where to cut.
/// COPY data that does not fit in a part is neither copied nor tokenised.
///
/// `SourceText` of a part knows where in the file it stands. Bytes that are not UTF-8 are reported once, unless a
/// statement before them sets `client_encoding`.
public struct ScriptStream {
    /// The script's bytes.
    let bytes: any ScriptBytes
    /// How it is read.
    let options: ScriptOptions
    /// Bytes of a part. Small enough that what is read and built stays in a processor's own cache, and that threads end
    /// at about the same time.
    let batchSize: Int

    /// A stream of the script in `bytes`.
    public init(_ bytes: some ScriptBytes, options: ScriptOptions = ScriptOptions()) {
        self.init(bytes, options: options, batchSize: 32 << 10)
    }

    init(_ bytes: some ScriptBytes, options: ScriptOptions = ScriptOptions(), batchSize: Int) {
        self.bytes = bytes
        self.options = options
        self.batchSize = batchSize
    }

    /// Parses the script and calls `body` with each part in order.
    ///
    /// - Parameters:
    ///   - threads: how many threads work, the calling one included.
    ///   - transform: what is to be made of a part's tree; called on any of the threads, and perhaps for a tree that
    ///     turns out to be cut wrongly and is not given to `body`.
    ///   - body: called on the calling thread, in the order of the file.
    public func forEachBatch<Value: Sendable>(
        threads: Int, transform: @escaping @Sendable (SyntaxTree) -> Value,
        _ body: (ScriptBatch<Value>) throws -> Void
    ) rethrows {
        let queue = WorkQueue()
        let helpers = (1..<max(threads, 1)).compactMap { _ in
            Thread(stackSize: 1 << 20) { queue.work() }
        }
        defer {
            queue.close()
            for helper in helpers { helper.join() }
        }
        var reader = ScriptReader(self, queue: queue, capacity: max(threads, 1) * 64, transform)
        while let batch = reader.next() { try body(batch) }
    }
}

/// A parsed part and how it ends.
struct BatchOutput<Value: Sendable>: Sendable {
    let value: Value
    let end: PartEnd
}

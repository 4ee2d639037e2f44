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
/// A part begins where the one before ended, at the start of a statement, and is some hundred kilobytes long, or as
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
    /// Bytes of a part.
    let batchSize: Int

    /// A stream of the script in `bytes`.
    public init(_ bytes: some ScriptBytes) {
        self.init(bytes, batchSize: 256 << 10)
    }

    init(_ bytes: some ScriptBytes, batchSize: Int) {
        self.bytes = bytes
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
        let queue = BatchQueue(transform)
        let helpers = (1..<max(threads, 1)).compactMap { _ in
            Thread(stackSize: 1 << 20) { queue.work() }
        }
        defer {
            queue.close()
            for helper in helpers { helper.join() }
        }
        var reader = ScriptReader(self, queue: queue, capacity: max(threads, 1) * 3)
        while let batch = reader.next() { try body(batch) }
    }
}

/// What parsing carries from one part of a script to the next.
struct ScriptState: Equatable {
    /// Whether a backslash in `'…'` is just that.
    var standardConformingStrings = true
    /// Whether bytes that are not UTF-8 are an error.
    var checksEncoding = true
}

/// A part of a script to be parsed.
struct BatchInput {
    let source: SourceText
    let state: ScriptState
}

/// A parsed part and how it ends.
struct BatchOutput<Value: Sendable>: Sendable {
    let value: Value
    let end: BatchEnd
}

/// Parts that wait to be parsed or are parsed; shared by all threads.
final class BatchQueue<Value: Sendable>: @unchecked Sendable {
    /// A part and, once parsed, its result.
    final class Job {
        fileprivate enum Status {
            case waiting(BatchInput)
            case running
            case done(BatchOutput<Value>)
        }

        fileprivate var status: Status

        fileprivate init(_ input: BatchInput) { status = .waiting(input) }
    }

    private let monitor = Monitor()
    private let transform: @Sendable (SyntaxTree) -> Value
    private var jobs: [Job] = []
    private var isClosed = false

    init(_ transform: @escaping @Sendable (SyntaxTree) -> Value) {
        self.transform = transform
    }

    /// Parses a part on the calling thread.
    func parse(_ input: BatchInput) -> BatchOutput<Value> {
        let (tree, end) = SyntaxTree.parseBatch(input.source, state: input.state)
        return BatchOutput(value: transform(tree), end: end)
    }

    /// Hands a part to whoever has time.
    func add(_ input: BatchInput) -> Job {
        let job = Job(input)
        monitor.locked {
            jobs.append(job)
            monitor.wakeAll()
        }
        return job
    }

    /// The result of a part, which is parsed here if no thread has begun with it.
    func result(of job: Job) -> BatchOutput<Value> {
        while true {
            if let input = take(job) { return parse(input) }
            let output: BatchOutput<Value>? = monitor.locked {
                if case .done(let output) = job.status { return output }
                monitor.wait()
                return nil
            }
            if let output { return output }
        }
    }

    /// Forgets the parts that nobody has begun with.
    func dropWaiting() {
        monitor.locked { jobs.removeAll() }
    }

    /// Lets ``work()`` return.
    func close() {
        monitor.locked {
            isClosed = true
            jobs.removeAll()
            monitor.wakeAll()
        }
    }

    /// Parses parts until the queue is closed.
    func work() {
        while let (job, input) = takeNext() {
            let output = parse(input)
            monitor.locked {
                job.status = .done(output)
                monitor.wakeAll()
            }
        }
    }

    private func takeNext() -> (Job, BatchInput)? {
        monitor.locked {
            while !isClosed {
                while !jobs.isEmpty {
                    let job = jobs.removeFirst()
                    if case .waiting(let input) = job.status {
                        job.status = .running
                        return (job, input)
                    }
                }
                monitor.wait()
            }
            return nil
        }
    }

    private func take(_ job: Job) -> BatchInput? {
        monitor.locked {
            guard case .waiting(let input) = job.status else { return nil }
            job.status = .running
            return input
        }
    }
}

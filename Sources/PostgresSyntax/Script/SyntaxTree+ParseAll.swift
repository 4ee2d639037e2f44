extension SyntaxTree {
    /// Parses several sources, in their order.
    ///
    /// - Parameter threads: how many threads work, the calling one included.
    public static func parseAll(
        _ sources: [SourceText], options: ScriptOptions = ScriptOptions(), threads: Int
    ) -> [SyntaxTree] {
        let queue = WorkQueue()
        let helpers = (1..<max(min(threads, sources.count), 1)).compactMap { _ in
            Thread(stackSize: 1 << 20) { queue.work() }
        }
        defer {
            queue.close()
            for helper in helpers { helper.join() }
        }
        let jobs = sources.map { source in queue.add { parse(source, options: options) } }
        return jobs.map(queue.result)
    }
}

/// A place in a file and its line.
struct ScriptPlace: Equatable {
    var offset = 0
    var line = 1
}

/// What is known of the bytes of a file without knowing where its statements begin: all threads find it out, chunk by
/// chunk, so that skipping COPY data costs the one that cuts next to nothing.
struct ScriptChunks {
    /// What a chunk holds.
    private struct Content {
        /// The lines that are `\.`: where each ends, and how many line feeds the chunk has up to there.
        var terminators: [(end: Int, lineFeeds: Int)] = []
        var lineFeeds = 0
    }

    private let bytes: any ScriptBytes
    private let size: Int
    private let queue: WorkQueue
    /// The chunks from the one at ``firstOffset`` on, and the lines at which those begin that have been asked for.
    private var jobs: [Job<Content>] = []
    private var firstOffset = 0
    private var firstLines = [1]

    /// How many chunks are looked at before it is known that they are needed.
    private static let window = 64

    init(_ bytes: any ScriptBytes, size: Int, queue: WorkQueue) {
        self.bytes = bytes
        self.size = size
        self.queue = queue
    }

    /// Has the chunks from `offset` on looked at, and forgets those before it.
    mutating func lookAhead(from offset: Int) {
        while firstOffset + size <= offset {
            if jobs.isEmpty { addJob() }
            _ = content(0)
            jobs.removeFirst()
            firstLines.removeFirst()
            firstOffset += size
        }
        guard jobs.count <= Self.window * 3 / 4 else { return }
        while jobs.count < Self.window, end < bytes.count { addJob() }
    }

    private mutating func addJob() {
        let chunk = end..<min(end + size, bytes.count)
        jobs.append(queue.add { [bytes] in bytes.withUnsafeBytes { Self.content(of: $0, chunk) } })
    }

    /// Behind the last chunk that is looked at.
    var end: Int { firstOffset + jobs.count * size }

    /// Looks for the line `\.` in the rest of the chunk that holds `place`, which must be before ``end``: the place
    /// behind it, or behind the chunk.
    mutating func dataEnd(from place: ScriptPlace) -> (ScriptPlace, isFound: Bool) {
        let index = (place.offset - firstOffset) / size
        let content = content(index)
        if let found = content.terminators.first(where: { $0.end > place.offset }) {
            return (ScriptPlace(offset: found.end, line: firstLines[index] + found.lineFeeds), true)
        }
        let end = min(firstOffset + (index + 1) * size, bytes.count)
        return (ScriptPlace(offset: end, line: firstLines[index + 1]), false)
    }

    /// What the chunk at `index` holds; notes the line at which the next one begins.
    private mutating func content(_ index: Int) -> Content {
        while true {
            let known = firstLines.count - 1
            let content = queue.result(of: jobs[min(index, known)])
            if known <= index { firstLines.append(firstLines[known] + content.lineFeeds) }
            if known >= index { return content }
        }
    }

    private static func content(of bytes: UnsafeRawBufferPointer, _ chunk: Range<Int>) -> Content {
        var content = Content()
        var position = chunk.lowerBound
        while position < chunk.upperBound {
            let (stop, lineFeeds) = bytes.passLines(in: position..<chunk.upperBound)
            content.lineFeeds += lineFeeds
            position = min(stop + 16, chunk.upperBound)
            let data = CopyData(bytes.bindMemory(to: UInt8.self), start: 0)
            if let terminator = data.terminator(in: stop..<position) {
                let end = data.end(of: terminator)
                let lineFeeds = content.lineFeeds + bytes.lineFeedCount(in: stop..<end)
                content.terminators.append((end, lineFeeds))
                position = terminator + 1
            }
            content.lineFeeds += bytes.lineFeedCount(in: stop..<position)
        }
        return content
    }
}

extension UnsafeRawBufferPointer {
    /// How many line feeds there are in `range`.
    func lineFeedCount(in range: Range<Int>) -> Int {
        UnsafeRawBufferPointer(rebasing: self[range]).bindMemory(to: UInt8.self).lineFeedCount
    }

    /// Looks for `\.` in `range`, sixteen bytes in one step: where to look closer, for sixteen bytes, or near the end of
    /// the range; and how many line feeds stand before that.
    fileprivate func passLines(in range: Range<Int>) -> (stop: Int, lineFeeds: Int) {
        let backslashes = SIMD16<UInt8>(repeating: UInt8(ascii: "\\"))
        let dots = SIMD16<UInt8>(repeating: UInt8(ascii: "."))
        let lines = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
        var position = range.lowerBound
        var lineFeeds = 0
        // A step reads the byte behind its own, too.
        let end = Swift.min(range.upperBound, count - 1)
        while position + 16 <= end {
            // The counters of a lane hold 255.
            let limit = Swift.min(position + 255 * 16, end - 15)
            var counters = SIMD16<Int8>.zero
            var isFound = false
            while position < limit {
                let bytes = loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
                let behind = loadUnaligned(fromByteOffset: position + 1, as: SIMD16<UInt8>.self)
                isFound = ((bytes .== backslashes) .& (behind .== dots)).isAnySet
                if isFound { break }
                counters &-= unsafeBitCast(bytes .== lines, to: SIMD16<Int8>.self)
                position += 16
            }
            let lanes = unsafeBitCast(counters, to: SIMD16<UInt8>.self)
            for lane in 0..<16 { lineFeeds += Int(lanes[lane]) }
            if isFound { return (position, lineFeeds) }
        }
        return (position, lineFeeds)
    }
}

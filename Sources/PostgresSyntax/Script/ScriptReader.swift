/// Cuts a script into parts by guessing, has them parsed, and gives out those that were cut rightly.
struct ScriptReader<Value: Sendable> {
    /// A place in the file and its line.
    private struct Place: Equatable {
        var offset = 0
        var line = 1
    }

    /// A part that was guessed.
    private struct Guess {
        let start: Place
        let end: Place
        let state: ScriptState
        /// Behind the COPY data that seems to follow.
        let dataEnd: Place?
        let job: BatchQueue<Value>.Job
    }

    private let bytes: any ScriptBytes
    private let batchSize: Int
    private let queue: BatchQueue<Value>
    private let capacity: Int
    private var guesses: [Guess] = []
    /// Where the next guess starts; nil if it takes a parsed part to know.
    private var guessPlace: Place?
    /// Where the next part begins, known for sure.
    private var place = Place()
    private var state = ScriptState()
    /// Up to where the bytes have been released.
    private var released = 0

    init(_ stream: ScriptStream, queue: BatchQueue<Value>, capacity: Int) {
        bytes = stream.bytes
        batchSize = stream.batchSize
        self.queue = queue
        self.capacity = capacity
        guessPlace = place
    }

    /// The next part; nil at the end of the script.
    mutating func next() -> ScriptBatch<Value>? {
        guard place.offset < bytes.count else { return nil }
        if let first = guesses.first, first.start != place || first.state != state { forget() }
        if guesses.isEmpty { guessPlace = place }
        guess()
        guard !guesses.isEmpty else { return finish(longPart(from: batchSize), guessed: nil) }
        let guess = guesses.removeFirst()
        let output = queue.result(of: guess.job)
        if output.end.isComplete || guess.end.offset == bytes.count {
            return finish((output, guess.end), guessed: guess.dataEnd)
        }
        return finish(longPart(from: batchSize * 2, failed: (output, guess.end)), guessed: nil)
    }

    private mutating func forget() {
        guesses.removeAll(keepingCapacity: true)
        queue.dropWaiting()
    }

    // MARK: Guessing

    private mutating func guess() {
        while guesses.count < capacity, let start = guessPlace, start.offset < bytes.count {
            guessPlace = nil
            guard let cut = cut(from: start.offset, size: batchSize) else { return }
            let end = moved(start, to: cut)
            let mayCopy = endsWithCopy(start.offset..<cut)
            let dataEnd = mayCopy ? self.dataEnd(from: end, limit: 16 * batchSize) : nil
            let job = queue.add(BatchInput(source: source(start, end), state: state))
            guesses.append(Guess(start: start, end: end, state: state, dataEnd: dataEnd, job: job))
            if !mayCopy || dataEnd != nil { guessPlace = dataEnd ?? end }
        }
    }

    /// The end of the last line in the `size` bytes from `start` on that ends in a semicolon or is `\.`; the end of the
    /// script if it is near; nil if there is no such line.
    private func cut(from start: Int, size: Int) -> Int? {
        let limit = min(start + size, bytes.count)
        if limit == bytes.count { return limit }
        return bytes.withUnsafeBytes { $0.endOfLastStatement(in: start..<limit) }
    }

    /// Whether the last line of `range` looks like a COPY that reads data.
    private func endsWithCopy(_ range: Range<Int>) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var start = max(range.upperBound - 1, range.lowerBound)
            while start > range.lowerBound, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
            let line = bytes[start..<range.upperBound].map(\.lowercased)
            return line.starts(with: "copy".utf8) && line.contains(UInt8(ascii: ";"))
                && String(decoding: line, as: UTF8.self).contains("from stdin")
        }
    }

    // MARK: Knowing

    /// Notes where `part`, which begins at ``place``, ends, and gives it out.
    private mutating func finish(
        _ part: (output: BatchOutput<Value>, end: Place), guessed: Place?
    ) -> ScriptBatch<Value> {
        let start = part.end.offset
        place = part.end
        state = part.output.end.state
        var data: Range<Int>?
        if part.output.end.awaitsData, start < bytes.count {
            place = guessed ?? dataEnd(from: part.end, limit: bytes.count)!
            data = start..<withoutLineEnd(place.offset)
        }
        release(to: place.offset)
        return ScriptBatch(value: part.output.value, copyData: data)
    }

    /// Parses the part from ``place`` on with an end further and further away until a statement ends there.
    ///
    /// - Parameter failed: a part that was cut too early.
    private mutating func longPart(
        from size: Int, failed: (output: BatchOutput<Value>, end: Place)? = nil
    ) -> (output: BatchOutput<Value>, end: Place) {
        forget()
        if let failed, let part = partBeforeData(failed.output.end) { return part }
        var size = size
        while true {
            let limit = min(size, SourceText.maximumCount)
            if let cut = cut(from: place.offset, size: limit) ?? (limit < size ? place.offset + limit : nil) {
                let part = part(to: cut)
                if part.output.end.isComplete || cut == bytes.count || limit < size { return part }
                if let before = partBeforeData(part.output.end) { return before }
            }
            size *= 2
        }
    }

    /// The part that ends where the data begins of which another part has only the first lines.
    private func partBeforeData(_ end: BatchEnd) -> (output: BatchOutput<Value>, end: Place)? {
        end.openData.map { part(to: place.offset + $0) }
    }

    private func part(to end: Int) -> (output: BatchOutput<Value>, end: Place) {
        let end = moved(place, to: end)
        return (queue.parse(BatchInput(source: source(place, end), state: state)), end)
    }

    // MARK: Bytes

    private func source(_ start: Place, _ end: Place) -> SourceText {
        bytes.withUnsafeBytes { bytes in
            let part = UnsafeRawBufferPointer(rebasing: bytes[start.offset..<end.offset])
            return SourceText(name: self.bytes.name, bytes: part, firstOffset: start.offset, firstLine: start.line)
        }
    }

    private func moved(_ place: Place, to offset: Int) -> Place {
        bytes.withUnsafeBytes { bytes in
            let part = bytes[place.offset..<offset]
            return Place(
                offset: offset, line: place.line + UnsafeRawBufferPointer(rebasing: part).lineFeedCount)
        }
    }

    /// Behind the line `\.` that ends the data at `start`, or the end of the script; nil if it is not found in the
    /// next `limit` bytes.
    private mutating func dataEnd(from start: Place, limit: Int) -> Place? {
        var place = start
        // As much as is in memory at a time, and in the processor's cache when its lines are counted.
        let step = 256 << 10
        let end = limit < bytes.count - start.offset ? start.offset + limit : bytes.count
        while place.offset < end {
            let stop = min(place.offset + step, bytes.count)
            let found = bytes.withUnsafeBytes { bytes in
                let data = CopyData(bytes.bindMemory(to: UInt8.self), start: start.offset)
                return data.terminator(in: place.offset..<stop).map(data.end)
            }
            place = moved(place, to: found ?? stop)
            if guesses.isEmpty { release(to: place.offset) }
            if found != nil { return place }
        }
        return place.offset == bytes.count ? place : nil
    }

    private func withoutLineEnd(_ offset: Int) -> Int {
        bytes.withUnsafeBytes { $0[offset - 1] == UInt8(ascii: "\n") ? offset - 1 : offset }
    }

    /// Lets go of the bytes before `offset`, many at a time.
    private mutating func release(to offset: Int) {
        guard offset - released >= 8 << 20 || offset == bytes.count else { return }
        bytes.release(released..<offset)
        released = offset
    }
}

extension UnsafeRawBufferPointer {
    /// How many line feeds there are.
    fileprivate var lineFeedCount: Int { bindMemory(to: UInt8.self).lineFeedCount }

    /// Behind the last line in `range` that ends in a semicolon or is `\.`; nil if there is none.
    fileprivate func endOfLastStatement(in range: Range<Int>) -> Int? {
        let semicolons = SIMD16<UInt8>(repeating: UInt8(ascii: ";"))
        let dots = SIMD16<UInt8>(repeating: UInt8(ascii: "."))
        let lineFeeds = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
        let returns = SIMD16<UInt8>(repeating: UInt8(ascii: "\r"))
        var end = range.upperBound
        while end > range.lowerBound {
            // A line end and the byte before it, sixteen pairs in one step.
            if end - 17 >= range.lowerBound {
                let before = loadUnaligned(fromByteOffset: end - 17, as: SIMD16<UInt8>.self)
                let lineEnd = loadUnaligned(fromByteOffset: end - 16, as: SIMD16<UInt8>.self)
                let mayEnd = (before .== semicolons) .| (before .== dots)
                if !any(mayEnd .& ((lineEnd .== lineFeeds) .| (lineEnd .== returns))) {
                    end -= 16
                    continue
                }
            }
            let next = Swift.max(end - 16, range.lowerBound)
            while end > next {
                if endsStatement(before: end, from: range.lowerBound) { return end }
                end -= 1
            }
        }
        return nil
    }

    /// Whether a line that ends in a semicolon or is `\.` ends before `end`; no byte before `start` is looked at.
    private func endsStatement(before end: Int, from start: Int) -> Bool {
        guard self[end - 1] == UInt8(ascii: "\n") else { return false }
        var last = end - 2
        if last >= start, self[last] == UInt8(ascii: "\r") { last -= 1 }
        guard last >= start else { return false }
        return self[last] == UInt8(ascii: ";")
            || last - 2 >= start && self[last] == UInt8(ascii: ".") && self[last - 1] == UInt8(ascii: "\\")
                && self[last - 2] == UInt8(ascii: "\n")
    }
}

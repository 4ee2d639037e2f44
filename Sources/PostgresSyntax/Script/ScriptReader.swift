/// Cuts a script into parts by guessing, has them parsed, and gives out those that were cut rightly.
struct ScriptReader<Value: Sendable> {
    /// A part that was guessed.
    private struct Guess {
        let start: ScriptPlace
        let end: ScriptPlace
        let state: ScriptState
        /// Behind the COPY data that seems to follow.
        let dataEnd: ScriptPlace?
        /// What parses it and its neighbours.
        let job: Job<[BatchOutput<Value>]>
        /// Which of the job's results is its.
        let index: Int
    }

    /// Parts that become one job, since those between blocks of COPY data are short.
    private struct Group {
        var parts: [(start: ScriptPlace, end: ScriptPlace, dataEnd: ScriptPlace?)] = []
        var byteCount = 0
    }

    private let bytes: any ScriptBytes
    private let batchSize: Int
    private let queue: WorkQueue
    private let capacity: Int
    private let parser: PartParser<Value>
    private var chunks: ScriptChunks
    private var guesses: [Guess] = []
    /// Where the next guess starts; nil if it takes a parsed part to know.
    private var guessPlace: ScriptPlace?
    /// Where the next part begins, known for sure.
    private var place = ScriptPlace()
    private var state: ScriptState
    /// Up to where the bytes have been released.
    private var released = 0

    /// - Parameter capacity: how many parts are guessed ahead.
    init(
        _ stream: ScriptStream, queue: WorkQueue, capacity: Int, _ transform: @escaping @Sendable (SyntaxTree) -> Value
    ) {
        bytes = stream.bytes
        parser = PartParser(bytes: stream.bytes, options: stream.options, transform: transform)
        state = ScriptState(stream.options)
        batchSize = stream.batchSize
        chunks = ScriptChunks(stream.bytes, size: stream.batchSize * 8, queue: queue)
        self.queue = queue
        self.capacity = capacity
        guessPlace = place
    }

    /// The next part; nil at the end of the script.
    mutating func next() -> ScriptBatch<Value>? {
        // An \if without \endif is reported by the last part, an empty one if need be.
        guard place.offset < bytes.count || !state.psql.conditions.isEmpty else { return nil }
        forgetWrongGuesses()
        if guesses.isEmpty { guessPlace = place }
        guess()
        guard !guesses.isEmpty else { return finish(longPart(from: batchSize, behind: place.offset), guessed: nil) }
        let guess = guesses.removeFirst()
        let output = queue.result(of: guess.job)[guess.index]
        if output.end.isComplete || guess.end.offset == bytes.count {
            return finish((output, guess.end), guessed: guess.dataEnd)
        }
        if let part = partBeforeData(output.end) { return finish(part, guessed: nil) }
        let size = guess.end.offset - place.offset + batchSize
        return finish(longPart(from: size, behind: guess.end.offset), guessed: nil)
    }

    /// Forgets the guesses that a longer part has overtaken, and all if the next does not begin where it must.
    private mutating func forgetWrongGuesses() {
        var count = guesses.prefix { $0.start.offset < place.offset }.count
        if count < guesses.count, guesses[count].start != place || guesses[count].state != state {
            count = guesses.count
        }
        let next = guesses[count...].first
        for guess in guesses[..<count] where guess.job !== next?.job { queue.cancel(guess.job) }
        guesses.removeFirst(count)
    }

    // MARK: Guessing

    private mutating func guess() {
        guard guesses.count <= capacity * 3 / 4 else { return }
        var group = Group()
        while guesses.count + group.parts.count < capacity, let start = guessPlace, start.offset < bytes.count {
            chunks.lookAhead(from: place.offset)
            guessPlace = nil
            guard let (cut, mayCopy) = guessedCut(from: start.offset) else { break }
            let end = moved(start, to: cut)
            let dataEnd = mayCopy ? guessedDataEnd(from: end) : nil
            group.parts.append((start, end, dataEnd))
            group.byteCount += cut - start.offset
            if group.byteCount >= batchSize { add(&group) }
            if !mayCopy || dataEnd != nil { guessPlace = dataEnd ?? end }
        }
        add(&group)
    }

    /// Has the parts of a group parsed.
    private mutating func add(_ group: inout Group) {
        let parts = group.parts
        guard !parts.isEmpty else { return }
        let job = queue.add { [parser, state] in
            parts.map { parser.parse(from: $0.start, to: $0.end.offset, state) }
        }
        guesses += parts.enumerated().map { index, part in
            Guess(start: part.start, end: part.end, state: state, dataEnd: part.dataEnd, job: job, index: index)
        }
        group = Group()
    }

    /// Where the part that begins at `start` seems to end: where long COPY data begins, or at a line that ends in a
    /// semicolon or is `\.`; nil if there is no such line.
    private func guessedCut(from start: Int) -> (end: Int, mayCopy: Bool)? {
        bytes.withUnsafeBytes { bytes in
            let limit = min(start + batchSize, bytes.count)
            var next = start
            while next < limit, let data = bytes.endOfCopy(in: next..<limit) {
                let short = data..<min(data + batchSize / 4, bytes.count)
                let copyData = CopyData(bytes.bindMemory(to: UInt8.self), start: data)
                guard let terminator = copyData.terminator(in: short) else { return (data, true) }
                next = copyData.end(of: terminator)
            }
            if limit == bytes.count || next >= limit { return (max(limit, next), false) }
            let end = bytes.endOfLastStatement(in: next..<limit)
            return (end ?? (next > start ? next : nil)).map { ($0, false) }
        }
    }

    // MARK: Knowing

    /// Notes where `part`, which begins at ``place``, ends, and gives it out.
    private mutating func finish(
        _ part: (output: BatchOutput<Value>, end: ScriptPlace), guessed: ScriptPlace?
    ) -> ScriptBatch<Value> {
        let start = part.end.offset
        place = part.end
        state = part.output.end.state
        var data: Range<Int>?
        if part.output.end.awaitsData, start < bytes.count {
            if let guessed { place = guessed } else { skipData() }
            if part.output.end.readsData { data = start..<withoutLineEnd(place.offset) }
        }
        release(to: place.offset)
        return ScriptBatch(value: part.output.value, copyData: data)
    }

    /// Parses the part from ``place`` on with an end further and further away until a statement ends there.
    ///
    /// - Parameters:
    ///   - size: how many bytes it may have at first.
    ///   - failed: where no statement ends.
    private func longPart(from size: Int, behind failed: Int) -> (output: BatchOutput<Value>, end: ScriptPlace) {
        var size = size
        var failed = failed
        while true {
            let limit = min(size, SourceText.maximumCount)
            if let cut = cut(limit, behind: failed) ?? (limit < size ? place.offset + limit : nil) {
                let part = part(to: cut)
                if part.output.end.isComplete || cut == bytes.count || limit < size { return part }
                if let before = partBeforeData(part.output.end) { return before }
                failed = cut
            }
            size *= 2
        }
    }

    /// Where a part of at most `size` bytes from ``place`` on may end: the end of the script if it is near; the end of a
    /// guessed part `behind` an offset, so that the guesses after it hold; the end of the last line that ends in a
    /// semicolon or is `\.`; nil if there is no such line.
    private func cut(_ size: Int, behind failed: Int) -> Int? {
        let limit = min(place.offset + size, bytes.count)
        if limit == bytes.count { return limit }
        if let guess = guesses.last(where: { failed < $0.end.offset && $0.end.offset <= limit }) {
            return guess.end.offset
        }
        return bytes.withUnsafeBytes { $0.endOfLastStatement(in: place.offset..<limit) }
    }

    /// The part that ends where the data begins of which another part has only the first lines.
    private func partBeforeData(_ end: PartEnd) -> (output: BatchOutput<Value>, end: ScriptPlace)? {
        end.openData.map { part(to: place.offset + $0) }
    }

    private func part(to end: Int) -> (output: BatchOutput<Value>, end: ScriptPlace) {
        (parser.parse(from: place, to: end, state), moved(place, to: end))
    }

    // MARK: Bytes

    private func moved(_ place: ScriptPlace, to offset: Int) -> ScriptPlace {
        let lineFeeds = bytes.withUnsafeBytes { $0.lineFeedCount(in: place.offset..<offset) }
        return ScriptPlace(offset: offset, line: place.line + lineFeeds)
    }

    /// Moves ``place`` from the start of COPY data behind it, or to the end of the script.
    private mutating func skipData() {
        var isFound = false
        while !isFound, place.offset < bytes.count {
            chunks.lookAhead(from: place.offset)
            release(to: place.offset)
            (place, isFound) = chunks.dataEnd(from: place)
        }
    }

    /// Behind the data that begins at `start`, or the end of the script; nil if that is far away.
    private mutating func guessedDataEnd(from start: ScriptPlace) -> ScriptPlace? {
        var place = start
        while place.offset < bytes.count {
            guard place.offset < chunks.end else { return nil }
            let (next, isFound) = chunks.dataEnd(from: place)
            if isFound { return next }
            place = next
        }
        return place
    }

    private func withoutLineEnd(_ offset: Int) -> Int {
        bytes.withUnsafeBytes { $0[offset - 1] == UInt8(ascii: "\n") ? offset - 1 : offset }
    }

    /// Lets go of the bytes before `offset`, many at a time, but while other threads still have work: unmapping a whole
    /// file in the end is work for one.
    private mutating func release(to offset: Int) {
        let end = offset & ~(4 << 20 - 1)
        guard end > released else { return }
        bytes.release(released..<end)
        released = end
    }
}

/// Makes of a part of a script what the stream's user wants of it.
struct PartParser<Value: Sendable>: Sendable {
    let bytes: any ScriptBytes
    let options: ScriptOptions
    let transform: @Sendable (SyntaxTree) -> Value

    /// Copies and parses the bytes from `start` up to `end`.
    func parse(from start: ScriptPlace, to end: Int, _ state: ScriptState) -> BatchOutput<Value> {
        let source = bytes.withUnsafeBytes { bytes in
            let part = UnsafeRawBufferPointer(rebasing: bytes[start.offset..<end])
            return SourceText(name: self.bytes.name, bytes: part, firstOffset: start.offset, firstLine: start.line)
        }
        let (tree, partEnd) = SyntaxTree.parsePart(
            source, options: options, state: state, isLast: end == bytes.count,
            isOldDump: { bytes.withUnsafeBytes { LegacySyntax.isOldDump($0) } })
        return BatchOutput(value: transform(tree), end: partEnd)
    }
}

extension UnsafeRawBufferPointer {
    /// Behind the first line in `range`, which begins with a line, that looks like a COPY that reads data.
    fileprivate func endOfCopy(in range: Range<Int>) -> Int? {
        var start = range.lowerBound
        while let line = startOfCopy(in: start..<range.upperBound) {
            guard let lineEnd = self[line..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            if (line..<lineEnd).contains(where: { self[$0] == UInt8(ascii: " ") && matches(" from stdin", at: $0) }),
                self[line..<lineEnd].contains(UInt8(ascii: ";"))
            {
                return lineEnd + 1
            }
            start = lineEnd + 1
        }
        return nil
    }

    /// Whether `word`, which is in lower case, stands at `position` in upper or lower case.
    private func matches(_ word: StaticString, at position: Int) -> Bool {
        guard position + word.utf8CodeUnitCount <= count else { return false }
        return word.withUTF8Buffer { word in
            word.indices.allSatisfy { self[position + $0].lowercased == word[$0] }
        }
    }

    /// Where the first line begins in `range`, which begins with a line, that begins with COPY.
    private func startOfCopy(in range: Range<Int>) -> Int? {
        if matches("copy ", at: range.lowerBound) { return range.lowerBound }
        let lineFeeds = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
        let letters = SIMD16<UInt8>(repeating: UInt8(ascii: "c"))
        let lowerCase = SIMD16<UInt8>(repeating: 0x20)
        var position = range.lowerBound
        while position < range.upperBound {
            if position + 17 <= count {
                let lineEnd = loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
                let behind = loadUnaligned(fromByteOffset: position + 1, as: SIMD16<UInt8>.self)
                if !((lineEnd .== lineFeeds) .& ((behind | lowerCase) .== letters)).isAnySet {
                    position += 16
                    continue
                }
            }
            for lineEnd in position..<Swift.min(position + 16, range.upperBound)
            where self[lineEnd] == UInt8(ascii: "\n") && matches("copy ", at: lineEnd + 1) {
                return lineEnd + 1
            }
            position += 16
        }
        return nil
    }

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
                if !(mayEnd .& ((lineEnd .== lineFeeds) .| (lineEnd .== returns))).isAnySet {
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

import PostgresSyntax

/// The settings in force at a place of a script.
struct SettingsState {
    private var values: [String: String] = [:]

    init(_ frame: ScriptFrame) {
        for (name, value) in frame.settings { values[name] = value }
        values["default_tablespace"] = "''"
        values["default_table_access_method"] = "heap"
    }

    /// The settings to make before a step; from now on they hold.
    mutating func changes(for step: CompiledStep) -> [(name: String, value: String)] {
        var changes: [(name: String, value: String)] = []
        for (name, value) in step.settings where values[name] != value {
            changes.append((name, value))
            values[name] = value
        }
        return changes
    }

    /// The settings that make another state of this one, by name.
    func differences(from other: SettingsState) -> [(name: String, value: String)] {
        values.keys.sorted().compactMap { name in
            other.values[name] == values[name] ? nil : other.values[name].map { (name, $0) }
        }
    }
}

extension CompiledPlan {
    /// The script, in the encoding of its sources.
    public var script: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(steps.reduce(4096) { $0 + $1.range.count * 2 + ($1.copyData?.count ?? 0) })
        writeScript { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Calls `body` with the script, piece by piece.
    public func writeScript(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
        func write(_ text: ScriptText) throws { try text.forEachPiece(body) }
        try write(header)
        var state = SettingsState(frame)
        for step in steps { try write(scriptText(of: step, state.changes(for: step))) }
        try write(tail)
    }

    /// All statements of the script, in its order: the steps, and before those that need them settings.
    public var scriptSteps: [CompiledStep] {
        var all: [CompiledStep] = []
        func set(_ name: String, _ value: String) {
            all.append(CompiledStep(adding: Self.setting(name, value), .setting, index: all.count))
        }
        for (name, value) in frame.settings { set(name, value) }
        var state = SettingsState(frame)
        var places: [Int] = []
        for var step in steps {
            for (name, value) in state.changes(for: step) { set(name, value) }
            places.append(all.count)
            step.index = all.count
            step.after = step.after.map { places[$0] }
            all.append(step)
        }
        return all
    }

    // MARK: Parts of the script

    /// What stands before the steps.
    var header: ScriptText {
        var text = ScriptText()
        for line in frame.title { text.append("-- \(line)\n") }
        for (source, ranges) in frame.heads {
            text.append("\n")
            text.append(ranges, of: source, before: nil)
        }
        text.append("\n")
        for (name, value) in frame.settings { text.append(Self.setting(name, value) + "\n") }
        return text
    }

    /// What stands behind the steps.
    var tail: ScriptText {
        var text = ScriptText()
        for (source, ranges) in frame.tails {
            text.append("\n")
            text.append(ranges, of: source, before: nil)
        }
        return text
    }

    /// A step with the comments around it, and the settings before it.
    func scriptText(of step: CompiledStep, _ settings: [(name: String, value: String)]) -> ScriptText {
        var text = ScriptText()
        text.append("\n")
        if let source = step.source { text.append(step.comments, of: source, before: step.commentsEnd) }
        for (name, value) in settings { text.append(Self.setting(name, value) + "\n") }
        text.append(step.text)
        for comment in step.trailingComments {
            text.append(" ")
            if let source = step.source { text.append(comment, of: source) }
        }
        text.append("\n")
        return text
    }

    /// The statement that sets a parameter; a path of no schemas has a form of its own, as in dumps.
    static func setting(_ name: String, _ value: String) -> String {
        name == "search_path" && value.isEmpty
            ? "SELECT pg_catalog.set_config('search_path', '', false);" : "SET \(name) = \(value);"
    }
}

extension SourceText {
    /// How many lines end between two bytes, up to where anything but white space stands.
    func lineEnds(from start: Int, to end: Int) -> Int {
        var lines = 0
        for byte in bytes(in: start..<end) {
            switch byte {
            case UInt8(ascii: "\n"): lines += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            default: return lines
            }
        }
        return lines
    }
}

extension ScriptText {
    /// Comments, with the blank lines between them and before the byte at `end`.
    fileprivate mutating func append(_ ranges: [Range<Int>], of source: SourceText, before end: Int?) {
        for (index, range) in ranges.enumerated() {
            append(range, of: source)
            let next = index + 1 < ranges.count ? ranges[index + 1].lowerBound : end
            append("\n")
            guard let next, next > range.upperBound else { continue }
            if source.lineEnds(from: range.upperBound, to: next) > 1 { append("\n") }
        }
    }
}

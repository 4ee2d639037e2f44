import PostgresSyntax

/// A value of a configuration file, with its bytes in it.
struct ConfigurationValue {
    indirect enum Content {
        case null
        case flag(Bool)
        case number(Double)
        case string(String)
        case array([ConfigurationValue])
        /// The members in their order, with the bytes of the names.
        case object([(name: String, range: Range<Int>, value: ConfigurationValue)])
    }

    let content: Content
    let range: Range<Int>

    /// What it is, for messages.
    var kind: String {
        switch content {
        case .null: "null"
        case .flag: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// Reads JSON as people write it, after JSON5: with comments, commas behind the last element, names without quotes and
/// strings in single quotes.
struct ConfigurationReader {
    private let source: SourceText
    private var offset = 0
    /// Objects and arrays that are open.
    private var depth = 0
    private static let maximumDepth = 64

    init(_ source: SourceText) { self.source = source }

    /// The value of a file.
    static func read(_ source: SourceText) throws(ConfigurationError) -> ConfigurationValue {
        var reader = ConfigurationReader(source)
        if source.count >= 3, source[0] == 0xEF, source[1] == 0xBB, source[2] == 0xBF { reader.offset = 3 }
        let value = try reader.value()
        try reader.skipGap()
        if reader.offset < source.count { throw reader.error("there is more behind the value") }
        return value
    }

    private var byte: UInt8 { source[offset] }
    private var isAtEnd: Bool { offset >= source.count }

    private func error(_ message: String, from start: Int? = nil) -> ConfigurationError {
        let start = start ?? offset
        return ConfigurationError(message: message, range: start..<max(start, min(offset + 1, source.count)))
    }

    private mutating func skipGap() throws(ConfigurationError) {
        while !isAtEnd {
            switch byte {
            case 9, 10, 11, 12, 13, 32: offset += 1
            case UInt8(ascii: "/"):
                let start = offset
                if source[offset + 1] == UInt8(ascii: "/") {
                    while !isAtEnd, byte != 10 { offset += 1 }
                } else if source[offset + 1] == UInt8(ascii: "*") {
                    offset += 2
                    while !(byte == UInt8(ascii: "*") && source[offset + 1] == UInt8(ascii: "/")) {
                        if isAtEnd { throw error("the comment has no end", from: start) }
                        offset += 1
                    }
                    offset += 2
                } else {
                    throw error("a value is expected")
                }
            default: return
            }
        }
    }

    private mutating func value() throws(ConfigurationError) -> ConfigurationValue {
        try skipGap()
        if isAtEnd { throw error("a value is expected") }
        let start = offset
        switch byte {
        case UInt8(ascii: "{"): return ConfigurationValue(content: try object(), range: start..<offset)
        case UInt8(ascii: "["): return ConfigurationValue(content: try array(), range: start..<offset)
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return ConfigurationValue(content: .string(try string()), range: start..<offset)
        default:
            let text = word()
            let content: ConfigurationValue.Content
            switch text {
            case "true": content = .flag(true)
            case "false": content = .flag(false)
            case "null": content = .null
            default:
                guard let number = Double(text), number.isFinite else {
                    throw error("a value is expected", from: start)
                }
                content = .number(number)
            }
            return ConfigurationValue(content: content, range: start..<offset)
        }
    }

    /// The letters, digits and signs from here on.
    private mutating func word() -> String {
        let start = offset
        while !isAtEnd {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "-"),
                UInt8(ascii: "+"), UInt8(ascii: "."):
                offset += 1
            default: return source.text(in: start..<offset)
            }
        }
        return source.text(in: start..<offset)
    }

    private mutating func open() throws(ConfigurationError) {
        depth += 1
        if depth > Self.maximumDepth { throw error("nested too deeply") }
        offset += 1
    }

    /// Whether the list goes on: behind an element comes a comma or the end.
    private mutating func goesOn(until end: UInt8) throws(ConfigurationError) -> Bool {
        try skipGap()
        if !isAtEnd, byte == UInt8(ascii: ",") {
            offset += 1
            return true
        }
        guard !isAtEnd, byte == end else {
            throw error("a comma or '\(Character(Unicode.Scalar(end)))' is expected")
        }
        return false
    }

    private mutating func isClosed(by end: UInt8) throws(ConfigurationError) -> Bool {
        try skipGap()
        guard !isAtEnd, byte == end else { return false }
        offset += 1
        depth -= 1
        return true
    }

    private mutating func array() throws(ConfigurationError) -> ConfigurationValue.Content {
        try open()
        var elements: [ConfigurationValue] = []
        while try !isClosed(by: UInt8(ascii: "]")) {
            elements.append(try value())
            _ = try goesOn(until: UInt8(ascii: "]"))
        }
        return .array(elements)
    }

    private mutating func object() throws(ConfigurationError) -> ConfigurationValue.Content {
        try open()
        var members: [(name: String, range: Range<Int>, value: ConfigurationValue)] = []
        while try !isClosed(by: UInt8(ascii: "}")) {
            let start = offset
            if isAtEnd { throw error("a name or '}' is expected") }
            let isQuoted = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
            let name = isQuoted ? try string() : word()
            let range = start..<offset
            if range.isEmpty { throw error("a name is expected") }
            try skipGap()
            guard !isAtEnd, byte == UInt8(ascii: ":") else { throw error("a colon is expected") }
            offset += 1
            if members.contains(where: { $0.name == name }) {
                throw ConfigurationError(message: "\"\(name)\" is there twice", range: range)
            }
            members.append((name, range, try value()))
            _ = try goesOn(until: UInt8(ascii: "}"))
        }
        return .object(members)
    }

    private mutating func string() throws(ConfigurationError) -> String {
        let start = offset
        let quote = byte
        var bytes: [UInt8] = []
        offset += 1
        while byte != quote || isAtEnd {
            if isAtEnd || byte == 10 { throw error("the string has no end", from: start) }
            if byte == UInt8(ascii: "\\") {
                offset += 1
                bytes += try escaped()
            } else {
                bytes.append(byte)
            }
            offset += 1
        }
        offset += 1
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes that an escape stands for; ends on its last character.
    private mutating func escaped() throws(ConfigurationError) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "u"):
            let end = min(offset + 5, source.count)
            guard let code = UInt32(source.text(in: offset + 1..<end), radix: 16), let scalar = Unicode.Scalar(code)
            else {
                throw error("not a character")
            }
            offset += 4
            return Array(String(scalar).utf8)
        default: return [byte]
        }
    }
}

/// What is wrong with a configuration file.
struct ConfigurationError: Error {
    let message: String
    var hint: String?
    let range: Range<Int>
}

/// A psql command, taken apart as psql does it: name and arguments.
///
/// Arguments are separated by white space; `'…'` knows backslash escapes, `"…"` keeps its quotes, `` `…` `` is a shell
/// command, whose output nobody knows here, and variables are replaced. A backslash ends them.
struct MetaCommand {
    /// The name, without the backslash.
    let name: String
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int
    /// Offset of the command in its source.
    private let start: Int

    /// What psql knows about a variable.
    enum Variable {
        case value(String)
        /// It has a value, or may have one, that only a running psql knows.
        case unknown
        case undefined
    }

    /// One argument.
    struct Argument {
        var text: String
        /// Whether ``text`` is what psql would see.
        var isKnown: Bool
        /// Its bytes in the source.
        var range: Range<Int>
    }

    /// Takes the ``TokenKind/metaCommand`` at `range` apart.
    init(_ source: SourceText, _ range: Range<Int>) {
        bytes = source.bytes(in: range)
        start = range.lowerBound
        let end = bytes.dropFirst().firstIndex { ByteClass(of: $0) == .space || $0 == UInt8(ascii: "\\") }
        position = end ?? bytes.count
        name = String(decoding: bytes[1..<position], as: UTF8.self)
    }

    /// Whether the command sends the statement before it.
    static func endsStatement(_ name: String) -> Bool {
        switch name {
        case "g", "gx", "gdesc", "gexec", "gset", "crosstabview", "watch", "parse", "sendpipeline":
            true
        default: false
        }
    }

    /// Whether the command changes what follows.
    static func isCarriedOut(_ name: String) -> Bool {
        switch name {
        case "set", "unset", "prompt", "getenv", "if", "elif", "else", "endif", "i", "include", "ir",
            "include_relative":
            true
        default: false
        }
    }

    /// Reads the next argument; nil if there is none.
    mutating func nextArgument(_ lookUp: (String) -> Variable) -> Argument? {
        while position < bytes.count, ByteClass(of: bytes[position]) == .space { position += 1 }
        guard position < bytes.count, bytes[position] != UInt8(ascii: "\\") else { return nil }
        let first = position
        var text: [UInt8] = []
        var isKnown = true
        while position < bytes.count {
            let byte = bytes[position]
            if ByteClass(of: byte) == .space || byte == UInt8(ascii: "\\") { break }
            switch byte {
            case UInt8(ascii: "'"):
                appendQuoted(to: &text)
            case UInt8(ascii: "`"):
                _ = skipQuoted()
                isKnown = false
            case UInt8(ascii: "\""):
                text += bytes[skipQuoted()]
            case UInt8(ascii: ":"):
                isKnown = appendVariable(to: &text, lookUp) && isKnown
            default:
                text.append(byte)
                position += 1
            }
        }
        return Argument(
            text: String(decoding: text, as: UTF8.self), isKnown: isKnown, range: start + first..<start + position)
    }

    /// The remaining arguments.
    mutating func arguments(_ lookUp: (String) -> Variable) -> [Argument] {
        var arguments: [Argument] = []
        while let argument = nextArgument(lookUp) { arguments.append(argument) }
        return arguments
    }

    // MARK: Parts of an argument

    /// Appends the value of the `'…'` at the position.
    private mutating func appendQuoted(to text: inout [UInt8]) {
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "'"):
                guard position < bytes.count, bytes[position] == UInt8(ascii: "'") else { return }
                text.append(byte)
                position += 1
            case UInt8(ascii: "\\") where position < bytes.count:
                appendEscape(to: &text)
            default:
                text.append(byte)
            }
        }
    }

    /// Appends what the escape means whose backslash stands before the position.
    private mutating func appendEscape(to text: inout [UInt8]) {
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            position -= 1
            text.append(number(radix: 8, digits: 3))
        case UInt8(ascii: "x") where position < bytes.count && bytes[position].hexDigitValue != nil:
            text.append(number(radix: 16, digits: 2))
        default: text.append(byte)
        }
    }

    private mutating func number(radix: UInt32, digits: Int) -> UInt8 {
        var value: UInt32 = 0
        var count = 0
        while count < digits, position < bytes.count, let digit = bytes[position].hexDigitValue, digit < radix {
            value = value * radix + digit
            position += 1
            count += 1
        }
        return UInt8(truncatingIfNeeded: value)
    }

    /// Passes over the `` `…` `` or `"…"` at the position and returns where it stood.
    private mutating func skipQuoted() -> Range<Int> {
        let first = position
        let quote = bytes[position]
        position += 1
        while position < bytes.count, bytes[position] != quote { position += 1 }
        position = min(position + 1, bytes.count)
        return first..<position
    }

    /// Appends what the variable whose colon stands at the position stands for; returns whether that is known.
    private mutating func appendVariable(to text: inout [UInt8], _ lookUp: (String) -> Variable) -> Bool {
        guard let reference = VariableReference(bytes, at: position) else {
            text.append(UInt8(ascii: ":"))
            position += 1
            return true
        }
        defer { position += reference.count }
        switch (reference.form, lookUp(reference.name)) {
        case (.test, .undefined): text += Array("FALSE".utf8)
        case (.test, .value): text += Array("TRUE".utf8)
        case (let form, .value(let value)): text += form.written(value)
        case (_, let variable):
            text += bytes[position..<position + reference.count]
            if case .unknown = variable { return false }
        }
        return true
    }
}

/// A psql variable as it is written: `:name`, `:'name'`, `:"name"` or `:{?name}`; or a placeholder `${name}`.
struct VariableReference {
    enum Form {
        case plain
        case literal
        case identifier
        case test
        case placeholder

        /// What psql puts in the variable's place.
        func written(_ value: String) -> [UInt8] {
            switch self {
            case .plain, .placeholder: return Array(value.utf8)
            case .literal:
                let quoted = Self.doubling(value, UInt8(ascii: "'"))
                guard value.utf8.contains(UInt8(ascii: "\\")) else { return quoted }
                return Array(" E".utf8) + quoted.flatMap { $0 == UInt8(ascii: "\\") ? [$0, $0] : [$0] }
            case .identifier: return Self.doubling(value, UInt8(ascii: "\""))
            case .test: return Array("TRUE".utf8)
            }
        }

        private static func doubling(_ value: String, _ quote: UInt8) -> [UInt8] {
            [quote] + value.utf8.flatMap { $0 == quote ? [$0, $0] : [$0] } + [quote]
        }
    }

    let form: Form
    let name: String
    /// Bytes it takes.
    let count: Int

    /// Reads the reference whose colon or dollar sign stands at `start`; nil if there is none.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
        let forms: [(opening: String, closing: UInt8?, form: Form)] = [
            (":'", UInt8(ascii: "'"), .literal), (":\"", UInt8(ascii: "\""), .identifier),
            (":{?", UInt8(ascii: "}"), .test), ("${", UInt8(ascii: "}"), .placeholder), (":", nil, .plain),
        ]
        let rest = UnsafeBufferPointer(rebasing: bytes[start...])
        for (opening, closing, form) in forms where rest.starts(with: opening.utf8) {
            let first = opening.utf8.count
            let isPlaceholder = form == .placeholder
            let end =
                rest[first...].firstIndex {
                    !ByteClass(of: $0).continuesVariable && !(isPlaceholder && "-.:".utf8.contains($0))
                } ?? rest.count
            guard end > first, closing == nil || end < rest.count && rest[end] == closing else { continue }
            self.form = form
            name = String(decoding: rest[first..<end], as: UTF8.self)
            count = end + (closing == nil ? 0 : 1)
            return
        }
        return nil
    }
}

extension MetaCommand {
    /// The database that a `\connect` names, in its first argument or in its connection string; nil if it stays the same.
    var database: String? {
        guard name == "c" || name == "connect" else { return nil }
        var command = self
        let arguments = command.arguments { _ in .undefined }.map { $0.text }
        guard let first = arguments.first(where: { !$0.hasPrefix("-reuse-previous=") }), first != "-" else {
            return nil
        }
        let unquoted = Self.unquoted(first)
        return unquoted.contains("=") ? Self.database(connectionString: unquoted) : Self.database(url: unquoted)
    }

    /// The text up to the closing quote if it begins with one, doubled quotes as one.
    private static func unquoted(_ text: String) -> String {
        guard text.hasPrefix("\"") else { return text }
        var result = ""
        var rest = text.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"" {
                guard rest.first == "\"" else { break }
                rest.removeFirst()
            }
            result.append(character)
        }
        return result
    }

    /// The value of `dbname` in `key=value` pairs, whose values may stand in quotes with backslash escapes.
    private static func database(connectionString text: String) -> String? {
        guard let key = text.firstRange(of: "dbname=") else { return nil }
        var rest = text[key.upperBound...]
        let isQuoted = rest.first == "'"
        if isQuoted { rest.removeFirst() }
        var value = ""
        while let character = rest.popFirst(), character != (isQuoted ? "'" : " ") {
            if character == "\\", let escaped = rest.popFirst() {
                value.append(escaped)
            } else {
                value.append(character)
            }
        }
        return value
    }

    /// The path of a `postgresql://` address; any other text is the name itself.
    private static func database(url text: String) -> String? {
        guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else { return text }
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count == 3 else { return nil }
        return String(parts[2].prefix { $0 != "?" })
    }
}

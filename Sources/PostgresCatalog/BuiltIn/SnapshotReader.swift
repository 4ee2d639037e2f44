/// Reads the fields of a text of ``CatalogSnapshot`` one after the other, each with the delimiter behind it.
///
/// The text is generated, so its form is taken for granted; reading stops at the zero byte behind it. It is a constant of
/// the program, so the pointer stays valid.
struct SnapshotReader {
    private var cursor: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    /// The byte that ended the last field.
    private var delimiter: UInt8 = 0
    private let members: Members?
    /// The highest number of a member so far.
    private(set) var highest = OID.none

    /// What the numbers of an extension's members mean.
    struct Members {
        /// The extension: its members' numbers are counted from its own.
        var base: OID
        /// The schema that stands for `public`.
        var schema: OID
        /// The other extensions whose members it names.
        var required: [String: OID]
    }

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    private static let zero = UInt8(ascii: "0")

    /// Reads PostgreSQL's own rows, or the `members` of an extension.
    init(_ text: StaticString, members: Members? = nil) {
        cursor = text.utf8Start
        end = cursor + text.utf8CodeUnitCount
        self.members = members
    }

    /// Reads PostgreSQL's own rows from an offset on, where a row begins.
    init(_ text: StaticString, from offset: Int) {
        self.init(text)
        cursor += offset
    }

    var isAtEnd: Bool { cursor >= end }

    /// Whether a section begins here.
    var isAtSection: Bool { cursor.pointee == UInt8(ascii: "=") }

    /// The name of the section that begins here; its rows follow.
    mutating func section() -> String {
        cursor += 2
        return string()
    }

    /// Skips what the line has behind the last field.
    mutating func skipRest() {
        guard delimiter == UInt8(ascii: "\t") else { return }
        while end - cursor >= 8, !Self.hasNewline(UnsafeRawPointer(cursor).loadUnaligned(as: UInt64.self)) {
            cursor += 8
        }
        while cursor.pointee != Self.newline, cursor.pointee != 0 { cursor += 1 }
        skipDelimiter()
    }

    /// Whether one of eight bytes is a newline: subtracting borrows from the high bit of a byte that is 0, and of others
    /// only if they have it set or stand behind such a byte.
    private static func hasNewline(_ bytes: UInt64) -> Bool {
        let difference = bytes ^ 0x0a0a_0a0a_0a0a_0a0a
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0
    }

    // MARK: Fields

    /// The bytes of a text up to the next tab or the line's end.
    mutating func bytes() -> UnsafeBufferPointer<UInt8> {
        let start = cursor
        while cursor.pointee >= Self.space { cursor += 1 }
        let bytes = UnsafeBufferPointer(start: start, count: cursor - start)
        skipDelimiter()
        return bytes
    }

    /// A text up to the next tab or the line's end.
    mutating func string() -> String { String(decoding: bytes(), as: UTF8.self) }

    /// A text that stands in a list: up to a colon or space, too.
    mutating func word() -> String {
        let start = cursor
        while cursor.pointee > Self.space, cursor.pointee != UInt8(ascii: ":") { cursor += 1 }
        let text = String(decoding: UnsafeBufferPointer(start: start, count: cursor - start), as: UTF8.self)
        skipDelimiter()
        return text
    }

    /// One character; nil if there is none.
    mutating func letter() -> Character? {
        let byte = cursor.pointee
        guard byte >= Self.space else {
            skipDelimiter()
            return nil
        }
        cursor += 1
        skipDelimiter()
        return Character(Unicode.Scalar(byte))
    }

    mutating func flag() -> Bool {
        defer {
            cursor += 1
            skipDelimiter()
        }
        return cursor.pointee == UInt8(ascii: "t")
    }

    mutating func integer<Integer: FixedWidthInteger & SignedInteger>() -> Integer {
        let isNegative = cursor.pointee == UInt8(ascii: "-")
        if isNegative { cursor += 1 }
        let value = Integer(truncatingIfNeeded: digits())
        skipDelimiter()
        return isNegative ? -value : value
    }

    /// The number of an object: `23`, or of an extension's member `+7` or `cube+7`.
    mutating func oid() -> OID {
        let start = cursor
        if cursor.pointee &- Self.zero <= 9 {
            let number = OID(digits())
            skipDelimiter()
            return number == .publicSchema ? members?.schema ?? number : number
        }
        while cursor.pointee != UInt8(ascii: "+") { cursor += 1 }
        let name = String(decoding: UnsafeBufferPointer(start: start, count: cursor - start), as: UTF8.self)
        cursor += 1
        let offset = digits()
        skipDelimiter()
        guard let base = name.isEmpty ? members?.base : members?.required[name] else { return .none }
        let number = OID(base.rawValue + offset)
        if name.isEmpty { highest = max(highest, number) }
        return number
    }

    /// A list whose items stand between spaces; `item` reads one.
    mutating func list<Item>(_ item: (inout SnapshotReader) -> Item) -> [Item] {
        guard cursor.pointee >= Self.space else {
            skipDelimiter()
            return []
        }
        var items: [Item] = []
        repeat { items.append(item(&self)) } while delimiter == Self.space
        return items
    }

    mutating func oids() -> [OID] { list { $0.oid() } }

    // MARK: Bytes

    private mutating func skipDelimiter() {
        delimiter = cursor.pointee
        cursor += 1
    }

    private mutating func digits() -> UInt32 {
        var value: UInt32 = 0
        while cursor.pointee &- Self.zero <= 9 {
            value = value * 10 + UInt32(cursor.pointee &- Self.zero)
            cursor += 1
        }
        return value
    }
}

/// A word of SQL: where it stands, what it is, and what decoding it takes.
///
/// White space and comments are no tokens; they are the gaps between them.
public struct Token: Sendable, Equatable {
    /// Byte offset of its first byte.
    public var start: UInt32
    /// Byte offset behind its last byte.
    public var end: UInt32
    /// What it is.
    public var kind: TokenKind
    /// What has to be done to get its value from its text.
    public var flags: TokenFlags

    /// Creates a token.
    @inlinable
    public init(start: UInt32, end: UInt32, kind: TokenKind, flags: TokenFlags) {
        self.start = start
        self.end = end
        self.kind = kind
        self.flags = flags
    }

    /// The bytes it covers.
    public var range: Range<Int> { Int(start)..<Int(end) }
}

/// How a token's value differs from its text.
///
/// With no flag at all, an identifier's value is its text (cut to 63 bytes) and a string's value is what stands
/// between its quotes.
public struct TokenFlags: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt16

    /// Creates a set from its bits.
    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// An identifier with letters A to Z, which stand for their lower-case forms.
    public static let upperCase = TokenFlags(rawValue: 1 << 0)
    /// An identifier in double quotes.
    public static let quoted = TokenFlags(rawValue: 1 << 1)
    /// A quote stands doubled within quotes.
    public static let doubledQuote = TokenFlags(rawValue: 1 << 2)
    /// A string in several parts, each on a line of its own.
    public static let continued = TokenFlags(rawValue: 1 << 3)
    /// A string with the letter E before it.
    public static let escapePrefix = TokenFlags(rawValue: 1 << 4)
    /// A string with backslashes that escape what follows them.
    public static let escapes = TokenFlags(rawValue: 1 << 5)
    /// `U&'…'` or `U&"…"`.
    public static let unicode = TokenFlags(rawValue: 1 << 6)
    /// `UESCAPE '…'` belongs to the token.
    public static let uescape = TokenFlags(rawValue: 1 << 7)
    /// `$tag$…$tag$`.
    public static let dollarQuoted = TokenFlags(rawValue: 1 << 8)
    /// A psql variable, or a placeholder of a migration tool, whose value is not known; its name stands for it.
    public static let variable = TokenFlags(rawValue: 1 << 9)
    /// A keyword that may make another token of the word before it; only while lexing.
    static let splitsWord = TokenFlags(rawValue: 1 << 15)
}

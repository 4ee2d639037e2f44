/// What a token that begins with a byte can be.
enum ByteClass: UInt8 {
    // The first three can stand within an identifier.
    /// A letter, an underscore or a byte outside ASCII.
    case letter
    /// 0 to 9.
    case digit
    /// `$`: a parameter or a dollar-quoted string.
    case dollar
    /// Blank, tab, line feed, carriage return, form feed, vertical tab.
    case space
    // The next three can stand in an operator.
    /// A byte of operators that begins no comment.
    case operatorByte
    /// `-`.
    case minus
    /// `/`.
    case slash
    /// A comma: always a token of one byte.
    case punctuation
    /// `(` or `[`.
    case opening
    /// `)` or `]`.
    case closing
    /// `;`.
    case semicolon
    /// `.`.
    case dot
    /// `:`.
    case colon
    /// `'`.
    case quote
    /// `"`.
    case doubleQuote
    /// `\`: a psql command.
    case backslash
    /// NUL: the end of input if it stands there.
    case nul
    /// A byte that begins no token.
    case other

    /// Whether a byte of this class can follow an identifier's first byte.
    @inline(__always)
    var continuesIdentifier: Bool { rawValue <= ByteClass.dollar.rawValue }

    /// Whether a byte of this class can be part of a psql variable's name.
    @inline(__always)
    var continuesVariable: Bool { rawValue <= ByteClass.digit.rawValue }

    /// Whether operators are made of bytes of this class.
    @inline(__always)
    var isOperator: Bool {
        rawValue &- ByteClass.operatorByte.rawValue <= ByteClass.slash.rawValue - ByteClass.operatorByte.rawValue
    }

    /// The class of each of the 256 bytes. Never freed: a plain pointer costs the lexer no initialisation check.
    nonisolated(unsafe) static let table: UnsafePointer<ByteClass> = {
        let table = UnsafeMutablePointer<ByteClass>.allocate(capacity: 256)
        for byte in UInt8.min...UInt8.max {
            (table + Int(byte)).initialize(to: ByteClass(of: byte))
        }
        return UnsafePointer(table)
    }()

    init(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...:
            self = .letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
        case UInt8(ascii: " "), 0x09...0x0D: self = .space
        case UInt8(ascii: "$"): self = .dollar
        case UInt8(ascii: "-"): self = .minus
        case UInt8(ascii: "/"): self = .slash
        case UInt8(ascii: ","): self = .punctuation
        case UInt8(ascii: "("), UInt8(ascii: "["): self = .opening
        case UInt8(ascii: ")"), UInt8(ascii: "]"): self = .closing
        case UInt8(ascii: ";"): self = .semicolon
        case UInt8(ascii: "."): self = .dot
        case UInt8(ascii: ":"): self = .colon
        case UInt8(ascii: "'"): self = .quote
        case UInt8(ascii: "\""): self = .doubleQuote
        case UInt8(ascii: "\\"): self = .backslash
        case 0: self = .nul
        default: self = "~!@#^&|`?+*%<>=".utf8.contains(byte) ? .operatorByte : .other
        }
    }
}

extension TokenKind {
    /// For each of the 256 bytes the kind of the token that consists of it alone: an operator without a kind of its
    /// own is ``operatorSymbol``. Never freed.
    nonisolated(unsafe) static let ofSingleByte: UnsafePointer<TokenKind> = {
        let table = UnsafeMutablePointer<TokenKind>.allocate(capacity: 256)
        table.initialize(repeating: .operatorSymbol, count: 256)
        let kinds: [(Unicode.Scalar, TokenKind)] = [
            (",", .comma), ("(", .leftParenthesis), (")", .rightParenthesis), ("[", .leftBracket),
            ("]", .rightBracket), (".", .dot), (";", .semicolon), (":", .colon), ("+", .plus), ("-", .minus),
            ("*", .star), ("/", .slash), ("%", .percent), ("^", .caret), ("<", .less), (">", .greater),
            ("=", .equals),
        ]
        for (byte, kind) in kinds { table[Int(byte.value)] = kind }
        return UnsafePointer(table)
    }()
}

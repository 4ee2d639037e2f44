import PostgresSyntax

/// The keywords that have to be quoted when they are names: all but the unreserved ones.
private struct ReservedWords {
    private let words: Set<String>
    /// The lengths of the words by their first letter, as bits: few names have one of them.
    private var lengths: [UInt32]

    init() {
        words = Set(
            TokenKind.allCases.lazy
                .filter { $0.isKeyword && $0.category != .unreserved }
                .map { String(describing: $0.keywordText) })
        lengths = Array(repeating: 0, count: 256)
        for word in words { lengths[Int(word.utf8.first!)] |= 1 << word.utf8.count }
    }

    func contains(_ name: String) -> Bool {
        lengths[Int(name.utf8.first!)] & 1 << name.utf8.count != 0 && words.contains(name)
    }
}

/// Names and strings as PostgreSQL writes them in SQL.
public enum QuotedName {
    private static let reservedWords = ReservedWords()

    /// `name` as an identifier, in double quotes where PostgreSQL's `quote_identifier` puts them.
    public static func identifier(_ name: String) -> String {
        isPlain(name) ? name : quoted(name)
    }

    /// `schema.name`, or only the name if there is no schema.
    public static func qualified(_ schema: String?, _ name: String) -> String {
        guard let schema else { return identifier(name) }
        return identifier(schema) + "." + identifier(name)
    }

    /// `text` as a string constant that means the same whatever `standard_conforming_strings` is.
    public static func literal(_ text: String) -> String {
        var literal = ""
        literal.reserveCapacity(text.utf8.count + 3)
        append(literal: text, to: &literal)
        return literal
    }

    /// Appends `text` as such a constant.
    public static func append(literal text: String, to sql: inout String) {
        let backslash = UInt8(ascii: "\\")
        let quote = UInt8(ascii: "'")
        var text = text
        let (hasQuotes, hasBackslashes) = text.withUTF8 { bytes in
            (bytes.contains(quote), bytes.contains(backslash))
        }
        sql += hasBackslashes ? "E'" : "'"
        sql += hasQuotes || hasBackslashes ? doubled(text) { $0 == quote || $0 == backslash } : text
        sql += "'"
    }

    /// `name` in double quotes.
    private static func quoted(_ name: String) -> String {
        let quote = UInt8(ascii: "\"")
        return "\"" + doubled(name) { $0 == quote } + "\""
    }

    /// `text` with some of its bytes written twice.
    private static func doubled(_ text: String, _ isDoubled: (UInt8) -> Bool) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isDoubled(byte) { bytes.append(byte) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether `name` is made of lower-case letters, digits and underscores, does not begin with a digit and is no
    /// reserved word.
    private static func isPlain(_ name: String) -> Bool {
        var name = name
        let isWord = name.withUTF8 { bytes in
            guard let first = bytes.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
                return false
            }
            return bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: false
                }
            }
        }
        return isWord && !reservedWords.contains(name)
    }

    /// The identifiers of a list such as `search_path` holds, folded as PostgreSQL folds them; nil if it is no such list.
    static func split(_ list: String) -> [String]? {
        var names: [String] = []
        var rest = Substring(list).drop(while: \.isWhitespace)
        if rest.isEmpty { return names }
        while true {
            guard let name = takeIdentifier(&rest) else { return nil }
            names.append(name)
            rest = rest.drop(while: \.isWhitespace)
            if rest.isEmpty { return names }
            guard rest.popFirst() == "," else { return nil }
            rest = rest.drop(while: \.isWhitespace)
        }
    }

    /// The parts of a dotted name such as a `regclass` constant holds; nil if it is no such name.
    public static func parts(_ dotted: String) -> [String]? {
        if let parts = plainParts(dotted) { return parts }
        var names: [String] = []
        var rest = Substring(dotted).drop(while: \.isWhitespace)
        while true {
            guard let name = takeIdentifier(&rest) else { return nil }
            names.append(name)
            rest = rest.drop(while: \.isWhitespace)
            if rest.isEmpty { return names }
            guard rest.popFirst() == "." else { return nil }
            rest = rest.drop(while: \.isWhitespace)
        }
    }

    /// The parts of a name in lower-case letters, as nearly all are; nil for any other.
    private static func plainParts(_ dotted: String) -> [String]? {
        let parts = dotted.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for part in parts {
            guard !part.isEmpty else { return nil }
            for byte in part {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    break
                default: return nil
                }
            }
        }
        return parts.map { String(Substring($0)) }
    }

    private static func takeIdentifier(_ rest: inout Substring) -> String? {
        guard rest.first == "\"" else {
            let name = rest.prefix { $0 != "," && $0 != "." && !$0.isWhitespace }
            rest = rest[name.endIndex...]
            return name.isEmpty ? nil : String(name.map { $0.isASCII ? Character($0.lowercased()) : $0 })
        }
        var name = ""
        rest.removeFirst()
        while let character = rest.popFirst() {
            guard character == "\"" else {
                name.append(character)
                continue
            }
            guard rest.first == "\"" else { return name }
            name.append(rest.removeFirst())
        }
        return nil
    }
}

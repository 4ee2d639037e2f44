import PostgresSyntax

/// Names and strings as PostgreSQL writes them in SQL.
public enum QuotedName {
    /// The keywords that have to be quoted when they are names: all but the unreserved ones.
    private static let reservedWords = Set(
        TokenKind.allCases.lazy
            .filter { $0.isKeyword && $0.category != .unreserved }
            .map { String(describing: $0.keywordText) })

    /// `name` as an identifier, in double quotes where PostgreSQL's `quote_identifier` puts them.
    public static func identifier(_ name: String) -> String {
        if isPlain(name), !reservedWords.contains(name) { return name }
        return enclosed(name, start: "\"", doubling: UInt8(ascii: "\""), end: "\"")
    }

    /// `schema.name`, or only the name if there is no schema.
    public static func qualified(_ schema: String?, _ name: String) -> String {
        guard let schema else { return identifier(name) }
        return identifier(schema) + "." + identifier(name)
    }

    /// `text` as a string constant that means the same whatever `standard_conforming_strings` is.
    public static func literal(_ text: String) -> String {
        let backslash = UInt8(ascii: "\\")
        let start = text.utf8.contains(backslash) ? "E'" : "'"
        return enclosed(text, start: start, doubling: UInt8(ascii: "'"), or: backslash, end: "'")
    }

    /// `text` between `start` and `end`, each of these bytes of it written twice.
    private static func enclosed(
        _ text: String, start: String, doubling first: UInt8, or second: UInt8? = nil, end: String
    ) -> String {
        if !text.utf8.contains(where: { $0 == first || $0 == second }) { return start + text + end }
        var bytes = Array(start.utf8)
        for byte in text.utf8 {
            if byte == first || byte == second { bytes.append(byte) }
            bytes.append(byte)
        }
        return String(decoding: bytes + end.utf8, as: UTF8.self)
    }

    /// Whether `name` is made of lower-case letters, digits and underscores, and does not begin with a digit.
    private static func isPlain(_ name: String) -> Bool {
        var isFirst = true
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9") where !isFirst: break
            default: return false
            }
            isFirst = false
        }
        return !isFirst
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

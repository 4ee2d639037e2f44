/// A word the lexer does not take for an identifier.
public struct Keyword: Sendable {
    /// Where a keyword may stand as a name, in the order of the token kinds.
    public enum Category: String, Sendable, CaseIterable {
        /// Any name.
        case unreserved
        /// A column, table or type's name, but not a function's.
        case colName = "col_name"
        /// A function or type's name, but not a column's.
        case typeFuncName = "type_func_name"
        /// Only a label.
        case reserved
    }

    /// The keyword in lower case.
    public let name: String
    /// Where it may stand as a name.
    public let category: Category
    /// Whether it can be a column label without AS.
    public let isBareLabel: Bool

    /// The keywords that PostgreSQL's lexer makes other tokens of where this one follows them.
    public let splitWords: [String]

    /// Its case in `TokenKind`.
    public var caseName: String { SwiftName.lowerCamel(name) }

    /// The keywords among `keywords` that others split, in alphabetical order.
    public static func splitWords(in keywords: [Keyword]) -> [String] {
        Set(keywords.flatMap(\.splitWords)).sorted()
    }

    /// The case of what becomes of it where another keyword splits it.
    public static func splitCaseName(_ name: String) -> String { SwiftName.lowerCamel(name) + "LA" }

    init(_ line: Line) throws {
        let columns = line.text.split(separator: " ")
        guard 3...4 ~= columns.count else { throw line.error("expected a keyword, its category and its label") }
        name = String(columns[0])
        guard let category = Category(rawValue: String(columns[1])) else {
            throw line.error("unknown keyword category \"\(columns[1])\"")
        }
        self.category = category
        guard columns[2] == "bare_label" || columns[2] == "as_label" else {
            throw line.error("expected bare_label or as_label, not \"\(columns[2])\"")
        }
        isBareLabel = columns[2] == "bare_label"
        splitWords = columns.dropFirst(3).flatMap { $0.split(separator: ",") }.map(String.init)
    }
}

/// How PostgreSQL's names are spelled in Swift.
public enum SwiftName {
    /// `if_not_exists` as `ifNotExists`, `SQLValueFunction` as `sqlValueFunction`, `CURRENT_DATE` as `currentDate`.
    public static func lowerCamel(_ name: String) -> String {
        let parts = words(name)
        return loweringAcronym(parts[0]) + parts.dropFirst().map(capitalized).joined()
    }

    /// `A_Expr` as `AExpr`, `opt_with_clause` as `OptWithClause`.
    public static func upperCamel(_ name: String) -> String {
        words(name).map(capitalized).joined()
    }

    /// A name as it is declared: in backticks where it is a Swift keyword.
    public static func declared(_ name: String) -> String {
        reserved.contains(name) ? "`\(name)`" : name
    }

    /// The parts between underscores, those in capitals only turned to `Capitalized`.
    private static func words(_ name: String) -> [String] {
        name.split(separator: "_").map { part in
            let isAllCapitals = part.count > 1 && !part.contains(where: \.isLowercase)
            return isAllCapitals ? capitalized(part.lowercased()) : String(part)
        }
    }

    private static func capitalized(_ word: some StringProtocol) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    /// Lowers the first letter, or the acronym the word begins with.
    private static func loweringAcronym(_ word: String) -> String {
        let capitals = word.prefix(while: \.isUppercase).count
        let isFollowedByWord = capitals > 1 && word.dropFirst(capitals).first?.isLowercase == true
        let count = isFollowedByWord ? capitals - 1 : capitals
        return word.prefix(count).lowercased() + word.dropFirst(count)
    }

    private static let reserved: Set<String> = [
        "Any", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit",
        "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if",
        "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private",
        "protocol", "public", "repeat", "rethrows", "return", "self", "Self", "static", "struct", "subscript",
        "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]
}

import PostgresCatalog
import PostgresSyntax

extension Rule {
    static let reservedKeywordIdentifier = Rule(
        "reserved-keyword-identifier", in: .naming, levels: .written(schema: .warning, migration: .warning),
        documentation: Documentation(
            what: "A table or column whose name is a reserved word of PostgreSQL; other keywords are not meant.",
            why: "Without quotes it is a syntax error, or, as with user, means something else without an error.",
            bad: "CREATE TABLE \"order\" (id int PRIMARY KEY);",
            good: "CREATE TABLE orders (id int PRIMARY KEY);"),
        checks: .catalog { catalog in
            catalog.reportNames("is a reserved word", where: reservedWords.contains)
        })

    /// The words that cannot be names without quotes.
    private static let reservedWords = Set(
        TokenKind.allCases.filter { $0.isKeyword && $0.category == .reserved }.map {
            String(describing: $0.keywordText)
        })
}

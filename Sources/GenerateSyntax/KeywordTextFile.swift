import GrammarModel

/// `KeywordText.swift`: how each keyword is spelled.
struct KeywordTextFile {
    let keywords: [Keyword]

    var file: TextFile {
        var source = SwiftSource(from: "keywords.tsv")
        source.line()
        source.block("extension TokenKind") { source in
            source.line("/// The keyword in lower case; empty if it is no keyword.")
            source.block("public var keywordText: StaticString") { source in
                source.switching(over: "self") { source in
                    for keyword in keywords { source.line("case .\(keyword.caseName): \"\(keyword.name)\"") }
                    for word in Keyword.splitWords(in: keywords) {
                        source.line("case .\(Keyword.splitCaseName(word)): \"\(word)\"")
                    }
                    source.line("default: \"\"")
                }
            }
        }
        return TextFile(path: "KeywordText.swift", text: source.text)
    }
}

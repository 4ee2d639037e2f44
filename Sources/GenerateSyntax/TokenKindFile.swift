import GrammarModel

/// `TokenKind.swift`: what tokens there are.
struct TokenKindFile {
    let keywords: [Keyword]

    var file: TextFile {
        var source = SwiftSource(from: "keywords.tsv")
        source.line()
        writeCategory(&source)
        source.line()
        source.line("/// What a token is. Keywords stand in the order of their categories, alphabetical within each.")
        source.block("public enum TokenKind: UInt16, Sendable, CaseIterable") { source in
            source.line("/// A name, quoted or not, that is no keyword.")
            source.line("case identifier")
            for category in Keyword.Category.allCases {
                source.line("// \(Self.title(of: category)) keywords.")
                for keyword in keywords where keyword.category == category {
                    source.line("case \(SwiftName.declared(keyword.caseName))")
                }
            }
            source.line("// Words that are other tokens before certain keywords.")
            for word in splitWords {
                source.line("/// \(splitMeaning(of: word))")
                source.line("case \(Keyword.splitCaseName(word))")
            }
            source.line("// Everything else.")
            for other in Self.others {
                source.line("/// \(other.meaning)")
                source.line("case \(other.name)")
            }
        }
        source.line()
        writeTests(&source)
        return TextFile(path: "TokenKind.swift", text: source.text)
    }

    private func writeCategory(_ source: inout SwiftSource) {
        source.line("/// Where PostgreSQL lets a keyword stand as a name.")
        source.block("public enum KeywordCategory: UInt8, Sendable, CaseIterable") { source in
            for category in Keyword.Category.allCases {
                source.line("/// \(Self.meaning(of: category))")
                source.line("case \(SwiftName.lowerCamel(category.rawValue))")
            }
        }
    }

    private func writeTests(_ source: inout SwiftSource) {
        let first = range(.unreserved).first
        let lastUnreserved = range(.unreserved).last
        let lastColName = range(.colName).last
        let (firstFunction, lastFunction) = range(.typeFuncName)
        let lastReserved = range(.reserved).last
        func at(_ name: String) -> String { "TokenKind.\(name).code" }
        source.block("extension TokenKind") { source in
            source.line("/// The raw value, read at once in any build.")
            source.line("@inline(__always)")
            source.block("private var code: UInt16") { $0.line("unsafeBitCast(self, to: UInt16.self)") }
            source.line()
            var properties = [
                (
                    "Whether it is a keyword of any category.", "isKeyword",
                    "code &- \(at(first)) <= \(at(lastReserved)) - \(at(first))"
                ),
                (
                    "Whether it can name a column, a table or most other objects (`ColId`).", "isColId",
                    "code <= \(at(lastColName))"
                ),
                (
                    "Whether it can name a type or a function (`type_function_name`).", "isTypeFunctionName",
                    "code <= \(at(lastUnreserved)) || (code >= \(at(firstFunction)) && code <= \(at(lastFunction)))"
                ),
                (
                    "Whether it is an identifier or any keyword but a reserved one (`NonReservedWord`).",
                    "isNonReservedWord", "code <= \(at(lastFunction))"
                ),
                (
                    "Whether it can be a label after AS (`ColLabel`): an identifier or any keyword.", "isColLabel",
                    "code <= \(at(lastReserved))"
                ),
            ]
            if let last = splitWords.last {
                properties.append(
                    (
                        "Whether it is a name or any keyword, also one that is another token before certain keywords.",
                        "isWord", "code <= \(at(Keyword.splitCaseName(last)))"
                    ))
            }
            for (meaning, name, test) in properties {
                source.line("/// \(meaning)")
                source.line("@inline(__always)")
                source.block("public var \(name): Bool") { $0.line(test) }
                source.line()
            }
            writeBareLabel(&source)
            source.line()
            writeSplit(&source)
            source.line()
            source.line("/// The keyword's category; nil if it is no keyword.")
            source.block("public var category: KeywordCategory?") { source in
                source.line("guard isKeyword else { return nil }")
                source.line("if code <= \(at(lastUnreserved)) { return .unreserved }")
                source.line("if code <= \(at(lastColName)) { return .colName }")
                source.line("return code <= \(at(lastFunction)) ? .typeFuncName : .reserved")
            }
        }
    }

    private func writeBareLabel(_ source: inout SwiftSource) {
        source.line("/// Whether it can be a column label without AS (`BareColLabel`).")
        source.block("public var isBareColLabel: Bool") { source in
            source.switching(over: "self") { source in
                let others = keywords.filter { !$0.isBareLabel }
                for keyword in others { source.line("case .\(keyword.caseName): false") }
                source.line("default: isColLabel")
            }
        }
    }

    private func writeSplit(_ source: inout SwiftSource) {
        source.line("/// What it becomes before `next`, if that makes another token of it.")
        source.block("func split(before next: TokenKind) -> TokenKind?") { source in
            source.switching(over: "(self, next)") { source in
                for next in keywords {
                    for word in next.splitWords {
                        let pattern = "(.\(SwiftName.lowerCamel(word)), .\(next.caseName))"
                        source.line("case \(pattern): .\(Keyword.splitCaseName(word))")
                    }
                }
                source.line("default: nil")
            }
        }
    }

    private var splitWords: [String] { Keyword.splitWords(in: keywords) }

    private func splitMeaning(of word: String) -> String {
        let followers = keywords.filter { $0.splitWords.contains(word) }.map { "`\($0.name.uppercased())`" }
        return "`\(word.uppercased())` before \(followers.sorted().joined(separator: ", "))."
    }

    private func range(_ category: Keyword.Category) -> (first: String, last: String) {
        let names = keywords.filter { $0.category == category }.map(\.caseName)
        return (names[0], names[names.count - 1])
    }

    private static func title(of category: Keyword.Category) -> String {
        switch category {
        case .unreserved: "Unreserved"
        case .colName: "Column name"
        case .typeFuncName: "Type or function name"
        case .reserved: "Reserved"
        }
    }

    private static func meaning(of category: Keyword.Category) -> String {
        switch category {
        case .unreserved: "Any name."
        case .colName: "A column or table's name, but not a function or type's."
        case .typeFuncName: "A function or type's name, but not a column or table's."
        case .reserved: "No name, only a label."
        }
    }

    private static let others: [(name: String, meaning: String)] = [
        ("stringConstant", "`'…'`, `E'…'`, `U&'…'`, `N'…'` or `$tag$…$tag$`."),
        ("bitStringConstant", "`B'…'`."),
        ("hexStringConstant", "`X'…'`."),
        ("integerConstant", "A whole number that fits 32 bits."),
        ("floatConstant", "Any other number."),
        ("positionalParameter", "`$1`."),
        ("operatorSymbol", "An operator without a kind of its own."),
        ("typecast", "`::`."),
        ("dotDot", "`..`."),
        ("colonEquals", "`:=`."),
        ("equalsGreater", "`=>`."),
        ("lessEquals", "`<=`."),
        ("greaterEquals", "`>=`."),
        ("notEquals", "`<>` or `!=`."),
        ("comma", "`,`."),
        ("leftParenthesis", "`(`."),
        ("rightParenthesis", "`)`."),
        ("leftBracket", "`[`."),
        ("rightBracket", "`]`."),
        ("dot", "`.`."),
        ("semicolon", "`;`."),
        ("colon", "`:`."),
        ("plus", "`+`."),
        ("minus", "`-`."),
        ("star", "`*`."),
        ("slash", "`/`."),
        ("percent", "`%`."),
        ("caret", "`^`."),
        ("less", "`<`."),
        ("greater", "`>`."),
        ("equals", "`=`."),
        ("psqlVariable", "psql's `:name`, `:'name'`, `:\"name\"` or `:{?name}`."),
        ("metaCommand", "A psql command: a backslash and the rest of what belongs to it."),
        ("copyData", "The lines of data after COPY … FROM stdin, with the final `\\.`."),
        ("invalid", "Bytes that are no token."),
        ("endOfInput", "After the last byte."),
    ]
}

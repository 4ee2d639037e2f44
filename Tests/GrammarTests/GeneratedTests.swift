import GrammarModel
import Testing

@testable import PostgresSyntax
@testable import generate_syntax

/// The package's root, two folders above this file's.
let packageRoot = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

@Suite struct GeneratedTests {
    @Test func generatedFilesAndDocCommentsAreUpToDate() throws {
        let outputs = try Outputs(root: packageRoot)
        #expect(outputs.stale.map(\.path) == [], "run generate-syntax")
        #expect(outputs.surplus.map(\.path) == [])
    }

    @Test func productionsAndParserFunctionsMatch() throws {
        #expect(try Outputs(root: packageRoot).problems == [])
    }

    @Test func everyStatementHasAnExample() throws {
        let statements = try Productions(root: packageRoot).statements
        #expect(statements.filter(\.examples.isEmpty).map(\.name) == [])
    }
}

@Suite struct KeywordTableTests {
    @Test func everyKeywordIsFoundInAnyCase() throws {
        for keyword in try Grammar(root: packageRoot).keywords {
            let kind = KeywordTable.lookup(keyword.name.utf8)
            #expect(String(describing: kind.keywordText) == keyword.name)
            #expect(KeywordTable.lookup(keyword.name.uppercased().utf8) == kind)
            #expect(KeywordTable.lookup((keyword.name.prefix(1).uppercased() + keyword.name.dropFirst()).utf8) == kind)
            #expect(kind.isKeyword && kind.isColLabel)
            #expect(kind.category.map { "\($0)" } == SwiftName.lowerCamel(keyword.category.rawValue))
            #expect(kind.isBareColLabel == keyword.isBareLabel)
            #expect(kind.isColId == [.unreserved, .colName].contains(keyword.category))
            #expect(kind.isTypeFunctionName == [.unreserved, .typeFuncName].contains(keyword.category))
            #expect(kind.isNonReservedWord == (keyword.category != .reserved))
        }
    }

    @Test(arguments: [
        "", "a", "selec", "selects", "select_", "sel\u{00e9}ct", "current\u{7f}date", "current_ximestamp",
        "characteharacter", "isis", "[elect", "{elect", "@bort", "current_timestamps", "created",
    ])
    func otherWordsAreIdentifiers(word: String) {
        #expect(KeywordTable.lookup(word.utf8) == .identifier)
    }

    /// Every word one byte away from a keyword, by change, insertion or removal, is found only if it is a keyword too.
    @Test func neighboursOfKeywordsAreIdentifiers() throws {
        let keywords = Set(try Grammar(root: packageRoot).keywords.map { Array($0.name.utf8) })
        let neighbours = keywords.flatMap { bytes in
            bytes.indices.flatMap { index in
                [[], [bytes[index], UInt8(ascii: "x")], [bytes[index] ^ 0x80], [bytes[index] ^ 0x01]].map {
                    Array(bytes[..<index] + $0 + bytes[(index + 1)...])
                }
            }
        }
        let wrong = neighbours.filter { (KeywordTable.lookup($0) != .identifier) != keywords.contains($0) }
        #expect(wrong.map { String(decoding: $0, as: UTF8.self) } == [])
    }

    @Test func otherTokensAreNoWords() {
        for kind in TokenKind.allCases.drop(while: { $0 != .stringConstant }) {
            #expect(!kind.isKeyword && !kind.isColId && !kind.isColLabel && !kind.isBareColLabel)
            #expect(!kind.isTypeFunctionName && !kind.isNonReservedWord && kind.category == nil)
        }
        #expect(TokenKind.identifier.isColId && TokenKind.identifier.isColLabel && !TokenKind.identifier.isKeyword)
    }
}

import GrammarModel

/// Keeps the productions in the parser's doc comments as `Grammar/productions/` has them.
struct ParserDocumentation {
    /// Where the parsers' files stand: that of SQL and that of PL/pgSQL.
    static let folders = ["Sources/PostgresSyntax/Parser", "Sources/PostgresSyntax/PLpgSQL"]

    private let productions: [String: Production]

    init(productions: Productions) {
        self.productions = Dictionary(uniqueKeysWithValues: productions.all.map { ($0.functionName, $0) })
    }

    /// The `parse…` functions that a file declares, and the lines they stand on.
    static func functions(in file: TextFile) -> [(name: String, line: Int)] {
        file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            function(declaredBy: line).map { ($0, index + 1) }
        }
    }

    /// The file with the block between "```ebnf" and "```" above each of its functions as it should be.
    func updated(_ file: TextFile) -> TextFile {
        var lines: [Substring] = []
        for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let name = Self.function(declaredBy: line), let production = productions[name] {
                document(production, above: line, in: &lines)
            }
            lines.append(line)
        }
        return TextFile(path: file.path, text: lines.joined(separator: "\n"))
    }

    /// The function that a line declares, if its name is `parse` and a capital.
    private static func function(declaredBy line: Substring) -> String? {
        guard let start = line.firstRange(of: "func parse"), !line.contains("//") else { return nil }
        let name = line[start.lowerBound...].dropFirst("func ".count).prefix { $0.isLetter || $0.isNumber }
        return name.dropFirst("parse".count).first?.isUppercase == true ? String(name) : nil
    }

    /// Replaces the block in the doc comment at the end of `lines`, or adds it.
    private func document(_ production: Production, above declaration: Substring, in lines: inout [Substring]) {
        let indentation = declaration.prefix { $0 == " " }
        var end = lines.count
        while end > 0, Self.content(of: lines[end - 1]).hasPrefix("@") { end -= 1 }
        var start = end
        while start > 0, Self.content(of: lines[start - 1]).hasPrefix("///") { start -= 1 }
        let comment = lines[start..<end]
        let fence = comment.firstIndex { Self.content(of: $0) == "/// ```ebnf" }
        let closing = fence.flatMap { fence in
            comment[(fence + 1)...].firstIndex { Self.content(of: $0) == "/// ```" }
        }
        let text = production.text(width: 110 - indentation.count - "/// ".count)
        let block = (["```ebnf"] + text + ["```"]).map { "\(indentation)/// \($0)"[...] }
        if let fence, let closing {
            lines.replaceSubrange(fence...closing, with: block)
        } else {
            let separator = comment.isEmpty ? [] : ["\(indentation)///"[...]]
            lines.insert(contentsOf: separator + block, at: end)
        }
    }

    private static func content(of line: Substring) -> Substring { line.drop { $0 == " " } }
}

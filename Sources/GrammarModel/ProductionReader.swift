/// Reads productions in EBNF: `name = "TERMINAL" other_name [ optional ] { repeated } ( grouped ) | … ;`.
struct ProductionReader {
    private let file: TextFile
    private var rest: Substring
    private var line = 1
    private var examples: [String] = []

    init(_ file: TextFile) {
        self.file = file
        rest = file.text[...]
    }

    mutating func productions() throws -> [Production] {
        var productions: [Production] = []
        while let name = try nextSymbol() {
            guard name.kind == .reference else {
                throw error("expected a production's name, not \(name.spelling)", name)
            }
            productions.append(try production(name))
        }
        return productions
    }

    private mutating func production(_ name: Production.Symbol) throws -> Production {
        let examples = self.examples
        self.examples = []
        guard try nextSymbol()?.spelling == "=" else { throw error("expected = after \(name.text)", name) }
        var alternatives: [[Production.Symbol]] = [[]]
        var brackets: [Production.Symbol] = []
        var previous = ""
        while let symbol = try nextSymbol() {
            let spelling = symbol.spelling
            if "|;])}".contains(spelling), ["", "|", "[", "(", "{"].contains(previous) {
                throw error("nothing stands before \(spelling)", symbol)
            }
            previous = spelling
            switch spelling {
            case "[", "(", "{": brackets.append(symbol)
            case "]", ")", "}":
                guard brackets.popLast()?.text == Self.opening[spelling] else {
                    throw error("\(spelling) closes nothing that is open", symbol)
                }
            case "=": throw error("\(name.text) lacks its ; before this =", symbol)
            case ";":
                if let open = brackets.last { throw error("\(open.text) is never closed", open) }
                return Production(
                    name: name.text, file: file.path, line: name.line, examples: examples, alternatives: alternatives)
            case "|" where brackets.isEmpty:
                alternatives.append([])
                continue
            default: break
            }
            alternatives[alternatives.count - 1].append(symbol)
        }
        throw error("\(name.text) does not end with ;", name)
    }

    private static let opening = ["]": "[", ")": "(", "}": "{"]

    private func error(_ message: String, _ symbol: Production.Symbol) -> GrammarError {
        GrammarError(file: file.path, line: symbol.line, message)
    }

    /// The next symbol, nil at the end; comments on the way are skipped and examples in them kept.
    private mutating func nextSymbol() throws -> Production.Symbol? {
        while let character = rest.first {
            if character.isWhitespace {
                rest.removeFirst()
                if character.isNewline { line += 1 }
            } else if rest.hasPrefix("(*") {
                try skipComment()
            } else {
                return try symbol(character)
            }
        }
        return nil
    }

    private mutating func symbol(_ first: Character) throws -> Production.Symbol {
        if first == "\"" {
            let text = rest.dropFirst().prefix { $0 != "\"" && !$0.isNewline }
            guard !text.isEmpty, rest[text.endIndex...].first == "\"" else {
                throw GrammarError(file: file.path, line: line, "a terminal is empty or lacks its closing quote")
            }
            rest = rest[text.endIndex...].dropFirst()
            return Production.Symbol(kind: .terminal, text: String(text), line: line)
        }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard name.isEmpty else {
            rest = rest[name.endIndex...]
            return Production.Symbol(kind: .reference, text: String(name), line: line)
        }
        guard "=;|[]{}()".contains(first) else {
            throw GrammarError(file: file.path, line: line, "unexpected character \(first)")
        }
        rest.removeFirst()
        return Production.Symbol(kind: .sign, text: String(first), line: line)
    }

    private mutating func skipComment() throws {
        guard let end = rest.firstRange(of: "*)") else {
            throw GrammarError(file: file.path, line: line, "a comment is never closed")
        }
        let words = rest[..<end.lowerBound].dropFirst("(*".count).split(whereSeparator: \.isWhitespace)
        if words.first == "example:" { examples.append(words.dropFirst().joined(separator: " ")) }
        line += rest[..<end.upperBound].count(where: \.isNewline)
        rest = rest[end.upperBound...]
    }
}

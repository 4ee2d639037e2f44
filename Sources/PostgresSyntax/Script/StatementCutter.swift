/// Tells where psql ends a statement: at a semicolon outside parentheses and outside `BEGIN … END` in the definition of a
/// routine. It counts words and parentheses and knows no grammar, so that a broken statement has an end too.
struct StatementCutter {
    private var parentheses = 0
    /// How many `BEGIN` and `CASE` are open in a routine's definition.
    private var blocks = 0
    private var words = Words.none

    /// How far the statement has begun like `CREATE [OR REPLACE] { FUNCTION | PROCEDURE }`.
    private enum Words {
        case none
        case create
        case createOr
        case createOrReplace
        case routine
        case other

        func followed(by kind: TokenKind) -> Words {
            switch (self, kind) {
            case (.none, .create): .create
            case (.create, .or): .createOr
            case (.createOr, .replace): .createOrReplace
            case (.create, .function), (.create, .procedure), (.createOrReplace, .function),
                (.createOrReplace, .procedure), (.routine, _):
                .routine
            default: .other
            }
        }
    }

    /// Takes the next token; returns whether it is a semicolon that ends the statement.
    mutating func ends(with token: Token) -> Bool {
        switch token.kind {
        case .leftParenthesis: parentheses += 1
        case .rightParenthesis: parentheses = max(parentheses - 1, 0)
        case .semicolon:
            let isEscaped = token.range.count == 2
            guard parentheses == 0, blocks == 0 else {
                if isEscaped { words = .none }
                return false
            }
            words = .none
            return true
        case .identifier where !token.flags.contains(.quoted): words = words.followed(by: .identifier)
        case let kind where kind.isKeyword: take(keyword: kind)
        default: break
        }
        return false
    }

    private mutating func take(keyword: TokenKind) {
        words = words.followed(by: keyword)
        guard case .routine = words, parentheses == 0 else { return }
        switch keyword {
        case .begin: blocks += 1
        case .case where blocks > 0: blocks += 1
        case .end where blocks > 0: blocks -= 1
        default: break
        }
    }

    /// Forgets the statement.
    mutating func reset() {
        self = StatementCutter()
    }
}

import PostgresCatalog
import PostgresSyntax

/// What statements that failed would have made or changed, so that one mistake is reported once: what is missing later
/// because of it is no mistake of its own.
struct Mistakes {
    /// The names of what would have been made.
    private var made: Set<String> = []
    /// The names of what statements were about that would have changed it: it is not whole.
    private(set) var touched: Set<String> = []

    /// Notes a statement that failed or could not be read.
    mutating func note(_ element: ScriptElement) {
        let tokens = element.tree.tokens
        guard let first = element.tokenRange.first, Self.changesSchema(tokens[first].kind) else { return }
        var names = DefinedNames(tokens: tokens, range: element.tokenRange)
        names.find()
        made.formUnion(names.found)
        touched.formUnion(names.found + names.subjects)
        guard element.kind == .invalid else { return }
        // What it would have done is not known.
        for index in element.tokenRange where tokens[index].kind == .identifier {
            touched.insert(tokens.decoded(index))
        }
    }

    /// Whether an error may only say that a statement before it has failed.
    func explain(_ diagnostic: Diagnostic, in element: ScriptElement) -> Bool {
        guard !touched.isEmpty else { return false }
        switch diagnostic.rule {
        case "42P01", "42703", "42704", "42883", "3F000":
            let words = diagnostic.message.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
            return words.contains { made.contains(String($0)) }
        case "42830", "42P10":
            let tokens = element.tree.tokens
            return element.tokenRange.contains { tokens[$0].kind.isColId && touched.contains(tokens.decoded($0)) }
        default: return false
        }
    }

    /// Whether a statement that begins like this changes what exists; a word that is no keyword may be meant to.
    private static func changesSchema(_ kind: TokenKind) -> Bool {
        switch kind {
        case .create, .alter, .identifier: true
        default: false
        }
    }
}

/// The names that a statement gives to what it makes, whether or not it can be parsed.
private struct DefinedNames {
    let tokens: TokenBuffer
    let range: Range<Int>
    var found: [String] = []
    /// The names of what it changes.
    var subjects: [String] = []

    mutating func find() {
        if tokens[range.lowerBound].kind == .alter {
            for index in range where [.add, .to].contains(tokens[index].kind) { found += name(behind: index) }
            subjects += name(behind: range.lowerBound + 1)
        } else if let kind = range.prefix(6).first(where: { Self.kinds.contains(tokens[$0].kind) }) {
            found += name(behind: kind)
            if let on = range.first(where: { tokens[$0].kind == .on }) { subjects += name(behind: on) }
        }
    }

    /// The last part of the name behind a keyword.
    private func name(behind keyword: Int) -> [String] {
        var index = keyword + 1
        while index < range.upperBound, Self.between.contains(tokens[index].kind) { index += 1 }
        while index + 2 < range.upperBound, tokens[index + 1].kind == .dot { index += 2 }
        return index < range.upperBound ? [tokens.decoded(index)] : []
    }

    /// The keywords that say what is made.
    private static let kinds: Set<TokenKind> = [
        .table, .view, .function, .procedure, .aggregate, .type, .domain, .sequence, .index, .schema, .trigger, .role,
        .user, .extension, .collation, .operator, .policy,
    ]
    /// The keywords that may stand before the name.
    private static let between: Set<TokenKind> = [
        .if, .not, .exists, .concurrently, .column, .constraint, .value, .only,
    ]
}

/// Syntax of PostgreSQL 8.0 to 13 that 18 no longer accepts, written as 18 has it.
///
/// Looked for only in statements that 18 rejects, so that no valid statement changes.
struct LegacySyntax {
    private let tree: SyntaxTree
    /// Where syntax errors stand.
    private let errors: Set<Place>
    private var edits: [Edit] = []
    private var warnings: [Diagnostic] = []

    /// A place in a file.
    private struct Place: Hashable {
        let source: ObjectIdentifier
        let offset: Int

        init(_ source: SourceText, _ range: Range<Int>) {
            self.source = ObjectIdentifier(source)
            offset = range.lowerBound
        }
    }

    /// Bytes that become others.
    private struct Edit {
        let range: Range<Int>
        let text: String
    }

    /// Bytes at the start of a script in which a dump names its versions.
    private static let headCount = 16_384

    /// Whether the head of a script says that pg_dump or the database was older than 14; before 9.2, dumps named no
    /// versions.
    static func isOldDump(_ script: some Collection<UInt8>) -> Bool {
        let lines = script.prefix(headCount).split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let versions = ["-- Dumped by pg_dump version ", "-- Dumped from database version "].compactMap { label in
            lines.first { $0.starts(with: label.utf8) }.flatMap { line in
                let version = line.dropFirst(label.utf8.count).prefix { $0 &- UInt8(ascii: "0") < 10 }
                return Int(String(decoding: version, as: UTF8.self))
            }
        }
        guard versions.isEmpty else { return versions.contains { $0 < 14 } }
        return lines.contains { $0.elementsEqual("-- PostgreSQL database dump".utf8) }
    }

    /// The script of `tree` with its rejected statements in today's syntax and a warning for each construct; nil if
    /// there is nothing to change.
    static func modernized(_ tree: SyntaxTree) -> (SourceText, [Diagnostic])? {
        var legacy = LegacySyntax(tree: tree)
        for element in tree.script where element.kind == .invalid {
            legacy.visit(element.tokenRange)
        }
        guard !legacy.edits.isEmpty else { return nil }
        return (legacy.editedSource(), legacy.warnings)
    }

    private init(tree: SyntaxTree) {
        self.tree = tree
        let syntaxErrors = tree.diagnostics.lazy.filter { $0.rule == "syntax-error" }
        errors = Set(syntaxErrors.map { Place($0.source, $0.range) })
    }

    private func editedSource() -> SourceText {
        let source = tree.source
        var assembly = SourceAssembly()
        var next = 0
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            assembly.copy(next..<edit.range.lowerBound, of: source)
            assembly.insert(edit.text.utf8, for: edit.range, of: source)
            next = edit.range.upperBound
        }
        assembly.copy(next..<source.count, of: source)
        return assembly.finish(for: source)
    }

    // MARK: Statements

    private mutating func visit(_ range: Range<Int>) {
        let first = range.lowerBound
        if let name = range.prefix(Self.nameLimit).first(where: { kind($0) == .equalsGreater }), namesOperator(name) {
            replace(
                range, by: "", "no operator can have the name => since PostgreSQL 9.5: the statement is left out",
                .error)
            return
        }
        for index in range {
            switch (kind(first), kind(index)) {
            case (.create, .with) where kind(index + 1) == .oids:
                replace(index...index + 1, by: "", "tables have no OIDs: WITH OIDS is left out")
            case (.copy, .with) where kind(index + 1) == .oids:
                replace(
                    index...index + 1, by: "", "tables have no OIDs: WITH OIDS is left out, the data begins with one")
            case (.alter, .with) where kind(index - 1) == .set && kind(index + 1) == .oids:
                replace(index...index, by: "WITHOUT", "tables have no OIDs: SET WITH OIDS becomes SET WITHOUT OIDS")
            case (.create, .with) where isRoutine(first) && kind(index + 1) == .leftParenthesis:
                replaceAttributes(at: index, in: range)
            case (_, .language) where kind(index + 1) == .stringConstant && !isRoutine(first):
                replace(
                    index + 1...index + 1, by: quoted(tree.tokens.decoded(index + 1)),
                    "the language's name is a name, not a string")
            case (.create, .identifier) where kind(index + 1) == .stringConstant && text(index) == "lancompiler":
                replace(index...index + 1, by: "", "LANCOMPILER, which means nothing, is left out")
            case (_, .unencrypted) where kind(index + 1) == .password:
                replace(index...index, by: "", "passwords are always encrypted: UNENCRYPTED is left out")
            case (_, .identifier) where text(index) == "recheck" && (kind(first + 1) == .operator):
                replace(index...index, by: "", "operators know themselves what to check: RECHECK is left out")
            case (_, .operatorSymbol) where text(index) == "!" && endsOperand(index - 1) && !beginsOperand(index + 1):
                replaceFactorial(at: index, in: range)
            case (_, .is) where isTypeTest(index):
                replaceTypeTest(at: index, in: range)
            case (_, let keyword) where isLaterKeyword(keyword) && isRejected(index):
                replace(
                    index...index, by: quoted(tree.tokens.decoded(index)),
                    "\(tree.tokens.decoded(index)) is a key word by now: as a name it needs quotes")
            default: break
            }
        }
    }

    /// `WITH (isStrict, isCachable)` of CREATE FUNCTION.
    private mutating func replaceAttributes(at index: Int, in range: Range<Int>) {
        guard let close = (index..<range.upperBound).first(where: { kind($0) == .rightParenthesis }) else { return }
        var words: [String] = []
        for attribute in index + 2..<close where kind(attribute) != .comma {
            switch text(attribute) {
            case "isstrict": words.append("STRICT")
            case "iscachable": words.append("IMMUTABLE")
            default: return
            }
        }
        let text = words.joined(separator: " ")
        replace(index...close, by: text, "attributes of functions in WITH become \(text)")
    }

    /// `expression !`, whose operand is a constant, a name, a call or in parentheses.
    private mutating func replaceFactorial(at index: Int, in range: Range<Int>) {
        let start = startOfOperand(before: index, in: range)
        insert("factorial(", before: start)
        replace(index...index, by: ")", "operators behind their operand are gone: n ! becomes factorial(n)")
    }

    /// Whether `IS [NOT] OF (…)` stands at `index`, behind an operand that is clear without precedences.
    private func isTypeTest(_ index: Int) -> Bool {
        let of = kind(index + 1) == .not ? index + 2 : index + 1
        return kind(of) == .of && kind(of + 1) == .leftParenthesis && endsOperand(index - 1)
    }

    /// `expression IS [NOT] OF (type, …)`.
    private mutating func replaceTypeTest(at index: Int, in range: Range<Int>) {
        let isNot = kind(index + 1) == .not
        let open = isNot ? index + 3 : index + 2
        let start = startOfOperand(before: index, in: range)
        guard start == range.lowerBound || !continuesOperand(start - 1) else { return }
        var types: [Range<Int>] = []
        var depth = 0
        var next = open + 1
        var close = open
        repeat {
            switch kind(close) {
            case .leftParenthesis, .leftBracket: depth += 1
            case .rightParenthesis, .rightBracket: depth -= 1
            default: break
            }
            if depth == 0 || depth == 1 && kind(close) == .comma {
                types.append(next..<close)
                next = close + 1
            }
            close += 1
        } while depth > 0 && close < range.upperBound
        guard depth == 0, types.allSatisfy({ !$0.isEmpty }) else { return }
        let names = types.map { "'\(tree.source.text(in: tree.byteRange(ofTokens: $0)).replacing("'", with: "''"))'" }
        let list = names.map { "\($0)::pg_catalog.regtype" }.joined(separator: ", ")
        insert("pg_catalog.pg_typeof(", before: start)
        replace(
            index..<close, by: ") \(isNot ? "NOT IN" : "IN") (\(list))",
            "IS OF is gone: x IS OF (type) becomes pg_typeof(x) IN ('type'::regtype)")
    }

    /// The first token of the operand that ends before `index`: a constant, a name, a call or what is in parentheses.
    private func startOfOperand(before index: Int, in range: Range<Int>) -> Int {
        var start = index - 1
        if kind(start) == .rightParenthesis {
            var depth = 0
            repeat {
                if kind(start) == .rightParenthesis { depth += 1 }
                if kind(start) == .leftParenthesis { depth -= 1 }
                start -= 1
            } while depth > 0 && start >= range.lowerBound
            if start < range.lowerBound || !kind(start).isTypeFunctionName { start += 1 }
        }
        while start - 2 >= range.lowerBound, kind(start - 1) == .dot, kind(start - 2).isColId { start -= 2 }
        return start
    }

    // MARK: Tokens

    private func kind(_ index: Int) -> TokenKind {
        index >= 0 ? tree.tokens[min(index, tree.tokens.count)].kind : .endOfInput
    }

    private func text(_ index: Int) -> String { tree.tokens.decoded(index) }

    private func isRoutine(_ first: Int) -> Bool {
        guard kind(first) == .create else { return false }
        let what = kind(first + 1) == .or ? kind(first + 3) : kind(first + 1)
        return what == .function || what == .procedure
    }

    private func endsOperand(_ index: Int) -> Bool {
        switch kind(index) {
        case .integerConstant, .floatConstant, .stringConstant, .rightParenthesis, .identifier: true
        default: false
        }
    }

    /// Whether the token binds what follows it more strongly than `IS`.
    private func continuesOperand(_ index: Int) -> Bool {
        switch kind(index) {
        case .operatorSymbol, .typecast, .plus, .minus, .star, .slash, .percent, .caret, .less, .greater, .equals,
            .lessEquals, .greaterEquals, .notEquals, .like, .ilike, .between, .in, .collate, .zone:
            true
        default: false
        }
    }

    private func beginsOperand(_ index: Int) -> Bool {
        switch kind(index) {
        case .integerConstant, .floatConstant, .stringConstant, .leftParenthesis, .identifier, .plus, .minus: true
        default: false
        }
    }

    /// Whether the word became a key word that is no name after PostgreSQL 8.0.
    private func isLaterKeyword(_ kind: TokenKind) -> Bool {
        switch kind {
        case .window, .lateral, .variadic, .fetch, .returning, .concurrently, .tablesample, .collation, .systemUser,
            .symmetric, .asymmetric, .currentCatalog, .currentSchema, .currentRole:
            true
        default: false
        }
    }

    /// Whether a syntax error stands at the token.
    private func isRejected(_ index: Int) -> Bool {
        let (source, range) = tree.source.origin(of: tree.tokens[index].range)
        return errors.contains(Place(source, range))
    }

    /// Whether the `=>` at `index` is the name of an operator that is defined, changed or described.
    private func namesOperator(_ index: Int) -> Bool {
        var start = index - 1
        while kind(start) == .dot, kind(start - 1).isColId { start -= 2 }
        let isExists = kind(start - 1) == .if && kind(start) == .exists
        return kind(isExists ? start - 2 : start) == .operator
    }

    /// How many tokens there are at most before an operator's name and with it: `DROP OPERATOR IF EXISTS a.b.=>`.
    private static let nameLimit = 10

    private func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    private mutating func insert(_ text: String, before token: Int) {
        let place = Int(tree.tokens[token].start)
        edits.append(Edit(range: place..<place, text: text))
    }

    private mutating func replace(_ tokens: ClosedRange<Int>, by text: String, _ message: String) {
        replace(Range(tokens), by: text, message)
    }

    private mutating func replace(
        _ tokens: Range<Int>, by text: String, _ message: String, _ severity: Diagnostic.Severity = .warning
    ) {
        let range = tree.byteRange(ofTokens: tokens)
        edits.append(Edit(range: range, text: text))
        warnings.append(
            Diagnostic(severity, rule: "legacy-syntax", message, source: tree.source, range: range))
    }
}

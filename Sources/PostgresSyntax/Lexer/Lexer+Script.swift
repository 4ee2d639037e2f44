/// What psql finds in a script besides SQL.
///
/// - `\…` is a ``TokenKind/metaCommand`` up to the end of its line or up to the `\\` that ends it, which belongs to
///   it; `\copy`, `\!` and their like always reach to the end of the line. `\;` is a semicolon and `\:` a colon.
/// - `:'name'`, `:"name"`, `:{?name}` and `:name` are ``TokenKind/psqlVariable``s. psql leaves `:name` as it is where
///   no such variable is set, as in `a[low:high]`; a lexer cannot know. So within parentheses and brackets a colon
///   behind an operand, or behind the bracket that opens a subscript, is just a colon. Elsewhere SQL has no colon.
/// - `${name}`, the placeholder of migration tools, is a ``TokenKind/psqlVariable`` too: it is no SQL.
/// - After `COPY … FROM STDIN` and `\copy … from stdin`, the lines up to `\.` are one ``TokenKind/copyData``; if there
///   is no such line, all that is left. The line end behind `\.` does not belong to it.
/// - `SET standard_conforming_strings` rules the strings behind its semicolon; `RESET` and `\connect` turn it on.
extension Lexer {
    /// Reads what begins with the semicolon, colon or backslash at `start`; returns the place of the next token and
    /// the position behind it.
    @inline(never)
    mutating func scriptToken(
        _ start: Int, _ out: UnsafeMutablePointer<Token>
    ) -> (UnsafeMutablePointer<Token>, Int) {
        switch bytes[start] {
        case UInt8(ascii: ";"):
            let scanned = single(start, bytes)
            append(scanned, start, out)
            return endStatement(out + 1, scanned.end)
        case UInt8(ascii: ":"):
            let end = variableEnd(start, out)
            if end != nil { needsInterpreter = true }
            let scanned = end.map { Scanned(end: $0, kind: .psqlVariable) } ?? colon(start)
            append(scanned, start, out)
            return (out + 1, scanned.end)
        default:
            return backslash(start, out)
        }
    }

    // MARK: Variables

    /// Where the variable ends whose colon stands at `start`; nil if it is just a colon.
    private func variableEnd(_ start: Int, _ out: UnsafeMutablePointer<Token>) -> Int? {
        let next = bytes[start + 1]
        switch next {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            return closedVariableEnd(start + 2, closing: next)
        case UInt8(ascii: "{") where bytes[start + 2] == UInt8(ascii: "?"):
            return closedVariableEnd(start + 3, closing: UInt8(ascii: "}"))
        default:
            guard bytes.byteClass(at: start + 1) == .letter, !isOperandBefore(out) else { return nil }
            return variableNameEnd(start + 1)
        }
    }

    /// The placeholder `${name}` whose dollar sign stands at `start`; nil if there is none.
    mutating func templatePlaceholder(_ start: Int) -> Scanned? {
        guard mode == .script, bytes[start + 1] == UInt8(ascii: "{") else { return nil }
        var end = start + 2
        while bytes.byteClass(at: end).continuesVariable || "-.:".utf8.contains(bytes[end]) { end += 1 }
        guard end > start + 2, bytes[end] == UInt8(ascii: "}") else { return nil }
        needsInterpreter = true
        return Scanned(end: end + 1, kind: .psqlVariable)
    }

    private func closedVariableEnd(_ name: Int, closing: UInt8) -> Int? {
        let end = variableNameEnd(name)
        return end > name && bytes[end] == closing ? end + 1 : nil
    }

    private func variableNameEnd(_ start: Int) -> Int {
        var end = start
        while bytes.byteClass(at: end).continuesVariable { end += 1 }
        return end
    }

    /// Whether a colon may be part of an expression, the last token standing before `out`.
    private func isOperandBefore(_ out: UnsafeMutablePointer<Token>) -> Bool {
        guard nesting > 0, out - tokens > statementStart + 1 else { return false }
        switch out[-1].kind {
        case .identifier, .stringConstant, .bitStringConstant, .hexStringConstant, .integerConstant, .floatConstant,
            .positionalParameter, .psqlVariable, .rightParenthesis, .rightBracket:
            return true
        case .leftBracket:
            return out[-2].kind != .array && out[-2].kind != .leftBracket && out[-2].kind != .comma
        default:
            return false
        }
    }

    // MARK: Statements

    /// Does what the end of a statement brings about: `out` is the place behind its last token, `position` the
    /// position behind it. A semicolon is one even within parentheses: neither COPY nor SET may stand in a rule's
    /// actions, and where a parenthesis is missing, the data that follows must not be read as SQL.
    private mutating func endStatement(
        _ out: UnsafeMutablePointer<Token>, _ position: Int
    ) -> (UnsafeMutablePointer<Token>, Int) {
        let start = statementStart
        let end = out - tokens
        statementStart = end
        nesting = 0
        switch tokens[start].kind {
        case .copy where readsStandardInput(start..<end): return copyData(out, position)
        case .set: setStringRule(start..<end, at: position)
        case .reset where isStringRule(start + 1): setStringRule(true, at: position)
        default: break
        }
        return (out, position)
    }

    /// Whether FROM STDIN, or FROM STDOUT, which means the same, stands among these tokens outside parentheses.
    private func readsStandardInput(_ range: Range<Int>) -> Bool {
        var depth = 0
        for index in range.dropLast() {
            switch tokens[index].kind {
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth -= 1
            case .from where depth == 0 && [.stdin, .stdout].contains(tokens[index + 1].kind): return true
            default: break
            }
        }
        return false
    }

    /// Obeys `SET [SESSION | LOCAL] standard_conforming_strings { = | TO } value`.
    private mutating func setStringRule(_ range: Range<Int>, at offset: Int) {
        var index = range.lowerBound + 1
        if tokens[index].kind == .session || tokens[index].kind == .local { index += 1 }
        guard index + 2 < range.upperBound, isStringRule(index) else { return }
        let value = text(index + 2)
        let isLongEnough = value.count > 1 || value != "o"
        if isLongEnough, ["on", "true", "yes", "1", "default"].contains(where: { $0.hasPrefix(value) }) {
            setStringRule(true, at: offset)
        } else if isLongEnough, ["off", "false", "no", "0"].contains(where: { $0.hasPrefix(value) }) {
            setStringRule(false, at: offset)
        }
    }

    private func isStringRule(_ index: Int) -> Bool {
        tokens[index].kind == .identifier && text(index) == "standard_conforming_strings"
    }

    /// The text of the token at `index` in lower case, without quotes.
    private func text(_ index: Int) -> String {
        let text = bytes.bytes(tokens[index].range).filter { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"") }
        return String(decoding: text.map(\.lowercased), as: UTF8.self)
    }

    // MARK: COPY data

    /// Reads the data lines that follow the line in which `position` stands.
    private mutating func copyData(
        _ out: UnsafeMutablePointer<Token>, _ position: Int
    ) -> (UnsafeMutablePointer<Token>, Int) {
        guard let lineEnd = bytes.find(UInt8(ascii: "\n"), from: position) else { return (out, position) }
        var out = out
        let rest = bytes.skipGap(from: position)
        if rest < lineEnd {
            let error = LexicalError("text behind COPY FROM STDIN on the same line", offset: rest)
            append(invalid(error, end: lineEnd), rest, out)
            assignError(to: out - tokens)
            out += 1
        }
        let start = lineEnd + 1
        let end = copyDataEnd(from: start)
        if end == nil { openData = start }
        if case let end = end ?? bytes.end, start < end {
            append(Scanned(end: end, kind: .copyData), start, out)
            out += 1
        }
        statementStart = out - tokens
        return (out, end ?? bytes.end)
    }

    /// Where the data ends that begins at `start`: behind the `\.` that is a line of its own; nil without one.
    private func copyDataEnd(from start: Int) -> Int? {
        CopyData(bytes.bytes(0..<bytes.end), start: start).terminator(in: start..<bytes.end).map { $0 + 2 }
    }

    // MARK: Meta-commands

    /// Reads `\;`, `\:` or the meta-command at `start`.
    private mutating func backslash(
        _ start: Int, _ out: UnsafeMutablePointer<Token>
    ) -> (UnsafeMutablePointer<Token>, Int) {
        let next = bytes[start + 1]
        if next == UInt8(ascii: ";") || next == UInt8(ascii: ":") {
            append(Scanned(end: start + 2, kind: next == UInt8(ascii: ";") ? .semicolon : .colon), start, out)
            return (out + 1, start + 2)
        }
        var nameEnd = start + 1
        while nameEnd < bytes.end, bytes.byteClass(at: nameEnd) != .space, bytes[nameEnd] != UInt8(ascii: "\\") {
            nameEnd += 1
        }
        let name = String(decoding: bytes.bytes(start + 1..<nameEnd), as: UTF8.self)
        let end = metaCommandEnd(name, from: nameEnd)
        append(Scanned(end: end, kind: .metaCommand), start, out)
        let isWithinStatement = out - tokens > statementStart
        if !isWithinStatement { statementStart += 1 }
        if isWithinStatement && !MetaCommand.endsStatement(name) || MetaCommand.isCarriedOut(name) {
            needsInterpreter = true
        }
        switch name {
        case _ where MetaCommand.endsStatement(name): return endStatement(out + 1, end)
        case "r", "reset":
            statementStart = out + 1 - tokens
            nesting = 0
        case "c", "connect": setStringRule(true, at: end)
        case "copy" where copiesStandardInput(start..<end): return copyData(out + 1, end)
        default: break
        }
        return (out + 1, end)
    }

    /// Where the meta-command ends whose arguments begin at `position`.
    private func metaCommandEnd(_ name: String, from position: Int) -> Int {
        let lineEnd = withoutTrailingSpace(bytes.find(UInt8(ascii: "\n"), from: position) ?? bytes.end)
        if ["copy", "!", "h", "help", "ef", "ev", "sf", "sv"].contains(name) { return lineEnd }
        let mayPipe = ["g", "gx", "o", "out", "w", "write"].contains(name)
        var position = position
        while position < lineEnd {
            switch bytes[position] {
            case UInt8(ascii: "\\"):
                return bytes[position + 1] == UInt8(ascii: "\\") ? position + 2 : withoutTrailingSpace(position)
            case UInt8(ascii: "|") where mayPipe:
                return lineEnd
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
                position = quotedArgumentEnd(position, lineEnd)
            default:
                position += 1
            }
        }
        return lineEnd
    }

    private func withoutTrailingSpace(_ end: Int) -> Int {
        var end = end
        while end > 0, bytes.byteClass(at: end - 1) == .space { end -= 1 }
        return end
    }

    /// Where the argument ends whose quote stands at `open`; only single quotes know backslash escapes.
    private func quotedArgumentEnd(_ open: Int, _ lineEnd: Int) -> Int {
        let quote = bytes[open]
        var position = open + 1
        while position < lineEnd, bytes[position] != quote {
            let isEscape = bytes[position] == UInt8(ascii: "\\") && quote == UInt8(ascii: "'")
            position += isEscape ? 2 : 1
        }
        return min(position + 1, lineEnd)
    }

    /// Whether the words FROM STDIN stand in the `\copy` command at `range`.
    private func copiesStandardInput(_ range: Range<Int>) -> Bool {
        let words = bytes.bytes(range).split(whereSeparator: { bytes.classes[Int($0)] == .space }).map {
            String(decoding: $0.map(\.lowercased), as: UTF8.self)
        }
        return zip(words, words.dropFirst()).contains { $0 == "from" && ($1 == "stdin" || $1 == "stdin;") }
    }
}

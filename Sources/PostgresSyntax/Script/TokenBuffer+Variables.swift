/// Variables and placeholders whose values nobody knows.
extension TokenBuffer {
    /// The tokens with each remaining ``TokenKind/psqlVariable`` as what its value most likely is: a string for `:'name'`,
    /// a number where only that can stand, else a name; and a diagnostic for each.
    ///
    /// As psql puts a value right between its neighbours, `${prefix}_items` is one name.
    func guessingVariables(_ severity: Diagnostic.Severity, _ diagnostics: inout [Diagnostic]) -> TokenBuffer {
        guard needsInterpreter, (0..<count).contains(where: { self[$0].kind == .psqlVariable }) else { return self }
        let memory = UnsafeMutablePointer<Token>.allocate(capacity: count + Self.lookahead)
        var written = 0
        var errors = self.errors
        var nextError = 0
        var told: Set<String> = []
        var index = 0
        while index < count {
            let end = guessedEnd(from: index)
            var token = self[index]
            if let end {
                for part in index..<end where self[part].kind == .psqlVariable {
                    if told.insert(text(of: part)).inserted { diagnostics.append(diagnostic(part, severity)) }
                }
                token = guess(index..<end)
            } else if token.kind == .semicolon {
                told.removeAll()
            }
            if nextError < errors.count, errors[nextError].token == index {
                errors[nextError].token = written
                nextError += 1
            }
            (memory + written).initialize(to: token)
            written += 1
            index = end ?? index + 1
        }
        let ends = Token(start: UInt32(source.count), end: UInt32(source.count), kind: .endOfInput, flags: [])
        (memory + written).initialize(repeating: ends, count: count + Self.lookahead - written)
        return TokenBuffer(
            source: source, mode: mode, memory: memory, count: written, errors: errors, needsInterpreter: true,
            end: self.end)
    }

    /// Where the tokens end that are one with a variable and begin at `index`; nil if there is no variable.
    private func guessedEnd(from index: Int) -> Int? {
        guard isNamePart(index) else { return self[index].kind == .psqlVariable ? index + 1 : nil }
        var end = index + 1
        while end < count, self[end].start == self[end - 1].end, isNamePart(end) { end += 1 }
        return (index..<end).contains { self[$0].kind == .psqlVariable } ? end : nil
    }

    /// Whether the token can be part of a name that a variable makes up with its neighbours.
    private func isNamePart(_ index: Int) -> Bool {
        let token = self[index]
        switch token.kind {
        case .psqlVariable:
            let mark = source[Int(token.start) + 1]
            return mark != UInt8(ascii: "'") && mark != UInt8(ascii: "\"")
                && source[Int(token.start) + 2] != UInt8(ascii: "?")
        case .identifier: return !token.flags.contains(.quoted)
        case .integerConstant: return true
        default: return token.kind.isKeyword
        }
    }

    private func guess(_ range: Range<Int>) -> Token {
        let first = self[range.lowerBound]
        var token = Token(
            start: first.start, end: self[range.upperBound - 1].end, kind: .identifier, flags: .variable)
        switch source[Int(first.start) + 1] {
        case _ where range.count > 1: break
        case UInt8(ascii: "'"): token.kind = .stringConstant
        case UInt8(ascii: "{") where source[Int(first.start)] == UInt8(ascii: ":"): token.kind = .true
        default: if isNumber(range.lowerBound) { token.kind = .integerConstant }
        }
        return token
    }

    /// Whether the grammar has a number where the token stands.
    private func isNumber(_ index: Int) -> Bool {
        guard index > 1 else { return false }
        switch self[index - 1].kind {
        case .limit, .offset, .cache, .minvalue, .maxvalue, .increment, .restart, .statistics: return true
        case .start: return self[index - 2].kind != .set
        case .with: return self[index - 2].kind == .start || self[index - 2].kind == .restart
        case .by: return self[index - 2].kind == .increment
        default: return false
        }
    }

    private func diagnostic(_ index: Int, _ severity: Diagnostic.Severity) -> Diagnostic {
        let token = self[index]
        let name = VariableReference(source.bytes(in: 0..<source.count), at: Int(token.start))?.name ?? ""
        let isPlaceholder = source[Int(token.start)] == UInt8(ascii: "$")
        return Diagnostic(
            severity, rule: isPlaceholder ? "template-placeholder" : "undefined-variable",
            isPlaceholder ? "the placeholder ${\(name)} has no value" : "the variable \(name) has no value",
            hint: "Define it: -v \(name)=value", source: source, range: token.range)
    }
}

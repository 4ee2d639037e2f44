/// Where the parser goes on behind a broken statement.
extension Parser {
    /// How a broken statement was found to end.
    enum StatementEnd {
        /// As psql sees it, or at the end of input.
        case regular
        /// Before a line that starts a statement.
        case missingSemicolon
    }

    /// Skips the rest of a broken statement that began with the token at `first` and could not go on at `failed`.
    ///
    /// It ends at a semicolon as psql sees it; at any semicolon behind which a line starts a statement, since a
    /// parenthesis may be missing; and before a line that starts, without indentation, like nothing but a statement:
    /// there a semicolon or a quote is missing.
    mutating func recover(from first: Int, failed: Int) -> StatementEnd {
        if let start = missedStart(from: first, failed: failed) {
            current = firstToken + start
            return .missingSemicolon
        }
        if let start = missedSelect(from: first, failed: failed) {
            current = firstToken + start
            return .missingSemicolon
        }
        var cutter = StatementCutter()
        current = firstToken + first
        let isText = kind != .identifier && !kind.isKeyword
        while true {
            switch kind {
            case .endOfInput, .metaCommand, .copyData:
                return .regular
            case .semicolon:
                let isEnd = cutter.ends(with: current.pointee)
                if position >= failed, isEnd || beginsLine(at: position + 1) && isStatementWord(position + 1) {
                    return .regular
                }
                if isEnd { cutter.reset() }
            default:
                _ = cutter.ends(with: current.pointee)
                let isBehind = position > first && position >= failed
                if isBehind, beginsLine(at: position),
                    startsLikeStatement(position) || isBehindOpenQuote || isText && isStatementWord(position)
                {
                    return .missingSemicolon
                }
            }
            advance()
        }
    }

    /// Parses the tokens from `first` up to the current one as if a semicolon stood there; false, with nothing built, if
    /// they are no statement.
    mutating func parseStatement(from first: Int) -> Bool {
        let end = position
        let unit = tree.count
        let kind = tokens.replaceKind(at: end, with: .endOfInput)
        defer { _ = tokens.replaceKind(at: end, with: kind) }
        current = firstToken + first
        let isParsed = (try? parseStatement()) != nil && position == end
        if !isParsed { tree.truncate(to: unit) }
        current = firstToken + end
        depth = 0
        failure = nil
        return isParsed
    }

    /// The SELECT that starts the line of the failure, if what stands before it is a statement: in it SELECT was taken
    /// for a name, as in `SELECT 1 SELECT`.
    private mutating func missedSelect(from first: Int, failed: Int) -> Int? {
        var start = failed
        while start > first, !isFirstOfLine(start) { start -= 1 }
        guard start > first, start < failed, firstToken[start].kind == .select else { return nil }
        let unit = tree.count
        current = firstToken + start
        defer { tree.truncate(to: unit) }
        return parseStatement(from: first) ? start : nil
    }

    /// The token that starts the line of the failure, if the statement should have ended before it.
    private func missedStart(from first: Int, failed: Int) -> Int? {
        var start = failed
        while start > first, !isFirstOfLine(start) { start -= 1 }
        guard start > first else { return nil }
        if start == failed { return isStatementWord(start) ? start : nil }
        // The line itself may be what is wrong, as in `SET a == 1` of an UPDATE.
        guard startsLikeStatement(start) else { return nil }
        var depth = 0
        for index in first..<start {
            if firstToken[index].kind == .leftParenthesis { depth += 1 }
            if firstToken[index].kind == .rightParenthesis { depth -= 1 }
        }
        return depth <= 0 ? start : nil
    }

    /// Whether the token before is a quote without its end.
    private var isBehindOpenQuote: Bool {
        position > 0 && current[-1].kind == .invalid && current[-1].range.count > 1
    }

    // MARK: Lines

    private func isFirstOfLine(_ index: Int) -> Bool {
        var start = Int(firstToken[index].start)
        while start > 0 {
            switch source.base[start - 1] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): start -= 1
            case UInt8(ascii: "\n"): return true
            default: return false
            }
        }
        return true
    }

    /// Whether the token is the first of its line, without indentation.
    private func beginsLine(at index: Int) -> Bool {
        let start = Int(firstToken[index].start)
        return start == 0 || source.base[start - 1] == UInt8(ascii: "\n")
    }

    /// Whether a statement can begin with the token.
    private func isStatementWord(_ index: Int) -> Bool {
        switch firstToken[index].kind {
        case .abort, .alter, .analyze, .begin, .call, .checkpoint, .close, .cluster, .comment, .commit, .copy, .create,
            .deallocate, .declare, .delete, .discard, .do, .drop, .end, .execute, .explain, .fetch, .grant, .import,
            .insert, .listen, .lock, .merge, .notify, .prepare, .reassign, .refresh, .reindex, .release, .reset,
            .revoke, .rollback, .savepoint, .security, .select, .set, .show, .start, .truncate, .update, .vacuum,
            .values, .with:
            true
        default: false
        }
    }

    /// Whether the tokens from `index` on start a statement and hardly anything else.
    private func startsLikeStatement(_ index: Int) -> Bool {
        let next = firstToken[index + 1].kind
        switch (firstToken[index].kind, next) {
        case (.create, _), (.insert, .into), (.delete, .from), (.comment, .on), (.truncate, _), (.copy, _), (.grant, _),
            (.revoke, _), (.do, .stringConstant), (.do, .language), (.refresh, .materialized), (.vacuum, _),
            (.begin, .semicolon), (.commit, .semicolon), (.rollback, .semicolon), (.with, .recursive), (.reindex, _),
            (.merge, .into), (.lock, .table):
            return true
        case (.update, let next):
            return next.isColId && next != .set || next == .only
        case (.alter, let next), (.drop, let next):
            return next != .column && next != .constraint && next.isKeyword && next != .attribute && next != .mapping
        case (.with, .identifier):
            return firstToken[index + 2].kind == .as
        case (.set, .identifier):
            return firstToken[index + 2].kind == .to
        default:
            return false
        }
    }

    // MARK: Quotes

    /// Where a quote was left open, if that is why the statement from `first` on could not go on at `failed`: a quoted
    /// token stands there or directly before, and it holds a line that starts a statement. Returns the index of the
    /// token and the offset of that line.
    func openQuote(from first: Int, failed: Int) -> (token: Int, line: Int)? {
        for index in [failed - 2, failed - 1, failed] where index >= first {
            let token = firstToken[index]
            let isLast = index + 1 == tokens.count && Int(token.end) == source.count
            let isDollarQuoted = token.flags.contains(.dollarQuoted)
            switch token.kind {
            case .invalid where isLast && token.range.count > 1: break
            // Behind the quote that opens the next string, its text follows without a space.
            case .stringConstant, .identifier:
                let isAdjacent = index + 1 == failed && firstToken[failed].start == token.end && isQuoted(token)
                guard isDollarQuoted || isAdjacent else { continue }
            default: continue
            }
            let isStrict = isDollarQuoted && !source.endsAtOpening(of: token.range)
            if let line = source.statementLine(in: token.range, strictly: isStrict) { return (index, line) }
        }
        return nil
    }

    private func isQuoted(_ token: Token) -> Bool {
        token.kind == .stringConstant || token.flags.contains(.quoted)
    }

    /// Lets the quoted token at `index` end before the line at `line`, and reads what follows anew.
    mutating func closeQuote(at index: Int, before line: Int, statement first: Int) {
        tokens = Lexer.relex(tokens, keeping: index, endingAt: line)
        firstToken = tokens.base
        current = firstToken + first
    }
}

extension SourceText {
    /// Whether what stands before the dollar quote that ends `range` can only stand before one that opens: `AS`, `DO`, a
    /// comma, a parenthesis, an operator.
    fileprivate func endsAtOpening(of range: Range<Int>) -> Bool {
        var end = range.upperBound - 1
        while end > range.lowerBound, base[end - 1] != UInt8(ascii: "$") { end -= 1 }
        end -= 1
        while end > range.lowerBound, ByteClass(of: base[end - 1]) == .space { end -= 1 }
        if "(,=|".utf8.contains(base[end - 1]) { return true }
        guard end - 3 > range.lowerBound, ByteClass(of: base[end - 3]) == .space else { return false }
        let word = String(decoding: bytes(in: end - 2..<end).map(\.lowercased), as: UTF8.self)
        return word == "as" || word == "do"
    }

    /// The first line in `range`, but not the one it begins in, that starts a statement without indentation.
    ///
    /// - Parameter isStrict: whether statements do not count that a function's body has too.
    fileprivate func statementLine(in range: Range<Int>, strictly isStrict: Bool) -> Int? {
        let bytes = ByteScanner(self)
        var position = range.lowerBound
        while let lineEnd = bytes.find(UInt8(ascii: "\n"), from: position), lineEnd + 1 < range.upperBound {
            position = lineEnd + 1
            if bytes.startsStatement(at: position, strictly: isStrict) { return position }
        }
        return nil
    }
}

extension ByteScanner {
    private static let definitions: [StaticString] = [
        "create ", "alter table ", "comment on ", "grant ", "revoke ", "drop table ", "drop function ", "do $",
        "insert into ",
    ]
    private static let others: [StaticString] = [
        "alter ", "drop ", "update ", "delete from ", "select ", "set ", "copy ", "truncate ", "begin;",
        "commit;", "with ",
    ]

    fileprivate func startsStatement(at position: Int, strictly isStrict: Bool) -> Bool {
        Self.definitions.contains { matches($0, at: position) }
            || !isStrict && Self.others.contains { matches($0, at: position) }
    }
}

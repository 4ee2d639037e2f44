/// Where the parser goes on behind a broken part of a body, so that each of several mistakes is told.
///
/// It goes on only where it is sure where the broken part ends; one mistake told too few is better than one that is
/// none. What is built of a broken body is not used.
extension PLpgSQLParser {
    /// Reads a statement; one that is broken is skipped if no other begins or ends in it. False if the next word starts
    /// none.
    mutating func procStmtOrSkip() throws(ParseFailure) -> Bool {
        let mark = mark()
        let depth = sql.depth
        let failureCount = failures.count
        do throws(ParseFailure) {
            return try parseProcStmt()
        } catch {
            guard !beginsCompoundStatement(at: mark.token), let end = endOfBrokenStatement(from: mark.token) else {
                throw error
            }
            // The statement's SQL was broken already: what is wrong behind it may come from that.
            if failures.count == failureCount { keep(error) } else { sql.failure = nil }
            replaceBroken(from: mark, depth: depth, next: end + 1)
            return true
        }
    }

    /// Lets the SQL parser read the tokens before `end` as if nothing followed; if it cannot, but they seem to be only
    /// what they should be, they are skipped.
    mutating func readFragment(_ fragment: Fragment, to end: Int) throws(ParseFailure) {
        let mark = mark()
        let depth = sql.depth
        do throws(ParseFailure) {
            try takeFragment(fragment, to: end)
        } catch {
            guard sql.depth <= sql.depthLimit, isWithinStatement(mark.token..<end), isOnLineOfDeclaration(end) else {
                throw error
            }
            keep(error, ofSQL: true)
            replaceBroken(from: mark, depth: depth, next: end)
        }
        sql.depth = depth
    }

    /// Keeps the error just raised, which leaves no doubt about how the text is meant to go on.
    ///
    /// - Parameter isOfSQL: whether the SQL parser raised it, which knows no variables.
    mutating func keep(_: ParseFailure, ofSQL isOfSQL: Bool = false) {
        let failure = sql.takeFailure()
        // What looks wrong here may be a variable whose declaration is broken.
        let isOfSyntax = isOfSQL || ["syntax", "mismatched", "missing"].contains { failure.message.hasPrefix($0) }
        if hasBrokenDeclaration, !isOfSyntax { return }
        // That a variable is not declared is one mistake, however often it is used.
        let isOfVariable = failure.message.hasSuffix(" is not a known variable")
        if isOfVariable, !unknownVariables.insert(failure.message).inserted { return }
        failures.append(failure)
    }

    /// Keeps the error that ended the body, if it does not look like what an error before it brought about.
    mutating func keepLast(_ failure: ParseFailure) {
        let isDoubtful = !failures.isEmpty && sql.failure?.message.hasPrefix("syntax error") == true
        if !isDoubtful { keep(failure) }
    }

    /// Whether the token at `end` belongs to the declaration being read without doubt, if one is: BEGIN may be what is
    /// broken, or the semicolon before the next declaration.
    private func isOnLineOfDeclaration(_ end: Int) -> Bool {
        declarationStart.map { !isLineEnd(between: $0, and: end) } ?? true
    }

    /// Puts a node that says nothing in the place of what was built since `mark`.
    private mutating func replaceBroken(from mark: Mark, depth: Int, next: Int) {
        sql.tree.truncate(to: mark.unit)
        sql.leaf(.null, token: mark.token)
        sql.depth = depth
        move(to: next)
    }

    private func beginsCompoundStatement(at index: Int) -> Bool {
        if isOperator("<<", at: index) { return true }
        switch keyword(at: index) {
        case .begin, .declare, .if, .case, .loop, .while, .for, .foreach: return true
        default: return false
        }
    }

    /// The semicolon that ends the broken statement from `first` on; nil if that is not sure.
    private func endOfBrokenStatement(from first: Int) -> Int? {
        guard sql.depth <= sql.depthLimit else { return nil }
        var end = first
        var depth = 0
        while kind(at: end) != .semicolon {
            switch kind(at: end) {
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth -= 1
            case .endOfInput: return nil
            default: break
            }
            end += 1
        }
        // Some errors are noticed when the semicolon has been read.
        guard end + 1 >= sql.failure?.token ?? end, isWithinStatement(first + 1..<end) else { return nil }
        // Behind a parenthesis that is missing a new line begins; other semicolons are those of a rule or routine.
        return depth <= 0 || isLineEnd(between: end, and: end + 1) ? end : nil
    }

    /// Whether nothing in `range` is likely to belong to another statement: no word that stands only in control
    /// structures, no CASE without its END, and no string with a line end, whose quotes may be another's.
    private func isWithinStatement(_ range: Range<Int>) -> Bool {
        var cases = 0
        for index in range {
            let token = sql.firstToken[index]
            if token.kind == .stringConstant || token.flags.contains(.quoted), containsLineEnd(token.range) {
                return false
            }
            if index > 0, kind(at: index - 1) == .dot { continue }
            switch keyword(at: index) {
            case .begin, .declare, .loop, .while, .foreach, .elsif, .elseif: return false
            case .if where kind(at: index + 1) != .exists && kind(at: index + 1) != .not: return false
            case .then where cases == 0, .when where cases == 0, .else where cases == 0, .end where cases == 0:
                return false
            case .case: cases += 1
            case .end: cases -= 1
            default: break
            }
        }
        return cases == 0
    }

    private func isLineEnd(between first: Int, and second: Int) -> Bool {
        let start = Int(sql.firstToken[first].end)
        return containsLineEnd(start..<max(start, Int(sql.firstToken[second].start)))
    }

    private func containsLineEnd(_ range: Range<Int>) -> Bool {
        sql.source.bytes(in: range).contains(UInt8(ascii: "\n"))
    }
}

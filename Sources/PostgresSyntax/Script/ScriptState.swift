/// What parsing carries from one part of a script to the next.
struct ScriptState: Equatable {
    /// Whether a backslash in `'…'` is just that.
    var standardConformingStrings = true
    /// Whether bytes that are not UTF-8 are an error.
    var checksEncoding = true
    /// How many quotes were found to be left open.
    var closedQuotes = 0
    /// What psql remembers.
    var psql: PsqlState

    /// Whether psql may do something with statements in which it finds no command and no variable of its own.
    var changesText: Bool { psql.matters || psql.standardConformingStrings != standardConformingStrings }
}

extension ScriptState {
    /// What a script begins with.
    init(_ options: ScriptOptions) {
        psql = PsqlState(variables: options.variables)
    }
}

/// How a part of a script ends.
struct PartEnd {
    /// What the next part begins with.
    let state: ScriptState
    /// Whether the last statement ends with the part, whatever comes behind.
    let isComplete: Bool
    /// Whether the last statement is a COPY whose data stands behind the part.
    let awaitsData: Bool
    /// Whether that is a statement of the tree, rather than in a branch that is not taken.
    let readsData: Bool
    /// Where the data begins of which only the first lines are in the part.
    let openData: Int?

    /// - Parameters:
    ///   - read: the part's tokens before psql does its part.
    ///   - lexed: how the tree's text ended before an open quote within it was mended.
    ///   - isWithinStatement: whether psql waits for the rest of a statement.
    init(
        of tree: SyntaxTree, read: TokenBuffer, _ lexed: LexerEnd, isWithinStatement: Bool, _ state: ScriptState
    ) {
        let tokens = tree.tokens
        let endsWithData = read.count > 0 && read[read.count - 1].kind == .copyData
        openData = endsWithData ? read.end.openData : nil
        awaitsData = read.end.openData != nil && !endsWithData
        readsData = tokens.end.openData != nil
        // A statement that goes on behind the part, or seems to, has taken its last token.
        let isTerminated = tree.elements.last.map { element in
            let kind = tokens[Int(element.endToken) - 1].kind
            return Int(element.endToken) < tokens.count || kind == .copyData || kind == .metaCommand
        }
        isComplete =
            read.end.isAtStatementStart && lexed.isAtStatementStart && tokens.end.isAtStatementStart
            && isTerminated ?? true && !isWithinStatement && openData == nil && (awaitsData || !readsData)
        self.state = state
    }
}

/// A script cut into what psql sends and does one after the other, whether the statements are valid or not.
public struct SplitScript: Sendable {
    /// The text as psql reads it: variables replaced, included files in their places.
    public var source: SourceText { tokens.source }
    /// Its tokens.
    public let tokens: TokenBuffer
    /// What it is made of, in the order in which psql deals with it.
    public let pieces: [Piece]
    /// What could not be known about it.
    public let diagnostics: [Diagnostic]

    /// A statement, a meta-command or a block of data.
    public struct Piece: Sendable {
        /// What a script is made of.
        public enum Kind: String, Sendable {
            case statement
            case metaCommand = "meta-command"
            /// The lines of data behind `COPY … FROM STDIN`, up to `\.`.
            case copyData = "copy-data"
        }

        /// What it is.
        public let kind: Kind
        /// Its tokens, without the semicolon.
        public let tokenRange: Range<Int>
    }

    /// Cuts `source`.
    ///
    /// Statements end where psql ends them, and at `\;`, where the server does. One that the end of the file ends counts;
    /// one that `\r` discards does not.
    public init(_ source: SourceText, options: ScriptOptions = ScriptOptions()) {
        var diagnostics: [Diagnostic] = []
        var tokens = Lexer.lex(source, mode: .script)
        let state = ScriptState(options)
        if tokens.needsInterpreter || state.changesText {
            let result = ScriptInterpreter.interpret(tokens, options, state.psql, isLast: true)
            diagnostics = result.diagnostics
            tokens = Lexer.lex(result.source, mode: .script)
        }
        self.tokens = tokens
        _ = tokens.guessingVariables(.warning, &diagnostics)
        self.diagnostics = diagnostics
        pieces = Self.pieces(of: tokens)
    }

    private static func pieces(of tokens: TokenBuffer) -> [Piece] {
        var pieces: [Piece] = []
        var cutter = StatementCutter()
        var first: Int?
        func endStatement(_ end: Int) {
            if let start = first { pieces.append(Piece(kind: .statement, tokenRange: start..<end)) }
            first = nil
        }
        for index in 0..<tokens.count {
            switch tokens[index].kind {
            case .metaCommand, .copyData:
                endStatement(index)
                cutter.reset()
                let kind = tokens[index].kind == .copyData ? Piece.Kind.copyData : .metaCommand
                pieces.append(Piece(kind: kind, tokenRange: index..<index + 1))
            default:
                if cutter.ends(with: tokens[index]) {
                    endStatement(index)
                } else {
                    first = first ?? index
                }
            }
        }
        endStatement(tokens.count)
        return pieces
    }

    /// The bytes of a piece in ``source``, without the semicolon and without the comments before it.
    public func byteRange(of piece: Piece) -> Range<Int> {
        let range = piece.tokenRange
        return Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end)
    }

    /// The bytes of a piece as the server gets them: without the backslash of `\;` and `\:`.
    public func bytes(of piece: Piece) -> [UInt8] {
        var bytes: [UInt8] = []
        let range = byteRange(of: piece)
        var next = range.lowerBound
        for index in piece.tokenRange where tokens[index].range.count == 2 {
            let start = Int(tokens[index].start)
            guard tokens[index].kind == .semicolon || tokens[index].kind == .colon else { continue }
            bytes += source.bytes(in: next..<start)
            next = start + 1
        }
        return bytes + source.bytes(in: next..<range.upperBound)
    }

    /// The texts of the comments before a piece.
    public func comments(before piece: Piece) -> [String] {
        tokens.comments(before: piece.tokenRange.lowerBound).map { source.text(in: $0) }
    }
}

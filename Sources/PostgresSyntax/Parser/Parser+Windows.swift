/// What a window's frame is, as bits of `frameOptions`; the values are PostgreSQL's.
///
/// The bits for the end of a frame are those for its start, shifted by one.
enum FrameOption {
    static let nondefault = 0x00001
    static let range = 0x00002
    static let rows = 0x00004
    static let groups = 0x00008
    static let between = 0x00010
    static let startUnboundedPreceding = 0x00020
    static let endUnboundedPreceding = 0x00040
    static let startUnboundedFollowing = 0x00080
    static let startCurrentRow = 0x00200
    static let endCurrentRow = 0x00400
    static let startOffsetPreceding = 0x00800
    static let endOffsetPreceding = 0x01000
    static let startOffsetFollowing = 0x02000
    static let excludeCurrentRow = 0x08000
    static let excludeGroup = 0x10000
    static let excludeTies = 0x20000
    static let defaults = range | startUnboundedPreceding | endCurrentRow
}

/// Windows' definitions.
extension Parser {
    /// A window's definition in parentheses, as a `WindowDef`.
    ///
    /// - Parameter start: where the `WindowDef` begins if its name, already built, stands before the parentheses.
    ///
    /// ```ebnf
    /// window_specification =
    ///       "(" [ ColId ] [ "PARTITION" "BY" expr_list ] [ sort_clause ] opt_frame_clause ")" ;
    /// ```
    mutating func parseWindowSpecification(from start: Mark? = nil) throws(ParseFailure) {
        let open = mark()
        try expect(.leftParenthesis)
        switch kind {
        case .partition, .range, .rows, .groups: break
        default:
            if kind.isColId { stringField(.refname) }
        }
        if try eat(.partition, .by) { try parseExprList(.partitionClause) }
        if at(.order) { try parseSortClause(.orderClause) }
        let options = try parseOptFrameClause()
        integerField(.frameOptions, options, token: open.token)
        try expect(.rightParenthesis)
        close(.windowDef, start ?? open, location: open.token)
    }

    /// The frame's options; its offsets become fields.
    ///
    /// ```ebnf
    /// opt_frame_clause = [ ( "RANGE" | "ROWS" | "GROUPS" ) frame_extent opt_window_exclusion_clause ] ;
    /// ```
    private mutating func parseOptFrameClause() throws(ParseFailure) -> Int {
        let mode: Int
        switch kind {
        case .range: mode = FrameOption.range
        case .rows: mode = FrameOption.rows
        case .groups: mode = FrameOption.groups
        default: return FrameOption.defaults
        }
        advance()
        return try FrameOption.nondefault | mode | parseFrameExtent() | parseOptWindowExclusionClause()
    }

    /// ```ebnf
    /// frame_extent = frame_bound | "BETWEEN" frame_bound "AND" frame_bound ;
    /// ```
    private mutating func parseFrameExtent() throws(ParseFailure) -> Int {
        if try beginsFrameBetween() { return try frameBetween() }
        let token = position
        let options = try parseFrameBound(.startOffset)
        if options == FrameOption.startUnboundedFollowing {
            throw error("frame start cannot be UNBOUNDED FOLLOWING", at: token, readsNext: false)
        }
        if options == FrameOption.startOffsetFollowing {
            throw error("frame starting from following row cannot end with current row", at: token, readsNext: false)
        }
        return options | FrameOption.endCurrentRow
    }

    /// Reads `BETWEEN` unless it is a column, which it is before what can only follow an operand. Where both could be
    /// meant, PostgreSQL lets precedence decide, and rejects operators that bind as `BETWEEN` does.
    private mutating func beginsFrameBetween() throws(ParseFailure) -> Bool {
        guard at(.between) else { return false }
        switch peek() {
        case .is, .isnull, .notnull: return false
        case let next where !next.beginsExpression: return false
        default: advance()
        }
        try requireNoFurther(.matching)
        return true
    }

    private mutating func frameBetween() throws(ParseFailure) -> Int {
        let startToken = position
        let start = try parseFrameBound(.startOffset)
        try expect(.and)
        let endToken = position
        let end = try parseFrameBound(.endOffset) << 1
        if start == FrameOption.startUnboundedFollowing {
            throw error("frame start cannot be UNBOUNDED FOLLOWING", at: startToken, readsNext: false)
        }
        if end == FrameOption.endUnboundedPreceding {
            throw error("frame end cannot be UNBOUNDED PRECEDING", at: endToken, readsNext: false)
        }
        if start == FrameOption.startCurrentRow, end == FrameOption.endOffsetPreceding {
            throw error("frame starting from current row cannot have preceding rows", at: endToken, readsNext: false)
        }
        if start == FrameOption.startOffsetFollowing,
            end == FrameOption.endOffsetPreceding || end == FrameOption.endCurrentRow
        {
            throw error("frame starting from following row cannot have preceding rows", at: endToken, readsNext: false)
        }
        return start | end | FrameOption.between
    }

    /// A bound, as the options of a frame's start; its offset, if it has one, becomes `field`.
    ///
    /// ```ebnf
    /// frame_bound =
    ///       "UNBOUNDED" ( "PRECEDING" | "FOLLOWING" )
    ///     | "CURRENT" "ROW"
    ///     | a_expr ( "PRECEDING" | "FOLLOWING" ) ;
    /// ```
    private mutating func parseFrameBound(_ field: FieldName) throws(ParseFailure) -> Int {
        if at(.unbounded), peek() == .preceding || peek() == .following {
            advance()
            if eat(.preceding) { return FrameOption.startUnboundedPreceding }
            advance()
            return FrameOption.startUnboundedFollowing
        }
        if at(.current, .row) {
            advance()
            advance()
            return FrameOption.startCurrentRow
        }
        try parseAExpr()
        label(field)
        if eat(.preceding) { return FrameOption.startOffsetPreceding }
        try expect(.following)
        return FrameOption.startOffsetFollowing
    }

    /// ```ebnf
    /// opt_window_exclusion_clause = [ "EXCLUDE" ( "CURRENT" "ROW" | "GROUP" | "TIES" | "NO" "OTHERS" ) ] ;
    /// ```
    private mutating func parseOptWindowExclusionClause() throws(ParseFailure) -> Int {
        guard eat(.exclude) else { return 0 }
        switch kind {
        case .current:
            advance()
            try expect(.row)
            return FrameOption.excludeCurrentRow
        case .group:
            advance()
            return FrameOption.excludeGroup
        case .ties:
            advance()
            return FrameOption.excludeTies
        default:
            try expect(.no, .others)
            return 0
        }
    }
}

/// Sequences and the options that identity columns share with them.
extension Parser {
    /// `CREATE SEQUENCE`.
    ///
    /// ```ebnf
    /// CreateSeqStmt = "CREATE" OptTemp "SEQUENCE" [ "IF" "NOT" "EXISTS" ] qualified_name OptSeqOptList ;
    /// ```
    mutating func parseCreateSeqStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        let persistence = try parseOptTemp()
        try expect(.sequence)
        let ifNotExists = try eatIfNotExists()
        try qualifiedName(scalars: .rangeVar(inh: true, relpersistence: persistence))
        label(.sequence)
        try parseOptSeqOptList(.options)
        close(.createSeqStmt, statement, scalars: .createSeqStmt(ifNotExists: ifNotExists))
    }

    /// `ALTER SEQUENCE` with options; its name has been read.
    ///
    /// ```ebnf
    /// AlterSeqStmt = "ALTER" "SEQUENCE" [ "IF" "EXISTS" ] qualified_name SeqOptList ;
    /// ```
    mutating func parseAlterSeqStmt(statement: Mark, missingOk: Bool) throws(ParseFailure) {
        label(.sequence)
        try parseSeqOptList(.options)
        close(.alterSeqStmt, statement, scalars: .alterSeqStmt(missingOk: missingOk))
    }

    /// Whether an option of a sequence follows; `NO INHERIT` and `NO FORCE` are a table's.
    var atSeqOptElem: Bool {
        switch kind {
        case .as, .cache, .cycle, .increment, .logged, .maxvalue, .minvalue, .owned, .sequence, .start, .restart,
            .unlogged:
            true
        case .no:
            peek() == .cycle || peek() == .maxvalue || peek() == .minvalue
        default:
            false
        }
    }

    /// Options of a sequence, or none, as `DefElem`s in `field`.
    ///
    /// ```ebnf
    /// OptSeqOptList = { SeqOptElem } ;
    /// ```
    mutating func parseOptSeqOptList(_ field: FieldName) throws(ParseFailure) {
        while atSeqOptElem || at(.no) {
            try parseSeqOptElem()
            label(field)
        }
    }

    /// Options of a sequence, at least one.
    ///
    /// ```ebnf
    /// SeqOptList = SeqOptElem { SeqOptElem } ;
    /// ```
    mutating func parseSeqOptList(_ field: FieldName) throws(ParseFailure) {
        try parseSeqOptElem()
        label(field)
        try parseOptSeqOptList(field)
    }

    /// Options of an identity column's sequence in parentheses, or nothing.
    ///
    /// ```ebnf
    /// OptParenthesizedSeqOptList = [ "(" SeqOptList ")" ] ;
    /// ```
    mutating func parseOptParenthesizedSeqOptList(_ field: FieldName) throws(ParseFailure) {
        guard eat(.leftParenthesis) else { return }
        try parseSeqOptList(field)
        try expect(.rightParenthesis)
    }

    /// An option of a sequence, as a `DefElem`.
    ///
    /// ```ebnf
    /// SeqOptElem =
    ///       "AS" SimpleTypename
    ///     | ( "CACHE" | "MAXVALUE" | "MINVALUE" ) NumericOnly
    ///     | "INCREMENT" [ "BY" ] NumericOnly
    ///     | "START" [ "WITH" ] NumericOnly
    ///     | "RESTART" [ [ "WITH" ] NumericOnly ]
    ///     | [ "NO" ] "CYCLE"
    ///     | "NO" ( "MAXVALUE" | "MINVALUE" )
    ///     | "LOGGED"
    ///     | "UNLOGGED"
    ///     | "OWNED" "BY" any_name
    ///     | "SEQUENCE" "NAME" any_name ;
    /// ```
    mutating func parseSeqOptElem() throws(ParseFailure) {
        let mark = mark()
        switch kind {
        case .as:
            stringField(.defname)
            try parseSimpleTypename()
            label(.arg)
        case .cache, .maxvalue, .minvalue:
            stringField(.defname)
            try parseNumericOnly()
            label(.arg)
        case .increment:
            stringField(.defname)
            _ = eat(.by)
            try parseNumericOnly()
            label(.arg)
        case .start:
            stringField(.defname)
            _ = eatWith()
            try parseNumericOnly()
            label(.arg)
        case .restart:
            stringField(.defname)
            try optRestartValue()
        case .cycle:
            leaf(.boolean, .arg, value: 1, token: position)
            stringField(.defname)
        case .logged, .unlogged:
            stringField(.defname)
        case .no:
            try noSequenceOption()
        case .owned:
            advance()
            try expect(.by)
            try sequenceName(.ownedBy, mark)
        case .sequence:
            advance()
            try expect(.name)
            try sequenceName(.sequenceName, mark)
        default:
            throw syntaxError()
        }
        close(.defElem, mark)
    }

    /// The value that `RESTART` may have.
    private mutating func optRestartValue() throws(ParseFailure) {
        switch kind {
        case .with, .withLA: advance()
        case .integerConstant, .floatConstant, .plus, .minus: break
        default: return
        }
        try parseNumericOnly()
        label(.arg)
    }

    private mutating func noSequenceOption() throws(ParseFailure) {
        try expect(.no)
        switch kind {
        case .cycle:
            leaf(.boolean, .arg, value: 0, token: position)
            stringField(.defname)
        case .maxvalue, .minvalue:
            stringField(.defname)
        default:
            throw syntaxError()
        }
    }

    /// A name that is the value of an option, as a `List`.
    private mutating func sequenceName(_ option: WellKnownName, _ element: Mark) throws(ParseFailure) {
        stringField(.defname, .wellKnown(option), token: element.token)
        let list = mark()
        try parseAnyName(.items)
        close(.list, list)
        label(.arg)
    }
}

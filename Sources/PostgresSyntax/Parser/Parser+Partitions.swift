/// How a table is partitioned, and what a partition holds.
extension Parser {
    /// `PARTITION BY`, or nothing.
    ///
    /// ```ebnf
    /// OptPartitionSpec = [ PartitionSpec ] ;
    /// ```
    mutating func parseOptPartitionSpec() throws(ParseFailure) {
        guard at(.partition) else { return }
        try parsePartitionSpec()
        label(.partspec)
    }

    /// The strategy and key by which a table is partitioned, as a `PartitionSpec`.
    ///
    /// ```ebnf
    /// PartitionSpec = "PARTITION" "BY" ColId "(" part_params ")" ;
    /// ```
    mutating func parsePartitionSpec() throws(ParseFailure) {
        let mark = mark()
        try expect(.partition, .by)
        guard kind.isColId else { throw syntaxError() }
        let word = position
        advance()
        try expect(.leftParenthesis)
        try parsePartParams()
        try expect(.rightParenthesis)
        close(.partitionSpec, mark, scalars: .partitionSpec(strategy: try partitionStrategy(word)))
    }

    private mutating func partitionStrategy(_ word: Int) throws(ParseFailure) -> PartitionStrategy {
        let name = tokens.decoded(word)
        switch name.lowercased() {
        case "list": return .list
        case "range": return .range
        case "hash": return .hash
        default: throw error("unrecognized partitioning strategy \"\(name)\"", at: word, readsNext: false)
        }
    }

    /// The columns and expressions of a partition key.
    ///
    /// ```ebnf
    /// part_params = part_elem { "," part_elem } ;
    /// ```
    mutating func parsePartParams() throws(ParseFailure) {
        repeat {
            try parsePartElem()
            label(.partParams)
        } while eat(.comma)
    }

    /// A column, function call or expression of a partition key, as a `PartitionElem`.
    ///
    /// ```ebnf
    /// part_elem = ( ColId | func_expr_windowless | "(" a_expr ")" ) opt_collate opt_qualified_name ;
    /// ```
    mutating func parsePartElem() throws(ParseFailure) {
        let mark = mark()
        try columnOrExpression()
        try parseOptCollate(.collation)
        try parseOptQualifiedName(.opclass)
        close(.partitionElem, mark)
    }

    /// A column's name, a function call or an expression in parentheses, in the fields `name` and `expr`.
    mutating func columnOrExpression() throws(ParseFailure) {
        if eat(.leftParenthesis) {
            try parseAExpr()
            label(.expr)
            try expect(.rightParenthesis)
        } else if kind.isColId, peek() != .leftParenthesis, peek() != .dot, peek() != .leftBracket {
            stringField(.name)
        } else {
            try parseFuncExprWindowless()
            label(.expr)
        }
    }

    /// The bounds of a partition, as a `PartitionBoundSpec`.
    ///
    /// ```ebnf
    /// PartitionBoundSpec =
    ///       "DEFAULT"
    ///     | "FOR" "VALUES" "IN" "(" expr_list ")"
    ///     | "FOR" "VALUES" "FROM" "(" expr_list ")" "TO" "(" expr_list ")"
    ///     | "FOR" "VALUES" "WITH" "(" hash_partbound ")" ;
    /// ```
    mutating func parsePartitionBoundSpec() throws(ParseFailure) {
        let mark = mark()
        if eat(.default) {
            return close(.partitionBoundSpec, mark, scalars: .partitionBoundSpec(isDefault: true))
        }
        try expect(.for, .values)
        let location = position
        let strategy: UInt8
        switch kind {
        case .in:
            advance()
            try bounds(.listdatums)
            strategy = UInt8(ascii: "l")
        case .from:
            advance()
            try bounds(.lowerdatums)
            try expect(.to)
            try bounds(.upperdatums)
            strategy = UInt8(ascii: "r")
        case _ where at(.with):
            advance()
            try expect(.leftParenthesis)
            try parseHashPartbound(location)
            strategy = UInt8(ascii: "h")
        default:
            throw syntaxError()
        }
        close(.partitionBoundSpec, mark, location: location, scalars: .partitionBoundSpec(strategy: strategy))
    }

    private mutating func bounds(_ field: FieldName) throws(ParseFailure) {
        try expect(.leftParenthesis)
        try parseExprList(field)
        try expect(.rightParenthesis)
    }

    /// The modulus and remainder of a hash partition, to the closing parenthesis; `location` is its `WITH`.
    ///
    /// ```ebnf
    /// hash_partbound = NonReservedWord Iconst { "," NonReservedWord Iconst } ;
    /// ```
    mutating func parseHashPartbound(_ location: Int) throws(ParseFailure) {
        var modulus = -1
        var remainder = -1
        var mistake: (message: String, token: Int)?
        repeat {
            let token = position
            guard kind.isNonReservedWord else { throw syntaxError() }
            advance()
            let value = try parseIconst()
            let name = tokens.decoded(token)
            if mistake != nil { continue }
            switch name {
            case "modulus" where modulus == -1: modulus = value
            case "remainder" where remainder == -1: remainder = value
            case "modulus", "remainder": mistake = ("\(name) for hash partition provided more than once", token)
            default: mistake = ("unrecognized hash partition bound specification \"\(name)\"", token)
            }
        } while eat(.comma)
        try expect(.rightParenthesis)
        if let mistake { throw error(mistake.message, at: mistake.token, readsNext: false) }
        if modulus == -1 || remainder == -1 {
            let missing = modulus == -1 ? "modulus" : "remainder"
            throw error("\(missing) for hash partition must be specified", at: location, readsNext: false)
        }
        integerField(.modulus, modulus, token: location)
        integerField(.remainder, remainder, token: location)
    }
}

/// Aggregates and operators by their argument types, as `DROP`, `ALTER` and `COMMENT` name them.
extension Parser {
    // MARK: Aggregates

    /// Aggregates separated by commas.
    ///
    /// ```ebnf
    /// aggregate_with_argtypes_list = aggregate_with_argtypes { "," aggregate_with_argtypes } ;
    /// ```
    mutating func parseAggregateWithArgtypesList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseAggregateWithArgtypes()
            label(field)
        } while eat(.comma)
    }

    /// An aggregate, as an `ObjectWithArgs`.
    ///
    /// ```ebnf
    /// aggregate_with_argtypes = func_name aggr_args ;
    /// ```
    mutating func parseAggregateWithArgtypes() throws(ParseFailure) {
        let mark = mark()
        try parseFuncName(.objname)
        _ = try aggregateArguments(.objfuncargs, types: .objargs)
        close(.objectWithArgs, mark)
    }

    /// The arguments in `CREATE AGGREGATE`: their list, `NULL` for `*`, and how many of them are direct ones, both
    /// in `field`; -1 says that there is no `ORDER BY`.
    ///
    /// ```ebnf
    /// aggr_args =
    ///       "(" "*" ")"
    ///     | "(" aggr_args_list [ "ORDER" "BY" aggr_args_list ] ")"
    ///     | "(" "ORDER" "BY" aggr_args_list ")" ;
    /// ```
    mutating func parseAggrArgs(_ field: FieldName) throws(ParseFailure) {
        let list = mark()
        let direct = try aggregateArguments(.items, types: nil)
        if tree.count == list.unit {
            leaf(.null, field, token: list.token)
        } else {
            close(.list, list)
            label(field)
        }
        leaf(.integer, field, value: UInt32(bitPattern: Int32(truncatingIfNeeded: direct)), token: list.token)
    }

    /// Arguments of an aggregate in parentheses, in `field`, with copies of their types in `types`.
    ///
    /// - Returns: how many stand before `ORDER BY`, or -1 without it.
    private mutating func aggregateArguments(_ field: FieldName, types: FieldName?) throws(ParseFailure) -> Int {
        try expect(.leftParenthesis)
        if eat(.star) {
            try expect(.rightParenthesis)
            return -1
        }
        var direct = -1
        if !at(.order) {
            let arguments = try parseAggrArgsList(field, types: types)
            guard at(.order) else {
                try expect(.rightParenthesis)
                return -1
            }
            direct = arguments.count
            if arguments.last.mode == .variadic {
                try repeatedVariadic(arguments.last, field, types: types)
                return direct
            }
        }
        try expect(.order, .by)
        _ = try parseAggrArgsList(field, types: types)
        try expect(.rightParenthesis)
        return max(direct, 0)
    }

    /// The aggregated arguments where the last direct one is VARIADIC: that one again, which is not kept.
    private mutating func repeatedVariadic(
        _ last: FunctionArgument, _ field: FieldName, types: FieldName?
    ) throws(ParseFailure) {
        try expect(.order, .by)
        let unit = tree.count
        let ordered = try parseAggrArgsList(field, types: types)
        try expect(.rightParenthesis)
        guard ordered.count == 1, ordered.last.mode == .variadic, isSameTree(last.type, ordered.last.type) else {
            throw error(
                "an ordered-set aggregate with a VARIADIC direct argument must have one VARIADIC aggregated argument"
                    + " of the same data type", at: ordered.firstToken, readsNext: false)
        }
        tree.truncate(to: unit)
    }

    /// What the productions around a list of aggregate arguments have to know of it.
    struct AggregateArguments {
        let count: Int
        let firstToken: Int
        let last: FunctionArgument
    }

    /// Arguments separated by commas, in `field`, with copies of their types in `types`.
    ///
    /// ```ebnf
    /// aggr_args_list = aggr_arg { "," aggr_arg } ;
    /// ```
    mutating func parseAggrArgsList(
        _ field: FieldName, types: FieldName?
    ) throws(ParseFailure) -> AggregateArguments {
        let firstToken = position
        var count = 0
        while true {
            let argument = try parseAggrArg()
            label(field)
            if let types {
                tree.appendCopy(of: argument.type)
                label(types)
            }
            count += 1
            guard eat(.comma) else {
                return AggregateArguments(count: count, firstToken: firstToken, last: argument)
            }
        }
    }

    /// ```ebnf
    /// aggr_arg = func_arg ;
    /// ```
    mutating func parseAggrArg() throws(ParseFailure) -> FunctionArgument {
        let argument = try parseFuncArg()
        if argument.mode == .out || argument.mode == .inout {
            // A single word behind OUT is taken for the argument's name before what cannot follow a type.
            let isWord = position == argument.token + 2 && tokens[position - 1].kind.isTypeFunctionName
            if isWord, !at(.comma), !at(.rightParenthesis), !at(.order) { throw syntaxError() }
            throw error("aggregates cannot have output arguments", at: argument.token)
        }
        return argument
    }

    /// Whether two subtrees, given by their heads, say the same, wherever they stand.
    private func isSameTree(_ first: Int, _ second: Int) -> Bool {
        let size = tree[first].subtreeSize
        guard size == tree[second].subtreeSize else { return false }
        var distance = 0
        while distance < size {
            let left = tree[first - distance]
            let right = tree[second - distance]
            guard left.word0 == right.word0, isSameValue(left, right) else { return false }
            distance += left.isInterior ? 2 : 1
        }
        return true
    }

    private func isSameValue(_ left: NodeUnit, _ right: NodeUnit) -> Bool {
        if left.word1 == right.word1 { return true }
        let holdsString: Bool
        switch left.kind {
        case .string, .stringValue, .float, .bitString: holdsString = true
        case .aConst:
            switch ConstantVariant(rawValue: left.flags & ConstantVariant.mask) {
            case .float, .string, .bitString: holdsString = true
            default: holdsString = false
            }
        default: holdsString = false
        }
        guard holdsString,
            case .token(let first) = StringReference(raw: left.word1).source,
            case .token(let second) = StringReference(raw: right.word1).source
        else { return false }
        return tokens.decoded(first) == tokens.decoded(second)
    }

    /// ```ebnf
    /// RemoveAggrStmt = "DROP" "AGGREGATE" [ "IF" "EXISTS" ] aggregate_with_argtypes_list opt_drop_behavior ;
    /// ```
    mutating func parseRemoveAggrStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .aggregate)
        let missingOk = try eatIfExists()
        try parseAggregateWithArgtypesList(.objects)
        closeDrop(.aggregate, statement, missingOk: missingOk)
    }

    // MARK: Operators

    /// Operators separated by commas.
    ///
    /// ```ebnf
    /// operator_with_argtypes_list = operator_with_argtypes { "," operator_with_argtypes } ;
    /// ```
    mutating func parseOperatorWithArgtypesList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseOperatorWithArgtypes()
            label(field)
        } while eat(.comma)
    }

    /// An operator, as an `ObjectWithArgs`.
    ///
    /// ```ebnf
    /// operator_with_argtypes = any_operator oper_argtypes ;
    /// ```
    mutating func parseOperatorWithArgtypes() throws(ParseFailure) {
        let mark = mark()
        try parseAnyOperator(.objname)
        try parseOperArgtypes()
        close(.objectWithArgs, mark)
    }

    /// The two operands' types in `objargs`; `NONE` for one that is missing, which is `NULL` in the tree.
    ///
    /// ```ebnf
    /// oper_argtypes = "(" Typename "," ( Typename | "NONE" ) ")" | "(" "NONE" "," Typename ")" ;
    /// ```
    mutating func parseOperArgtypes() throws(ParseFailure) {
        try expect(.leftParenthesis)
        if eat(.none) {
            leaf(.null, .objargs, token: position - 1)
            try expect(.comma)
            try parseTypename()
            label(.objargs)
        } else {
            try parseTypename()
            label(.objargs)
            if at(.rightParenthesis) {
                throw error(
                    "missing argument", at: position,
                    hint: "Use NONE to denote the missing argument of a unary operator.")
            }
            try expect(.comma)
            if eat(.none) {
                leaf(.null, .objargs, token: position - 1)
            } else {
                try parseTypename()
                label(.objargs)
            }
        }
        try expect(.rightParenthesis)
    }

    /// ```ebnf
    /// RemoveOperStmt = "DROP" "OPERATOR" [ "IF" "EXISTS" ] operator_with_argtypes_list opt_drop_behavior ;
    /// ```
    mutating func parseRemoveOperStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .operator)
        let missingOk = try eatIfExists()
        try parseOperatorWithArgtypesList(.objects)
        closeDrop(.operator, statement, missingOk: missingOk)
    }
}

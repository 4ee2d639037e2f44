/// SQL/JSON: constructors, query functions, aggregates and their clauses.
extension Parser {
    // MARK: Functions

    /// One of the functions whose names begin with JSON; its opening parenthesis has been read.
    mutating func jsonFunction(_ function: TokenKind, _ mark: Mark) throws(ParseFailure) {
        switch function {
        case .json:
            try parseJsonValueExpr()
            label(.expr)
            let isUnique = try parseJsonKeyUniquenessConstraintOpt()
            try expect(.rightParenthesis)
            close(.jsonParseExpr, mark, scalars: .jsonParseExpr(uniqueKeys: isUnique))
        case .jsonScalar:
            try parseAExpr()
            label(.expr)
            try expect(.rightParenthesis)
            close(.jsonScalarExpr, mark)
        case .jsonSerialize:
            try parseJsonValueExpr()
            label(.expr)
            try jsonOutput()
            try expect(.rightParenthesis)
            close(.jsonSerializeExpr, mark)
        case .jsonObject: try jsonObject(mark)
        case .jsonArray: try jsonArray(mark)
        default: try jsonQueryFunction(function, mark)
        }
    }

    /// `JSON_EXISTS`, `JSON_QUERY` or `JSON_VALUE`.
    private mutating func jsonQueryFunction(_ function: TokenKind, _ mark: Mark) throws(ParseFailure) {
        try parseJsonValueExpr()
        label(.contextItem)
        try expect(.comma)
        try parseAExpr()
        label(.pathspec)
        try parseJsonPassingClauseOpt(.passing)
        let scalars: Scalars
        switch function {
        case .jsonExists:
            try parseJsonOnErrorClauseOpt()
            scalars = .jsonFuncExpr(op: .existsOp)
        case .jsonQuery:
            try jsonOutput()
            let wrapper = try parseJsonWrapperBehavior()
            let quotes = try parseJsonQuotesClauseOpt()
            try parseJsonBehaviorClauseOpt()
            scalars = .jsonFuncExpr(op: .queryOp, wrapper: wrapper, quotes: quotes)
        default:
            try jsonOutput()
            try parseJsonBehaviorClauseOpt()
            scalars = .jsonFuncExpr(op: .valueOp)
        }
        try expect(.rightParenthesis)
        close(.jsonFuncExpr, mark, scalars: scalars)
    }

    /// `JSON_OBJECT`: the standard's constructor, or a plain call of the older function.
    private mutating func jsonObject(_ mark: Mark) throws(ParseFailure) {
        if at(.rightParenthesis) || at(.returning) {
            return try endJSONObject(mark, absentOnNull: false, isUnique: false)
        }
        let first = self.mark()
        if kind.isTypeFunctionName, peek() == .colonEquals || peek() == .equalsGreater {
            return try jsonObjectCall(mark)
        }
        if try !jsonKey(first) {
            label(.args)
            return try eat(.comma) ? jsonObjectCall(mark) : endJSONObjectCall(mark)
        }
        label(.exprs)
        while eat(.comma) {
            try parseJsonNameAndValue()
            label(.exprs)
        }
        let absentOnNull = try parseJsonNullClauseOpt(default: false)
        let isUnique = try parseJsonKeyUniquenessConstraintOpt()
        try endJSONObject(mark, absentOnNull: absentOnNull, isUnique: isUnique)
    }

    private mutating func endJSONObject(
        _ mark: Mark, absentOnNull: Bool, isUnique: Bool
    ) throws(ParseFailure) {
        try jsonOutput()
        try expect(.rightParenthesis)
        close(
            .jsonObjectConstructor, mark,
            scalars: .jsonObjectConstructor(absentOnNull: absentOnNull, unique: isUnique))
    }

    private mutating func jsonObjectCall(_ mark: Mark) throws(ParseFailure) {
        try parseFuncArgList(.args)
        try endJSONObjectCall(mark)
    }

    private mutating func endJSONObjectCall(_ mark: Mark) throws(ParseFailure) {
        try expect(.rightParenthesis)
        systemFunctionName(.jsonObject, token: mark.token)
        close(.funcCall, mark)
    }

    /// `JSON_ARRAY` of values or of a query's rows.
    private mutating func jsonArray(_ mark: Mark) throws(ParseFailure) {
        if at(.rightParenthesis) || at(.returning) {
            return try endJSONArray(mark, absentOnNull: true)
        }
        if atSelect {
            try parseSelectNoParens()
            return try endJSONArrayQuery(mark)
        }
        let first = self.mark()
        if at(.leftParenthesis) {
            let content = try parenthesized(.operand)
            if content == .select, canContinueSelect() {
                try continueSelect(from: first)
                return try endJSONArrayQuery(mark)
            }
            try finishParenthesized(content, first)
            try continueExpression(first, .expression)
            try jsonValue(first)
        } else {
            try parseJsonValueExpr()
        }
        label(.exprs)
        while eat(.comma) {
            try parseJsonValueExpr()
            label(.exprs)
        }
        try endJSONArray(mark, absentOnNull: try parseJsonNullClauseOpt(default: true))
    }

    private mutating func endJSONArray(_ mark: Mark, absentOnNull: Bool) throws(ParseFailure) {
        try jsonOutput()
        try expect(.rightParenthesis)
        close(.jsonArrayConstructor, mark, scalars: .jsonArrayConstructor(absentOnNull: absentOnNull))
    }

    private mutating func endJSONArrayQuery(_ mark: Mark) throws(ParseFailure) {
        label(.query)
        try parseJsonFormatClauseOpt()
        label(.format)
        try jsonOutput()
        try expect(.rightParenthesis)
        close(.jsonArrayQueryConstructor, mark, scalars: .jsonArrayQueryConstructor(absentOnNull: true))
    }

    // MARK: Aggregates

    var atJsonAggregate: Bool {
        (at(.jsonObjectagg) || at(.jsonArrayagg)) && peek() == .leftParenthesis
    }

    /// `JSON_OBJECTAGG` or `JSON_ARRAYAGG`, with the clauses of aggregates and window functions unless `isWindowless`.
    ///
    /// ```ebnf
    /// json_aggregate_func =
    ///       "JSON_OBJECTAGG" "(" json_name_and_value json_null_clause_opt json_key_uniqueness_constraint_opt
    ///         json_returning_clause_opt ")" filter_clause over_clause
    ///     | "JSON_ARRAYAGG" "(" json_value_expr [ sort_clause ] json_null_clause_opt
    ///         json_returning_clause_opt ")" filter_clause over_clause ;
    /// ```
    mutating func parseJsonAggregateFunc(isWindowless: Bool) throws(ParseFailure) {
        let mark = mark()
        let isObject = at(.jsonObjectagg)
        advance()
        try expect(.leftParenthesis)
        if isObject { try parseJsonNameAndValue() } else { try parseJsonValueExpr() }
        label(.arg)
        let constructor = self.mark()
        if !isObject, at(.order) { try parseSortClause(.aggOrder) }
        let absentOnNull = try parseJsonNullClauseOpt(default: !isObject)
        let isUnique = isObject ? try parseJsonKeyUniquenessConstraintOpt() : false
        try jsonOutput()
        try expect(.rightParenthesis)
        if !isWindowless {
            try parseFilterClause()
            try parseOverClause()
        }
        close(.jsonAggConstructor, constructor, location: mark.token)
        label(.constructor)
        if isObject {
            close(.jsonObjectAgg, mark, scalars: .jsonObjectAgg(absentOnNull: absentOnNull, unique: isUnique))
        } else {
            close(.jsonArrayAgg, mark, scalars: .jsonArrayAgg(absentOnNull: absentOnNull))
        }
    }

    // MARK: Values

    /// An expression and the format of the JSON that it holds.
    ///
    /// ```ebnf
    /// json_value_expr = a_expr json_format_clause_opt ;
    /// ```
    mutating func parseJsonValueExpr() throws(ParseFailure) {
        let mark = mark()
        try parseAExpr()
        try jsonValue(mark)
    }

    /// Makes a JSON value of the expression just built.
    private mutating func jsonValue(_ mark: Mark) throws(ParseFailure) {
        label(.rawExpr)
        try parseJsonFormatClauseOpt()
        label(.format)
        close(.jsonValueExpr, mark)
    }

    /// A key and its value.
    ///
    /// ```ebnf
    /// json_name_and_value = ( c_expr "VALUE" | a_expr ":" ) json_value_expr ;
    /// ```
    private mutating func parseJsonNameAndValue() throws(ParseFailure) {
        guard try jsonKey(mark()) else { throw syntaxError() }
    }

    /// A key and its value; false if only an expression was built because it turned out to be no key.
    ///
    /// Before `VALUE` a key is a `c_expr`, before a colon any expression.
    private mutating func jsonKey(_ mark: Mark) throws(ParseFailure) -> Bool {
        switch kind {
        case .plus, .minus, .operatorSymbol, .not, .notLA, .default, .unique:
            try parseAExpr()
        case .operator where peek() == .leftParenthesis:
            try parseAExpr()
        default:
            try parseCExpr()
            if eat(.value) {
                try jsonKeyValue(mark)
                return true
            }
            try continueExpression(mark, .expression)
        }
        guard eat(.colon) else { return false }
        try jsonKeyValue(mark)
        return true
    }

    private mutating func jsonKeyValue(_ mark: Mark) throws(ParseFailure) {
        label(.key)
        try parseJsonValueExpr()
        label(.value)
        close(.jsonKeyValue, mark)
    }

    // MARK: Clauses

    /// `PASSING` and its arguments, which become nodes in `field`, if it is there.
    ///
    /// ```ebnf
    /// json_passing_clause_opt = [ "PASSING" json_argument { "," json_argument } ] ;
    /// ```
    mutating func parseJsonPassingClauseOpt(_ field: FieldName) throws(ParseFailure) {
        guard eat(.passing) else { return }
        repeat {
            try parseJsonArgument()
            label(field)
        } while eat(.comma)
    }

    /// ```ebnf
    /// json_argument = json_value_expr "AS" ColLabel ;
    /// ```
    private mutating func parseJsonArgument() throws(ParseFailure) {
        let mark = mark()
        try parseJsonValueExpr()
        label(.val)
        try expect(.as)
        try parseColLabel(.stringValue, .name)
        close(.jsonArgument, mark)
    }

    /// `FORMAT JSON`, or the format that is meant where nothing is said; builds a `JsonFormat` in any case.
    ///
    /// ```ebnf
    /// json_format_clause_opt = [ json_format_clause ] ;
    /// ```
    mutating func parseJsonFormatClauseOpt() throws(ParseFailure) {
        if at(.formatLA) {
            try parseJsonFormatClause()
        } else {
            defaultJsonFormat()
        }
    }

    /// `FORMAT JSON` with an optional encoding, as a `JsonFormat`.
    ///
    /// ```ebnf
    /// json_format_clause = "FORMAT" "JSON" [ "ENCODING" ColId ] ;
    /// ```
    mutating func parseJsonFormatClause() throws(ParseFailure) {
        let mark = mark()
        try expect(.formatLA, .json)
        var encoding = JsonEncoding.default
        if eat(.encoding) {
            guard kind.isColId else { throw syntaxError() }
            let name = tokens.decoded(position)
            switch name.lowercased() {
            case "utf8": encoding = .utf8
            case "utf16": encoding = .utf16
            case "utf32": encoding = .utf32
            default: throw error("unrecognized JSON encoding: \(name)", at: position)
            }
            advance()
        }
        close(.jsonFormat, mark, scalars: .jsonFormat(formatType: .json, encoding: encoding))
    }

    /// The `JsonFormat` that is meant where none is given.
    mutating func defaultJsonFormat() {
        closeWithoutLocation(.jsonFormat, mark())
    }

    /// `RETURNING` and the result's type, as a `JsonOutput`; false if it is not there.
    ///
    /// ```ebnf
    /// json_returning_clause_opt = [ "RETURNING" Typename json_format_clause_opt ] ;
    /// ```
    mutating func parseJsonReturningClauseOpt() throws(ParseFailure) -> Bool {
        let mark = mark()
        guard eat(.returning) else { return false }
        try parseTypename()
        label(.typeName)
        let returning = self.mark()
        try parseJsonFormatClauseOpt()
        label(.format)
        close(.jsonReturning, returning)
        label(.returning)
        close(.jsonOutput, mark)
        return true
    }

    private mutating func jsonOutput() throws(ParseFailure) {
        if try parseJsonReturningClauseOpt() { label(.output) }
    }

    /// `NULL ON NULL` or `ABSENT ON NULL`: whether nulls are left out.
    ///
    /// ```ebnf
    /// json_null_clause_opt = [ ( "NULL" | "ABSENT" ) "ON" "NULL" ] ;
    /// ```
    private mutating func parseJsonNullClauseOpt(default absentOnNull: Bool) throws(ParseFailure) -> Bool {
        guard at(.null) || at(.absent) else { return absentOnNull }
        let isAbsent = at(.absent)
        advance()
        try expect(.on, .null)
        return isAbsent
    }

    /// What kind of JSON `IS JSON` asks for.
    ///
    /// ```ebnf
    /// json_predicate_type_constraint = "JSON" [ "VALUE" | "ARRAY" | "OBJECT" | "SCALAR" ] ;
    /// ```
    mutating func parseJsonPredicateTypeConstraint() throws(ParseFailure) -> JsonValueType {
        try expect(.json)
        let type: JsonValueType
        switch kind {
        case .value: type = .any
        case .array: type = .array
        case .object: type = .object
        case .scalar: type = .scalar
        default: return .any
        }
        advance()
        return type
    }

    /// `WITH UNIQUE KEYS` or `WITHOUT UNIQUE KEYS`: whether keys must differ.
    ///
    /// ```ebnf
    /// json_key_uniqueness_constraint_opt = [ ( "WITH" | "WITHOUT" ) "UNIQUE" [ "KEYS" ] ] ;
    /// ```
    mutating func parseJsonKeyUniquenessConstraintOpt() throws(ParseFailure) -> Bool {
        let isUnique = at(.with)
        guard isUnique || at(.without) else { return false }
        advance()
        try expect(.unique)
        _ = eat(.keys)
        return isUnique
    }

    /// How `JSON_QUERY` wraps its result.
    ///
    /// ```ebnf
    /// json_wrapper_behavior =
    ///       [ ( "WITHOUT" | "WITH" [ "CONDITIONAL" | "UNCONDITIONAL" ] ) [ "ARRAY" ] "WRAPPER" ] ;
    /// ```
    mutating func parseJsonWrapperBehavior() throws(ParseFailure) -> JsonWrapper {
        let wrapper: JsonWrapper
        switch kind {
        case .without:
            advance()
            wrapper = .none
        case .with:
            advance()
            let isConditional = eat(.conditional)
            if !isConditional { _ = eat(.unconditional) }
            wrapper = isConditional ? .conditional : .unconditional
        default:
            return .unspec
        }
        _ = eat(.array)
        try expect(.wrapper)
        return wrapper
    }

    /// Whether `JSON_QUERY` keeps the quotes of a string.
    ///
    /// ```ebnf
    /// json_quotes_clause_opt = [ ( "KEEP" | "OMIT" ) "QUOTES" [ "ON" "SCALAR" "STRING" ] ] ;
    /// ```
    mutating func parseJsonQuotesClauseOpt() throws(ParseFailure) -> JsonQuotes {
        let quotes: JsonQuotes
        switch kind {
        case .keep: quotes = .keep
        case .omit: quotes = .omit
        default: return .unspec
        }
        advance()
        try expect(.quotes)
        if eat(.on) { try expect(.scalar, .string) }
        return quotes
    }

    // MARK: Behaviors

    /// What `JSON_EXISTS` does on an error, in `onError`.
    ///
    /// ```ebnf
    /// json_on_error_clause_opt = [ json_behavior "ON" "ERROR" ] ;
    /// ```
    mutating func parseJsonOnErrorClauseOpt() throws(ParseFailure) {
        guard atJsonBehavior else { return }
        try parseJsonBehavior()
        label(.onError)
        try expect(.on, .error)
    }

    /// What is done when nothing is found and on an error, in `onEmpty` and `onError`.
    ///
    /// ```ebnf
    /// json_behavior_clause_opt =
    ///       [ json_behavior "ON" ( "ERROR" | "EMPTY" [ json_behavior "ON" "ERROR" ] ) ] ;
    /// ```
    mutating func parseJsonBehaviorClauseOpt() throws(ParseFailure) {
        guard atJsonBehavior else { return }
        try parseJsonBehavior()
        try expect(.on)
        if eat(.error) { return label(.onError) }
        try expect(.empty)
        label(.onEmpty)
        guard atJsonBehavior else { return }
        try parseJsonBehavior()
        label(.onError)
        try expect(.on, .error)
    }

    private var atJsonBehavior: Bool {
        switch kind {
        case .default, .error, .null, .true, .false, .unknown, .empty: true
        default: false
        }
    }

    /// One thing to do, as a `JsonBehavior`.
    ///
    /// ```ebnf
    /// json_behavior =
    ///       "DEFAULT" a_expr
    ///     | "ERROR"
    ///     | "NULL"
    ///     | "TRUE"
    ///     | "FALSE"
    ///     | "UNKNOWN"
    ///     | "EMPTY" [ "ARRAY" | "OBJECT" ] ;
    /// ```
    mutating func parseJsonBehavior() throws(ParseFailure) {
        let mark = mark()
        let type: JsonBehaviorType
        switch kind {
        case .default: type = .default
        case .error: type = .error
        case .null: type = .null
        case .true: type = .true
        case .false: type = .false
        case .unknown: type = .unknown
        case .empty: type = peek() == .object ? .emptyObject : .emptyArray
        default: throw syntaxError()
        }
        advance()
        switch type {
        case .default:
            try parseAExpr()
            label(.expr)
        case .emptyObject: advance()
        case .emptyArray: _ = eat(.array)
        default: break
        }
        close(.jsonBehavior, mark, scalars: .jsonBehavior(btype: type))
    }
}

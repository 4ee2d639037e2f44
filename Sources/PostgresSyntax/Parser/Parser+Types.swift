/// Types' names.
///
/// Most of these productions append the fields of a `TypeName` (names and modifiers); ``parseTypename()``,
/// ``parseSimpleTypename()`` and ``parseFuncType()`` close it.
extension Parser {
    /// A type, of which `SETOF` and array bounds are part.
    ///
    /// ```ebnf
    /// Typename = [ "SETOF" ] SimpleTypename opt_array_bounds ;
    /// ```
    mutating func parseTypename() throws(ParseFailure) {
        let mark = mark()
        let setof = eat(.setof)
        let location = position
        _ = try simpleTypename()
        try parseOptArrayBounds()
        close(.typeName, mark, location: location, scalars: .typeName(setof: setof))
    }

    /// A type as a function's argument or result: also `column%TYPE`.
    ///
    /// ```ebnf
    /// func_type = Typename | [ "SETOF" ] type_function_name "." attr_name { "." attr_name } "%" "TYPE" ;
    /// ```
    mutating func parseFuncType() throws(ParseFailure) {
        let mark = mark()
        let setof = eat(.setof)
        let location = position
        if try simpleTypename(), eat(.percent) {
            try expect(.type)
            close(.typeName, mark, location: location, scalars: .typeName(setof: setof, pctType: true))
            return
        }
        try parseOptArrayBounds()
        close(.typeName, mark, location: location, scalars: .typeName(setof: setof))
    }

    /// A type without `SETOF` and array bounds.
    ///
    /// ```ebnf
    /// SimpleTypename =
    ///       GenericType
    ///     | Numeric
    ///     | Bit
    ///     | Character
    ///     | ConstDatetime
    ///     | "INTERVAL" ( opt_interval | "(" Iconst ")" )
    ///     | "JSON" ;
    /// ```
    mutating func parseSimpleTypename() throws(ParseFailure) {
        let mark = mark()
        _ = try simpleTypename()
        close(.typeName, mark)
    }

    /// Types separated by commas.
    ///
    /// ```ebnf
    /// type_list = Typename { "," Typename } ;
    /// ```
    mutating func parseTypeList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseTypename()
            label(field)
        } while eat(.comma)
    }

    /// Bounds in brackets, or the standard's `ARRAY`.
    ///
    /// ```ebnf
    /// opt_array_bounds = { "[" [ Iconst ] "]" } | "ARRAY" [ "[" Iconst "]" ] ;
    /// ```
    private mutating func parseOptArrayBounds() throws(ParseFailure) {
        if at(.array) {
            let token = position
            advance()
            guard eat(.leftBracket) else { return arrayBound(-1, token: token) }
            arrayBound(try parseIconst(), token: position - 1)
            return try expect(.rightBracket)
        }
        while at(.leftBracket) {
            let token = position
            advance()
            arrayBound(at(.rightBracket) ? -1 : try parseIconst(), token: token)
            try expect(.rightBracket)
        }
    }

    private mutating func arrayBound(_ bound: Int, token: Int) {
        leaf(.integer, .arrayBounds, value: UInt32(bitPattern: Int32(truncatingIfNeeded: bound)), token: token)
    }

    /// The fields of a type's name. True if it is a dotted name without modifiers, to which `%TYPE` could be added.
    private mutating func simpleTypename() throws(ParseFailure) -> Bool {
        switch kind {
        case .identifier:
            return try parseGenericType()
        case .bigint, .boolean, .dec, .decimal, .float, .int, .integer, .numeric, .real, .smallint:
            try parseNumeric()
        case .double where peek() == .precision:
            try parseNumeric()
        case .bit:
            try parseBit(isConstant: false)
        case .char, .character, .national, .nchar, .varchar:
            try parseCharacter(isConstant: false)
        case .time, .timestamp:
            try parseConstDatetime()
        case .interval:
            systemTypeName(.interval, token: position)
            advance()
            if at(.leftParenthesis) {
                try intervalPrecision()
            } else {
                try parseOptInterval(.typmods)
            }
        case .json:
            systemTypeName(.json, token: position)
            advance()
        default:
            return try parseGenericType()
        }
        return false
    }

    /// The type of a constant such as `DATE '…'`, where missing lengths mean any length.
    ///
    /// ```ebnf
    /// ConstTypename = Numeric | Bit | Character | ConstDatetime | "JSON" ;
    /// ```
    mutating func parseConstTypename() throws(ParseFailure) {
        switch kind {
        case .bit:
            try parseBit(isConstant: true)
        case .char, .character, .national, .nchar, .varchar:
            try parseCharacter(isConstant: true)
        case .time, .timestamp:
            try parseConstDatetime()
        case .json:
            systemTypeName(.json, token: position)
            advance()
        default:
            try parseNumeric()
        }
    }

    /// The name of one of PostgreSQL's own types.
    mutating func systemTypeName(_ name: WellKnownName, token: Int) {
        stringNode(.names, .wellKnown(.pgCatalog), token: token)
        stringNode(.names, .wellKnown(name), token: token)
    }

    // MARK: Kinds of types

    /// Any type that has no syntax of its own. True if its name is dotted and has no modifiers.
    ///
    /// ```ebnf
    /// GenericType = type_function_name { "." attr_name } opt_type_modifiers ;
    /// ```
    private mutating func parseGenericType() throws(ParseFailure) -> Bool {
        try parseTypeFunctionName(.string, .names)
        let isDotted = at(.dot)
        while eat(.dot) {
            try parseAttrName(.string, .names)
        }
        guard at(.leftParenthesis) else { return isDotted }
        try parseOptTypeModifiers()
        return false
    }

    /// ```ebnf
    /// opt_type_modifiers = [ "(" expr_list ")" ] ;
    /// ```
    private mutating func parseOptTypeModifiers() throws(ParseFailure) {
        guard eat(.leftParenthesis) else { return }
        try parseExprList(.typmods)
        try expect(.rightParenthesis)
    }

    /// ```ebnf
    /// Numeric =
    ///       "INT"
    ///     | "INTEGER"
    ///     | "SMALLINT"
    ///     | "BIGINT"
    ///     | "REAL"
    ///     | "BOOLEAN"
    ///     | "DOUBLE" "PRECISION"
    ///     | "FLOAT" opt_float
    ///     | ( "DECIMAL" | "DEC" | "NUMERIC" ) opt_type_modifiers ;
    /// ```
    private mutating func parseNumeric() throws(ParseFailure) {
        let token = position
        switch kind {
        case .int, .integer: systemTypeName(.int4, token: token)
        case .smallint: systemTypeName(.int2, token: token)
        case .bigint: systemTypeName(.int8, token: token)
        case .real: systemTypeName(.float4, token: token)
        case .boolean: systemTypeName(.bool, token: token)
        case .double:
            advance()
            systemTypeName(.float8, token: token)
        case .float:
            advance()
            return systemTypeName(try parseOptFloat(), token: token)
        default:
            advance()
            systemTypeName(.numeric, token: token)
            return try parseOptTypeModifiers()
        }
        advance()
    }

    /// The precision of `FLOAT`, which decides what type it is.
    ///
    /// ```ebnf
    /// opt_float = [ "(" Iconst ")" ] ;
    /// ```
    private mutating func parseOptFloat() throws(ParseFailure) -> WellKnownName {
        guard eat(.leftParenthesis) else { return .float8 }
        let token = position - 1
        let precision = try parseIconst()
        try expect(.rightParenthesis)
        if precision < 1 {
            throw error("precision for type float must be at least 1 bit", at: token + 1, readsNext: false)
        }
        if precision > 53 {
            throw error("precision for type float must be less than 54 bits", at: token + 1, readsNext: false)
        }
        return precision <= 24 ? .float4 : .float8
    }

    /// ```ebnf
    /// Bit = "BIT" [ "VARYING" ] [ "(" expr_list ")" ] ;
    /// ```
    private mutating func parseBit(isConstant: Bool) throws(ParseFailure) {
        let token = position
        try expect(.bit)
        let isVarying = eat(.varying)
        systemTypeName(isVarying ? .varbit : .bit, token: token)
        if at(.leftParenthesis) {
            try parseOptTypeModifiers()
        } else if !isVarying, !isConstant {
            integerConstant(.typmods, 1, token: -1)
        }
    }

    /// ```ebnf
    /// Character =
    ///       ( "VARCHAR" | ( [ "NATIONAL" ] ( "CHARACTER" | "CHAR" ) | "NCHAR" ) [ "VARYING" ] ) [ "(" Iconst
    ///         ")" ] ;
    /// ```
    private mutating func parseCharacter(isConstant: Bool) throws(ParseFailure) {
        let token = position
        var isVarying = at(.varchar)
        if eat(.national), !at(.char), !at(.character) { throw syntaxError() }
        advance()
        if !isVarying { isVarying = eat(.varying) }
        systemTypeName(isVarying ? .varchar : .bpchar, token: token)
        if eat(.leftParenthesis) {
            let length = position
            integerConstant(.typmods, try parseIconst(), token: length)
            try expect(.rightParenthesis)
        } else if !isVarying, !isConstant {
            integerConstant(.typmods, 1, token: -1)
        }
    }

    // MARK: Dates and times

    /// ```ebnf
    /// ConstDatetime = ( "TIMESTAMP" | "TIME" ) [ "(" Iconst ")" ] opt_timezone ;
    /// ```
    private mutating func parseConstDatetime() throws(ParseFailure) {
        let token = position
        let isTimestamp = at(.timestamp)
        advance()
        if eat(.leftParenthesis) {
            let precision = position
            integerConstant(.typmods, try parseIconst(), token: precision)
            try expect(.rightParenthesis)
        }
        let hasZone = try parseOptTimezone()
        if isTimestamp {
            systemTypeName(hasZone ? .timestamptz : .timestamp, token: token)
        } else {
            systemTypeName(hasZone ? .timetz : .time, token: token)
        }
    }

    /// Whether a time has a zone; `WITH` and `WITHOUT` belong to the type only before `TIME`.
    ///
    /// ```ebnf
    /// opt_timezone = [ ( "WITH" | "WITHOUT" ) "TIME" "ZONE" ] ;
    /// ```
    private mutating func parseOptTimezone() throws(ParseFailure) -> Bool {
        switch kind {
        case .withLA:
            advance()
            try expect(.time, .zone)
            return true
        case .withoutLA:
            advance()
            try expect(.time, .zone)
            return false
        default:
            return false
        }
    }

    /// The bits of an interval's fields, as PostgreSQL keeps them in a type modifier.
    private enum IntervalField {
        static let month = 1 << 1
        static let year = 1 << 2
        static let day = 1 << 3
        static let hour = 1 << 10
        static let minute = 1 << 11
        static let second = 1 << 12
        static let all = 0x7FFF
    }

    /// An interval's precision in parentheses.
    mutating func intervalPrecision() throws(ParseFailure) {
        try expect(.leftParenthesis)
        integerConstant(.typmods, IntervalField.all, token: -1)
        let precision = position
        integerConstant(.typmods, try parseIconst(), token: precision)
        try expect(.rightParenthesis)
    }

    /// The fields an interval is restricted to, such as `DAY TO SECOND(3)`, as constants in `field`.
    ///
    /// ```ebnf
    /// opt_interval =
    ///       [ "YEAR" [ "TO" "MONTH" ] | "MONTH" | "DAY" [ "TO" ( "HOUR" | "MINUTE" | "SECOND" [ "(" Iconst
    ///         ")" ] ) ] | "HOUR" [ "TO" ( "MINUTE" | "SECOND" [ "(" Iconst ")" ] ) ] | "MINUTE" [ "TO"
    ///         "SECOND" [ "(" Iconst ")" ] ] | "SECOND" [ "(" Iconst ")" ] ] ;
    /// ```
    mutating func parseOptInterval(_ field: FieldName) throws(ParseFailure) {
        let token = position
        var mask: Int
        switch kind {
        case .year:
            advance()
            mask = IntervalField.year
            if try eat(.to, .month) { mask |= IntervalField.month }
        case .month:
            advance()
            mask = IntervalField.month
        case .day:
            advance()
            mask = IntervalField.day
            if eat(.to) { mask |= try lastIntervalField(after: .day) }
        case .hour:
            advance()
            mask = IntervalField.hour
            if eat(.to) { mask |= try lastIntervalField(after: .hour) }
        case .minute:
            advance()
            mask = IntervalField.minute
            if eat(.to) { mask |= try lastIntervalField(after: .minute) }
        case .second:
            advance()
            mask = IntervalField.second
        default:
            return
        }
        integerConstant(field, mask, token: token)
        if mask & IntervalField.second != 0, eat(.leftParenthesis) {
            let precision = position
            integerConstant(field, try parseIconst(), token: precision)
            try expect(.rightParenthesis)
        }
    }

    /// The field behind `TO` and those between it and `first`.
    private mutating func lastIntervalField(after first: TokenKind) throws(ParseFailure) -> Int {
        let last = kind
        var mask: Int
        switch last {
        case .hour where first == .day:
            mask = IntervalField.hour
        case .minute where first != .minute:
            mask = IntervalField.minute
            if first == .day { mask |= IntervalField.hour }
        case .second:
            mask = IntervalField.second
            if first != .minute { mask |= IntervalField.minute }
            if first == .day { mask |= IntervalField.hour }
        default:
            throw syntaxError()
        }
        advance()
        return mask
    }
}

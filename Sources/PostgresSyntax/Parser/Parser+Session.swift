/// Settings, transactions and the other statements that only concern the session.
extension Parser {
    // MARK: SET

    /// ```ebnf
    /// VariableSetStmt = "SET" [ "LOCAL" | "SESSION" ] set_rest ;
    /// ```
    mutating func parseVariableSetStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.set)
        var isLocal = false
        if at(.local) || at(.session), !namesSetting, peek() != .authorization, !startsSessionCharacteristics {
            isLocal = at(.local)
            advance()
        }
        try parseSetRest(statement, isLocal: isLocal)
    }

    /// Whether the current word is the name of a setting: what follows a name there stands behind it.
    private var namesSetting: Bool {
        switch peek() {
        case .to, .equals, .dot, .from: kind.isColId
        default: false
        }
    }

    /// `SESSION CHARACTERISTICS AS`, where `CHARACTERISTICS` is no setting.
    private var startsSessionCharacteristics: Bool {
        at(.session) && peek() == .characteristics && peek(2) == .as
    }

    /// What is set, as a `VariableSetStmt` that began at `statement`.
    ///
    /// ```ebnf
    /// set_rest =
    ///       "TRANSACTION" transaction_mode_list
    ///     | "SESSION" "CHARACTERISTICS" "AS" "TRANSACTION" transaction_mode_list
    ///     | set_rest_more ;
    /// ```
    mutating func parseSetRest(_ statement: Mark, isLocal: Bool = false) throws(ParseFailure) {
        if at(.transaction), !namesSetting, peek() != .snapshot {
            advance()
            try transactionSettings(.transaction, statement, isLocal: isLocal)
        } else if at(.session, .characteristics) {
            try expect(.session, .characteristics)
            try expect(.as, .transaction)
            try transactionSettings(.sessionCharacteristics, statement, isLocal: isLocal)
        } else {
            try parseSetRestMore(statement, isLocal: isLocal)
        }
    }

    private mutating func transactionSettings(
        _ name: WellKnownName, _ statement: Mark, isLocal: Bool
    ) throws(ParseFailure) {
        stringField(.name, .wellKnown(name), token: statement.token)
        try parseTransactionModeList(.args)
        closeSetting(.setMulti, statement, isLocal: isLocal, jumbleArgs: true)
    }

    /// Completes a `VariableSetStmt`; its location is that of the value, if PostgreSQL keeps it.
    private mutating func closeSetting(
        _ kind: VariableSetKind, _ statement: Mark, isLocal: Bool, jumbleArgs: Bool = false, location: Int? = nil
    ) {
        let scalars = Scalars.variableSetStmt(kind: kind, jumbleArgs: jumbleArgs, isLocal: isLocal)
        if let location {
            close(.variableSetStmt, statement, location: location, scalars: scalars)
        } else {
            closeWithoutLocation(.variableSetStmt, statement, scalars: scalars)
        }
    }

    /// `name TO value` and its like, or `name FROM CURRENT`, or one of SQL's own forms.
    ///
    /// ```ebnf
    /// set_rest_more =
    ///       generic_set
    ///     | var_name "FROM" "CURRENT"
    ///     | "TIME" "ZONE" zone_value
    ///     | "CATALOG" Sconst
    ///     | "SCHEMA" Sconst
    ///     | "NAMES" [ Sconst | "DEFAULT" ]
    ///     | "ROLE" NonReservedWord_or_Sconst
    ///     | "SESSION" "AUTHORIZATION" ( NonReservedWord_or_Sconst | "DEFAULT" )
    ///     | "XML" "OPTION" document_or_content
    ///     | "TRANSACTION" "SNAPSHOT" Sconst ;
    /// ```
    mutating func parseSetRestMore(_ statement: Mark, isLocal: Bool = false) throws(ParseFailure) {
        if namesSetting { return try parseGenericSet(statement, isLocal: isLocal) }
        switch kind {
        case .time where peek() == .zone:
            advance()
            advance()
            stringField(.name, .wellKnown(.timezone), token: statement.token)
            let hasValue = try parseZoneValue()
            closeSetting(hasValue ? .setValue : .setDefault, statement, isLocal: isLocal, jumbleArgs: true)
        case .catalog:
            advance()
            guard at(.stringConstant) else { throw syntaxError() }
            throw error("current database cannot be changed", at: position)
        case .schema:
            advance()
            stringField(.name, .wellKnown(.searchPath), token: statement.token)
            guard atConstant else { throw syntaxError() }
            setString(.setValue, statement, isLocal: isLocal)
        case .names: try setEncoding(statement, isLocal: isLocal)
        case .role:
            stringField(.name)
            guard kind.isNonReservedWord || atConstant else { throw syntaxError() }
            setString(.setValue, statement, isLocal: isLocal)
        case .session where peek() == .authorization: try setAuthorization(statement, isLocal: isLocal)
        case .xml where peek() == .option: try setXmlOption(statement, isLocal: isLocal)
        case .transaction where peek() == .snapshot:
            advance()
            advance()
            stringField(.name, .wellKnown(.transactionSnapshot), token: statement.token)
            guard at(.stringConstant) else { throw syntaxError() }
            setString(.setMulti, statement, isLocal: isLocal)
        default: try parseGenericSet(statement, isLocal: isLocal)
        }
    }

    /// Completes a setting whose value is the current token.
    private mutating func setString(_ kind: VariableSetKind, _ statement: Mark, isLocal: Bool) {
        let value = position
        let isParameter = at(.positionalParameter)
        stringConstant(.args)
        closeSetting(kind, statement, isLocal: isLocal, location: isParameter ? nil : value)
    }

    private mutating func setEncoding(_ statement: Mark, isLocal: Bool) throws(ParseFailure) {
        advance()
        stringField(.name, .wellKnown(.clientEncoding), token: statement.token)
        if at(.stringConstant) { return setString(.setValue, statement, isLocal: isLocal) }
        let location = position
        let isWritten = eat(.default)
        closeSetting(.setDefault, statement, isLocal: isLocal, location: isWritten ? location : nil)
    }

    private mutating func setAuthorization(_ statement: Mark, isLocal: Bool) throws(ParseFailure) {
        try expect(.session, .authorization)
        stringField(.name, .wellKnown(.sessionAuthorization), token: statement.token)
        if eat(.default) { return closeSetting(.setDefault, statement, isLocal: isLocal) }
        guard kind.isNonReservedWord || atConstant else { throw syntaxError() }
        setString(.setValue, statement, isLocal: isLocal)
    }

    private mutating func setXmlOption(_ statement: Mark, isLocal: Bool) throws(ParseFailure) {
        try expect(.xml, .option)
        stringField(.name, .wellKnown(.xmloption), token: statement.token)
        let value = position
        let option: WellKnownName = try parseDocumentOrContent() == .document ? .document : .content
        stringConstant(.args, .wellKnown(option), token: value)
        closeSetting(.setValue, statement, isLocal: isLocal, jumbleArgs: true)
    }

    /// `name TO value, …`, `name = DEFAULT` or `name FROM CURRENT`.
    ///
    /// ```ebnf
    /// generic_set = var_name ( "TO" | "=" ) ( var_list | "DEFAULT" ) ;
    /// ```
    mutating func parseGenericSet(
        _ statement: Mark, isLocal: Bool = false, allowsCurrent: Bool = true
    ) throws(ParseFailure) {
        try parseVarName()
        if allowsCurrent, eat(.from) {
            try expect(.current)
            return closeSetting(.setCurrent, statement, isLocal: isLocal)
        }
        guard eat(.to) || eat(.equals) else { throw syntaxError() }
        if eat(.default) { return closeSetting(.setDefault, statement, isLocal: isLocal) }
        let value = position
        try parseVarList()
        closeSetting(.setValue, statement, isLocal: isLocal, location: value)
    }

    /// The name of a setting with any number of dots, in the field `name`.
    ///
    /// ```ebnf
    /// var_name = ColId { "." ColId } ;
    /// ```
    mutating func parseVarName() throws(ParseFailure) {
        let first = try nameToken()
        guard at(.dot) else { return stringField(.name, .token(first), token: first) }
        var name = tokens.decoded(first)
        while eat(.dot) {
            name += "." + tokens.decoded(try nameToken())
        }
        stringField(.name, tree.own(name.utf8), token: first)
    }

    /// ```ebnf
    /// var_list = var_value { "," var_value } ;
    /// ```
    mutating func parseVarList() throws(ParseFailure) {
        repeat {
            try parseVarValue(.args)
        } while eat(.comma)
    }

    /// A word, string or number, as an `A_Const`.
    ///
    /// ```ebnf
    /// var_value = opt_boolean_or_string | NumericOnly ;
    /// ```
    mutating func parseVarValue(_ field: FieldName) throws(ParseFailure) {
        switch kind {
        case .integerConstant, .floatConstant, .plus, .minus: try numericConstant(field)
        case .true, .false, .on, .stringConstant: stringConstant(field)
        default:
            guard kind.isNonReservedWord || atParameterConstant else { throw syntaxError() }
            stringConstant(field)
        }
    }

    /// A time zone; the result is false for `DEFAULT` and `LOCAL`.
    ///
    /// ```ebnf
    /// zone_value =
    ///       Sconst
    ///     | IDENT
    ///     | "INTERVAL" Sconst opt_interval
    ///     | "INTERVAL" "(" Iconst ")" Sconst
    ///     | NumericOnly
    ///     | "DEFAULT"
    ///     | "LOCAL" ;
    /// ```
    mutating func parseZoneValue() throws(ParseFailure) -> Bool {
        switch kind {
        case .default, .local:
            advance()
            return false
        case .stringConstant, .identifier: stringConstant(.args)
        case .positionalParameter where allowsParameterConstants: stringConstant(.args)
        case .interval: try zoneInterval()
        default: try numericConstant(.args)
        }
        return true
    }

    /// An interval as the difference to UTC, as a `TypeCast`.
    private mutating func zoneInterval() throws(ParseFailure) {
        let mark = mark()
        advance()
        if at(.leftParenthesis) {
            systemTypeName(.interval, token: mark.token)
            try intervalPrecision()
            guard at(.stringConstant) else { throw syntaxError() }
            typedConstant(mark)
        } else {
            guard at(.stringConstant) else { throw syntaxError() }
            stringConstant(.arg)
            let type = Mark(unit: tree.count, token: mark.token)
            systemTypeName(.interval, token: mark.token)
            let modifiers = tree.count
            let fields = position
            try parseOptInterval(.typmods)
            let hourAndMinute: UInt32 = 1 << 10 | 1 << 11
            if tree.count > modifiers, tree[modifiers].word1 & ~hourAndMinute != 0 {
                throw error(
                    "time zone interval must be HOUR or HOUR TO MINUTE", at: fields, readsNext: !isWholeInterval)
            }
            close(.typeName, type)
            label(.typeName)
            closeWithoutLocation(.typeCast, mark)
        }
        label(.args)
    }

    /// Whether the interval's fields just read cannot go on: with TO or with the precision of seconds.
    private var isWholeInterval: Bool {
        let last = tokens[position - 1].kind
        return last == .rightParenthesis || (tokens[position - 2].kind == .to && last != .second)
    }

    /// `SET` or `RESET` of a role or database.
    ///
    /// ```ebnf
    /// SetResetClause = "SET" set_rest | VariableResetStmt ;
    /// ```
    mutating func parseSetResetClause() throws(ParseFailure) {
        if at(.reset) { return try parseVariableResetStmt() }
        let statement = mark()
        try expect(.set)
        try parseSetRest(statement)
    }

    /// `SET` or `RESET` of a function, which knows nothing of transactions.
    ///
    /// ```ebnf
    /// FunctionSetResetClause = "SET" set_rest_more | VariableResetStmt ;
    /// ```
    mutating func parseFunctionSetResetClause() throws(ParseFailure) {
        if at(.reset) { return try parseVariableResetStmt() }
        let statement = mark()
        try expect(.set)
        try parseSetRestMore(statement)
    }

    // MARK: RESET and SHOW

    /// ```ebnf
    /// VariableResetStmt = "RESET" reset_rest ;
    /// ```
    mutating func parseVariableResetStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.reset)
        try parseResetRest(statement)
    }

    /// ```ebnf
    /// reset_rest =
    ///       generic_reset
    ///     | "TIME" "ZONE"
    ///     | "TRANSACTION" "ISOLATION" "LEVEL"
    ///     | "SESSION" "AUTHORIZATION" ;
    /// ```
    mutating func parseResetRest(_ statement: Mark) throws(ParseFailure) {
        guard try specialSetting() else { return try parseGenericReset(statement) }
        closeSetting(.reset, statement, isLocal: false)
    }

    /// Settings that SQL gives names of several words, in the field `name`, if one stands here.
    private mutating func specialSetting() throws(ParseFailure) -> Bool {
        let token = position
        let name: WellKnownName
        switch (kind, peek()) {
        case (.time, .zone): name = .timezone
        case (.transaction, .isolation): name = .transactionIsolation
        case (.session, .authorization): name = .sessionAuthorization
        default: return false
        }
        advance()
        advance()
        if name == .transactionIsolation { try expect(.level) }
        stringField(.name, .wellKnown(name), token: token)
        return true
    }

    /// ```ebnf
    /// generic_reset = var_name | "ALL" ;
    /// ```
    mutating func parseGenericReset(_ statement: Mark) throws(ParseFailure) {
        if eat(.all) { return closeSetting(.resetAll, statement, isLocal: false) }
        try parseVarName()
        closeSetting(.reset, statement, isLocal: false)
    }

    /// ```ebnf
    /// VariableShowStmt =
    ///       "SHOW" ( var_name | "TIME" "ZONE" | "TRANSACTION" "ISOLATION" "LEVEL" | "SESSION"
    ///         "AUTHORIZATION" | "ALL" ) ;
    /// ```
    mutating func parseVariableShowStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.show)
        if at(.all) {
            stringField(.name)
        } else if try !specialSetting() {
            try parseVarName()
        }
        close(.variableShowStmt, statement)
    }

    /// The rest of `ALTER SYSTEM`.
    ///
    /// ```ebnf
    /// AlterSystemStmt = "ALTER" "SYSTEM" ( "SET" generic_set | "RESET" generic_reset ) ;
    /// ```
    mutating func parseAlterSystemStmt(statement: Mark) throws(ParseFailure) {
        let setting = mark()
        if eat(.reset) {
            try parseGenericReset(setting)
        } else {
            try expect(.set)
            try parseGenericSet(setting, allowsCurrent: false)
        }
        label(.setstmt)
        close(.alterSystemStmt, statement)
    }

    /// ```ebnf
    /// ConstraintsSetStmt =
    ///       "SET" "CONSTRAINTS" ( "ALL" | qualified_name_list ) ( "DEFERRED" | "IMMEDIATE" ) ;
    /// ```
    mutating func parseConstraintsSetStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.set, .constraints)
        if !eat(.all) { try parseQualifiedNameList(.constraints) }
        let deferred = eat(.deferred)
        if !deferred { try expect(.immediate) }
        close(.constraintsSetStmt, statement, scalars: .constraintsSetStmt(deferred: deferred))
    }
}

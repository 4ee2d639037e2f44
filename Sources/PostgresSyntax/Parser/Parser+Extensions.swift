/// Extensions, languages, conversions and text search: what is added to a database as a whole.
extension Parser {
    // MARK: Extensions

    /// ```ebnf
    /// CreateExtensionStmt =
    ///       "CREATE" "EXTENSION" [ "IF" "NOT" "EXISTS" ] name [ "WITH" ] { create_extension_opt_item } ;
    /// ```
    mutating func parseCreateExtensionStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .extension)
        let ifNotExists = try eatIfNotExists()
        try parseName(.stringValue, .extname)
        _ = eatWith()
        while try parseCreateExtensionOptItem() {
            label(.options)
        }
        close(.createExtensionStmt, statement, scalars: .createExtensionStmt(ifNotExists: ifNotExists))
    }

    /// An option of `CREATE EXTENSION`, as a `DefElem`, if one is there.
    ///
    /// ```ebnf
    /// create_extension_opt_item =
    ///       "SCHEMA" name
    ///     | ( "VERSION" | "FROM" ) NonReservedWord_or_Sconst
    ///     | "CASCADE" ;
    /// ```
    mutating func parseCreateExtensionOptItem() throws(ParseFailure) -> Bool {
        let mark = mark()
        switch kind {
        case .schema:
            stringField(.defname)
            try parseName(.string, .arg)
            close(.defElem, mark)
        case .version:
            advance()
            try parseNonReservedWordOrSconst(.string, .arg)
            closeOption(.newVersion, mark)
        case .from:
            advance()
            try parseNonReservedWordOrSconst(.string, .arg)
            throw error("CREATE EXTENSION ... FROM is no longer supported", at: mark.token, readsNext: false)
        case .cascade:
            stringField(.defname)
            leaf(.boolean, .arg, value: 1, token: mark.token)
            close(.defElem, mark)
        default: return false
        }
        return true
    }

    /// The rest of `ALTER EXTENSION` behind the name.
    ///
    /// ```ebnf
    /// AlterExtensionStmt = "ALTER" "EXTENSION" name "UPDATE" { alter_extension_opt_item } ;
    /// ```
    mutating func parseAlterExtensionStmt(statement: Mark) throws(ParseFailure) {
        try expect(.update)
        while at(.to) {
            try parseAlterExtensionOptItem()
            label(.options)
        }
        close(.alterExtensionStmt, statement)
    }

    /// ```ebnf
    /// alter_extension_opt_item = "TO" NonReservedWord_or_Sconst ;
    /// ```
    mutating func parseAlterExtensionOptItem() throws(ParseFailure) {
        let mark = mark()
        try expect(.to)
        try parseNonReservedWordOrSconst(.string, .arg)
        closeOption(.newVersion, mark)
    }

    /// The rest of `ALTER EXTENSION` behind the name where an object is added or dropped.
    ///
    /// ```ebnf
    /// AlterExtensionContentsStmt =
    ///       "ALTER" "EXTENSION" name add_drop ( object_type_name name | object_type_any_name any_name |
    ///         "AGGREGATE" aggregate_with_argtypes | "CAST" "(" Typename "AS" Typename ")" | ( "DOMAIN" |
    ///         "TYPE" ) Typename | ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) function_with_argtypes |
    ///         "OPERATOR" operator_with_argtypes | "OPERATOR" ( "CLASS" | "FAMILY" ) any_name "USING" name |
    ///         "TRANSFORM" "FOR" Typename "LANGUAGE" name ) ;
    /// ```
    mutating func parseAlterExtensionContentsStmt(statement: Mark) throws(ParseFailure) {
        let action = try parseAddDrop()
        integerField(.action, action, token: statement.token)
        let type = try objectReference([.operator, .cast, .transform])
        close(.alterExtensionContentsStmt, statement, scalars: .alterExtensionContentsStmt(objtype: type))
    }

    // MARK: Languages

    /// `CREATE LANGUAGE`, which is an extension's creation if it names no handler.
    ///
    /// ```ebnf
    /// CreatePLangStmt =
    ///       "CREATE" [ "OR" "REPLACE" ] [ "TRUSTED" ] [ "PROCEDURAL" ] "LANGUAGE" name [ "HANDLER"
    ///         handler_name [ "INLINE" handler_name ] opt_validator ] ;
    /// ```
    mutating func parseCreatePLangStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        let replace = try eat(.or, .replace)
        let trusted = eat(.trusted)
        _ = eat(.procedural)
        try expect(.language)
        let name = try nameToken()
        guard eat(.handler) else {
            stringField(.extname, .token(name), token: name)
            return close(.createExtensionStmt, statement, scalars: .createExtensionStmt(ifNotExists: replace))
        }
        stringField(.plname, .token(name), token: name)
        try parseHandlerName(.plhandler)
        if eat(.inline) { try parseHandlerName(.plinline) }
        try parseOptValidator()
        close(
            .createPLangStmt, statement,
            scalars: .createPLangStmt(replace: replace, pltrusted: trusted))
    }

    /// The dotted name of a function.
    ///
    /// ```ebnf
    /// handler_name = any_name ;
    /// ```
    mutating func parseHandlerName(_ field: FieldName) throws(ParseFailure) {
        try parseAnyName(field)
    }

    /// ```ebnf
    /// opt_validator = [ "VALIDATOR" handler_name | "NO" "VALIDATOR" ] ;
    /// ```
    mutating func parseOptValidator() throws(ParseFailure) {
        if eat(.validator) {
            try parseHandlerName(.plvalidator)
        } else if eat(.no) {
            try expect(.validator)
        }
    }

    // MARK: Conversions

    /// ```ebnf
    /// CreateConversionStmt =
    ///       "CREATE" [ "DEFAULT" ] "CONVERSION" any_name "FOR" Sconst "TO" Sconst "FROM" any_name ;
    /// ```
    mutating func parseCreateConversionStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        let isDefault = eat(.default)
        try expect(.conversion)
        try parseAnyName(.conversionName)
        try expect(.for)
        try parseSconst(.stringValue, .forEncodingName)
        try expect(.to)
        try parseSconst(.stringValue, .toEncodingName)
        try expect(.from)
        try parseAnyName(.funcName)
        close(.createConversionStmt, statement, scalars: .createConversionStmt(def: isDefault))
    }

    // MARK: Text search

    /// The rest of `ALTER TEXT SEARCH DICTIONARY` behind the name.
    ///
    /// ```ebnf
    /// AlterTSDictionaryStmt = "ALTER" "TEXT" "SEARCH" "DICTIONARY" any_name definition ;
    /// ```
    mutating func parseAlterTSDictionaryStmt(statement: Mark) throws(ParseFailure) {
        try parseDefinition(.options)
        close(.alterTSDictionaryStmt, statement)
    }

    /// The rest of `ALTER TEXT SEARCH CONFIGURATION` behind the name.
    ///
    /// ```ebnf
    /// AlterTSConfigurationStmt =
    ///       "ALTER" "TEXT" "SEARCH" "CONFIGURATION" any_name ( ( "ADD" | "ALTER" ) "MAPPING" "FOR" name_list
    ///         "WITH" any_name_list | "ALTER" "MAPPING" [ "FOR" name_list ] "REPLACE" any_name "WITH"
    ///         any_name | "DROP" "MAPPING" [ "IF" "EXISTS" ] "FOR" name_list ) ;
    /// ```
    mutating func parseAlterTSConfigurationStmt(statement: Mark) throws(ParseFailure) {
        let action = kind
        advance()
        try expect(.mapping)
        switch action {
        case .add:
            try expect(.for)
            try parseNameList(.tokentype)
            guard eatWith() else { throw syntaxError() }
            try parseAnyNameList(.dicts)
            closeMapping(.addMapping, statement)
        case .alter: try alterMapping(statement)
        default:
            let missingOk = try eat(.if, .exists)
            try expect(.for)
            try parseNameList(.tokentype)
            closeMapping(.dropMapping, statement, missingOk: missingOk)
        }
    }

    private mutating func alterMapping(_ statement: Mark) throws(ParseFailure) {
        if eat(.replace) {
            try dictionaryReplacement()
            return closeMapping(.replaceDict, statement, replace: true)
        }
        try expect(.for)
        try parseNameList(.tokentype)
        if eat(.replace) {
            try dictionaryReplacement()
            closeMapping(.replaceDictForToken, statement, replace: true)
        } else {
            guard eatWith() else { throw syntaxError() }
            try parseAnyNameList(.dicts)
            closeMapping(.alterMappingForToken, statement, override: true)
        }
    }

    private mutating func dictionaryReplacement() throws(ParseFailure) {
        try nameList()
        label(.dicts)
        guard eatWith() else { throw syntaxError() }
        try nameList()
        label(.dicts)
    }

    private mutating func closeMapping(
        _ kind: AlterTSConfigType, _ statement: Mark, override: Bool = false, replace: Bool = false,
        missingOk: Bool = false
    ) {
        close(
            .alterTSConfigurationStmt, statement,
            scalars: .alterTSConfigurationStmt(
                kind: kind, override: override, replace: replace, missingOk: missingOk))
    }
}

/// Extensions, languages, conversions and text search: what is added to a database as a whole.
extension Parser {
    // MARK: Extensions

    mutating func parseCreateExtensionStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .extension)
        let ifNotExists = try eatIfNotExists()
        try parseName(.stringValue, .extname)
        _ = eat(.with)
        while try parseCreateExtensionOptItem() {
            label(.options)
        }
        close(.createExtensionStmt, statement, scalars: .createExtensionStmt(ifNotExists: ifNotExists))
    }

    /// An option of `CREATE EXTENSION`, as a `DefElem`, if one is there.
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
            throw error("CREATE EXTENSION ... FROM is no longer supported", at: mark.token)
        case .cascade:
            stringField(.defname)
            leaf(.boolean, .arg, value: 1, token: mark.token)
            close(.defElem, mark)
        default: return false
        }
        return true
    }

    /// The rest of `ALTER EXTENSION` behind the name.
    mutating func parseAlterExtensionStmt(statement: Mark) throws(ParseFailure) {
        try expect(.update)
        while at(.to) {
            try parseAlterExtensionOptItem()
            label(.options)
        }
        close(.alterExtensionStmt, statement)
    }

    mutating func parseAlterExtensionOptItem() throws(ParseFailure) {
        let mark = mark()
        try expect(.to)
        try parseNonReservedWordOrSconst(.string, .arg)
        closeOption(.newVersion, mark)
    }

    /// The rest of `ALTER EXTENSION` behind the name where an object is added or dropped.
    mutating func parseAlterExtensionContentsStmt(statement: Mark) throws(ParseFailure) {
        let action = try parseAddDrop()
        integerField(.action, action, token: statement.token)
        let type = try objectReference([.operator, .cast, .transform])
        close(.alterExtensionContentsStmt, statement, scalars: .alterExtensionContentsStmt(objtype: type))
    }

    // MARK: Languages

    /// `CREATE LANGUAGE`, which is an extension's creation if it names no handler.
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
    mutating func parseHandlerName(_ field: FieldName) throws(ParseFailure) {
        try parseAnyName(field)
    }

    mutating func parseOptValidator() throws(ParseFailure) {
        if eat(.validator) {
            try parseHandlerName(.plvalidator)
        } else if eat(.no) {
            try expect(.validator)
        }
    }

    // MARK: Conversions

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
    mutating func parseAlterTSDictionaryStmt(statement: Mark) throws(ParseFailure) {
        try parseDefinition(.options)
        close(.alterTSDictionaryStmt, statement)
    }

    /// The rest of `ALTER TEXT SEARCH CONFIGURATION` behind the name.
    mutating func parseAlterTSConfigurationStmt(statement: Mark) throws(ParseFailure) {
        let action = kind
        advance()
        try expect(.mapping)
        switch action {
        case .add:
            try expect(.for)
            try parseNameList(.tokentype)
            try expect(.with)
            try parseAnyNameList(.dicts)
            closeMapping(.addMapping, statement)
        case .alter: try alterMapping(statement)
        default:
            let missingOk = try eatIfExists()
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
            try expect(.with)
            try parseAnyNameList(.dicts)
            closeMapping(.alterMappingForToken, statement, override: true)
        }
    }

    private mutating func dictionaryReplacement() throws(ParseFailure) {
        try nameList()
        label(.dicts)
        try expect(.with)
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

import PostgresSyntax

/// Collations and conversions.
extension Executor {
    // MARK: Collations

    /// `DefineCollation`.
    func createCollation(_ statement: DefineStmt) throws(SQLError) {
        let name = QualifiedName(statement.defnames)
        let (schema, collationName) = try creationTarget(name)
        var options: [String: DefElem] = [:]
        for element in statement.definition.definitions {
            guard
                ["from", "locale", "lc_collate", "lc_ctype", "provider", "deterministic", "rules", "version"]
                    .contains(element.name)
            else {
                throw .syntax("collation attribute \"\(element.name)\" not recognized", range: element.range)
            }
            guard options.updateValue(element, forKey: element.name) == nil else {
                throw .syntax("conflicting or redundant options", range: element.range)
            }
        }
        if options["locale"] != nil, options["lc_collate"] != nil || options["lc_ctype"] != nil {
            throw SQLError(
                "42601", "conflicting or redundant options",
                detail: "LOCALE cannot be specified together with LC_COLLATE or LC_CTYPE.")
        }
        if options["from"] != nil, options.count != 1 {
            throw SQLError(
                "42601", "conflicting or redundant options",
                detail: "FROM cannot be specified together with any other options.")
        }
        let properties = try collationProperties(options)
        if let existing = database.collations.find(collationName, in: schema) {
            noteExisting(.collation, existing)
            if statement.ifNotExists { return }
            let encoding = properties.hasEncoding ? " for encoding \"UTF8\"" : ""
            throw SQLError(
                "42710", "collation \"\(collationName)\"\(encoding) already exists", range: name.range)
        }
        let oid = database.newOID()
        database.collations.insert(
            CollationRow(
                name: collationName, schema: schema, isDeterministic: properties.isDeterministic,
                provider: properties.provider, locale: properties.locale), oid)
        let address = ObjectAddress(.collation, oid)
        register(address)
        depend(address, on: ObjectAddress(.namespace, schema), range: name.schemaRange)
    }

    private struct CollationProperties {
        var isDeterministic: Bool
        var provider: Character
        var locale: String?
        /// Whether it is for one encoding only.
        var hasEncoding: Bool
    }

    private func collationProperties(_ options: [String: DefElem]) throws(SQLError) -> CollationProperties {
        if let from = options["from"] {
            let name = try from.qualifiedName()
            let oid = try collation(named: name.parts, range: name.range)
            if oid == .defaultCollation {
                throw .invalidObjectDefinition("collation \"default\" cannot be copied", range: name.range)
            }
            let row = database.collations[oid]!
            return CollationProperties(
                isDeterministic: row.isDeterministic, provider: row.provider, locale: row.locale,
                hasEncoding: row.provider == "c" && !oid.isBuiltIn)
        }
        let isDeterministic = try options["deterministic"]?.boolean() ?? true
        let providerName = try options["provider"]?.string() ?? "libc"
        let providers: [String: Character] = ["builtin": "b", "icu": "i", "libc": "c"]
        guard let provider = providers[providerName.lowercased()] else {
            throw .invalidObjectDefinition(
                "unrecognized collation provider: \(providerName)", range: options["provider"]?.range)
        }
        let locale = options["locale"]?.stringValue
        if provider != "c" {
            guard let locale else { throw .invalidObjectDefinition("parameter \"locale\" must be specified") }
            if provider == "b", !["C", "C.UTF-8", "C.UTF8", "PG_UNICODE_FAST"].contains(locale) {
                throw .wrongObjectType(
                    "invalid locale name \"\(locale)\" for builtin provider", range: options["locale"]?.range)
            }
        } else {
            for part in ["lc_collate", "lc_ctype"] where locale == nil && options[part] == nil {
                throw .invalidObjectDefinition("parameter \"\(part)\" must be specified")
            }
        }
        if !isDeterministic, provider != "i" {
            throw SQLError("0A000", "nondeterministic collations not supported with this provider")
        }
        if options["rules"] != nil, provider != "i" {
            throw .invalidObjectDefinition("ICU rules cannot be specified unless locale provider is ICU")
        }
        return CollationProperties(
            isDeterministic: isDeterministic, provider: provider,
            locale: locale ?? options["lc_collate"]?.stringValue, hasEncoding: provider == "c")
    }

    /// `AlterCollation`: what is refreshed is a number of the operating system's.
    func alterCollation(_ statement: AlterCollationStmt) throws(SQLError) {
        let name = QualifiedName(statement.collname)
        guard let oid = try find(database.collations, name.parts, range: name.range) else {
            throw SQLError(
                "42704", "collation \"\(name.text)\" for encoding \"UTF8\" does not exist", range: name.range)
        }
        noteChange(ObjectAddress(.collation, oid))
    }

    // MARK: Conversions

    /// `CreateConversionCommand`.
    func createConversion(_ statement: CreateConversionStmt) throws(SQLError) {
        let name = QualifiedName(statement.conversionName)
        let (schema, conversionName) = try creationTarget(name)
        let source = try encoding(statement.forEncodingName, "source")
        let target = try encoding(statement.toEncodingName, "destination")
        if source == "SQL_ASCII" || target == "SQL_ASCII" {
            throw .invalidObjectDefinition("encoding conversion to or from \"SQL_ASCII\" is not supported")
        }
        let functionName = QualifiedName(statement.funcName)
        let function = try function(functionName, [.int4, .int4, .cstring, .internal, .int4, .bool])
        guard database.procedures[function]?.returnType == .int4 else {
            throw .invalidObjectDefinition(
                "encoding conversion function \(functionName.text) must return type integer",
                range: functionName.range)
        }
        guard database.conversions.find(conversionName, in: schema) == nil else {
            throw .duplicateObject("conversion", conversionName, range: name.range)
        }
        if statement.def {
            let isTaken = database.conversions.userRows.contains { _, row in
                row.schema == schema && row.isDefault && row.sourceEncoding == source && row.targetEncoding == target
            }
            if isTaken {
                throw SQLError("42710", "default conversion for \(source) to \(target) already exists")
            }
        }
        let oid = database.newOID()
        database.conversions.insert(
            ConversionRow(
                name: conversionName, schema: schema, function: function, isDefault: statement.def,
                sourceEncoding: source, targetEncoding: target), oid)
        let address = ObjectAddress(.conversion, oid)
        register(address)
        depend(address, on: ObjectAddress(.procedure, function), range: functionName.range)
        depend(address, on: ObjectAddress(.namespace, schema), range: name.schemaRange)
    }

    /// The name of an encoding as PostgreSQL prints it.
    private func encoding(_ name: String?, _ role: String) throws(SQLError) -> String {
        let name = name ?? ""
        let key = name.lowercased().filter { $0.isLetter || $0.isNumber }
        if let found = Self.encodings[key] { return found }
        throw .undefinedObject("\(role) encoding", name)
    }

    /// By their names in lower case, without punctuation.
    private static let encodings: [String: String] = {
        let names = [
            "SQL_ASCII", "EUC_JP", "EUC_CN", "EUC_KR", "EUC_TW", "EUC_JIS_2004", "UTF8", "MULE_INTERNAL", "LATIN1",
            "LATIN2", "LATIN3", "LATIN4", "LATIN5", "LATIN6", "LATIN7", "LATIN8", "LATIN9", "LATIN10", "WIN1256",
            "WIN1258", "WIN866", "WIN874", "KOI8R", "WIN1251", "WIN1252", "ISO_8859_5", "ISO_8859_6", "ISO_8859_7",
            "ISO_8859_8", "WIN1250", "WIN1253", "WIN1254", "WIN1255", "WIN1257", "KOI8U", "SJIS", "BIG5", "GBK",
            "UHC", "GB18030", "JOHAB", "SHIFT_JIS_2004",
        ]
        var table = [
            "unicode": "UTF8", "koi8": "KOI8R", "win": "WIN1251", "alt": "WIN866", "abc": "WIN1258",
            "tcvn": "WIN1258", "vscii": "WIN1258", "mskanji": "SJIS", "shiftjis": "SJIS", "windows932": "SJIS",
            "windows936": "GBK", "windows949": "UHC", "windows950": "BIG5",
        ]
        for name in names { table[name.lowercased().filter { $0 != "_" }] = name }
        for number in [1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 866, 874] {
            table["windows\(number)"] = "WIN\(number)"
        }
        for (number, name) in [(1, "LATIN1"), (2, "LATIN2"), (3, "LATIN3"), (4, "LATIN4"), (9, "LATIN5")] {
            table["iso8859\(number)"] = name
        }
        for (number, name) in [(10, "LATIN6"), (13, "LATIN7"), (14, "LATIN8"), (15, "LATIN9"), (16, "LATIN10")] {
            table["iso8859\(number)"] = name
        }
        return table
    }()
}

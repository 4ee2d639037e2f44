import PostgresSyntax

/// String constants of types whose input can fail, or that name objects.
extension Analyzer {
    /// Reads a constant as its type's input function does, as far as that is known.
    func checkLiteral(_ text: String, _ type: OID, _ range: Range<Int>) throws(SQLError) {
        guard let row = executor.database.types[type] else { return }
        if row.kind == .enum {
            try checkLabel(text, type, row.labels, range)
            return
        }
        switch type {
        case .int2, .int4, .int8: try checkInteger(text, type, range)
        case .bool: try checkBoolean(text, range)
        case .numeric, .float4, .float8: try checkNumber(text, type, range)
        case .uuid: try checkUUID(text, range)
        case .date, .timestamp, .timestamptz: try checkDate(text, type, range)
        case .regclass, .regtype, .regproc, .regprocedure, .regnamespace, .regcollation, .regconfig, .regdictionary,
            .regoper, .regoperator:
            guard !context.isLenient else { return }
            _ = try executor.object(named: text, as: type, range: range)
        default: break
        }
    }

    private func checkLabel(_ text: String, _ type: OID, _ labels: [String], _ range: Range<Int>) throws(SQLError) {
        guard labels.contains(text) else {
            throw SQLError(
                "22P02", "invalid input value for enum \(executor.format(type)): \"\(text)\"", range: range)
        }
        if executor.session.uncommittedLabels[type]?.contains(text) == true {
            throw SQLError(
                "55P04", "unsafe use of new value \"\(text)\" of enum type \(executor.format(type))",
                hint: "New enum values must be committed before they can be used.", range: range)
        }
    }

    private func checkInteger(_ text: String, _ type: OID, _ range: Range<Int>) throws(SQLError) {
        let name = executor.format(type)
        let digits = text.trimmed
        let unsigned = digits.first == "-" || digits.first == "+" ? digits.dropFirst() : digits
        // Digits may be grouped, and other bases be used.
        guard !unsigned.isEmpty, unsigned.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
            if unsigned.contains("_") || unsigned.hasPrefix("0") && unsigned.count > 1 { return }
            throw SQLError("22P02", "invalid input syntax for type \(name): \"\(text)\"", range: range)
        }
        let isInside =
            switch type {
            case .int2: Int16(digits) != nil
            case .int4: Int32(digits) != nil
            default: Int64(digits) != nil
            }
        if !isInside {
            throw SQLError("22003", "value \"\(text)\" is out of range for type \(name)", range: range)
        }
    }

    /// A decimal number, or one of the words for values that are none; other bases and grouped digits are not looked into.
    private func checkNumber(_ text: String, _ type: OID, _ range: Range<Int>) throws(SQLError) {
        var rest = text.trimmed.lowercased()[...]
        if let sign = rest.first, "+-".contains(sign) { rest = rest.dropFirst() }
        if ["nan", "inf", "infinity"].contains(rest) || rest.contains("_") { return }
        if ["0x", "0o", "0b"].contains(rest.prefix(2)) { return }
        let digits = rest.prefix(while: \.isASCIIDigit).count
        rest = rest.dropFirst(digits)
        var fraction = 0
        if rest.first == "." {
            fraction = rest.dropFirst().prefix(while: \.isASCIIDigit).count
            rest = rest.dropFirst(fraction + 1)
        }
        if rest.first == "e" {
            rest = rest.dropFirst()
            if let sign = rest.first, "+-".contains(sign) { rest = rest.dropFirst() }
            let exponent = rest.prefix(while: \.isASCIIDigit).count
            rest = exponent > 0 ? rest.dropFirst(exponent) : "e"
        }
        guard digits + fraction > 0, rest.isEmpty else {
            throw SQLError(
                "22P02", "invalid input syntax for type \(executor.format(type)): \"\(text)\"", range: range)
        }
    }

    /// 32 hexadecimal digits, in groups and braces if need be.
    private func checkUUID(_ text: String, _ range: Range<Int>) throws(SQLError) {
        let isBraced = text.hasPrefix("{") && text.hasSuffix("}")
        let digits = (isBraced ? text.dropFirst().dropLast() : text[...]).filter { $0 != "-" }
        guard digits.utf8.count == 32, digits.allSatisfy(\.isHexDigit) else {
            throw SQLError("22P02", "invalid input syntax for type uuid: \"\(text)\"", range: range)
        }
    }

    /// As far as a date is written in ISO form, or is no date whatever the settings are.
    private func checkDate(_ text: String, _ type: OID, _ range: Range<Int>) throws(SQLError) {
        let words = text.lowercased().split { !($0.isLetter || $0 == "-" || $0 == "+" || $0.isNumber) }
        guard let first = words.first else { return }
        if !text.contains(where: \.isNumber) {
            let special: Set<Substring> = [
                "now", "today", "tomorrow", "yesterday", "epoch", "infinity", "-infinity", "+infinity", "allballs",
            ]
            guard !words.contains(where: special.contains) else { return }
            throw SQLError(
                "22007", "invalid input syntax for type \(executor.format(type)): \"\(text)\"", range: range)
        }
        let parts = first.prefix { $0 != "t" }.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), !words.contains("bc")
        else { return }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard 1...12 ~= month, 1...days[month - 1] ~= day else {
            throw SQLError("22008", "date/time field value out of range: \"\(text)\"", range: range)
        }
    }

    private func checkBoolean(_ text: String, _ range: Range<Int>) throws(SQLError) {
        let word = text.lowercased().filter { !$0.isWhitespace }
        let isKnown =
            !word.isEmpty
            && (["true", "false", "yes", "no"].contains { $0.hasPrefix(word) } || word == "1" || word == "0"
                || word == "on" || word == "of" || word == "off")
        if !isKnown {
            throw SQLError("22P02", "invalid input syntax for type boolean: \"\(text)\"", range: range)
        }
    }
}

extension String {
    /// Without the white space around it.
    fileprivate var trimmed: Substring {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}

extension Character {
    /// Whether it is one of 0 to 9.
    fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}

extension Executor {
    /// The object that a constant of an OID alias type names; nil for a number and where nothing is known.
    func object(named text: String, as type: OID, range: Range<Int>) throws(SQLError) -> ObjectAddress? {
        if text == "-" || UInt32(text) != nil { return nil }
        switch type {
        case .regproc, .regprocedure: return try routine(named: text, as: type, range: range)
        case .regoper, .regoperator: return nil
        case .regtype: return try typeAddress(named: text, range: range)
        default: break
        }
        guard let parts = QuotedName.parts(text), parts.count <= 3 else {
            throw SQLError("42602", "invalid name syntax", range: range)
        }
        switch type {
        case .regclass:
            if let found = try find(database.relations, parts, range: range) {
                if !found.isBuiltIn { noteUse(of: found, range: range) }
                return ObjectAddress(.relation, found)
            }
            throw .undefinedTable(parts.joined(separator: "."), range: range)
        case .regnamespace:
            if let found = database.namespaces.find(parts[0]) { return ObjectAddress(.namespace, found) }
            throw .undefinedSchema(parts[0], range: range)
        case .regcollation: return ObjectAddress(.collation, try collation(parts, range: range))
        case .regconfig:
            if let found = try find(database.textSearchConfigurations, parts, range: range) {
                return ObjectAddress(.textSearchConfiguration, found)
            }
            throw .undefinedObject("text search configuration", parts.joined(separator: "."), range: range)
        case .regdictionary:
            if let found = try find(database.textSearchDictionaries, parts, range: range) {
                return ObjectAddress(.textSearchDictionary, found)
            }
            throw .undefinedObject("text search dictionary", parts.joined(separator: "."), range: range)
        default: return nil
        }
    }

    private func routine(named text: String, as type: OID, range: Range<Int>) throws(SQLError) -> ObjectAddress? {
        var name = Substring(text)
        var arguments: [OID]?
        if type == .regprocedure, let open = text.firstIndex(of: "(") {
            name = text[..<open]
            var list: [OID] = []
            let inner = text[text.index(after: open)...].prefix { $0 != ")" }
            for part in inner.split(separator: ",") {
                guard let address = try typeAddress(named: String(part), range: range) else { return nil }
                list.append(address.oid)
            }
            arguments = list
        }
        guard let parts = QuotedName.parts(String(name)) else {
            throw SQLError("42602", "invalid name syntax", range: range)
        }
        if let arguments {
            if let found = try findProcedure(parts, arguments: arguments) { return ObjectAddress(.procedure, found) }
        } else {
            let (schemas, last) = try lookup(parts, range: range)
            let found = schemas.flatMap { database.procedures.findAll(last, in: $0) }
            if found.count == 1 {
                if let schema = database.procedures[found[0]]?.schema { noteName(parts, in: schema, range: range) }
                return ObjectAddress(.procedure, found[0])
            }
            if found.count > 1 {
                throw SQLError("42725", "more than one function named \"\(text)\"", range: range)
            }
        }
        throw SQLError("42883", "function \"\(text)\" does not exist", range: range)
    }

    /// The type that a text names, as after `::regtype`.
    private func typeAddress(named text: String, range: Range<Int>) throws(SQLError) -> ObjectAddress? {
        let tree = SyntaxTree.parse(SourceText(name: "", text: "SELECT NULL::" + text), mode: .server)
        guard let statement = tree.script.first?.statement,
            let cast = SelectStmt(statement.node)?.targetList.first.flatMap(ResTarget.init)?.val.flatMap(TypeCast.init),
            let name = cast.typeName
        else { throw SQLError("42601", "invalid type name \"\(text)\"", range: range) }
        guard let found = try findType(name) else { throw .undefinedType(text, range: range) }
        return ObjectAddress(.type, found)
    }
}

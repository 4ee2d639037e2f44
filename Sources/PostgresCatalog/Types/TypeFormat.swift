extension Database {
    /// A type as `format_type()` prints it with an empty search path: with its schema unless it is PostgreSQL's own.
    ///
    /// - Parameter alwaysQualified: `format_type_be_qualified`: `pg_catalog.` too, where SQL has no word for the type.
    package func formatType(_ type: TypeReference, alwaysQualified: Bool = false) -> String {
        format(type, hasModifier: !alwaysQualified) { schema in !alwaysQualified && schema == .pgCatalog }
    }

    /// A type as `format_type()` prints it for a null modifier: `character`, not `bpchar`.
    package func formatType(_ type: OID, alwaysQualified: Bool = false) -> String {
        format(TypeReference(type), hasModifier: false) { schema in !alwaysQualified && schema == .pgCatalog }
    }

    /// `format_type_extended`: types of SQL by the words of the standard, others by name.
    ///
    /// - Parameters:
    ///   - hasModifier: whether ``TypeReference/modifier`` counts, even if it is -1.
    ///   - isVisible: whether the types of a schema are printed without it.
    fileprivate func format(_ type: TypeReference, hasModifier: Bool, isVisible: (OID) -> Bool) -> String {
        if type.oid == .none { return "-" }
        guard var row = types[type.oid] else { return "???" }
        var oid = type.oid
        // The vectors are arrays too, but not to be printed as such.
        let isArray = row.isTrueArray && row.storage != "p"
        if isArray {
            oid = row.element
            guard let element = types[oid] else { return "???[]" }
            row = element
        }
        let modifier = hasModifier ? type.modifier : -1
        var text: String
        if let standard = Self.standardName(oid, modifier: hasModifier ? type.modifier : nil) {
            text = standard
        } else {
            let schema =
                isVisible(row.schema)
                ? nil
                : namespaces[row.schema].map { row in
                    row.name.hasPrefix("pg_temp_") ? "pg_temp" : row.name
                }
            text = QuotedName.qualified(schema, row.name)
            if modifier >= 0 { text += printedModifier(modifier, row) }
        }
        return isArray ? text + "[]" : text
    }

    /// The words that the SQL standard has for a type; nil if the type is printed by its name.
    ///
    /// - Parameter modifier: nil if nothing is said of it. Bit and character types without one are not what the
    ///   standard's words mean, which is a length of 1, so they keep their names.
    private static func standardName(_ type: OID, modifier: Int32?) -> String? {
        let value = modifier ?? -1
        switch type {
        case .bit: return modifier == -1 ? nil : "bit" + TypeModifier.bits(value)
        case .bool: return "boolean"
        case .bpchar: return modifier == -1 ? nil : "character" + TypeModifier.characters(value)
        case .float4: return "real"
        case .json: return "json"
        case .float8: return "double precision"
        case .int2: return "smallint"
        case .int4: return "integer"
        case .int8: return "bigint"
        case .numeric: return "numeric" + TypeModifier.numeric(value)
        case .interval: return "interval" + TypeModifier.interval(value)
        case .time: return "time" + TypeModifier.time(value) + " without time zone"
        case .timetz: return "time" + TypeModifier.time(value) + " with time zone"
        case .timestamp: return "timestamp" + TypeModifier.time(value) + " without time zone"
        case .timestamptz: return "timestamp" + TypeModifier.time(value) + " with time zone"
        case .varbit: return "bit varying" + TypeModifier.bits(value)
        case .varchar: return "character varying" + TypeModifier.characters(value)
        default: return nil
        }
    }

    /// `printTypmod`: what the type's modifier output function gives.
    private func printedModifier(_ modifier: Int32, _ type: TypeRow) -> String {
        switch internalFunction(type.function(.modifierOutput)) {
        case "bpchartypmodout", "varchartypmodout": TypeModifier.characters(modifier)
        case "numerictypmodout": TypeModifier.numeric(modifier)
        case "bittypmodout", "varbittypmodout": TypeModifier.bits(modifier)
        case "intervaltypmodout": TypeModifier.interval(modifier)
        case "timetypmodout", "timestamptypmodout": TypeModifier.time(modifier) + " without time zone"
        case "timetztypmodout", "timestamptztypmodout": TypeModifier.time(modifier) + " with time zone"
        default: "(\(modifier))"
        }
    }

    /// The name of the C function in the server that a function calls: its own name, if it is one of PostgreSQL's own,
    /// the text of its body, if its language is `internal`; nil if it is another one.
    func internalFunction(_ procedure: OID) -> String? {
        guard let row = procedures[procedure] else { return nil }
        if procedure.isBuiltIn { return row.name }
        return row.language == .internalLanguage ? row.body : nil
    }
}

extension Executor {
    /// A type as PostgreSQL's messages name it: without schema where the search path finds it.
    func format(_ type: OID) -> String { format(TypeReference(type), hasModifier: false) }

    /// A type with its modifier, as PostgreSQL's messages name it.
    func format(_ type: TypeReference) -> String { format(type, hasModifier: true) }

    private func format(_ type: TypeReference, hasModifier: Bool) -> String {
        let element = database.types[type.oid].flatMap { $0.isTrueArray ? database.types[$0.element] : $0 }
        let isFound = element.map { row in
            activeSearchPath.first { database.types.find(row.name, in: $0) != nil } == row.schema
        }
        return database.format(type, hasModifier: hasModifier) { _ in isFound ?? true }
    }
}

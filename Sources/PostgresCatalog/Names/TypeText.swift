import PostgresSyntax

/// Types as PostgreSQL's `format_type` prints them.
enum TypeText {
    /// The names under which the SQL standard knows types of `pg_catalog`.
    private static let standardNames = [
        "int2": "smallint", "int4": "integer", "int8": "bigint", "float4": "real", "float8": "double precision",
        "bool": "boolean", "varchar": "character varying", "bpchar": "character", "varbit": "bit varying",
        "timestamp": "timestamp without time zone", "timestamptz": "timestamp with time zone",
        "time": "time without time zone", "timetz": "time with time zone", "decimal": "numeric",
        "numeric": "numeric", "interval": "interval", "bit": "bit", "json": "json",
    ]

    /// Types of `pg_catalog` that are written by their own name.
    private static let catalogNames: Set<String> = [
        "text", "uuid", "jsonb", "jsonpath", "date", "bytea", "name", "oid", "xml", "money", "inet", "cidr",
        "macaddr", "macaddr8", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery",
        "regclass", "regproc", "regprocedure", "regtype", "regrole", "regnamespace", "regoper", "regoperator",
        "regconfig", "regdictionary", "regcollation", "int4range", "int8range", "numrange", "tsrange", "tstzrange",
        "daterange", "int4multirange", "int8multirange", "nummultirange", "tsmultirange", "tstzmultirange",
        "datemultirange", "trigger", "event_trigger", "void", "record", "internal", "cstring", "any", "anyelement",
        "anyarray", "anynonarray", "anyenum", "anyrange", "anymultirange", "anycompatible", "anycompatiblearray",
        "anycompatiblenonarray", "anycompatiblerange", "anycompatiblemultirange", "language_handler", "fdw_handler",
        "index_am_handler", "table_am_handler", "tsm_handler", "pg_lsn", "pg_snapshot", "txid_snapshot", "char",
        "tid", "xid", "xid8", "cid", "int2vector", "oidvector", "aclitem", "refcursor", "unknown", "pg_ddl_command",
        "serial", "bigserial", "smallserial", "serial2", "serial4", "serial8",
    ]

    /// Whether a type written without schema is one of PostgreSQL's own.
    static func isBuiltIn(_ name: String) -> Bool {
        let element = name.hasPrefix("_") ? String(name.dropFirst()) : name
        return catalogNames.contains(element) || standardNames[element] != nil
    }

    /// The type that a `serial` pseudo-type stands for; nil if `name` is none.
    static func serialType(_ name: String) -> String? {
        switch name {
        case "serial", "serial4": "integer"
        case "bigserial", "serial8": "bigint"
        case "smallserial", "serial2": "smallint"
        default: nil
        }
    }

    /// The type's name with schema where it is not PostgreSQL's own, without modifier, as in a routine's identity.
    ///
    /// - Parameter schema: the schema of a name written without one; nil if it is PostgreSQL's own or unknown.
    static func identity(_ type: TypeName, schema: String?) -> String {
        base(type, schema: schema, builtInSchema: "pg_catalog.") + dimension(type)
    }

    /// The type as a column's type is shown: PostgreSQL's own without schema, with modifier.
    static func column(_ type: TypeName, schema: String?) -> String {
        var text = base(type, schema: schema, builtInSchema: "")
        let modifiers = type.typmods
        if !modifiers.isEmpty {
            var values = modifiers.map(modifierText)
            // The scale of numeric is 0 if it is not given.
            if text == "numeric", values.count == 1 { values.append("0") }
            let list = "(" + values.joined(separator: ",") + ")"
            // "timestamp(3) without time zone": the modifier stands behind the first word.
            if let space = text.firstIndex(of: " "), text.hasPrefix("time") {
                text.insert(contentsOf: list, at: space)
            } else if type.names.strings.last != "interval" {
                text += list
            }
        }
        return text + dimension(type)
    }

    private static func base(_ type: TypeName, schema: String?, builtInSchema: String) -> String {
        let names = type.names.strings
        guard let name = names.last else { return "" }
        if names.count > 1, names[names.count - 2] != "pg_catalog" {
            return QuotedName.qualified(names[names.count - 2], name)
        }
        if let serial = serialType(name), names.count == 1 { return serial }
        if names.count == 1, let schema { return QuotedName.qualified(schema, name) }
        if let standard = standardNames[name] { return standard }
        return (isBuiltIn(name) ? builtInSchema : "") + QuotedName.identifier(name)
    }

    private static func modifierText(_ node: Node) -> String {
        if case .integer(let number)? = AConst(node)?.value { return String(number) }
        return node.text
    }

    private static func dimension(_ type: TypeName) -> String {
        type.arrayBounds.isEmpty ? "" : "[]"
    }
}

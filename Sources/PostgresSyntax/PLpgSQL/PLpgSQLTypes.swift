/// Who decides what a type is that PostgreSQL's own catalog does not have.
public enum PLpgSQLRules: Sendable {
    /// PostgreSQL, which looks in the database: without one, nothing is reported that depends on such a type.
    case postgres
    /// libpg_query, which takes such a type for a record type and what `%TYPE` and `%ROWTYPE` name for scalar.
    case libpgQuery
}

/// A type as far as PL/pgSQL's parser has to know it.
struct PLpgSQLType {
    enum Shape: Equatable {
        case scalar
        case record
        case unknown
        case pseudo(String)
    }

    var shape: Shape
    /// Whether values have a collation; nil where only a catalog could tell.
    var isCollatable: Bool? = false
    /// Whether it is `refcursor`; nil where only a catalog could tell.
    var isCursor: Bool? = false
    /// Whether a call decides what it is.
    var isPolymorphic = false

    static let unknown = PLpgSQLType(shape: .unknown, isCollatable: nil, isCursor: nil)
    static let record = PLpgSQLType(shape: .record)
    static let scalar = PLpgSQLType(shape: .scalar)
    static let refcursor = PLpgSQLType(shape: .scalar, isCursor: true)

    /// A variable of this type.
    func variable(_ name: PLpgSQLScope.Name, isConstant: Bool = false) -> PLpgSQLVariable {
        let shape: PLpgSQLVariable.Shape =
            switch self.shape {
            case .scalar, .pseudo: .scalar
            case .record: .record
            case .unknown: .unknown
            }
        return PLpgSQLVariable(shape: shape, isCursor: isCursor, isConstant: isConstant, name: name)
    }
}

/// Tells what kind of type a name is.
struct PLpgSQLTypes {
    let rules: PLpgSQLRules

    /// A type of the database.
    private var other: PLpgSQLType { rules == .postgres ? .unknown : .record }

    /// The type of `name%TYPE`, `name%ROWTYPE`.
    var copied: PLpgSQLType { rules == .postgres ? .unknown : .scalar }

    /// The type of this name.
    func type(schema: String?, name: String, isArray: Bool) -> PLpgSQLType {
        guard schema == nil || schema == "pg_catalog" else { return isArray ? array(of: other) : other }
        let element = builtIn(name) ?? other
        return isArray ? array(of: element) : element
    }

    private func array(of element: PLpgSQLType) -> PLpgSQLType {
        switch element.shape {
        case .unknown: element
        case .record: PLpgSQLType(shape: .pseudo("_record"))
        case .pseudo("cstring"): .scalar
        case .pseudo(let name): PLpgSQLType(shape: .pseudo(name + "[]"))
        case .scalar: PLpgSQLType(shape: .scalar, isCollatable: element.isCollatable)
        }
    }

    private func builtIn(_ name: String) -> PLpgSQLType? {
        if Self.scalars.contains(name) { return name == "refcursor" ? .refcursor : .scalar }
        if Self.collatable.contains(name) { return PLpgSQLType(shape: .scalar, isCollatable: true) }
        if Self.polymorphic.contains(name) { return PLpgSQLType(shape: .pseudo(name), isPolymorphic: true) }
        if Self.pseudo.contains(name) { return PLpgSQLType(shape: .pseudo(name)) }
        if name == "record" { return .record }
        if Self.rows.contains(name) { return .record }
        guard name.first == "_" else { return nil }
        let element = String(name.dropFirst())
        if Self.rows.contains(element) { return .scalar }
        return builtIn(element).map(array)
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) })
    }

    /// The types of PostgreSQL 18's `pg_catalog`.
    private static let scalars = words(
        """
        bool bytea char int8 int2 int2vector int4 regproc oid tid xid cid oidvector json xml xid8 point lseg path box \
        polygon line float4 float8 circle money macaddr inet cidr macaddr8 aclitem date time timestamp timestamptz \
        interval timetz bit varbit numeric refcursor regprocedure regoper regoperator regclass regcollation regtype \
        regrole regnamespace uuid pg_lsn tsvector gtsvector tsquery regconfig regdictionary jsonb jsonpath \
        txid_snapshot pg_snapshot int4range numrange tsrange tstzrange daterange int8range int4multirange \
        nummultirange tsmultirange tstzmultirange datemultirange int8multirange
        """)
    private static let collatable = words(
        """
        name text bpchar varchar pg_node_tree pg_ndistinct pg_dependencies pg_mcv_list pg_brin_bloom_summary \
        pg_brin_minmax_multi_summary
        """)
    private static let polymorphic = words(
        """
        anyelement anyarray anynonarray anyenum anyrange anymultirange anycompatible anycompatiblearray \
        anycompatiblenonarray anycompatiblerange anycompatiblemultirange
        """)
    private static let pseudo = words(
        """
        any cstring event_trigger fdw_handler index_am_handler internal language_handler pg_ddl_command \
        table_am_handler trigger tsm_handler unknown void
        """)
    private static let rows = words("pg_type pg_attribute pg_proc pg_class")
}

/// Strings that PostgreSQL's grammar puts into the tree without a token that spells them.
enum WellKnownName: UInt16 {
    // Names of the catalog.
    case pgCatalog
    case int2
    case int4
    case int8
    case float4
    case float8
    case numeric
    case bool
    case bpchar
    case varchar
    case bit
    case varbit
    case time
    case timetz
    case timestamp
    case timestamptz
    case interval
    case json
    case xml
    case text
    case btree
    // Operators.
    case equals
    case notEquals
    case less
    case greater
    case lessEquals
    case greaterEquals
    case plus
    case minus
    case star
    case like
    case notLike
    case ilike
    case notIlike
    case similar
    case notSimilar

    /// The string itself.
    var text: StaticString {
        switch self {
        case .pgCatalog: "pg_catalog"
        case .int2: "int2"
        case .int4: "int4"
        case .int8: "int8"
        case .float4: "float4"
        case .float8: "float8"
        case .numeric: "numeric"
        case .bool: "bool"
        case .bpchar: "bpchar"
        case .varchar: "varchar"
        case .bit: "bit"
        case .varbit: "varbit"
        case .time: "time"
        case .timetz: "timetz"
        case .timestamp: "timestamp"
        case .timestamptz: "timestamptz"
        case .interval: "interval"
        case .json: "json"
        case .xml: "xml"
        case .text: "text"
        case .btree: "btree"
        case .equals: "="
        case .notEquals: "<>"
        case .less: "<"
        case .greater: ">"
        case .lessEquals: "<="
        case .greaterEquals: ">="
        case .plus: "+"
        case .minus: "-"
        case .star: "*"
        case .like: "~~"
        case .notLike: "!~~"
        case .ilike: "~~*"
        case .notIlike: "!~~*"
        case .similar: "~"
        case .notSimilar: "!~"
        }
    }
}

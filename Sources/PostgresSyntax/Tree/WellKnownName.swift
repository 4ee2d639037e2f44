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
    // Options and columns.
    case enabled
    case ownedBy
    case sequenceName
    case value
    case analyze
    case delimiter
    case forceNotNull
    case forceNull
    case forceQuote
    case format
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
    case between
    case notBetween
    case betweenSymmetric
    case notBetweenSymmetric
    // Functions.
    case btrim
    case extract
    case isNormalized
    case jsonObject
    case likeEscape
    case ltrim
    case normalize
    case overlaps
    case overlay
    case pgCollationFor
    case position
    case rtrim
    case similarToEscape
    case substring
    case systemUser
    case timezone
    case xmlexists
    // Unicode's normal forms.
    case nfc
    case nfd
    case nfkc
    case nfkd
    // Names of settings and options of utility statements.
    case addroleto
    case adminmembers
    case all
    case alterSystem
    case `as`
    case bypassrls
    case canlogin
    case clientEncoding
    case connectionLimit
    case connectionlimit
    case content
    case createdb
    case createrole
    case document
    case inherit
    case isreplication
    case leakproof
    case newVersion
    case password
    case readCommitted
    case readUncommitted
    case record
    case repeatableRead
    case rolemembers
    case roles
    case schemas
    case searchPath
    case security
    case sessionAuthorization
    case sessionCharacteristics
    case set
    case strict
    case superuser
    case tablespace
    case transaction
    case transactionDeferrable
    case transactionIsolation
    case transactionReadOnly
    case transactionSnapshot
    case validUntil
    case volatility
    case xmloption

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
        case .enabled: "enabled"
        case .ownedBy: "owned_by"
        case .sequenceName: "sequence_name"
        case .value: "value"
        case .analyze: "analyze"
        case .delimiter: "delimiter"
        case .forceNotNull: "force_not_null"
        case .forceNull: "force_null"
        case .forceQuote: "force_quote"
        case .format: "format"
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
        case .between: "BETWEEN"
        case .notBetween: "NOT BETWEEN"
        case .betweenSymmetric: "BETWEEN SYMMETRIC"
        case .notBetweenSymmetric: "NOT BETWEEN SYMMETRIC"
        case .btrim: "btrim"
        case .extract: "extract"
        case .isNormalized: "is_normalized"
        case .jsonObject: "json_object"
        case .likeEscape: "like_escape"
        case .ltrim: "ltrim"
        case .normalize: "normalize"
        case .overlaps: "overlaps"
        case .overlay: "overlay"
        case .pgCollationFor: "pg_collation_for"
        case .position: "position"
        case .rtrim: "rtrim"
        case .similarToEscape: "similar_to_escape"
        case .substring: "substring"
        case .systemUser: "system_user"
        case .timezone: "timezone"
        case .xmlexists: "xmlexists"
        case .nfc: "NFC"
        case .nfd: "NFD"
        case .nfkc: "NFKC"
        case .nfkd: "NFKD"
        case .addroleto: "addroleto"
        case .adminmembers: "adminmembers"
        case .all: "all"
        case .alterSystem: "alter system"
        case .as: "as"
        case .bypassrls: "bypassrls"
        case .canlogin: "canlogin"
        case .clientEncoding: "client_encoding"
        case .connectionLimit: "connection_limit"
        case .connectionlimit: "connectionlimit"
        case .content: "CONTENT"
        case .createdb: "createdb"
        case .createrole: "createrole"
        case .document: "DOCUMENT"
        case .inherit: "inherit"
        case .isreplication: "isreplication"
        case .leakproof: "leakproof"
        case .newVersion: "new_version"
        case .password: "password"
        case .readCommitted: "read committed"
        case .readUncommitted: "read uncommitted"
        case .record: "record"
        case .repeatableRead: "repeatable read"
        case .rolemembers: "rolemembers"
        case .roles: "roles"
        case .schemas: "schemas"
        case .searchPath: "search_path"
        case .security: "security"
        case .sessionAuthorization: "session_authorization"
        case .sessionCharacteristics: "SESSION CHARACTERISTICS"
        case .set: "set"
        case .strict: "strict"
        case .superuser: "superuser"
        case .tablespace: "tablespace"
        case .transaction: "TRANSACTION"
        case .transactionDeferrable: "transaction_deferrable"
        case .transactionIsolation: "transaction_isolation"
        case .transactionReadOnly: "transaction_read_only"
        case .transactionSnapshot: "TRANSACTION SNAPSHOT"
        case .validUntil: "validUntil"
        case .volatility: "volatility"
        case .xmloption: "xmloption"
        }
    }
}

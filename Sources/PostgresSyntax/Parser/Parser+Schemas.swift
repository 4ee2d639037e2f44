/// `CREATE SCHEMA` and what can be created within it.
extension Parser {
    /// `CREATE SCHEMA`.
    ///
    /// ```ebnf
    /// CreateSchemaStmt =
    ///       "CREATE" "SCHEMA" [ "IF" "NOT" "EXISTS" ] ( ColId | opt_single_name "AUTHORIZATION" RoleSpec )
    ///         OptSchemaEltList ;
    /// ```
    mutating func parseCreateSchemaStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .schema)
        let ifNotExists = try eatIfNotExists()
        let isNamed = kind.isColId
        parseOptSingleName(.schemaname)
        if !isNamed || at(.authorization) {
            try expect(.authorization)
            try parseRoleSpec()
            label(.authrole)
        }
        let elements = mark()
        try parseOptSchemaEltList()
        if ifNotExists, position != elements.token {
            throw error("CREATE SCHEMA IF NOT EXISTS cannot include schema elements", at: elements.token)
        }
        close(.createSchemaStmt, statement, scalars: .createSchemaStmt(ifNotExists: ifNotExists))
    }

    /// Statements that create what is in the schema, without semicolons between them.
    ///
    /// ```ebnf
    /// OptSchemaEltList = { schema_stmt } ;
    /// ```
    mutating func parseOptSchemaEltList() throws(ParseFailure) {
        while at(.create) || at(.grant) {
            try parseSchemaStmt()
            label(.schemaElts)
        }
    }

    /// A statement that can stand within `CREATE SCHEMA`.
    ///
    /// ```ebnf
    /// schema_stmt = CreateStmt | IndexStmt | CreateSeqStmt | CreateTrigStmt | GrantStmt | ViewStmt ;
    /// ```
    mutating func parseSchemaStmt() throws(ParseFailure) {
        if at(.grant) { return try parseGrantStmt() }
        switch peek() {
        case .table: try parseCreateStmt()
        case .index, .unique: try parseIndexStmt()
        case .sequence: try parseCreateSeqStmt()
        case .trigger, .constraint: try parseCreateTrigStmt()
        case .view, .recursive: try parseViewStmt()
        case .temporary, .temp, .unlogged: try temporarySchemaStmt(2)
        case .local, .global:
            guard peek(2) == .temporary || peek(2) == .temp else { throw unexpectedToken(after: 2) }
            try temporarySchemaStmt(3)
        case .or:
            guard peek(2) == .replace else { throw unexpectedToken(after: 2) }
            switch peek(3) {
            case .trigger, .constraint: try parseCreateTrigStmt()
            case .view, .recursive, .temporary, .temp, .local, .global, .unlogged: try parseViewStmt()
            default: throw unexpectedToken(after: 3)
            }
        default: throw unexpectedToken(after: 1)
        }
    }

    /// What `CREATE TEMPORARY` and the like can create here; its kind is the token `distance` ahead.
    private mutating func temporarySchemaStmt(_ distance: Int) throws(ParseFailure) {
        switch peek(distance) {
        case .table: try parseCreateStmt()
        case .sequence: try parseCreateSeqStmt()
        case .view, .recursive: try parseViewStmt()
        default: throw unexpectedToken(after: distance)
        }
    }
}

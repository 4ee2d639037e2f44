/// VACUUM and its like, databases, tablespaces and collation versions.
extension Parser {
    // MARK: VACUUM and ANALYZE

    /// ```ebnf
    /// VacuumStmt =
    ///       "VACUUM" [ "FULL" ] [ "FREEZE" ] [ "VERBOSE" ] [ "ANALYZE" | "ANALYSE" ]
    ///         opt_vacuum_relation_list
    ///     | "VACUUM" "(" utility_option_list ")" opt_vacuum_relation_list ;
    /// ```
    mutating func parseVacuumStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.vacuum)
        if at(.leftParenthesis) {
            try utilityOptions(.options)
        } else {
            if at(.full) { bareOption(.options) }
            if at(.freeze) { bareOption(.options) }
            if at(.verbose) { bareOption(.options) }
            if at(.analyze) || at(.analyse) { analyzeOption() }
        }
        try parseOptVacuumRelationList()
        close(.vacuumStmt, statement, scalars: .vacuumStmt(isVacuumcmd: true))
    }

    /// ```ebnf
    /// AnalyzeStmt =
    ///       ( "ANALYZE" | "ANALYSE" ) [ "VERBOSE" | "(" utility_option_list ")" ] opt_vacuum_relation_list ;
    /// ```
    mutating func parseAnalyzeStmt() throws(ParseFailure) {
        let statement = mark()
        advance()
        if at(.leftParenthesis) {
            try utilityOptions(.options)
        } else if at(.verbose) {
            bareOption(.options)
        }
        try parseOptVacuumRelationList()
        close(.vacuumStmt, statement)
    }

    /// Options in parentheses.
    private mutating func utilityOptions(_ field: FieldName) throws(ParseFailure) {
        try expect(.leftParenthesis)
        try parseUtilityOptionList(field)
        try expect(.rightParenthesis)
    }

    /// `ANALYZE` in either spelling.
    private mutating func analyzeOption() {
        let mark = mark()
        advance()
        closeOption(.analyze, mark)
        label(.options)
    }

    /// ```ebnf
    /// opt_vacuum_relation_list = [ vacuum_relation { "," vacuum_relation } ] ;
    /// ```
    mutating func parseOptVacuumRelationList() throws(ParseFailure) {
        guard kind.isColId || at(.only) else { return }
        repeat {
            try parseVacuumRelation()
            label(.rels)
        } while eat(.comma)
    }

    /// ```ebnf
    /// vacuum_relation = relation_expr opt_name_list ;
    /// ```
    mutating func parseVacuumRelation() throws(ParseFailure) {
        let mark = mark()
        try parseRelationExpr()
        label(.relation)
        try parseOptNameList(.vaCols)
        close(.vacuumRelation, mark)
    }

    // MARK: CLUSTER and REINDEX

    /// ```ebnf
    /// ClusterStmt =
    ///       "CLUSTER" "(" utility_option_list ")" [ qualified_name cluster_index_specification ]
    ///     | "CLUSTER" [ "VERBOSE" ] [ qualified_name cluster_index_specification | name "ON" qualified_name
    ///         ] ;
    /// ```
    mutating func parseClusterStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.cluster)
        let hasOptions = at(.leftParenthesis)
        if hasOptions {
            try utilityOptions(.params)
        } else if at(.verbose) {
            bareOption(.params)
        }
        if !hasOptions, kind.isColId, peek() == .on {
            stringField(.indexname)
            try expect(.on)
            try parseQualifiedName()
            label(.relation)
        } else if kind.isColId {
            try parseQualifiedName()
            label(.relation)
            try parseClusterIndexSpecification()
        }
        close(.clusterStmt, statement)
    }

    /// ```ebnf
    /// cluster_index_specification = [ "USING" name ] ;
    /// ```
    mutating func parseClusterIndexSpecification() throws(ParseFailure) {
        if eat(.using) { try parseName(.stringValue, .indexname) }
    }

    /// ```ebnf
    /// ReindexStmt =
    ///       "REINDEX" [ "(" utility_option_list ")" ] ( ( "INDEX" | "TABLE" ) [ "CONCURRENTLY" ]
    ///         qualified_name | "SCHEMA" [ "CONCURRENTLY" ] name | ( "SYSTEM" | "DATABASE" ) [ "CONCURRENTLY"
    ///         ] opt_single_name ) ;
    /// ```
    mutating func parseReindexStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.reindex)
        if at(.leftParenthesis) { try utilityOptions(.params) }
        let target = kind
        let type: ReindexObjectType
        switch target {
        case .index: type = .index
        case .table: type = .table
        case .schema: type = .schema
        case .system: type = .system
        case .database: type = .database
        default: throw syntaxError()
        }
        advance()
        if at(.concurrently) { bareOption(.params) }
        switch type {
        case .index, .table:
            try parseQualifiedName()
            label(.relation)
        case .schema: try parseName(.stringValue, .name)
        case .system, .database: parseOptSingleName(.name)
        }
        close(.reindexStmt, statement, scalars: .reindexStmt(kind: type))
    }

    // MARK: Databases

    /// ```ebnf
    /// CreatedbStmt = "CREATE" "DATABASE" name [ "WITH" ] createdb_opt_list ;
    /// ```
    mutating func parseCreatedbStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .database)
        try parseName(.stringValue, .dbname)
        _ = eatWith()
        try parseCreatedbOptList()
        close(.createdbStmt, statement)
    }

    /// ```ebnf
    /// createdb_opt_list = { createdb_opt_item } ;
    /// ```
    mutating func parseCreatedbOptList() throws(ParseFailure) {
        while true {
            switch kind {
            case .identifier, .connection, .encoding, .location, .owner, .tablespace, .template: break
            default: return
            }
            try parseCreatedbOptItem()
            label(.options)
        }
    }

    /// ```ebnf
    /// createdb_opt_item =
    ///       ( IDENT | "CONNECTION" "LIMIT" | "ENCODING" | "LOCATION" | "OWNER" | "TABLESPACE" | "TEMPLATE" )
    ///         [ "=" ] ( NumericOnly | opt_boolean_or_string | "DEFAULT" ) ;
    /// ```
    mutating func parseCreatedbOptItem() throws(ParseFailure) {
        let mark = mark()
        if eat(.connection) {
            try expect(.limit)
            stringField(.defname, .wellKnown(.connectionLimit), token: mark.token)
        } else {
            stringField(.defname)
        }
        _ = eat(.equals)
        switch kind {
        case .default: advance()
        case .integerConstant, .floatConstant, .plus, .minus:
            try parseNumericOnly()
            label(.arg)
        default: try parseOptBooleanOrString(.string, .arg)
        }
        close(.defElem, mark)
    }

    /// The rest of `ALTER DATABASE` behind the name.
    ///
    /// ```ebnf
    /// AlterDatabaseStmt =
    ///       "ALTER" "DATABASE" name [ "WITH" ] createdb_opt_list
    ///     | "ALTER" "DATABASE" name "SET" "TABLESPACE" name
    ///     | "ALTER" "DATABASE" name "REFRESH" "COLLATION" "VERSION" ;
    /// ```
    mutating func parseAlterDatabaseStmt(statement: Mark) throws(ParseFailure) {
        switch kind {
        case .refresh:
            advance()
            try expect(.collation, .version)
            return close(.alterDatabaseRefreshCollStmt, statement)
        case .set where peek() == .tablespace && peek(2).isColId:
            advance()
            advance()
            let option = mark()
            try parseName(.string, .arg)
            closeOption(.tablespace, option)
            label(.options)
        case .set, .reset: return try parseAlterDatabaseSetStmt(statement: statement)
        default:
            _ = eat(.with)
            try parseCreatedbOptList()
        }
        close(.alterDatabaseStmt, statement)
    }

    /// ```ebnf
    /// AlterDatabaseSetStmt = "ALTER" "DATABASE" name SetResetClause ;
    /// ```
    mutating func parseAlterDatabaseSetStmt(statement: Mark) throws(ParseFailure) {
        try parseSetResetClause()
        label(.setstmt)
        close(.alterDatabaseSetStmt, statement)
    }

    /// ```ebnf
    /// DropdbStmt =
    ///       "DROP" "DATABASE" [ "IF" "EXISTS" ] name [ [ "WITH" ] "(" drop_option { "," drop_option } ")" ]
    ///         ;
    /// ```
    mutating func parseDropdbStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .database)
        let missingOk = try eatIfExists()
        try parseName(.stringValue, .dbname)
        if eatWith() || at(.leftParenthesis) {
            try expect(.leftParenthesis)
            repeat {
                try parseDropOption()
            } while eat(.comma)
            try expect(.rightParenthesis)
        }
        close(.dropdbStmt, statement, scalars: .dropdbStmt(missingOk: missingOk))
    }

    /// ```ebnf
    /// drop_option = "FORCE" ;
    /// ```
    mutating func parseDropOption() throws(ParseFailure) {
        guard at(.force) else { throw syntaxError() }
        bareOption(.options)
    }

    // MARK: Tablespaces

    /// ```ebnf
    /// CreateTableSpaceStmt =
    ///       "CREATE" "TABLESPACE" name [ "OWNER" RoleSpec ] "LOCATION" Sconst opt_reloptions ;
    /// ```
    mutating func parseCreateTableSpaceStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .tablespace)
        try parseName(.stringValue, .tablespacename)
        if eat(.owner) {
            try parseRoleSpec()
            label(.owner)
        }
        try expect(.location)
        try parseSconst(.stringValue, .location)
        try parseOptReloptions(.options)
        close(.createTableSpaceStmt, statement)
    }

    /// ```ebnf
    /// DropTableSpaceStmt = "DROP" "TABLESPACE" [ "IF" "EXISTS" ] name ;
    /// ```
    mutating func parseDropTableSpaceStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .tablespace)
        let missingOk = try eatIfExists()
        try parseName(.stringValue, .tablespacename)
        close(.dropTableSpaceStmt, statement, scalars: .dropTableSpaceStmt(missingOk: missingOk))
    }

    /// The rest of `ALTER TABLESPACE` behind the name.
    ///
    /// ```ebnf
    /// AlterTblSpcStmt = "ALTER" "TABLESPACE" name ( "SET" | "RESET" ) reloptions ;
    /// ```
    mutating func parseAlterTblSpcStmt(statement: Mark) throws(ParseFailure) {
        let isReset = eat(.reset)
        if !isReset { try expect(.set) }
        try parseReloptions(.options)
        close(
            .alterTableSpaceOptionsStmt, statement,
            scalars: .alterTableSpaceOptionsStmt(isReset: isReset))
    }

    // MARK: Collations

    /// The rest of `ALTER COLLATION` behind the name.
    ///
    /// ```ebnf
    /// AlterCollationStmt = "ALTER" "COLLATION" any_name "REFRESH" "VERSION" ;
    /// ```
    mutating func parseAlterCollationStmt(statement: Mark) throws(ParseFailure) {
        try expect(.refresh, .version)
        close(.alterCollationStmt, statement)
    }
}

/// VACUUM and its like, databases, tablespaces and collation versions.
extension Parser {
    // MARK: VACUUM and ANALYZE

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

    mutating func parseOptVacuumRelationList() throws(ParseFailure) {
        guard kind.isColId || at(.only) else { return }
        repeat {
            try parseVacuumRelation()
            label(.rels)
        } while eat(.comma)
    }

    mutating func parseVacuumRelation() throws(ParseFailure) {
        let mark = mark()
        try parseRelationExpr()
        label(.relation)
        try parseOptNameList(.vaCols)
        close(.vacuumRelation, mark)
    }

    // MARK: CLUSTER and REINDEX

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

    mutating func parseClusterIndexSpecification() throws(ParseFailure) {
        if eat(.using) { try parseName(.stringValue, .indexname) }
    }

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
        case .system, .database: if kind.isColId { stringField(.name) }
        }
        close(.reindexStmt, statement, scalars: .reindexStmt(kind: type))
    }

    // MARK: Databases

    mutating func parseCreatedbStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .database)
        try parseName(.stringValue, .dbname)
        _ = eat(.with)
        try parseCreatedbOptList()
        close(.createdbStmt, statement)
    }

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
            if atWith { advance() }
            try parseCreatedbOptList()
        }
        close(.alterDatabaseStmt, statement)
    }

    mutating func parseAlterDatabaseSetStmt(statement: Mark) throws(ParseFailure) {
        try parseSetResetClause()
        label(.setstmt)
        close(.alterDatabaseSetStmt, statement)
    }

    mutating func parseDropdbStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .database)
        let missingOk = try eatIfExists()
        try parseName(.stringValue, .dbname)
        if eat(.with) || at(.leftParenthesis) {
            try expect(.leftParenthesis)
            repeat {
                try parseDropOption()
            } while eat(.comma)
            try expect(.rightParenthesis)
        }
        close(.dropdbStmt, statement, scalars: .dropdbStmt(missingOk: missingOk))
    }

    mutating func parseDropOption() throws(ParseFailure) {
        guard at(.force) else { throw syntaxError() }
        bareOption(.options)
    }

    // MARK: Tablespaces

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
        if atWith {
            advance()
            try parseReloptions(.options)
        }
        close(.createTableSpaceStmt, statement)
    }

    mutating func parseDropTableSpaceStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .tablespace)
        let missingOk = try eatIfExists()
        try parseName(.stringValue, .tablespacename)
        close(.dropTableSpaceStmt, statement, scalars: .dropTableSpaceStmt(missingOk: missingOk))
    }

    /// The rest of `ALTER TABLESPACE` behind the name.
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
    mutating func parseAlterCollationStmt(statement: Mark) throws(ParseFailure) {
        try expect(.refresh, .version)
        close(.alterCollationStmt, statement)
    }
}

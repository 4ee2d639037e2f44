/// Objects made of queries: views, materialized views, rewrite rules.
extension Parser {
    // MARK: Views

    /// `CREATE VIEW`; a recursive one is wrapped into a query of its own.
    ///
    /// ```ebnf
    /// ViewStmt =
    ///       "CREATE" [ "OR" "REPLACE" ] OptTemp "VIEW" qualified_name opt_column_list opt_reloptions "AS"
    ///         SelectStmt opt_check_option
    ///     | "CREATE" [ "OR" "REPLACE" ] OptTemp "RECURSIVE" "VIEW" qualified_name "(" columnList ")"
    ///         opt_reloptions "AS" SelectStmt ;
    /// ```
    mutating func parseViewStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.create)
        let replace = try eat(.or, .replace)
        let persistence = try parseOptTemp()
        let recursive = eat(.recursive)
        try expect(.view)
        let view = tree.count
        try qualifiedName(scalars: .rangeVar(inh: true, relpersistence: persistence))
        label(.view)
        let aliases = tree.count
        if recursive || at(.leftParenthesis) {
            try expect(.leftParenthesis)
            try parseColumnList(.aliases)
            try expect(.rightParenthesis)
        }
        let aliasesEnd = tree.count
        try parseOptReloptions(.options)
        try expect(.as)
        if recursive {
            try recursiveViewSelect(view: view, aliases: aliases..<aliasesEnd)
        } else {
            try parseSelectStmt()
        }
        label(.query)
        let checkToken = position
        let check = try parseOptCheckOption()
        if recursive, check != .noCheckOption {
            throw error("WITH CHECK OPTION not supported on recursive views", at: checkToken, readsNext: false)
        }
        close(.viewStmt, mark, scalars: .viewStmt(replace: replace, withCheckOption: check))
    }

    /// Whether rows that a view does not show may be put into it.
    ///
    /// ```ebnf
    /// opt_check_option = [ "WITH" [ "CASCADED" | "LOCAL" ] "CHECK" "OPTION" ] ;
    /// ```
    mutating func parseOptCheckOption() throws(ParseFailure) -> ViewCheckOption {
        guard at(.with) else { return .noCheckOption }
        advance()
        let isLocal = at(.local)
        if isLocal || at(.cascaded) { advance() }
        try expect(.check, .option)
        return isLocal ? .localCheckOption : .cascadedCheckOption
    }

    /// The query of a recursive view, as PostgreSQL's `makeRecursiveViewSelect` builds it:
    /// `WITH RECURSIVE name (aliases) AS (query) SELECT aliases FROM name`.
    private mutating func recursiveViewSelect(view: Int, aliases: Range<Int>) throws(ParseFailure) {
        let mark = mark()
        // The relation's own name is what stands last of its name.
        let relname = StringReference(raw: tree[relnameUnit(of: view, before: aliases.lowerBound)].word1)
        stringField(.ctename, relname, token: mark.token)
        for unit in aliases {
            stringNode(.aliascolnames, StringReference(raw: tree[unit].word1), token: mark.token)
        }
        try parseSelectStmt()
        label(.ctequery)
        closeWithoutLocation(.commonTableExpr, mark)
        label(.ctes)
        closeWithoutLocation(.withClause, mark, scalars: .withClause(recursive: true))
        label(.withClause)
        for unit in aliases {
            let target = Mark(unit: tree.count, token: mark.token)
            stringNode(.fields, StringReference(raw: tree[unit].word1), token: mark.token)
            closeWithoutLocation(.columnRef, target)
            label(.val)
            closeWithoutLocation(.resTarget, target)
            label(.targetList)
        }
        let relation = Mark(unit: tree.count, token: mark.token)
        stringField(.relname, relname, token: mark.token)
        closeWithoutLocation(
            .rangeVar, relation, scalars: .rangeVar(inh: true, relpersistence: UInt8(ascii: "p")))
        label(.fromClause)
        close(.selectStmt, mark)
    }

    private func relnameUnit(of start: Int, before end: Int) -> Int {
        var unit = start
        while unit < end - 1, tree[unit].field != .relname { unit += 1 }
        return unit
    }

    // MARK: Materialized views

    /// `CREATE MATERIALIZED VIEW`.
    ///
    /// ```ebnf
    /// CreateMatViewStmt =
    ///       "CREATE" [ "UNLOGGED" ] "MATERIALIZED" "VIEW" [ "IF" "NOT" "EXISTS" ] create_mv_target "AS"
    ///         SelectStmt opt_with_data ;
    /// ```
    mutating func parseCreateMatViewStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.create)
        let unlogged = eat(.unlogged)
        try expect(.materialized, .view)
        let ifNotExists = try eatIfNotExists()
        try parseCreateMvTarget(persistence: UInt8(ascii: unlogged ? "u" : "p"))
        label(.into)
        let into = tree.count - 1
        try expect(.as)
        try parseSelectStmt()
        label(.query)
        if !(try parseOptWithData()) { tree[into].word1 = Scalars.intoClause(skipData: true).bits }
        close(
            .createTableAsStmt, mark, scalars: .createTableAsStmt(objtype: .matview, ifNotExists: ifNotExists))
    }

    /// The name and storage of a materialized view, as an `IntoClause`.
    ///
    /// ```ebnf
    /// create_mv_target =
    ///       qualified_name opt_column_list table_access_method_clause opt_reloptions OptTableSpace ;
    /// ```
    mutating func parseCreateMvTarget(persistence: UInt8) throws(ParseFailure) {
        let mark = mark()
        try qualifiedName(scalars: .rangeVar(inh: true, relpersistence: persistence))
        label(.rel)
        try parseOptColumnList(.colNames)
        try parseTableAccessMethodClause()
        try parseOptReloptions(.options)
        try parseOptTableSpace(.tableSpaceName)
        close(.intoClause, mark)
    }

    /// `REFRESH MATERIALIZED VIEW`.
    ///
    /// ```ebnf
    /// RefreshMatViewStmt = "REFRESH" "MATERIALIZED" "VIEW" [ "CONCURRENTLY" ] qualified_name opt_with_data ;
    /// ```
    mutating func parseRefreshMatViewStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.refresh)
        try expect(.materialized, .view)
        let concurrent = eat(.concurrently)
        try parseQualifiedName()
        label(.relation)
        let withData = try parseOptWithData()
        close(
            .refreshMatViewStmt, mark, scalars: .refreshMatViewStmt(concurrent: concurrent, skipData: !withData))
    }

    // MARK: Rules

    /// `CREATE RULE`.
    ///
    /// ```ebnf
    /// RuleStmt =
    ///       "CREATE" [ "OR" "REPLACE" ] "RULE" name "AS" "ON" event "TO" qualified_name where_clause "DO" [
    ///         "INSTEAD" | "ALSO" ] RuleActionList ;
    /// ```
    mutating func parseRuleStmt() throws(ParseFailure) {
        let mark = mark()
        try expect(.create)
        let replace = try eat(.or, .replace)
        try expect(.rule)
        try parseName(.stringValue, .rulename)
        try expect(.as, .on)
        let event = try parseEvent()
        try expect(.to)
        try parseQualifiedName()
        label(.relation)
        try parseWhereClause(.whereClause)
        try expect(.do)
        let instead = eat(.instead)
        if !instead { _ = eat(.also) }
        try parseRuleActionList()
        close(.ruleStmt, mark, scalars: .ruleStmt(event: event, instead: instead, replace: replace))
    }

    /// The command that a rule is for.
    ///
    /// ```ebnf
    /// event = "SELECT" | "UPDATE" | "DELETE" | "INSERT" ;
    /// ```
    mutating func parseEvent() throws(ParseFailure) -> CmdType {
        let event: CmdType
        switch kind {
        case .select: event = .select
        case .update: event = .update
        case .delete: event = .delete
        case .insert: event = .insert
        default: throw syntaxError()
        }
        advance()
        return event
    }

    /// What a rule does: one statement, several in parentheses, or nothing.
    ///
    /// ```ebnf
    /// RuleActionList = "NOTHING" | RuleActionStmt | "(" RuleActionMulti ")" ;
    /// ```
    mutating func parseRuleActionList() throws(ParseFailure) {
        if eat(.nothing) { return }
        guard at(.leftParenthesis) else { return try ruleAction() }
        let mark = mark()
        advance()
        let isSingle = try parseRuleActionMulti()
        try expect(.rightParenthesis)
        // One query in parentheses is a query, which can go on behind them.
        if isSingle, tree[tree.count - 1].kind == .selectStmt, canContinueSelect() {
            try continueSelect(from: mark)
            label(.actions)
        }
    }

    private mutating func ruleAction() throws(ParseFailure) {
        try parseRuleActionStmt()
        label(.actions)
    }

    /// Statements separated by semicolons, of which some may be empty; tells whether it is one without a semicolon.
    ///
    /// ```ebnf
    /// RuleActionMulti = [ RuleActionStmt ] { ";" [ RuleActionStmt ] } ;
    /// ```
    mutating func parseRuleActionMulti() throws(ParseFailure) -> Bool {
        let isEmpty = at(.semicolon) || at(.rightParenthesis)
        if !isEmpty { try ruleAction() }
        guard at(.semicolon) else { return !isEmpty }
        while eat(.semicolon) {
            if !at(.semicolon), !at(.rightParenthesis) { try ruleAction() }
        }
        return false
    }

    /// A statement that a rule can run.
    ///
    /// ```ebnf
    /// RuleActionStmt = SelectStmt | [ with_clause ] ( InsertStmt | UpdateStmt | DeleteStmt ) | NotifyStmt ;
    /// ```
    mutating func parseRuleActionStmt() throws(ParseFailure) {
        if at(.notify) {
            try parseNotifyStmt()
        } else {
            try preparableStatement(allowsMerge: false)
        }
    }
}

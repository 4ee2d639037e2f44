/// Statements that change rows: `INSERT`, `UPDATE`, `DELETE`, `MERGE`.
extension Parser {
    /// A statement that can be prepared, with the WITH clause before it.
    ///
    /// ```ebnf
    /// PreparableStmt = SelectStmt | [ with_clause ] ( InsertStmt | UpdateStmt | DeleteStmt | MergeStmt ) ;
    /// ```
    mutating func parsePreparableStmt() throws(ParseFailure) {
        try preparableStatement(allowsMerge: true)
    }

    /// The same, where `MERGE` may not be allowed.
    mutating func preparableStatement(allowsMerge: Bool) throws(ParseFailure) {
        let start = mark()
        let hasWithClause = at(.with) || at(.withLA)
        if hasWithClause {
            try parseWithClause()
            label(.withClause)
        }
        switch kind {
        case .insert: try parseInsertStmt(from: start)
        case .update: try parseUpdateStmt(from: start)
        case .delete: try parseDeleteStmt(from: start)
        case .merge where allowsMerge: try parseMergeStmt(from: start)
        default: try hasWithClause ? finishSelect(withClause: start) : parseSelectStmt()
        }
    }

    // MARK: INSERT

    /// Puts rows into a table; the statement begins at `start`, with its WITH clause.
    ///
    /// ```ebnf
    /// InsertStmt = "INSERT" "INTO" insert_target insert_rest [ opt_on_conflict ] returning_clause ;
    /// ```
    mutating func parseInsertStmt(from start: Mark) throws(ParseFailure) {
        advance()
        try expect(.into)
        try parseInsertTarget()
        label(.relation)
        let override = try parseInsertRest()
        if at(.on) { try parseOptOnConflict() }
        try parseReturningClause()
        close(.insertStmt, start, scalars: .insertStmt(override: override))
    }

    /// The relation to insert into; its alias needs `AS`.
    ///
    /// ```ebnf
    /// insert_target = qualified_name [ "AS" ColId ] ;
    /// ```
    mutating func parseInsertTarget() throws(ParseFailure) {
        try parseQualifiedName()
        guard at(.as) else { return }
        let opened = tree.reopen()
        let mark = mark()
        advance()
        try parseColId(.stringValue, .aliasname)
        close(.alias, mark)
        label(.alias)
        close(opened)
    }

    /// Columns and rows of an INSERT, or `DEFAULT VALUES`.
    ///
    /// ```ebnf
    /// insert_rest = [ "(" insert_column_list ")" ] overriding SelectStmt | "DEFAULT" "VALUES" ;
    /// ```
    mutating func parseInsertRest() throws(ParseFailure) -> OverridingKind {
        if eat(.default) {
            try expect(.values)
            return .notSet
        }
        if at(.leftParenthesis), !parenthesisHoldsStatement {
            advance()
            try parseInsertColumnList(.cols)
            try expect(.rightParenthesis)
        }
        let override = try parseOverriding()
        try parseSelectStmt()
        label(.selectStmt)
        return override
    }

    /// Whether a query, or a statement with a WITH clause, begins behind the parenthesis that stands here.
    var parenthesisHoldsStatement: Bool {
        switch peek() {
        case .select, .with, .withLA, .table, .leftParenthesis: true
        case .values: peek(2) == .leftParenthesis
        default: false
        }
    }

    /// `OVERRIDING … VALUE`, if it is there.
    ///
    /// ```ebnf
    /// overriding = [ "OVERRIDING" ( "USER" | "SYSTEM" ) "VALUE" ] ;
    /// ```
    mutating func parseOverriding() throws(ParseFailure) -> OverridingKind {
        guard eat(.overriding) else { return .notSet }
        guard at(.user) || at(.system) else { throw syntaxError() }
        let override: OverridingKind = at(.user) ? .userValue : .systemValue
        advance()
        try expect(.value)
        return override
    }

    /// Columns to fill, separated by commas.
    ///
    /// ```ebnf
    /// insert_column_list = set_target { "," set_target } ;
    /// ```
    mutating func parseInsertColumnList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseSetTarget()
            label(field)
        } while eat(.comma)
    }

    /// What to do with rows that are there already, as an `OnConflictClause`.
    ///
    /// ```ebnf
    /// opt_on_conflict =
    ///       "ON" "CONFLICT" [ opt_conf_expr ] "DO" ( "NOTHING" | "UPDATE" "SET" set_clause_list where_clause
    ///         ) ;
    /// ```
    mutating func parseOptOnConflict() throws(ParseFailure) {
        let mark = mark()
        try expect(.on, .conflict)
        if at(.leftParenthesis) || at(.on) {
            try parseOptConfExpr()
            label(.infer)
        }
        try expect(.do)
        let action: OnConflictAction
        if eat(.nothing) {
            action = .nothing
        } else {
            action = .update
            try expect(.update, .set)
            try parseSetClauseList(.targetList)
            try parseWhereClause(.whereClause)
        }
        close(.onConflictClause, mark, scalars: .onConflictClause(action: action))
        label(.onConflictClause)
    }

    /// Which unique index is meant, as an `InferClause`.
    ///
    /// ```ebnf
    /// opt_conf_expr = "(" index_params ")" where_clause | "ON" "CONSTRAINT" name ;
    /// ```
    mutating func parseOptConfExpr() throws(ParseFailure) {
        let mark = mark()
        if eat(.on) {
            try expect(.constraint)
            try parseName(.stringValue, .conname)
        } else {
            try expect(.leftParenthesis)
            try parseIndexParams(.indexElems)
            try expect(.rightParenthesis)
            try parseWhereClause(.whereClause)
        }
        close(.inferClause, mark)
    }

    // MARK: RETURNING

    /// `RETURNING` and its targets as a `ReturningClause`, if it is there.
    ///
    /// ```ebnf
    /// returning_clause =
    ///       [ "RETURNING" [ "WITH" "(" returning_option { "," returning_option } ")" ] target_list ] ;
    /// ```
    mutating func parseReturningClause() throws(ParseFailure) {
        guard at(.returning) else { return }
        let mark = mark()
        advance()
        if at(.with) {
            advance()
            try expect(.leftParenthesis)
            repeat { try parseReturningOption() } while eat(.comma)
            try expect(.rightParenthesis)
        }
        try parseTargetList(.exprs)
        close(.returningClause, mark)
        label(.returningClause)
    }

    /// Another name for the old or the new row, as a `ReturningOption`.
    ///
    /// ```ebnf
    /// returning_option = ( "OLD" | "NEW" ) "AS" ColId ;
    /// ```
    mutating func parseReturningOption() throws(ParseFailure) {
        let mark = mark()
        guard at(.old) || at(.new) else { throw syntaxError() }
        let option: ReturningOptionKind = at(.old) ? .old : .new
        advance()
        try expect(.as)
        try parseColId(.stringValue, .value)
        close(.returningOption, mark, scalars: .returningOption(option: option))
        label(.options)
    }

    // MARK: DELETE and UPDATE

    /// Removes rows; the statement begins at `start`, with its WITH clause.
    ///
    /// ```ebnf
    /// DeleteStmt =
    ///       "DELETE" "FROM" relation_expr_opt_alias [ "USING" from_list ] where_or_current_clause
    ///         returning_clause ;
    /// ```
    mutating func parseDeleteStmt(from start: Mark) throws(ParseFailure) {
        advance()
        try expect(.from)
        try parseRelationExprOptAlias()
        label(.relation)
        if eat(.using) { try parseFromList(.usingClause) }
        try parseWhereOrCurrentClause()
        try parseReturningClause()
        close(.deleteStmt, start)
    }

    /// Changes rows; the statement begins at `start`, with its WITH clause.
    ///
    /// ```ebnf
    /// UpdateStmt =
    ///       "UPDATE" relation_expr_opt_alias "SET" set_clause_list from_clause where_or_current_clause
    ///         returning_clause ;
    /// ```
    mutating func parseUpdateStmt(from start: Mark) throws(ParseFailure) {
        advance()
        try parseRelationExprOptAlias()
        label(.relation)
        try expect(.set)
        try parseSetClauseList(.targetList)
        try parseFromClause()
        try parseWhereOrCurrentClause()
        try parseReturningClause()
        close(.updateStmt, start)
    }

    /// A condition, or the row a cursor stands on.
    ///
    /// ```ebnf
    /// where_or_current_clause = where_clause | "WHERE" "CURRENT" "OF" name ;
    /// ```
    mutating func parseWhereOrCurrentClause() throws(ParseFailure) {
        guard at(.where), peek() == .current, peek(2) == .of else { return try parseWhereClause(.whereClause) }
        advance()
        let mark = mark()
        advance()
        advance()
        try parseName(.stringValue, .cursorName)
        close(.currentOfExpr, mark)
        label(.whereClause)
    }

    /// Assignments separated by commas.
    ///
    /// ```ebnf
    /// set_clause_list = set_clause { "," set_clause } ;
    /// ```
    mutating func parseSetClauseList(_ field: FieldName) throws(ParseFailure) {
        repeat { try parseSetClause(field) } while eat(.comma)
    }

    /// One assignment as a `ResTarget`, or one for each column of a row assignment.
    ///
    /// ```ebnf
    /// set_clause = set_target "=" a_expr | "(" insert_column_list ")" "=" a_expr ;
    /// ```
    mutating func parseSetClause(_ field: FieldName) throws(ParseFailure) {
        if at(.leftParenthesis) { return try multiAssignment(field) }
        let mark = mark()
        try setTarget()
        try expect(.equals)
        try parseAExpr()
        label(.val)
        close(.resTarget, mark)
        label(field)
    }

    /// A column, or a part of one, that gets a value: a `ResTarget` without the value.
    ///
    /// ```ebnf
    /// set_target = ColId opt_indirection ;
    /// ```
    mutating func parseSetTarget() throws(ParseFailure) {
        let mark = mark()
        try setTarget()
        close(.resTarget, mark)
    }

    /// The children of a `ResTarget` that name its column.
    @inline(__always)
    private mutating func setTarget() throws(ParseFailure) {
        try parseColId(.stringValue, .name)
        if at(.dot) || at(.leftBracket) { try parseOptIndirection(.indirection) }
    }

    /// `(a, b) = row`: every column gets a `MultiAssignRef`, each with a copy of the row.
    private mutating func multiAssignment(_ field: FieldName) throws(ParseFailure) {
        try expect(.leftParenthesis)
        let first = tree.count
        try parseInsertColumnList(.none)
        let source = tree.count
        try expect(.rightParenthesis)
        try expect(.equals)
        let mark = mark()
        try parseAExpr()
        label(.source)
        let sourceHead = tree.count - 1
        let columns = heads(from: first, to: source)
        for (number, head) in columns.enumerated() {
            let column = tree[head]
            let extent = tree[head - 1]
            let unit = tree.count
            tree.appendCopy(from: head - column.subtreeSize + 1, to: head - 2)
            let reference = Mark(unit: tree.count, token: mark.token)
            tree.appendCopy(of: sourceHead)
            integerField(.colno, number + 1, token: mark.token)
            integerField(.ncolumns, columns.count, token: mark.token)
            close(.multiAssignRef, reference)
            label(.val)
            tree.close(
                .resTarget, from: unit, start: Int(extent.word1), end: position, location: extent.word0,
                scalars: column.word1)
            label(field)
        }
        tree.remove(from: first, to: sourceHead)
    }

    /// The heads of the nodes that stand side by side in a range of units.
    private func heads(from start: Int, to end: Int) -> [Int] {
        var heads: [Int] = []
        var head = end - 1
        while head >= start {
            heads.append(head)
            head -= tree[head].subtreeSize
        }
        return heads.reversed()
    }

    // MARK: MERGE

    /// Puts in, changes and removes rows; the statement begins at `start`, with its WITH clause.
    ///
    /// ```ebnf
    /// MergeStmt =
    ///       "MERGE" "INTO" relation_expr_opt_alias "USING" table_ref "ON" a_expr merge_when_clause {
    ///         merge_when_clause } returning_clause ;
    /// ```
    mutating func parseMergeStmt(from start: Mark) throws(ParseFailure) {
        advance()
        try expect(.into)
        try parseRelationExprOptAlias()
        label(.relation)
        try expect(.using)
        try parseTableRef()
        label(.sourceRelation)
        try expect(.on)
        try parseAExpr()
        label(.joinCondition)
        repeat {
            try parseMergeWhenClause()
            label(.mergeWhenClauses)
        } while at(.when)
        try parseReturningClause()
        close(.mergeStmt, start)
    }

    /// What to do with some of the rows, as a `MergeWhenClause`.
    ///
    /// ```ebnf
    /// merge_when_clause =
    ///       merge_when_match [ "AND" a_expr ] "THEN" ( merge_insert | "UPDATE" "SET" set_clause_list |
    ///         "DELETE" | "DO" "NOTHING" ) ;
    /// ```
    mutating func parseMergeWhenClause() throws(ParseFailure) {
        let mark = mark()
        let matchKind = try parseMergeWhenMatch()
        if eat(.and) {
            try parseAExpr()
            label(.condition)
        }
        try expect(.then)
        var override = OverridingKind.notSet
        let commandType: CmdType
        switch kind {
        case .do:
            advance()
            try expect(.nothing)
            commandType = .nothing
        case .insert where matchKind == .notMatchedByTarget:
            override = try parseMergeInsert()
            commandType = .insert
        case .update where matchKind != .notMatchedByTarget:
            advance()
            try expect(.set)
            try parseSetClauseList(.targetList)
            commandType = .update
        case .delete where matchKind != .notMatchedByTarget:
            advance()
            commandType = .delete
        default:
            throw syntaxError()
        }
        close(
            .mergeWhenClause, mark,
            scalars: .mergeWhenClause(matchKind: matchKind, commandType: commandType, override: override))
    }

    /// Which rows are meant: `WHEN MATCHED` and its relatives.
    ///
    /// ```ebnf
    /// merge_when_match = "WHEN" ( "MATCHED" | "NOT" "MATCHED" [ "BY" ( "SOURCE" | "TARGET" ) ] ) ;
    /// ```
    mutating func parseMergeWhenMatch() throws(ParseFailure) -> MergeMatchKind {
        try expect(.when)
        let negated = at(.not)
        if negated { try expect(.not, .matched) } else { try expect(.matched) }
        guard negated, eat(.by) else { return negated ? .notMatchedByTarget : .matched }
        guard at(.source) || at(.target) else { throw syntaxError() }
        let matchKind: MergeMatchKind = at(.source) ? .notMatchedBySource : .notMatchedByTarget
        advance()
        return matchKind
    }

    /// The row to insert.
    ///
    /// ```ebnf
    /// merge_insert =
    ///       "INSERT" ( [ "(" insert_column_list ")" ] overriding "VALUES" "(" expr_list ")" | "DEFAULT"
    ///         "VALUES" ) ;
    /// ```
    mutating func parseMergeInsert() throws(ParseFailure) -> OverridingKind {
        try expect(.insert)
        if eat(.default) {
            try expect(.values)
            return .notSet
        }
        if eat(.leftParenthesis) {
            try parseInsertColumnList(.targetList)
            try expect(.rightParenthesis)
        }
        let override = try parseOverriding()
        try expect(.values, .leftParenthesis)
        try parseExprList(.values)
        try expect(.rightParenthesis)
        return override
    }
}

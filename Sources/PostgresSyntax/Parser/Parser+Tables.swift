/// `CREATE TABLE`: columns, what stands behind them, and the form that takes its rows from a query.
extension Parser {
    /// What `CREATE TABLE` begins with, up to the table's name.
    private struct TableHead {
        let statement: Mark
        /// Where the table's name begins.
        let target: Mark
        let ifNotExists: Bool
    }

    /// `CREATE TABLE` with column definitions or with `AS`; which of them is known behind the table's name.
    ///
    /// ```ebnf
    /// CreateTable = CreateStmt | CreateAsStmt ;
    /// ```
    mutating func createTable() throws(ParseFailure) {
        let head = try tableHead()
        switch kind {
        case .leftParenthesis where peek().isColId && (peek(2) == .comma || peek(2) == .rightParenthesis):
            try finishCreateAsStmt(head)
        case .as, .using, .with, .without, .on, .tablespace:
            try finishCreateAsStmt(head)
        default:
            try finishCreateStmt(head)
        }
    }

    /// `CREATE TABLE` with column definitions, as in `CREATE SCHEMA`.
    ///
    /// ```ebnf
    /// CreateStmt =
    ///       "CREATE" OptTemp "TABLE" [ "IF" "NOT" "EXISTS" ] qualified_name ( "(" OptTableElementList ")"
    ///         OptInherit | "OF" any_name OptTypedTableElementList | "PARTITION" "OF" qualified_name
    ///         OptTypedTableElementList PartitionBoundSpec ) OptPartitionSpec table_access_method_clause
    ///         OptWith OnCommitOption OptTableSpace ;
    /// ```
    mutating func parseCreateStmt() throws(ParseFailure) {
        try finishCreateStmt(try tableHead())
    }

    private mutating func tableHead() throws(ParseFailure) -> TableHead {
        let statement = mark()
        try expect(.create)
        let persistence = try parseOptTemp()
        try expect(.table)
        let ifNotExists = try eatIfNotExists()
        let target = mark()
        try qualifiedName(scalars: .rangeVar(inh: true, relpersistence: persistence))
        return TableHead(statement: statement, target: target, ifNotExists: ifNotExists)
    }

    private mutating func finishCreateStmt(_ head: TableHead) throws(ParseFailure) {
        label(.relation)
        switch kind {
        case .leftParenthesis:
            advance()
            try parseOptTableElementList()
            try expect(.rightParenthesis)
            try parseOptInherit()
        case .of:
            advance()
            let type = mark()
            try parseAnyName(.names)
            close(.typeName, type)
            label(.ofTypename)
            try parseOptTypedTableElementList()
        case .partition:
            try partitionOf()
        default:
            throw syntaxError()
        }
        try parseOptPartitionSpec()
        try parseTableAccessMethodClause()
        try parseOptWith(.options)
        let oncommit = try parseOnCommitOption()
        try parseOptTableSpace(.tablespacename)
        close(.createStmt, head.statement, scalars: .createStmt(oncommit: oncommit, ifNotExists: head.ifNotExists))
    }

    /// `PARTITION OF` a table, with the partition's bounds.
    mutating func partitionOf() throws(ParseFailure) {
        try expect(.partition, .of)
        try parseQualifiedName()
        label(.inhRelations)
        try parseOptTypedTableElementList()
        try parsePartitionBoundSpec()
        label(.partbound)
    }

    // MARK: CREATE TABLE AS

    /// `CREATE TABLE … AS`, as in `EXPLAIN`.
    ///
    /// ```ebnf
    /// CreateAsStmt =
    ///       "CREATE" OptTemp "TABLE" [ "IF" "NOT" "EXISTS" ] qualified_name opt_column_list
    ///         table_access_method_clause OptWith OnCommitOption OptTableSpace "AS" ( SelectStmt |
    ///         ExecuteStmt ) opt_with_data ;
    /// ```
    mutating func parseCreateAsStmt() throws(ParseFailure) {
        try finishCreateAsStmt(try tableHead())
    }

    /// `CREATE TABLE … AS` a query or a prepared statement; the table's name has been read.
    private mutating func finishCreateAsStmt(_ head: TableHead) throws(ParseFailure) {
        label(.rel)
        try parseOptColumnList(.colNames)
        try parseTableAccessMethodClause()
        try parseOptWith(.options)
        let onCommit = try parseOnCommitOption()
        try parseOptTableSpace(.tableSpaceName)
        close(.intoClause, head.target, scalars: .intoClause(onCommit: onCommit))
        label(.into)
        let into = tree.count - 1
        try expect(.as)
        if at(.execute) {
            try parseExecuteStmt()
        } else {
            try parseSelectStmt()
        }
        label(.query)
        if !(try parseOptWithData()) {
            tree[into].word1 = Scalars.intoClause(onCommit: onCommit, skipData: true).bits
        }
        close(
            .createTableAsStmt, head.statement,
            scalars: .createTableAsStmt(objtype: .table, ifNotExists: head.ifNotExists))
    }

    /// Whether a query's rows are to be stored: `WITH NO DATA` says they are not.
    ///
    /// ```ebnf
    /// opt_with_data = [ "WITH" [ "NO" ] "DATA" ] ;
    /// ```
    mutating func parseOptWithData() throws(ParseFailure) -> Bool {
        guard at(.with) else { return true }
        advance()
        let withData = !eat(.no)
        try expect(.data)
        return withData
    }

    // MARK: Columns

    /// The persistence that `TEMPORARY` and its kin ask for, as the letter of a `RangeVar`.
    ///
    /// ```ebnf
    /// OptTemp = [ [ "LOCAL" | "GLOBAL" ] ( "TEMPORARY" | "TEMP" ) | "UNLOGGED" ] ;
    /// ```
    mutating func parseOptTemp() throws(ParseFailure) -> UInt8 {
        switch kind {
        case .temporary, .temp:
            advance()
            return UInt8(ascii: "t")
        case .local, .global:
            advance()
            guard eat(.temporary) || eat(.temp) else { throw syntaxError() }
            return UInt8(ascii: "t")
        case .unlogged:
            advance()
            return UInt8(ascii: "u")
        default:
            return UInt8(ascii: "p")
        }
    }

    /// Columns and constraints between the parentheses, possibly none.
    ///
    /// ```ebnf
    /// OptTableElementList = [ TableElement { "," TableElement } ] ;
    /// ```
    mutating func parseOptTableElementList() throws(ParseFailure) {
        if at(.rightParenthesis) { return }
        repeat {
            try parseTableElement()
            label(.tableElts)
        } while eat(.comma)
    }

    /// A column, a constraint or `LIKE` another table.
    ///
    /// ```ebnf
    /// TableElement = columnDef | TableLikeClause | TableConstraint ;
    /// ```
    mutating func parseTableElement() throws(ParseFailure) {
        switch kind {
        case .like: try parseTableLikeClause()
        case _ where atTableConstraint: try parseTableConstraint()
        default: try parseColumnDef()
        }
    }

    /// Options and constraints of the columns that a table has from its type or its parent.
    ///
    /// ```ebnf
    /// OptTypedTableElementList = [ "(" TypedTableElement { "," TypedTableElement } ")" ] ;
    /// ```
    mutating func parseOptTypedTableElementList() throws(ParseFailure) {
        guard eat(.leftParenthesis) else { return }
        repeat {
            try parseTypedTableElement()
            label(.tableElts)
        } while eat(.comma)
        try expect(.rightParenthesis)
    }

    /// A column's options or a constraint.
    ///
    /// ```ebnf
    /// TypedTableElement = columnOptions | TableConstraint ;
    /// ```
    mutating func parseTypedTableElement() throws(ParseFailure) {
        if atTableConstraint {
            try parseTableConstraint()
        } else {
            try parseColumnOptions()
        }
    }

    /// Whether a table's constraint follows; `EXCLUDE` can also be a column's name.
    var atTableConstraint: Bool {
        switch kind {
        case .constraint, .check, .not, .unique, .primary, .foreign: true
        case .exclude: peek() == .leftParenthesis || peek() == .using
        default: false
        }
    }

    /// A column with its type and constraints, as a `ColumnDef`.
    ///
    /// ```ebnf
    /// columnDef =
    ///       ColId Typename [ column_storage ] [ column_compression ] create_generic_options ColQualList ;
    /// ```
    mutating func parseColumnDef() throws(ParseFailure) {
        let mark = mark()
        try parseColId(.stringValue, .colname)
        try parseTypename()
        label(.typeName)
        if at(.storage) { try parseColumnStorage(.stringValue, .storageName) }
        if at(.compression) { try parseColumnCompression(.stringValue, .compression) }
        if at(.options) { try parseCreateGenericOptions(.fdwoptions) }
        try parseColQualList()
        close(.columnDef, mark, scalars: .columnDef(isLocal: true))
    }

    /// A column whose type is known already, as a `ColumnDef`.
    ///
    /// ```ebnf
    /// columnOptions = ColId [ "WITH" "OPTIONS" ] ColQualList ;
    /// ```
    mutating func parseColumnOptions() throws(ParseFailure) {
        let mark = mark()
        try parseColId(.stringValue, .colname)
        if at(.with) {
            advance()
            try expect(.options)
        }
        try parseColQualList()
        close(.columnDef, mark, scalars: .columnDef(isLocal: true))
    }

    /// How a column's long values are compressed.
    ///
    /// ```ebnf
    /// column_compression = "COMPRESSION" ( ColId | "DEFAULT" ) ;
    /// ```
    mutating func parseColumnCompression(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        try expect(.compression)
        try nameOrDefault(leaf, field)
    }

    /// How a column's long values are stored.
    ///
    /// ```ebnf
    /// column_storage = "STORAGE" ( ColId | "DEFAULT" ) ;
    /// ```
    mutating func parseColumnStorage(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        try expect(.storage)
        try nameOrDefault(leaf, field)
    }

    private mutating func nameOrDefault(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        guard at(.default) else { return try parseColId(leaf, field) }
        tree.append(.leaf(leaf, field, value: StringReference.token(position).raw, token: position))
        advance()
    }

    /// `LIKE` another table, as a `TableLikeClause`.
    ///
    /// ```ebnf
    /// TableLikeClause = "LIKE" qualified_name TableLikeOptionList ;
    /// ```
    mutating func parseTableLikeClause() throws(ParseFailure) {
        let mark = mark()
        try expect(.like)
        try parseQualifiedName()
        label(.relation)
        let token = position
        integerField(.options, try parseTableLikeOptionList(), token: token)
        close(.tableLikeClause, mark)
    }

    /// What is copied from the other table, one bit each.
    ///
    /// ```ebnf
    /// TableLikeOptionList = { ( "INCLUDING" | "EXCLUDING" ) TableLikeOption } ;
    /// ```
    mutating func parseTableLikeOptionList() throws(ParseFailure) -> Int {
        var options = 0
        while true {
            if eat(.including) {
                options |= try parseTableLikeOption()
            } else if eat(.excluding) {
                options &= ~(try parseTableLikeOption())
            } else {
                return options
            }
        }
    }

    /// The bit of one thing that can be copied from another table.
    ///
    /// ```ebnf
    /// TableLikeOption =
    ///       "COMMENTS"
    ///     | "COMPRESSION"
    ///     | "CONSTRAINTS"
    ///     | "DEFAULTS"
    ///     | "GENERATED"
    ///     | "IDENTITY"
    ///     | "INDEXES"
    ///     | "STATISTICS"
    ///     | "STORAGE"
    ///     | "ALL" ;
    /// ```
    mutating func parseTableLikeOption() throws(ParseFailure) -> Int {
        let option: Int
        switch kind {
        case .comments: option = 1 << 0
        case .compression: option = 1 << 1
        case .constraints: option = 1 << 2
        case .defaults: option = 1 << 3
        case .generated: option = 1 << 4
        case .identity: option = 1 << 5
        case .indexes: option = 1 << 6
        case .statistics: option = 1 << 7
        case .storage: option = 1 << 8
        case .all: option = Int(Int32.max)
        default: throw syntaxError()
        }
        advance()
        return option
    }

    /// Columns of a function's result or a composite type, as `ColumnDef`s in `field`.
    ///
    /// ```ebnf
    /// TableFuncElementList = TableFuncElement { "," TableFuncElement } ;
    /// ```
    mutating func parseTableFuncElementList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseTableFuncElement()
            label(field)
        } while eat(.comma)
    }

    /// A column that has a type and perhaps a collation, as a `ColumnDef`.
    ///
    /// ```ebnf
    /// TableFuncElement = ColId Typename opt_collate_clause ;
    /// ```
    mutating func parseTableFuncElement() throws(ParseFailure) {
        let mark = mark()
        try parseColId(.stringValue, .colname)
        try parseTypename()
        label(.typeName)
        if try parseOptCollateClause() { label(.collClause) }
        close(.columnDef, mark, scalars: .columnDef(isLocal: true))
    }

    /// Columns separated by commas; each becomes a `String` node in `field`.
    ///
    /// ```ebnf
    /// columnList = ColId { "," ColId } ;
    /// ```
    mutating func parseColumnList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseColId(.string, field)
        } while eat(.comma)
    }

    /// Columns in parentheses, or nothing.
    ///
    /// ```ebnf
    /// opt_column_list = [ "(" columnList ")" ] ;
    /// ```
    mutating func parseOptColumnList(_ field: FieldName) throws(ParseFailure) {
        guard eat(.leftParenthesis) else { return }
        try parseColumnList(field)
        try expect(.rightParenthesis)
    }

    // MARK: What stands behind the columns

    /// The tables that a table inherits from.
    ///
    /// ```ebnf
    /// OptInherit = [ "INHERITS" "(" qualified_name_list ")" ] ;
    /// ```
    mutating func parseOptInherit() throws(ParseFailure) {
        guard eat(.inherits) else { return }
        try expect(.leftParenthesis)
        try parseQualifiedNameList(.inhRelations)
        try expect(.rightParenthesis)
    }

    /// The access method that stores a table.
    ///
    /// ```ebnf
    /// table_access_method_clause = [ "USING" name ] ;
    /// ```
    mutating func parseTableAccessMethodClause() throws(ParseFailure) {
        if eat(.using) { try parseName(.stringValue, .accessMethod) }
    }

    /// A table's storage parameters, or the old `WITHOUT OIDS`.
    ///
    /// ```ebnf
    /// OptWith = opt_reloptions | "WITHOUT" "OIDS" ;
    /// ```
    mutating func parseOptWith(_ field: FieldName) throws(ParseFailure) {
        if at(.without) {
            try expect(.without, .oids)
        } else {
            try parseOptReloptions(field)
        }
    }

    /// What becomes of a temporary table when the transaction ends.
    ///
    /// ```ebnf
    /// OnCommitOption = [ "ON" "COMMIT" ( "DROP" | "DELETE" "ROWS" | "PRESERVE" "ROWS" ) ] ;
    /// ```
    mutating func parseOnCommitOption() throws(ParseFailure) -> OnCommitAction {
        guard eat(.on) else { return .noop }
        try expect(.commit)
        switch kind {
        case .drop:
            advance()
            return .drop
        case .delete:
            advance()
            try expect(.rows)
            return .deleteRows
        case .preserve:
            advance()
            try expect(.rows)
            return .preserveRows
        default:
            throw syntaxError()
        }
    }

    /// The tablespace of a table or an index.
    ///
    /// ```ebnf
    /// OptTableSpace = [ "TABLESPACE" name ] ;
    /// ```
    mutating func parseOptTableSpace(_ field: FieldName) throws(ParseFailure) {
        if eat(.tablespace) { try parseName(.stringValue, field) }
    }

    /// `WITH` and storage parameters, or nothing.
    ///
    /// ```ebnf
    /// opt_reloptions = [ "WITH" reloptions ] ;
    /// ```
    mutating func parseOptReloptions(_ field: FieldName) throws(ParseFailure) {
        guard at(.with) else { return }
        advance()
        try parseReloptions(field)
    }

    /// Storage parameters in parentheses, as `DefElem`s in `field`.
    ///
    /// ```ebnf
    /// reloptions = "(" reloption_elem { "," reloption_elem } ")" ;
    /// ```
    mutating func parseReloptions(_ field: FieldName) throws(ParseFailure) {
        try expect(.leftParenthesis)
        repeat {
            try parseReloptionElem()
            label(field)
        } while eat(.comma)
        try expect(.rightParenthesis)
    }

    /// A storage parameter, perhaps with a namespace and a value.
    ///
    /// ```ebnf
    /// reloption_elem = ColLabel [ "." ColLabel ] [ "=" def_arg ] ;
    /// ```
    mutating func parseReloptionElem() throws(ParseFailure) {
        let mark = mark()
        try parseColLabel(.stringValue, .defname)
        if eat(.dot) {
            tree.label(.defnamespace)
            try parseColLabel(.stringValue, .defname)
        }
        if eat(.equals) {
            try parseDefArg()
            label(.arg)
        }
        close(.defElem, mark)
    }
}

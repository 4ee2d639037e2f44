/// Types, domains, and what is defined by a list of parameters: aggregates, operators, collations, text search.
extension Parser {
    // MARK: CREATE

    /// `CREATE` of an aggregate, operator, type, collation or text search object.
    ///
    /// ```ebnf
    /// DefineStmt =
    ///       "CREATE" [ "OR" "REPLACE" ] "AGGREGATE" func_name ( aggr_args definition | old_aggr_definition )
    ///     | "CREATE" "OPERATOR" any_operator definition
    ///     | "CREATE" "TYPE" any_name [ definition ]
    ///     | "CREATE" "TYPE" any_name "AS" "(" [ TableFuncElementList ] ")"
    ///     | "CREATE" "TYPE" any_name "AS" "ENUM" "(" opt_enum_val_list ")"
    ///     | "CREATE" "TYPE" any_name "AS" "RANGE" definition
    ///     | "CREATE" "TEXT" "SEARCH" ( "PARSER" | "DICTIONARY" | "TEMPLATE" | "CONFIGURATION" ) any_name
    ///         definition
    ///     | "CREATE" "COLLATION" [ "IF" "NOT" "EXISTS" ] any_name ( definition | "FROM" any_name ) ;
    /// ```
    mutating func parseDefineStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        let replaces = try eat(.or, .replace)
        switch kind {
        case .aggregate: try defineAggregate(statement, replaces)
        case .operator where !replaces:
            advance()
            try parseAnyOperator(.defnames)
            try parseDefinition(.definition)
            close(.defineStmt, statement, scalars: .defineStmt(kind: .operator))
        case .type where !replaces: try defineType(statement)
        case .text where !replaces: try defineTextSearch(statement)
        case .collation where !replaces: try defineCollation(statement)
        default: throw syntaxError()
        }
    }

    /// An aggregate, in today's syntax or in that from before 8.2, where all is in one list.
    private mutating func defineAggregate(_ statement: Mark, _ replaces: Bool) throws(ParseFailure) {
        try expect(.aggregate)
        try parseFuncName(.defnames)
        let oldstyle = at(.leftParenthesis, .identifier) && peek(2) == .equals
        if oldstyle {
            try parseOldAggrDefinition()
        } else {
            try parseAggrArgs(.args)
            try parseDefinition(.definition)
        }
        close(
            .defineStmt, statement,
            scalars: .defineStmt(kind: .aggregate, oldstyle: oldstyle, replace: replaces))
    }

    private mutating func defineTextSearch(_ statement: Mark) throws(ParseFailure) {
        try expect(.text, .search)
        let objectType: ObjectType
        switch kind {
        case .parser: objectType = .tsparser
        case .dictionary: objectType = .tsdictionary
        case .template: objectType = .tstemplate
        case .configuration: objectType = .tsconfiguration
        default: throw syntaxError()
        }
        advance()
        try parseAnyName(.defnames)
        try parseDefinition(.definition)
        close(.defineStmt, statement, scalars: .defineStmt(kind: objectType))
    }

    private mutating func defineCollation(_ statement: Mark) throws(ParseFailure) {
        try expect(.collation)
        let ifNotExists = try eatIfNotExists()
        try parseAnyName(.defnames)
        if at(.from) {
            let element = mark()
            stringField(.defname)
            let name = mark()
            try parseAnyName(.items)
            close(.list, name)
            label(.arg)
            close(.defElem, element, location: name.token)
            label(.definition)
        } else {
            try parseDefinition(.definition)
        }
        close(.defineStmt, statement, scalars: .defineStmt(kind: .collation, ifNotExists: ifNotExists))
    }

    /// A type: a shell, a base type, a composite, an enum or a range.
    private mutating func defineType(_ statement: Mark) throws(ParseFailure) {
        try expect(.type)
        let name = mark()
        try parseAnyName(.defnames)
        guard eat(.as) else {
            if at(.leftParenthesis) { try parseDefinition(.definition) }
            return close(.defineStmt, statement, scalars: .defineStmt(kind: .type))
        }
        switch kind {
        case .enum:
            tree.labelAll(since: name.unit, .typeName)
            advance()
            try expect(.leftParenthesis)
            try parseOptEnumValList()
            try expect(.rightParenthesis)
            close(.createEnumStmt, statement)
        case .range:
            tree.labelAll(since: name.unit, .typeName)
            advance()
            try parseDefinition(.params)
            close(.createRangeStmt, statement)
        default:
            let tooManyNames = rangeVar(fromNames: name, end: position - 1)
            label(.typevar)
            try expect(.leftParenthesis)
            if !at(.rightParenthesis) { try parseTableFuncElementList(.coldeflist) }
            try expect(.rightParenthesis)
            if let tooManyNames { throw error(tooManyNames, at: name.token, readsNext: false) }
            close(.compositeTypeStmt, statement)
        }
    }

    /// Makes a `RangeVar` of the names built since `name`, which end before token `end`.
    ///
    /// - Returns: PostgreSQL's message if the names are too many, which it gives at the end of the statement.
    mutating func rangeVar(fromNames name: Mark, end: Int) -> String? {
        let count = tree.count - name.unit
        let message =
            count > 3 ? "improper qualified name (too many dotted names): \(joinedNames(since: name.unit))" : nil
        let fields: [FieldName] = [.relname, .schemaname, .catalogname]
        for (field, unit) in zip(fields, (name.unit..<tree.count).reversed()) {
            tree[unit] = .leaf(.stringValue, field, value: tree[unit].word1, token: Int(tree[unit].word2))
        }
        close(.rangeVar, name, scalars: .rangeVar(relpersistence: UInt8(ascii: "p")))
        tree.widen(toToken: name.token, end: end)
        return message
    }

    /// Parameters in parentheses, as `DefElem`s in `field`.
    ///
    /// ```ebnf
    /// definition = "(" def_elem { "," def_elem } ")" ;
    /// ```
    mutating func parseDefinition(_ field: FieldName) throws(ParseFailure) {
        try expect(.leftParenthesis)
        repeat {
            try parseDefElem()
            label(field)
        } while eat(.comma)
        try expect(.rightParenthesis)
    }

    /// `WITH` and parameters, or nothing.
    ///
    /// ```ebnf
    /// opt_definition = [ "WITH" definition ] ;
    /// ```
    mutating func parseOptDefinition(_ field: FieldName) throws(ParseFailure) {
        guard at(.with) else { return }
        advance()
        try parseDefinition(field)
    }

    /// A parameter, perhaps with a value.
    ///
    /// ```ebnf
    /// def_elem = ColLabel [ "=" def_arg ] ;
    /// ```
    mutating func parseDefElem() throws(ParseFailure) {
        let mark = mark()
        try parseColLabel(.stringValue, .defname)
        if eat(.equals) {
            try parseDefArg()
            label(.arg)
        }
        close(.defElem, mark)
    }

    /// A parameter's value: a type, which any simple name is, a reserved word, an operator, a number or a string.
    ///
    /// ```ebnf
    /// def_arg = func_type | qual_all_Op | NumericOnly | Sconst | "NONE" ;
    /// ```
    mutating func parseDefArg() throws(ParseFailure) {
        switch kind {
        case .stringConstant, .none:
            stringNode()
        case .integerConstant, .floatConstant:
            try parseNumericOnly()
        case .plus where atNumber, .minus where atNumber:
            try parseNumericOnly()
        case .operator where peek() == .leftParenthesis,
            .operatorSymbol, .plus, .minus, .star, .slash, .percent, .caret, .less, .greater, .equals, .lessEquals,
            .greaterEquals, .notEquals:
            let list = mark()
            try parseQualAllOp(.items)
            close(.list, list)
        default:
            if kind.category == .reserved {
                stringNode()
            } else {
                try parseFuncType()
            }
        }
    }

    /// Whether a number follows the sign that stands here.
    private var atNumber: Bool { peek() == .integerConstant || peek() == .floatConstant }

    /// The parameters of an aggregate in the old syntax, whose names are never keywords.
    ///
    /// ```ebnf
    /// old_aggr_definition = "(" old_aggr_elem { "," old_aggr_elem } ")" ;
    /// ```
    mutating func parseOldAggrDefinition() throws(ParseFailure) {
        try expect(.leftParenthesis)
        repeat {
            try parseOldAggrElem()
            label(.definition)
        } while eat(.comma)
        try expect(.rightParenthesis)
    }

    /// A parameter of an aggregate in the old syntax.
    ///
    /// ```ebnf
    /// old_aggr_elem = IDENT "=" def_arg ;
    /// ```
    mutating func parseOldAggrElem() throws(ParseFailure) {
        let mark = mark()
        guard at(.identifier) else { throw syntaxError() }
        stringField(.defname)
        try expect(.equals)
        try parseDefArg()
        label(.arg)
        close(.defElem, mark)
    }

    /// The values of an enum, or none.
    ///
    /// ```ebnf
    /// opt_enum_val_list = [ Sconst { "," Sconst } ] ;
    /// ```
    mutating func parseOptEnumValList() throws(ParseFailure) {
        if at(.rightParenthesis) { return }
        repeat {
            try parseSconst(.string, .vals)
        } while eat(.comma)
    }

    // MARK: ALTER TYPE

    /// `ALTER TYPE` behind the type's name, whose parts stand in `typeName`.
    mutating func finishAlterType(statement: Mark) throws(ParseFailure) {
        switch kind {
        case .rename,
            .add where peek() == .value,
            .drop where peek() == .value:
            try parseAlterEnumStmt(statement: statement)
        case .set:
            try parseAlterTypeStmt(statement: statement)
        default:
            try parseAlterCompositeTypeStmt(statement: statement)
        }
    }

    /// Changes of a base type's properties; its name stands in `typeName`.
    ///
    /// ```ebnf
    /// AlterTypeStmt = "ALTER" "TYPE" any_name "SET" "(" operator_def_list ")" ;
    /// ```
    mutating func parseAlterTypeStmt(statement: Mark) throws(ParseFailure) {
        try expect(.set, .leftParenthesis)
        try parseOperatorDefList(.options)
        try expect(.rightParenthesis)
        close(.alterTypeStmt, statement)
    }

    /// Changes of the values of an enum; the type's name stands in `typeName`.
    ///
    /// ```ebnf
    /// AlterEnumStmt =
    ///       "ALTER" "TYPE" any_name "ADD" "VALUE" opt_if_not_exists Sconst [ ( "BEFORE" | "AFTER" ) Sconst ]
    ///     | "ALTER" "TYPE" any_name "RENAME" "VALUE" Sconst "TO" Sconst
    ///     | "ALTER" "TYPE" any_name "DROP" "VALUE" Sconst ;
    /// ```
    mutating func parseAlterEnumStmt(statement: Mark) throws(ParseFailure) {
        var isAfter = false
        var skips = false
        switch kind {
        case .add:
            advance()
            try expect(.value)
            skips = try parseOptIfNotExists()
            try parseSconst(.stringValue, .newVal)
            isAfter = !at(.before)
            if eat(.before) || eat(.after) { try parseSconst(.stringValue, .newValNeighbor) }
        case .drop:
            let drop = position
            advance()
            try expect(.value)
            guard eat(.stringConstant) else { throw syntaxError() }
            throw error("dropping an enum value is not implemented", at: drop, readsNext: false)
        default:
            try expect(.rename, .value)
            try parseSconst(.stringValue, .oldVal)
            try expect(.to)
            try parseSconst(.stringValue, .newVal)
        }
        close(
            .alterEnumStmt, statement, scalars: .alterEnumStmt(newValIsAfter: isAfter, skipIfNewValExists: skips))
    }

    /// Whether `IF NOT EXISTS` stands where no name can.
    ///
    /// ```ebnf
    /// opt_if_not_exists = [ "IF" "NOT" "EXISTS" ] ;
    /// ```
    mutating func parseOptIfNotExists() throws(ParseFailure) -> Bool {
        guard eat(.if) else { return false }
        try expect(.not, .exists)
        return true
    }

    /// Changes of a composite type's attributes, which PostgreSQL treats as a table's columns.
    ///
    /// ```ebnf
    /// AlterCompositeTypeStmt = "ALTER" "TYPE" any_name alter_type_cmd { "," alter_type_cmd } ;
    /// ```
    mutating func parseAlterCompositeTypeStmt(statement: Mark) throws(ParseFailure) {
        let name = Mark(unit: statement.unit, token: Int(tree[statement.unit].word2))
        let tooManyNames = rangeVar(fromNames: name, end: position)
        label(.relation)
        repeat {
            try parseAlterTypeCmd()
            label(.cmds)
        } while eat(.comma)
        if let tooManyNames { throw error(tooManyNames, at: name.token) }
        close(.alterTableStmt, statement, scalars: .alterTableStmt(objtype: .type))
    }

    /// One change of a composite type's attributes, as an `AlterTableCmd`.
    ///
    /// ```ebnf
    /// alter_type_cmd =
    ///       "ADD" "ATTRIBUTE" TableFuncElement opt_drop_behavior
    ///     | "DROP" "ATTRIBUTE" [ "IF" "EXISTS" ] ColId opt_drop_behavior
    ///     | "ALTER" "ATTRIBUTE" ColId [ "SET" "DATA" ] "TYPE" Typename opt_collate_clause opt_drop_behavior
    ///         ;
    /// ```
    mutating func parseAlterTypeCmd() throws(ParseFailure) {
        let mark = mark()
        let subtype: AlterTableType
        var missingOk = false
        switch kind {
        case .add:
            advance()
            try expect(.attribute)
            try parseTableFuncElement()
            label(.def)
            subtype = .addColumn
        case .drop:
            advance()
            try expect(.attribute)
            missingOk = try eatIfExists()
            try parseColId(.stringValue, .name)
            subtype = .dropColumn
        case .alter:
            advance()
            try expect(.attribute)
            try alterAttribute()
            subtype = .alterColumnType
        default:
            throw syntaxError()
        }
        close(
            .alterTableCmd, mark,
            scalars: .alterTableCmd(subtype: subtype, behavior: parseOptDropBehavior(), missingOk: missingOk))
    }

    private mutating func alterAttribute() throws(ParseFailure) {
        let attribute = position
        try parseColId(.stringValue, .name)
        if eat(.set) { try expect(.data) }
        try expect(.type)
        let definition = mark()
        try parseTypename()
        label(.typeName)
        if try parseOptCollateClause() { label(.collClause) }
        close(.columnDef, definition, location: attribute)
        label(.def)
    }
}

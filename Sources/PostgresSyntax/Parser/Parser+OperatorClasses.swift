/// Operator classes and families, the options of operators, and access methods.
extension Parser {
    /// What an item of an operator class is: PostgreSQL's OPCLASS_ITEM_….
    private enum OperatorClassItem {
        static let `operator` = 1
        static let function = 2
        static let storageType = 3
    }

    // MARK: CREATE

    /// ```ebnf
    /// CreateOpClassStmt =
    ///       "CREATE" "OPERATOR" "CLASS" any_name [ "DEFAULT" ] "FOR" "TYPE" Typename "USING" name [ "FAMILY"
    ///         any_name ] "AS" opclass_item_list ;
    /// ```
    mutating func parseCreateOpClassStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .operator)
        try expect(.class)
        try parseAnyName(.opclassname)
        let isDefault = eat(.default)
        try expect(.for, .type)
        try parseTypename()
        label(.datatype)
        try expect(.using)
        try parseName(.stringValue, .amname)
        if eat(.family) { try parseAnyName(.opfamilyname) }
        try expect(.as)
        try parseOpclassItemList()
        close(.createOpClassStmt, statement, scalars: .createOpClassStmt(isDefault: isDefault))
    }

    /// ```ebnf
    /// opclass_item_list = opclass_item { "," opclass_item } ;
    /// ```
    mutating func parseOpclassItemList() throws(ParseFailure) {
        repeat {
            try parseOpclassItem()
            label(.items)
        } while eat(.comma)
    }

    /// An operator, a support function or the storage type, as a `CreateOpClassItem`.
    ///
    /// ```ebnf
    /// opclass_item =
    ///       "OPERATOR" Iconst any_operator [ oper_argtypes ] opclass_purpose
    ///     | "FUNCTION" Iconst [ "(" type_list ")" ] function_with_argtypes
    ///     | "STORAGE" Typename ;
    /// ```
    mutating func parseOpclassItem() throws(ParseFailure) {
        let mark = mark()
        let type: Int
        switch kind {
        case .operator:
            type = OperatorClassItem.operator
            try itemNumber()
            try classOperator()
            try parseOpclassPurpose()
        case .function:
            type = OperatorClassItem.function
            try itemNumber()
            if at(.leftParenthesis) { try classArguments() }
            try parseFunctionWithArgtypes()
            label(.name)
        default:
            type = OperatorClassItem.storageType
            try expect(.storage)
            try parseTypename()
            label(.storedtype)
        }
        integerField(.itemtype, type, token: mark.token)
        close(.createOpClassItem, mark)
    }

    /// Reads the word for an item and its number.
    private mutating func itemNumber() throws(ParseFailure) {
        advance()
        let token = position
        integerField(.number, try parseIconst(), token: token)
    }

    /// An operator with or without its argument types.
    private mutating func classOperator() throws(ParseFailure) {
        let mark = mark()
        try parseAnyOperator(.objname)
        if at(.leftParenthesis) { try parseOperArgtypes() }
        close(.objectWithArgs, mark)
        label(.name)
    }

    private mutating func classArguments() throws(ParseFailure) {
        try expect(.leftParenthesis)
        try parseTypeList(.classArgs)
        try expect(.rightParenthesis)
    }

    /// What an operator is for: searching, or ordering by a family.
    ///
    /// ```ebnf
    /// opclass_purpose = [ "FOR" "SEARCH" | "FOR" "ORDER" "BY" any_name ] ;
    /// ```
    mutating func parseOpclassPurpose() throws(ParseFailure) {
        guard eat(.for), !eat(.search) else { return }
        try expect(.order, .by)
        try parseAnyName(.orderFamily)
    }

    /// ```ebnf
    /// CreateOpFamilyStmt = "CREATE" "OPERATOR" "FAMILY" any_name "USING" name ;
    /// ```
    mutating func parseCreateOpFamilyStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .operator)
        try expect(.family)
        try parseAnyName(.opfamilyname)
        try expect(.using)
        try parseName(.stringValue, .amname)
        close(.createOpFamilyStmt, statement)
    }

    // MARK: ALTER and DROP

    /// The rest of `ALTER OPERATOR FAMILY` behind the name, which was built since `name`, access method first.
    ///
    /// ```ebnf
    /// AlterOpFamilyStmt =
    ///       "ALTER" "OPERATOR" "FAMILY" any_name "USING" name ( "ADD" opclass_item_list | "DROP"
    ///         opclass_drop_list ) ;
    /// ```
    mutating func parseAlterOpFamilyStmt(name: Mark, statement: Mark) throws(ParseFailure) {
        tree.labelAll(since: name.unit, .opfamilyname)
        let method = tree[name.unit]
        tree[name.unit] = .leaf(.stringValue, .amname, value: method.word1, token: Int(method.word2))
        let isDrop = eat(.drop)
        if isDrop {
            try parseOpclassDropList()
        } else {
            try expect(.add)
            try parseOpclassItemList()
        }
        close(.alterOpFamilyStmt, statement, scalars: .alterOpFamilyStmt(isDrop: isDrop))
    }

    /// ```ebnf
    /// opclass_drop_list = opclass_drop { "," opclass_drop } ;
    /// ```
    mutating func parseOpclassDropList() throws(ParseFailure) {
        repeat {
            try parseOpclassDrop()
            label(.items)
        } while eat(.comma)
    }

    /// ```ebnf
    /// opclass_drop = ( "OPERATOR" | "FUNCTION" ) Iconst "(" type_list ")" ;
    /// ```
    mutating func parseOpclassDrop() throws(ParseFailure) {
        let mark = mark()
        guard at(.operator) || at(.function) else { throw syntaxError() }
        let type = at(.operator) ? OperatorClassItem.operator : OperatorClassItem.function
        try itemNumber()
        try classArguments()
        integerField(.itemtype, type, token: mark.token)
        close(.createOpClassItem, mark)
    }

    /// ```ebnf
    /// DropOpClassStmt =
    ///       "DROP" "OPERATOR" "CLASS" [ "IF" "EXISTS" ] any_name "USING" name opt_drop_behavior ;
    /// ```
    mutating func parseDropOpClassStmt() throws(ParseFailure) {
        try dropOperatorGroup(.opclass)
    }

    /// ```ebnf
    /// DropOpFamilyStmt =
    ///       "DROP" "OPERATOR" "FAMILY" [ "IF" "EXISTS" ] any_name "USING" name opt_drop_behavior ;
    /// ```
    mutating func parseDropOpFamilyStmt() throws(ParseFailure) {
        try dropOperatorGroup(.opfamily)
    }

    private mutating func dropOperatorGroup(_ type: ObjectType) throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .operator)
        advance()
        let missingOk = try eatIfExists()
        let list = mark()
        try nameUsingAccessMethod()
        close(.list, list)
        label(.objects)
        closeDrop(type, statement, missingOk: missingOk)
    }

    // MARK: Operators

    /// The rest of `ALTER OPERATOR` behind the operator, which is the last node built.
    ///
    /// ```ebnf
    /// AlterOperatorStmt = "ALTER" "OPERATOR" operator_with_argtypes "SET" "(" operator_def_list ")" ;
    /// ```
    mutating func parseAlterOperatorStmt(statement: Mark) throws(ParseFailure) {
        label(.opername)
        try expect(.set, .leftParenthesis)
        try parseOperatorDefList(.options)
        try expect(.rightParenthesis)
        close(.alterOperatorStmt, statement)
    }

    /// ```ebnf
    /// operator_def_list = operator_def_elem { "," operator_def_elem } ;
    /// ```
    mutating func parseOperatorDefList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseOperatorDefElem()
            label(field)
        } while eat(.comma)
    }

    /// An option, as a `DefElem`; `NONE` is the same as no value.
    ///
    /// ```ebnf
    /// operator_def_elem = ColLabel [ "=" ( "NONE" | def_arg ) ] ;
    /// ```
    mutating func parseOperatorDefElem() throws(ParseFailure) {
        let mark = mark()
        try parseColLabel(.stringValue, .defname)
        if eat(.equals), !eat(.none) {
            try parseDefArg()
            label(.arg)
        }
        close(.defElem, mark)
    }

    // MARK: Access methods

    /// ```ebnf
    /// CreateAmStmt = "CREATE" "ACCESS" "METHOD" name "TYPE" ( "INDEX" | "TABLE" ) "HANDLER" handler_name ;
    /// ```
    mutating func parseCreateAmStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .access)
        try expect(.method)
        try parseName(.stringValue, .amname)
        try expect(.type)
        let isIndex = eat(.index)
        if !isIndex { try expect(.table) }
        try expect(.handler)
        try parseHandlerName(.handlerName)
        close(
            .createAmStmt, statement,
            scalars: .createAmStmt(amtype: isIndex ? UInt8(ascii: "i") : UInt8(ascii: "t")))
    }
}

/// Functions, procedures and aggregates: what names them, their parameters and options, and the casts and transforms
/// that are made of them.
extension Parser {
    // MARK: CREATE FUNCTION

    /// ```ebnf
    /// CreateFunctionStmt =
    ///       "CREATE" [ "OR" "REPLACE" ] "FUNCTION" func_name func_args_with_defaults [ "RETURNS" func_return
    ///         | "RETURNS" "TABLE" "(" table_func_column_list ")" ] { createfunc_opt_item } opt_routine_body
    ///     | "CREATE" [ "OR" "REPLACE" ] "PROCEDURE" func_name func_args_with_defaults { createfunc_opt_item
    ///         } opt_routine_body ;
    /// ```
    mutating func parseCreateFunctionStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        let replace = try eat(.or, .replace)
        let isProcedure = eat(.procedure)
        if !isProcedure { try expect(.function) }
        try parseFuncName(.funcname)
        let parameters = tree.count
        try parseFuncArgsWithDefaults()
        var columns: Int?
        if !isProcedure, at(.returns), peek() != .null {
            columns = try routineResult()
        }
        while try parseCreatefuncOptItem() {
            label(.options)
        }
        try parseOptRoutineBody()
        if let columns { try checkTableParameters(in: parameters..<columns) }
        close(
            .createFunctionStmt, statement,
            scalars: .createFunctionStmt(isProcedure: isProcedure, replace: replace))
    }

    /// `RETURNS` and a type, or the columns of a table, which become parameters behind the others.
    ///
    /// - Returns: the unit at which the columns begin.
    private mutating func routineResult() throws(ParseFailure) -> Int? {
        try expect(.returns)
        let table = position
        guard eat(.table) else {
            try parseFuncReturn()
            label(.returnType)
            return nil
        }
        try expect(.leftParenthesis)
        let columns = tree.count
        let onlyType = try parseTableFuncColumnList()
        try expect(.rightParenthesis)
        tableResultType(onlyType, at: table)
        return columns
    }

    /// PostgreSQL allows no output parameter beside the columns of a table.
    private mutating func checkTableParameters(in units: Range<Int>) throws(ParseFailure) {
        var wrong: Int?
        var head = units.upperBound - 1
        while head >= units.lowerBound {
            let mode = tree[head].word1
            if mode == Scalars.functionParameter(mode: .out).bits
                || mode == Scalars.functionParameter(mode: .inout).bits
            {
                wrong = Int(tree[head - 1].word1)
            }
            head -= tree[head].subtreeSize
        }
        if let wrong {
            throw error("OUT and INOUT arguments aren't allowed in TABLE functions", at: wrong)
        }
    }

    /// A set of the only column's type, whose head is given, or of records.
    private mutating func tableResultType(_ onlyType: Int?, at token: Int) {
        if let onlyType {
            tree.appendCopy(of: onlyType)
            tree[tree.count - 1].word1 |= Scalars.typeName(setof: true).bits
            tree[tree.count - 2].word0 = UInt32(truncatingIfNeeded: token)
        } else {
            let mark = Mark(unit: tree.count, token: token)
            stringNode(.names, .wellKnown(.pgCatalog), token: token)
            stringNode(.names, .wellKnown(.record), token: token)
            close(.typeName, mark, scalars: .typeName(setof: true))
        }
        label(.returnType)
    }

    /// The columns of `RETURNS TABLE`.
    ///
    /// - Returns: the head of the type if there is only one column.
    ///
    /// ```ebnf
    /// table_func_column_list = table_func_column { "," table_func_column } ;
    /// ```
    mutating func parseTableFuncColumnList() throws(ParseFailure) -> Int? {
        var types = 0
        var type = 0
        repeat {
            type = try parseTableFuncColumn()
            label(.parameters)
            types += 1
        } while eat(.comma)
        return types == 1 ? type : nil
    }

    /// A column of `RETURNS TABLE`, as a `FunctionParameter`; the result is the head of its type.
    ///
    /// ```ebnf
    /// table_func_column = param_name func_type ;
    /// ```
    mutating func parseTableFuncColumn() throws(ParseFailure) -> Int {
        let mark = mark()
        try parseParamName()
        try parseFuncType()
        label(.argType)
        let type = tree.count - 1
        close(.functionParameter, mark, scalars: .functionParameter(mode: .table))
        return type
    }

    /// ```ebnf
    /// func_return = func_type ;
    /// ```
    mutating func parseFuncReturn() throws(ParseFailure) {
        try parseFuncType()
    }

    // MARK: Parameters

    /// Parameters in parentheses that can have defaults, in the field `parameters`.
    ///
    /// ```ebnf
    /// func_args_with_defaults = "(" [ func_args_with_defaults_list ] ")" ;
    /// ```
    mutating func parseFuncArgsWithDefaults() throws(ParseFailure) {
        try expect(.leftParenthesis)
        if eat(.rightParenthesis) { return }
        try parseFuncArgsWithDefaultsList(.parameters)
        try expect(.rightParenthesis)
    }

    /// ```ebnf
    /// func_args_with_defaults_list = func_arg_with_default { "," func_arg_with_default } ;
    /// ```
    mutating func parseFuncArgsWithDefaultsList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseFuncArgWithDefault()
            label(field)
        } while eat(.comma)
    }

    /// ```ebnf
    /// func_arg_with_default = func_arg [ ( "DEFAULT" | "=" ) a_expr ] ;
    /// ```
    mutating func parseFuncArgWithDefault() throws(ParseFailure) {
        _ = try parseFuncArg()
        guard eat(.default) || eat(.equals) else { return }
        let opened = tree.reopen()
        try parseAExpr()
        label(.defexpr)
        close(opened)
    }

    /// What the productions around a parameter have to know of it.
    struct FunctionArgument {
        let mode: FunctionParameterMode
        /// Head of its type.
        let type: Int
        let token: Int
    }

    /// A parameter, as a `FunctionParameter`: mode and name in either order, or one or none of them, and a type.
    ///
    /// ```ebnf
    /// func_arg = arg_class [ param_name ] func_type | [ param_name [ arg_class ] ] func_type ;
    /// ```
    mutating func parseFuncArg() throws(ParseFailure) -> FunctionArgument {
        let mark = mark()
        var mode = FunctionParameterMode.default
        if let first = parseArgClass() {
            mode = first
            if namesParameter { try parseParamName() }
        } else if namesParameter {
            try parseParamName()
            mode = parseArgClass() ?? .default
        }
        try parseFuncType()
        label(.argType)
        let type = tree.count - 1
        close(.functionParameter, mark, scalars: .functionParameter(mode: mode))
        return FunctionArgument(mode: mode, type: type, token: mark.token)
    }

    /// Whether the current word is a parameter's name and not its type: a mode or a type follows.
    private var namesParameter: Bool {
        guard kind.isTypeFunctionName else { return false }
        switch peek() {
        case .in, .out, .inout, .variadic, .setof: return true
        case .bigint, .bit, .boolean, .char, .character, .dec, .decimal, .float, .int, .integer, .interval, .json,
            .national, .nchar, .numeric, .real, .smallint, .time, .timestamp, .varchar:
            return true
        default: return peek().isTypeFunctionName
        }
    }

    /// The mode of a parameter if one is there.
    ///
    /// ```ebnf
    /// arg_class = "IN" [ "OUT" ] | "OUT" | "INOUT" | "VARIADIC" ;
    /// ```
    mutating func parseArgClass() -> FunctionParameterMode? {
        switch kind {
        case .in:
            advance()
            return eat(.out) ? .inout : .in
        case .out:
            advance()
            return .out
        case .inout:
            advance()
            return .inout
        case .variadic:
            advance()
            return .variadic
        default: return nil
        }
    }

    /// ```ebnf
    /// param_name = type_function_name ;
    /// ```
    mutating func parseParamName() throws(ParseFailure) {
        try parseTypeFunctionName(.stringValue, .name)
    }

    // MARK: Options

    /// An option of `CREATE FUNCTION`, as a `DefElem`, if one is there.
    ///
    /// ```ebnf
    /// createfunc_opt_item =
    ///       "AS" func_as
    ///     | "LANGUAGE" NonReservedWord_or_Sconst
    ///     | "TRANSFORM" transform_type_list
    ///     | "WINDOW"
    ///     | common_func_opt_item ;
    /// ```
    mutating func parseCreatefuncOptItem() throws(ParseFailure) -> Bool {
        let mark = mark()
        switch kind {
        case .as:
            stringField(.defname)
            try parseFuncAs()
        case .language:
            stringField(.defname)
            if at(.stringConstant) { locationField(.argLocation, token: position) }
            try parseNonReservedWordOrSconst(.string, .arg)
        case .transform:
            stringField(.defname)
            try parseTransformTypeList()
        case .window:
            stringField(.defname)
            leaf(.boolean, .arg, value: 1, token: mark.token)
        default: return try parseCommonFuncOptItem()
        }
        close(.defElem, mark)
        return true
    }

    /// The body of a function as a string, or the object file and symbol of one in C.
    ///
    /// ```ebnf
    /// func_as = Sconst [ "," Sconst ] ;
    /// ```
    mutating func parseFuncAs() throws(ParseFailure) {
        let mark = mark()
        locationField(.argLocation, token: position)
        let list = Mark(unit: tree.count, token: mark.token)
        try parseSconst(.string, .items)
        if eat(.comma) { try parseSconst(.string, .items) }
        close(.list, list)
        label(.arg)
    }

    /// ```ebnf
    /// transform_type_list = "FOR" "TYPE" Typename { "," "FOR" "TYPE" Typename } ;
    /// ```
    mutating func parseTransformTypeList() throws(ParseFailure) {
        let list = mark()
        repeat {
            try expect(.for, .type)
            try parseTypename()
            label(.items)
        } while eat(.comma)
        close(.list, list)
        label(.arg)
    }

    /// An option that `ALTER FUNCTION` has too, as a `DefElem`, if one is there.
    ///
    /// ```ebnf
    /// common_func_opt_item =
    ///       "CALLED" "ON" "NULL" "INPUT"
    ///     | "RETURNS" "NULL" "ON" "NULL" "INPUT"
    ///     | "STRICT"
    ///     | "IMMUTABLE"
    ///     | "STABLE"
    ///     | "VOLATILE"
    ///     | [ "EXTERNAL" ] "SECURITY" ( "DEFINER" | "INVOKER" )
    ///     | [ "NOT" ] "LEAKPROOF"
    ///     | "COST" NumericOnly
    ///     | "ROWS" NumericOnly
    ///     | "SUPPORT" any_name
    ///     | FunctionSetResetClause
    ///     | "PARALLEL" ColId ;
    /// ```
    mutating func parseCommonFuncOptItem() throws(ParseFailure) -> Bool {
        let mark = mark()
        switch kind {
        case .called:
            advance()
            try expect(.on, .null)
            try expect(.input)
            closeOption(.strict, false, mark)
        case .returns:
            advance()
            try expect(.null, .on)
            try expect(.null, .input)
            closeOption(.strict, true, mark)
        case .strict:
            advance()
            closeOption(.strict, true, mark)
        case .immutable, .stable, .volatile:
            stringNode(.arg)
            closeOption(.volatility, mark)
        case .external:
            advance()
            try expect(.security)
            try securityOption(mark)
        case .security:
            advance()
            try securityOption(mark)
        case .leakproof:
            advance()
            closeOption(.leakproof, true, mark)
        case .not:
            advance()
            try expect(.leakproof)
            closeOption(.leakproof, false, mark)
        default: return try functionOptionWithValue()
        }
        return true
    }

    private mutating func securityOption(_ mark: Mark) throws(ParseFailure) {
        let definer = eat(.definer)
        if !definer { try expect(.invoker) }
        closeOption(.security, definer, mark)
    }

    /// The options of a function that begin with the word that names them.
    private mutating func functionOptionWithValue() throws(ParseFailure) -> Bool {
        let mark = mark()
        switch kind {
        case .cost, .rows:
            stringField(.defname)
            try parseNumericOnly()
        case .support:
            stringField(.defname)
            let list = self.mark()
            try parseAnyName(.items)
            close(.list, list)
        case .set, .reset:
            stringField(.defname, .wellKnown(.set), token: position)
            try parseFunctionSetResetClause()
        case .parallel:
            stringField(.defname)
            try parseColId(.string, .arg)
        default: return false
        }
        label(.arg)
        close(.defElem, mark)
        return true
    }

    // MARK: Bodies in SQL

    /// `RETURN expression`, `BEGIN ATOMIC … END` or nothing.
    ///
    /// ```ebnf
    /// opt_routine_body = [ ReturnStmt | "BEGIN" "ATOMIC" routine_body_stmt_list "END" ] ;
    /// ```
    mutating func parseOptRoutineBody() throws(ParseFailure) {
        switch kind {
        case .return: try parseReturnStmt()
        case .begin:
            let body = mark()
            advance()
            try expect(.atomic)
            try parseRoutineBodyStmtList()
            try expect(.end)
            close(.list, body)
        default: return
        }
        label(.sqlBody)
    }

    /// The statements between `BEGIN ATOMIC` and `END`, as a list that is `NULL` if there are none.
    ///
    /// ```ebnf
    /// routine_body_stmt_list = { [ routine_body_stmt ] ";" } ;
    /// ```
    mutating func parseRoutineBodyStmtList() throws(ParseFailure) {
        let list = mark()
        try enter()
        while !at(.end) {
            if eat(.semicolon) { continue }
            try parseRoutineBodyStmt()
            label(.items)
            try expect(.semicolon)
        }
        leave()
        if tree.count == list.unit {
            leaf(.null, .items, token: list.token)
        } else {
            close(.list, list)
            label(.items)
        }
    }

    /// ```ebnf
    /// routine_body_stmt = stmt | ReturnStmt ;
    /// ```
    mutating func parseRoutineBodyStmt() throws(ParseFailure) {
        if at(.return) {
            try parseReturnStmt()
        } else {
            try parseStmt()
        }
    }

    /// ```ebnf
    /// ReturnStmt = "RETURN" a_expr ;
    /// ```
    mutating func parseReturnStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.return)
        try parseAExpr()
        label(.returnval)
        close(.returnStmt, statement)
    }

    // MARK: References to functions

    /// Functions separated by commas.
    ///
    /// ```ebnf
    /// function_with_argtypes_list = function_with_argtypes { "," function_with_argtypes } ;
    /// ```
    mutating func parseFunctionWithArgtypesList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseFunctionWithArgtypes()
            label(field)
        } while eat(.comma)
    }

    /// A function, as an `ObjectWithArgs`: its name, and its parameters unless the name is enough.
    ///
    /// ```ebnf
    /// function_with_argtypes = func_name [ func_args ] | ColId ;
    /// ```
    mutating func parseFunctionWithArgtypes() throws(ParseFailure) {
        let mark = mark()
        let canHaveArguments = kind.isTypeFunctionName || peek() == .dot || peek() == .leftBracket
        if canHaveArguments {
            try parseFuncName(.objname)
        } else {
            try parseColId(.string, .objname)
        }
        let hasArguments = canHaveArguments && at(.leftParenthesis)
        if hasArguments { try parseFuncArgs() }
        close(.objectWithArgs, mark, scalars: .objectWithArgs(argsUnspecified: !hasArguments))
    }

    /// Parameters in parentheses, in `objfuncargs`, and the types of those that are passed, in `objargs`.
    ///
    /// ```ebnf
    /// func_args = "(" [ func_arg { "," func_arg } ] ")" ;
    /// ```
    mutating func parseFuncArgs() throws(ParseFailure) {
        try expect(.leftParenthesis)
        if eat(.rightParenthesis) { return }
        repeat {
            let argument = try parseFuncArg()
            label(.objfuncargs)
            if argument.mode != .out {
                tree.appendCopy(of: argument.type)
                label(.objargs)
            }
        } while eat(.comma)
        try expect(.rightParenthesis)
    }

    // MARK: ALTER and DROP

    /// The rest of `ALTER FUNCTION` behind the function, which is the last node built.
    ///
    /// ```ebnf
    /// AlterFunctionStmt =
    ///       "ALTER" ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) function_with_argtypes common_func_opt_item {
    ///         common_func_opt_item } [ "RESTRICT" ] ;
    /// ```
    mutating func parseAlterFunctionStmt(_ type: ObjectType, statement: Mark) throws(ParseFailure) {
        label(.func)
        guard try parseCommonFuncOptItem() else { throw syntaxError() }
        repeat {
            label(.actions)
        } while try parseCommonFuncOptItem()
        _ = eat(.restrict)
        close(.alterFunctionStmt, statement, scalars: .alterFunctionStmt(objtype: type))
    }

    /// ```ebnf
    /// RemoveFuncStmt =
    ///       "DROP" ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) [ "IF" "EXISTS" ] function_with_argtypes_list
    ///         opt_drop_behavior ;
    /// ```
    mutating func parseRemoveFuncStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop)
        let type: ObjectType
        switch kind {
        case .procedure: type = .procedure
        case .routine: type = .routine
        default: type = .function
        }
        advance()
        let missingOk = try eatIfExists()
        try parseFunctionWithArgtypesList(.objects)
        closeDrop(type, statement, missingOk: missingOk)
    }

    // MARK: DO

    /// ```ebnf
    /// DoStmt = "DO" dostmt_opt_item { dostmt_opt_item } ;
    /// ```
    mutating func parseDoStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.do)
        repeat {
            try parseDostmtOptItem()
            label(.args)
        } while at(.stringConstant) || at(.language)
        close(.doStmt, statement)
    }

    /// ```ebnf
    /// dostmt_opt_item = Sconst | "LANGUAGE" NonReservedWord_or_Sconst ;
    /// ```
    mutating func parseDostmtOptItem() throws(ParseFailure) {
        let mark = mark()
        if eat(.language) {
            stringField(.defname, .token(mark.token), token: mark.token)
            if at(.stringConstant) { locationField(.argLocation, token: position) }
            try parseNonReservedWordOrSconst(.string, .arg)
        } else {
            stringField(.defname, .wellKnown(.as), token: mark.token)
            locationField(.argLocation, token: position)
            try parseSconst(.string, .arg)
        }
        close(.defElem, mark)
    }

    // MARK: Casts and transforms

    /// ```ebnf
    /// CreateCastStmt =
    ///       "CREATE" "CAST" "(" Typename "AS" Typename ")" ( "WITH" "FUNCTION" function_with_argtypes |
    ///         "WITHOUT" "FUNCTION" | "WITH" "INOUT" ) cast_context ;
    /// ```
    mutating func parseCreateCastStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .cast)
        try expect(.leftParenthesis)
        try parseTypename()
        label(.sourcetype)
        try expect(.as)
        try parseTypename()
        label(.targettype)
        try expect(.rightParenthesis)
        var isInout = false
        if try !eat(.without, .function) {
            try expect(.with)
            isInout = eat(.inout)
            if !isInout {
                try expect(.function)
                try parseFunctionWithArgtypes()
                label(.func)
            }
        }
        let context = try parseCastContext()
        close(.createCastStmt, statement, scalars: .createCastStmt(context: context, `inout`: isInout))
    }

    /// ```ebnf
    /// cast_context = [ "AS" ( "IMPLICIT" | "ASSIGNMENT" ) ] ;
    /// ```
    mutating func parseCastContext() throws(ParseFailure) -> CoercionContext {
        guard eat(.as) else { return .explicit }
        if eat(.implicit) { return .implicit }
        try expect(.assignment)
        return .assignment
    }

    /// ```ebnf
    /// DropCastStmt = "DROP" "CAST" [ "IF" "EXISTS" ] "(" Typename "AS" Typename ")" opt_drop_behavior ;
    /// ```
    mutating func parseDropCastStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .cast)
        let missingOk = try eat(.if, .exists)
        try castSignature()
        label(.objects)
        closeDrop(.cast, statement, missingOk: missingOk)
    }

    /// `(type AS type)` as a list of the two.
    mutating func castSignature() throws(ParseFailure) {
        let list = mark()
        try expect(.leftParenthesis)
        try parseTypename()
        label(.items)
        try expect(.as)
        try parseTypename()
        label(.items)
        try expect(.rightParenthesis)
        close(.list, list)
    }

    /// ```ebnf
    /// CreateTransformStmt =
    ///       "CREATE" [ "OR" "REPLACE" ] "TRANSFORM" "FOR" Typename "LANGUAGE" name "("
    ///         transform_element_list ")" ;
    /// ```
    mutating func parseCreateTransformStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        let replace = try eat(.or, .replace)
        try expect(.transform, .for)
        try parseTypename()
        label(.typeName)
        try expect(.language)
        try parseName(.stringValue, .lang)
        try expect(.leftParenthesis)
        try parseTransformElementList()
        try expect(.rightParenthesis)
        close(.createTransformStmt, statement, scalars: .createTransformStmt(replace: replace))
    }

    /// The function from SQL, the function to SQL, or both in either order.
    ///
    /// ```ebnf
    /// transform_element_list =
    ///       "FROM" "SQL" "WITH" "FUNCTION" function_with_argtypes [ "," "TO" "SQL" "WITH" "FUNCTION"
    ///         function_with_argtypes ]
    ///     | "TO" "SQL" "WITH" "FUNCTION" function_with_argtypes [ "," "FROM" "SQL" "WITH" "FUNCTION"
    ///         function_with_argtypes ] ;
    /// ```
    mutating func parseTransformElementList() throws(ParseFailure) {
        let fromFirst = eat(.from)
        if !fromFirst { try expect(.to) }
        try transformFunction(fromFirst ? .fromsql : .tosql)
        guard eat(.comma) else { return }
        try expect(fromFirst ? .to : .from)
        try transformFunction(fromFirst ? .tosql : .fromsql)
    }

    private mutating func transformFunction(_ field: FieldName) throws(ParseFailure) {
        try expect(.sql)
        try expectWith()
        try expect(.function)
        try parseFunctionWithArgtypes()
        label(field)
    }

    /// ```ebnf
    /// DropTransformStmt =
    ///       "DROP" "TRANSFORM" [ "IF" "EXISTS" ] "FOR" Typename "LANGUAGE" name opt_drop_behavior ;
    /// ```
    mutating func parseDropTransformStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .transform)
        let missingOk = try eat(.if, .exists)
        try transformSignature()
        label(.objects)
        closeDrop(.transform, statement, missingOk: missingOk)
    }

    /// `FOR type LANGUAGE name` as a list of the two.
    mutating func transformSignature() throws(ParseFailure) {
        let list = mark()
        try expect(.for)
        try parseTypename()
        label(.items)
        try expect(.language)
        try parseName(.string, .items)
        close(.list, list)
    }
}

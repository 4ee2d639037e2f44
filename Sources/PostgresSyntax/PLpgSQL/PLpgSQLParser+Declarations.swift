/// A body's outermost parts: options, blocks and declarations.
extension PLpgSQLParser {
    /// The whole body.
    ///
    /// ```ebnf
    /// pl_function = { comp_option } opt_block_label pl_block [ ";" ] ;
    /// ```
    mutating func parsePlFunction() throws(ParseFailure) {
        try declareParameters()
        let mark = mark()
        while isOperator("#", at: position) {
            try parseCompOption()
            sql.label(.options)
        }
        let block = self.mark()
        let label = try parseOptBlockLabel(.blockLabel)
        try parsePlBlock(from: block, label: label)
        sql.label(.body)
        _ = sql.eat(.semicolon)
        guard kind == .endOfInput else { throw unexpectedWord() }
        close(mark, .plpgsqlNode(kind: .function))
    }

    /// An option such as `#variable_conflict use_column`.
    ///
    /// ```ebnf
    /// comp_option =
    ///       "#" ( "OPTION" "DUMP" | "PRINT_STRICT_PARAMS" any_identifier | "VARIABLE_CONFLICT" ( "ERROR" |
    ///         "USE_VARIABLE" | "USE_COLUMN" ) ) ;
    /// ```
    mutating func parseCompOption() throws(ParseFailure) {
        let mark = mark()
        sql.advance()
        let option = readWord()
        appendString(.name, token: option.first)
        let value = peekWord()
        switch option.shape {
        case .keyword(.option):
            try expect(.dump)
        case .keyword(.printStrictParams):
            guard value.isSingle else { throw unexpected(value) }
            switch value.shape {
            case .name, .keyword: break
            default: throw unexpected(value)
            }
            let text = sql.tokens.decoded(value.first)
            guard text == "on" || text == "off" else {
                throw error("unrecognized print_strict_params option \(text)", value)
            }
            sql.advance()
        case .keyword(.variableConflict):
            guard at(.error) || at(.useVariable) || at(.useColumn) else { throw unexpected(value) }
            sql.advance()
        default:
            throw unexpected(option)
        }
        appendString(.message, token: value.first)
        close(mark, .plpgsqlNode(kind: .option))
    }

    // MARK: Blocks

    /// `<<label>>`, if it is there; opens its name space and returns the label.
    ///
    /// ```ebnf
    /// opt_block_label = [ "<<" any_identifier ">>" ] ;
    /// ```
    mutating func parseOptBlockLabel(_ kind: PLpgSQLScope.Kind) throws(ParseFailure) -> PLpgSQLScope.Name? {
        guard isOperator("<<", at: position) else {
            scope.push(kind)
            return nil
        }
        sql.advance()
        appendString(.label, token: position)
        let label = try parseAnyIdentifier()
        guard isOperator(">>", at: position) else { throw unexpectedWord() }
        sql.advance()
        scope.push(kind, label)
        return label
    }

    /// A block whose label has been read, up to its `END` and the label there.
    ///
    /// ```ebnf
    /// pl_block = [ decl_stmts ] "BEGIN" proc_sect [ exception_sect ] "END" opt_label ;
    /// ```
    mutating func parsePlBlock(from mark: Mark, label: PLpgSQLScope.Name?) throws(ParseFailure) {
        try sql.enter()
        if at(.declare) { try parseDeclStmts() }
        try expect(.begin)
        try parseProcSect(.body)
        if at(.exception, .statementStart) { try parseExceptionSect() }
        try expect(.end)
        check(try parseOptLabel(), matches: label)
        scope.pop()
        sql.leave()
        close(mark, .plpgsqlNode(kind: .block))
    }

    /// The label behind `END`, if it is there.
    ///
    /// ```ebnf
    /// opt_label = [ any_identifier ] ;
    /// ```
    mutating func parseOptLabel() throws(ParseFailure) -> EndLabel? {
        let word = peekWord()
        switch word.shape {
        case .symbol, .reserved: return nil
        default: return EndLabel(word: word, name: try parseAnyIdentifier())
        }
    }

    /// The label behind `END`.
    struct EndLabel {
        let word: Word
        let name: PLpgSQLScope.Name
    }

    /// A label at the end must be that of the beginning.
    mutating func check(_ end: EndLabel?, matches label: PLpgSQLScope.Name?) {
        guard let end else { return }
        let text = scope.text(end.name)
        guard let label else {
            return keep(error("end label \"\(text)\" specified for unlabeled block", end.word))
        }
        if !scope.isEqual(label, end.name) {
            keep(error("end label \"\(text)\" differs from block's label \"\(scope.text(label))\"", end.word))
        }
    }

    /// The handlers of errors; they know two variables more.
    ///
    /// ```ebnf
    /// exception_sect = "EXCEPTION" proc_exception { proc_exception } ;
    /// ```
    mutating func parseExceptionSect() throws(ParseFailure) {
        for name in ["sqlstate", "sqlerrm"] {
            let type = PLpgSQLType(shape: .scalar, isCollatable: true)
            scope.declare(type.variable(scope.name(name.utf8), isConstant: true))
        }
        sql.advance()
        repeat {
            try parseProcException()
            sql.label(.exceptions)
        } while at(.when)
    }

    /// What is done about some conditions.
    ///
    /// ```ebnf
    /// proc_exception = "WHEN" proc_condition { "OR" proc_condition } "THEN" proc_sect ;
    /// ```
    mutating func parseProcException() throws(ParseFailure) {
        let mark = mark()
        try expect(.when)
        repeat {
            try parseProcCondition()
            sql.label(.conditions)
        } while eat(.or)
        try expect(.then)
        try parseProcSect(.body)
        close(mark, .plpgsqlNode(kind: .exception))
    }

    /// The name of a condition, or `SQLSTATE` and its code.
    ///
    /// ```ebnf
    /// proc_condition = any_identifier | "SQLSTATE" sqlstate_code ;
    /// ```
    mutating func parseProcCondition() throws(ParseFailure) {
        let mark = mark()
        let word = peekWord()
        let name = try parseAnyIdentifier()
        if scope.text(name) == "sqlstate" {
            try parseSqlstateCode()
        } else {
            let text = scope.text(name)
            if text != "others", !PLpgSQLCondition.isKnown(text) {
                keep(error("unrecognized exception condition \"\(text)\"", word))
            }
            appendString(.name, token: word.first)
        }
        close(mark, .plpgsqlNode(kind: .condition))
    }

    /// The five characters of an error code, kept as the message of the node.
    ///
    /// ```ebnf
    /// sqlstate_code = SCONST ;
    /// ```
    mutating func parseSqlstateCode() throws(ParseFailure) {
        let word = peekWord()
        guard isStringConstant else { throw unexpected(word) }
        let code = sql.tokens.decoded(position).utf8
        let isValid = code.allSatisfy {
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
        }
        guard code.count == 5, isValid else { throw near("invalid SQLSTATE code", word) }
        sql.stringField(.message)
    }

    /// Whether the next token is a string; PL/pgSQL knows none with Unicode escapes.
    var isStringConstant: Bool { kind == .stringConstant && !sql.current.pointee.flags.contains(.unicode) }

    // MARK: Declarations

    /// Declarations, up to `BEGIN`; further `DECLARE`s among them say nothing.
    ///
    /// ```ebnf
    /// decl_stmts = "DECLARE" { decl_statement | "DECLARE" } ;
    /// ```
    mutating func parseDeclStmts() throws(ParseFailure) {
        while !at(.begin, .none) {
            if isOperator("<<", at: position) { throw try labelBehindDeclare() }
            if eat(.declare, .none) { continue }
            let failureCount = failures.count
            declarationStart = position
            try parseDeclStatement()
            declarationStart = nil
            sql.label(.declarations)
            if failures.count > failureCount { hasBrokenDeclaration = true }
        }
    }

    private mutating func labelBehindDeclare() throws(ParseFailure) -> ParseFailure {
        let word = peekWord()
        sql.advance()
        _ = try parseAnyIdentifier()
        guard isOperator(">>", at: position) else { throw unexpectedWord() }
        return error("block label must be placed before DECLARE, not after", word)
    }

    /// A variable, an alias or a cursor.
    ///
    /// ```ebnf
    /// decl_statement =
    ///       decl_varname ( [ "CONSTANT" ] decl_datatype [ decl_collate ] [ "NOT" "NULL" ] decl_defval |
    ///         "ALIAS" "FOR" ( any_name | PARAM ) ";" | opt_scrollable "CURSOR" decl_cursor_args ( "IS" |
    ///         "FOR" ) toplevel_stmt ";" ) ;
    /// ```
    mutating func parseDeclStatement() throws(ParseFailure) {
        let mark = mark()
        let name = try parseDeclVarname()
        switch peekWord(.none).shape {
        case .keyword(.alias): try finishAlias(from: mark, name)
        case .keyword(.no), .keyword(.scroll), .keyword(.cursor): try finishCursor(from: mark, name)
        default: try finishVariable(from: mark, name)
        }
    }

    /// The name of what is declared.
    ///
    /// ```ebnf
    /// decl_varname = IDENT ;
    /// ```
    mutating func parseDeclVarname() throws(ParseFailure) -> PLpgSQLScope.Name {
        let word = peekWord(.none)
        switch word.shape {
        case .name, .keyword: break
        default: throw unexpected(word)
        }
        let name = scope.name(ofToken: word.first, in: sql.tokens)
        if scope.isDeclaredHere(name) { throw near("duplicate declaration", word) }
        sql.stringField(.name)
        return name
    }

    private mutating func finishVariable(from mark: Mark, _ name: PLpgSQLScope.Name) throws(ParseFailure) {
        let isConstant = eat(.constant, .none)
        let typeStart = position
        let type = try parseDeclDatatype()
        if at(.collate, .none) { try parseDeclCollate(type, typeTokens: typeStart..<position) }
        let notNull = peekWord(.none)
        let isNotNull = eat(.not, .none)
        if isNotNull { try expect(.null, .none) }
        let hasDefault = try parseDeclDefval()
        let text = scope.text(name)
        if case .pseudo(let pseudoType) = type.shape {
            throw error("variable \"\(text)\" has pseudo-type \(pseudoType)", notNull)
        }
        if isNotNull, !hasDefault {
            throw error("variable \"\(text)\" must have a default value, since it's declared NOT NULL", notNull)
        }
        scope.declare(type.variable(name, isConstant: isConstant))
        close(mark, .plpgsqlNode(kind: .variable, isconst: isConstant, notnull: isNotNull))
    }

    /// `COLLATE` and the name of a collation, behind the type that stands at `typeTokens`.
    ///
    /// ```ebnf
    /// decl_collate = "COLLATE" any_name ;
    /// ```
    mutating func parseDeclCollate(_ type: PLpgSQLType, typeTokens: Range<Int>) throws(ParseFailure) {
        sql.advance()
        let word = readWord(.none)
        switch word.shape {
        case .name, .keyword, .dottedName: break
        default: throw unexpected(word)
        }
        if type.isCollatable == false {
            throw error("collations are not supported by type \(text(ofTokens: typeTokens))", word)
        }
        for token in stride(from: word.first, to: word.end, by: 2) {
            sql.stringNode(.collname, .token(token), token: token)
        }
    }

    private func text(ofTokens tokens: Range<Int>) -> String {
        sql.source.text(in: Int(sql.tokens[tokens.lowerBound].start)..<Int(sql.tokens[tokens.upperBound - 1].end))
    }

    /// `;`, or an initial value and `;`; tells whether there is a value.
    ///
    /// ```ebnf
    /// decl_defval = ";" | ( "=" | ":=" | "DEFAULT" ) PLpgSQL_Expr ";" ;
    /// ```
    mutating func parseDeclDefval() throws(ParseFailure) -> Bool {
        if sql.eat(.semicolon) { return false }
        guard sql.eat(.equals) || sql.eat(.colonEquals) || eat(.default, .none) else { throw unexpectedWord(.none) }
        try readExpression(.expr, until: .semicolon, missing: ";")
        return true
    }

    /// `ALIAS FOR` another variable or a parameter.
    private mutating func finishAlias(from mark: Mark, _ name: PLpgSQLScope.Name) throws(ParseFailure) {
        sql.advance()
        try expect(.for, .none)
        let word = readWord(.none)
        switch word.shape {
        case .name, .keyword, .dottedName: break
        default: throw unexpected(word)
        }
        let parts = stride(from: word.first, to: word.end, by: 2).map { scope.name(ofToken: $0, in: sql.tokens) }
        let match = scope.lookup(parts[0], parts.count > 1 ? parts[1] : nil, parts.count > 2 ? parts[2] : nil)
        guard let match else { throw error("variable \"\(text(of: word))\" does not exist", word) }
        appendReference(.expr, word)
        try expect(.semicolon)
        scope.add(match.variable, as: name)
        close(mark, .plpgsqlNode(kind: .alias))
    }

    /// `[NO] SCROLL`, `CURSOR`, its arguments and its query.
    private mutating func finishCursor(from mark: Mark, _ name: PLpgSQLScope.Name) throws(ParseFailure) {
        let scroll = try parseOptScrollable()
        try expect(.cursor, .none)
        scope.push(.otherLabel, name)
        let arguments = try parseDeclCursorArgs()
        guard eat(.is, .none) || eat(.for, .none) else { throw unexpectedWord(.none) }
        try readStatement(.query)
        scope.pop()
        var variable = PLpgSQLType.refcursor.variable(name)
        variable.isBoundCursor = true
        variable.arguments = arguments
        scope.declare(variable)
        close(mark, .plpgsqlNode(kind: .cursor, scroll: scroll))
    }

    /// Whether a cursor moves backwards.
    ///
    /// ```ebnf
    /// opt_scrollable = [ [ "NO" ] "SCROLL" ] ;
    /// ```
    mutating func parseOptScrollable() throws(ParseFailure) -> PlpgsqlScroll {
        if eat(.scroll, .none) { return .yes }
        guard eat(.no, .none) else { return .default }
        try expect(.scroll, .none)
        return .no
    }

    /// A cursor's arguments in parentheses, if there are any.
    ///
    /// ```ebnf
    /// decl_cursor_args = [ "(" decl_varname decl_datatype { "," decl_varname decl_datatype } ")" ] ;
    /// ```
    mutating func parseDeclCursorArgs() throws(ParseFailure) -> Range<Int> {
        let start = scope.cursorArguments.count
        guard sql.eat(.leftParenthesis) else { return start..<start }
        var names: [PLpgSQLScope.Name] = []
        repeat {
            let mark = mark()
            let name = try parseDeclVarname()
            let type = try parseDeclDatatype()
            if case .pseudo(let pseudoType) = type.shape {
                throw error("variable \"\(scope.text(name))\" has pseudo-type \(pseudoType)", peekWord(.none))
            }
            scope.declare(type.variable(name))
            names.append(name)
            close(mark, .plpgsqlNode(kind: .variable))
            sql.label(.args)
        } while sql.eat(.comma)
        try expect(.rightParenthesis)
        scope.cursorArguments += names
        return start..<start + names.count
    }

    // MARK: Types

    /// A type: SQL's, or that of a variable, column or table, which `%TYPE` and `%ROWTYPE` copy.
    ///
    /// ```ebnf
    /// decl_datatype = Typename | any_name "%" ( "TYPE" | "ROWTYPE" ) [ "ARRAY" ] { "[" [ ICONST ] "]" } ;
    /// ```
    mutating func parseDeclDatatype() throws(ParseFailure) -> PLpgSQLType {
        let word = peekWord(.none)
        switch word.shape {
        case .name, .keyword, .dottedName:
            guard kind(at: word.end) == .percent else { break }
            switch keyword(at: word.end + 1) {
            case .type: return try finishCopiedType(word, isRow: false)
            case .rowtype: return try finishCopiedType(word, isRow: true)
            default: break
            }
        default: break
        }
        let end = try endOfDatatype()
        if end == position { throw near("missing data type declaration", peekWord(.none)) }
        if kind == .setof {
            throw error("invalid type name \"\(text(ofTokens: position..<end))\"", word)
        }
        try readFragment(.typeName, to: end)
        sql.label(.typeName)
        return try typeOfLastNode(word)
    }

    /// `%TYPE` or `%ROWTYPE` behind a name, and whether an array of it is meant.
    private mutating func finishCopiedType(_ word: Word, isRow: Bool) throws(ParseFailure) -> PLpgSQLType {
        let mark = mark()
        for token in stride(from: word.first, to: word.end, by: 2) {
            sql.stringNode(.names, .token(token), token: token)
        }
        move(to: word.end + 2)
        var isArray = eat(.array, .none)
        while sql.eat(.leftBracket) {
            isArray = true
            _ = sql.eat(.integerConstant)
            guard sql.eat(.rightBracket) else { throw near("syntax error, expected \"]\"", peekWord(.none)) }
        }
        close(mark, .plpgsqlNode(kind: .type, isRowtype: isRow, isArray: isArray))
        sql.label(.typeName)
        return types.copied
    }

    /// The token behind a type: what can follow one in a declaration.
    private mutating func endOfDatatype() throws(ParseFailure) -> Int {
        var depth = 0
        var index = position
        while true {
            switch kind(at: index) {
            case .semicolon, .equals, .colonEquals, .not: return index
            case .comma where depth == 0, .rightParenthesis where depth == 0: return index
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth -= 1
            case .endOfInput:
                let end = Word(shape: .symbol, first: index, end: index + 1)
                throw near(depth != 0 ? "mismatched parentheses" : "incomplete data type declaration", end)
            case .invalid where isLexicalError(at: index):
                move(to: index)
                throw unexpectedWord(.none)
            case .collate, .default:
                if index > position, kind(at: index - 1) != .dot { return index }
            default: break
            }
            index += 1
        }
    }

    /// What kind of type the `TypeName` is that was built last, from `word` on.
    private mutating func typeOfLastNode(_ word: Word) throws(ParseFailure) -> PLpgSQLType {
        let end = sql.tree.count
        let first = end - sql.tree[end - 1].subtreeSize
        var names: [String] = []
        var isArray = false
        var head = end - 3
        while head >= first {
            switch sql.tree[head].field {
            case .names: names.append(text(StringReference(raw: sql.tree[head].word1)))
            case .arrayBounds: isArray = true
            default: break
            }
            head -= sql.tree[head].subtreeSize
        }
        // The names stand from the last to the first.
        if names.count > Self.maximumNameCount {
            let name = names.reversed().joined(separator: ".")
            throw error("improper qualified name (too many dotted names): \(name)", word)
        }
        return types.type(schema: names.count > 1 ? names[1] : nil, name: names.first ?? "", isArray: isArray)
    }

    /// A type's name can have a schema and a database before it.
    private static let maximumNameCount = 3

    private func text(_ string: StringReference) -> String {
        switch string.source {
        case .token(let index): sql.tokens.decoded(index)
        case .wellKnown(let name): name.text.description
        case .owned: ""
        }
    }
}

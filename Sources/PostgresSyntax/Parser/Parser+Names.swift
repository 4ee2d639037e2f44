/// Names: identifiers by keyword class, dotted names, relations, roles and the small constants that stand beside them.
///
/// Functions that read one name take the leaf to build from it: `.stringValue` for a field of type string,
/// `.string` for an element of a list of `String` nodes.
extension Parser {
    @inline(__always)
    private mutating func nameLeaf(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        let token = position
        tree.append(.leaf(leaf, field, value: StringReference.token(token).raw, token: token))
        advance()
    }

    /// A name that can be a column's or a table's.
    ///
    /// ```ebnf
    /// ColId = IDENT ;
    /// ```
    @inline(__always)
    mutating func parseColId(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        guard kind.isColId else { throw syntaxError() }
        try nameLeaf(leaf, field)
    }

    /// A name that can be a type's or a function's.
    ///
    /// ```ebnf
    /// type_function_name = IDENT ;
    /// ```
    @inline(__always)
    mutating func parseTypeFunctionName(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        guard kind.isTypeFunctionName else { throw syntaxError() }
        try nameLeaf(leaf, field)
    }

    /// Any word that is not fully reserved, such as a role's name.
    ///
    /// ```ebnf
    /// NonReservedWord = IDENT ;
    /// ```
    mutating func parseNonReservedWord(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        guard kind.isNonReservedWord else { throw syntaxError() }
        try nameLeaf(leaf, field)
    }

    /// Any word at all, as after `AS` or a dot.
    ///
    /// ```ebnf
    /// ColLabel = IDENT ;
    /// ```
    @inline(__always)
    mutating func parseColLabel(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        guard kind.isColLabel else { throw syntaxError() }
        try nameLeaf(leaf, field)
    }

    /// A word that can label a column without `AS`.
    ///
    /// ```ebnf
    /// BareColLabel = IDENT ;
    /// ```
    mutating func parseBareColLabel(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        guard kind.isBareColLabel else { throw syntaxError() }
        try nameLeaf(leaf, field)
    }

    /// ```ebnf
    /// name = ColId ;
    /// ```
    @inline(__always)
    mutating func parseName(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        try parseColId(leaf, field)
    }

    /// Names separated by commas; each becomes a `String` node in `field`.
    ///
    /// ```ebnf
    /// name_list = name { "," name } ;
    /// ```
    mutating func parseNameList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseName(.string, field)
        } while eat(.comma)
    }

    /// The name after a dot.
    ///
    /// ```ebnf
    /// attr_name = ColLabel ;
    /// ```
    @inline(__always)
    mutating func parseAttrName(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        try parseColLabel(leaf, field)
    }

    /// A dotted name of any object; its parts become `String` nodes in `field`.
    ///
    /// ```ebnf
    /// any_name = ColId { "." attr_name } ;
    /// ```
    mutating func parseAnyName(_ field: FieldName) throws(ParseFailure) {
        try parseColId(.string, field)
        while eat(.dot) {
            try parseAttrName(.string, field)
        }
    }

    /// Dotted names separated by commas; each becomes a `List` in `field`.
    ///
    /// ```ebnf
    /// any_name_list = any_name { "," any_name } ;
    /// ```
    mutating func parseAnyNameList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            let mark = mark()
            try parseAnyName(.items)
            close(.list, mark)
            label(field)
        } while eat(.comma)
    }

    // MARK: Relations

    /// A relation's name with up to two qualifiers, as a `RangeVar` that includes its children tables.
    ///
    /// ```ebnf
    /// qualified_name = ColId { "." attr_name } ;
    /// ```
    mutating func parseQualifiedName() throws(ParseFailure) {
        try qualifiedName(scalars: .rangeVar(inh: true, relpersistence: UInt8(ascii: "p")))
    }

    /// The same with the scalars of a `RangeVar` given by the caller.
    mutating func qualifiedName(scalars: Scalars) throws(ParseFailure) {
        let mark = mark()
        try parseColId(.stringValue, .relname)
        if kind == .dot || kind == .leftBracket {
            try qualifiers(mark, lastField: .relname)
        }
        close(.rangeVar, mark, scalars: scalars)
    }

    /// The dotted rest of a relation's name; the parts get the fields of a `RangeVar`.
    ///
    /// PostgreSQL's grammar takes any indirection here and rejects all but names once it is read.
    private mutating func qualifiers(_ mark: Mark, lastField: FieldName) throws(ParseFailure) {
        var count = 1
        while eat(.dot) {
            if at(.star) { throw try improperIndirection() }
            try parseAttrName(.stringValue, .relname)
            count += 1
        }
        if at(.leftBracket) { throw try improperIndirection() }
        guard count <= 3 else {
            throw error(
                "improper qualified name (too many dotted names): \(joinedNames(since: mark.unit))", at: mark.token)
        }
        let schema = mark.unit + count - 2
        tree[schema].field = .schemaname
        if count == 3 { tree[schema - 1].field = .catalogname }
    }

    /// Reads the rest of an indirection that cannot be part of a name and gives the error for it.
    private mutating func improperIndirection() throws(ParseFailure) -> ParseFailure {
        if eat(.star) {
            guard kind == .dot || kind == .leftBracket else { return grammarError("syntax error") }
        }
        _ = try indirection(.none)
        return grammarError("syntax error")
    }

    /// The names built since `unit`, joined by dots as PostgreSQL shows them in messages.
    func joinedNames(since unit: Int) -> String {
        var names: [String] = []
        for index in unit..<tree.count {
            if case .token(let token) = StringReference(raw: tree[index].word1).source {
                names.append(tokens.decoded(token))
            }
        }
        return names.joined(separator: ".")
    }

    /// Relation names separated by commas.
    ///
    /// ```ebnf
    /// qualified_name_list = qualified_name { "," qualified_name } ;
    /// ```
    mutating func parseQualifiedNameList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseQualifiedName()
            label(field)
        } while eat(.comma)
    }

    /// A relation with `ONLY` before it or `*` behind it, as a `RangeVar`.
    ///
    /// ```ebnf
    /// relation_expr = qualified_name [ "*" ] | "ONLY" qualified_name | "ONLY" "(" qualified_name ")" ;
    /// ```
    mutating func parseRelationExpr() throws(ParseFailure) {
        let start = position
        guard eat(.only) else {
            try parseQualifiedName()
            if eat(.star) {
                close(tree.reopen())
            }
            return
        }
        let parenthesised = eat(.leftParenthesis)
        try qualifiedName(scalars: .rangeVar(inh: false, relpersistence: UInt8(ascii: "p")))
        if parenthesised { try expect(.rightParenthesis) }
        tree.widen(toToken: start, end: position)
    }

    /// Relations separated by commas.
    ///
    /// ```ebnf
    /// relation_expr_list = relation_expr { "," relation_expr } ;
    /// ```
    mutating func parseRelationExprList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseRelationExpr()
            label(field)
        } while eat(.comma)
    }

    // MARK: Functions and roles

    /// A function's or type's dotted name; its parts become `String` nodes in `field`.
    ///
    /// ```ebnf
    /// func_name = type_function_name | ColId "." attr_name { "." attr_name } ;
    /// ```
    mutating func parseFuncName(_ field: FieldName) throws(ParseFailure) {
        if kind.isColId, peek() == .dot || peek() == .leftBracket {
            stringNode(field)
            while eat(.dot) {
                if at(.star) { throw try improperIndirection() }
                try parseAttrName(.string, field)
            }
            if at(.leftBracket) { throw try improperIndirection() }
        } else {
            // A word that can only name a column may begin a dotted name; the error is then at what is no dot.
            if kind.isColId, !kind.isTypeFunctionName {
                advance()
                throw syntaxError()
            }
            try parseTypeFunctionName(.string, field)
        }
    }

    /// A role, or one of the words that stand for one, as a `RoleSpec`.
    ///
    /// ```ebnf
    /// RoleSpec = NonReservedWord | "CURRENT_ROLE" | "CURRENT_USER" | "SESSION_USER" ;
    /// ```
    mutating func parseRoleSpec() throws(ParseFailure) {
        let mark = mark()
        let roletype: RoleSpecType
        switch kind {
        case .currentRole: roletype = .currentRole
        case .currentUser: roletype = .currentUser
        case .sessionUser: roletype = .sessionUser
        default:
            guard kind.isNonReservedWord else { throw syntaxError() }
            let name = tokens.decoded(position)
            if name == "none" { throw error("role name \"none\" is reserved", at: position) }
            roletype = name == "public" ? .public : .cstring
        }
        if roletype == .cstring { stringField(.rolename) } else { advance() }
        close(.roleSpec, mark, scalars: .roleSpec(roletype: roletype))
    }

    /// Roles separated by commas.
    ///
    /// ```ebnf
    /// role_list = RoleSpec { "," RoleSpec } ;
    /// ```
    mutating func parseRoleList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parseRoleSpec()
            label(field)
        } while eat(.comma)
    }

    /// The name of a role that is to be made or changed, not one of the words that stand for a role.
    ///
    /// ```ebnf
    /// RoleId = NonReservedWord ;
    /// ```
    mutating func parseRoleId(_ field: FieldName) throws(ParseFailure) {
        switch kind {
        case .currentRole, .currentUser, .sessionUser:
            let word = String(describing: kind.keywordText).uppercased()
            throw error("\(word) cannot be used as a role name here", at: position)
        default:
            guard kind.isNonReservedWord else { throw syntaxError() }
            let name = tokens.decoded(position)
            if name == "none" || name == "public" {
                throw error("role name \"\(name)\" is reserved", at: position)
            }
            stringField(field)
        }
    }

    // MARK: Small constants

    /// A string constant, the value of a field or a `String` node.
    ///
    /// ```ebnf
    /// Sconst = SCONST ;
    /// ```
    @inline(__always)
    mutating func parseSconst(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        guard kind == .stringConstant else { throw syntaxError() }
        try nameLeaf(leaf, field)
    }

    /// A string constant that names a file.
    ///
    /// ```ebnf
    /// file_name = Sconst ;
    /// ```
    mutating func parseFileName(_ field: FieldName) throws(ParseFailure) {
        try parseSconst(.stringValue, field)
    }

    /// A name or a string constant.
    ///
    /// ```ebnf
    /// NonReservedWord_or_Sconst = NonReservedWord | Sconst ;
    /// ```
    mutating func parseNonReservedWordOrSconst(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        guard kind.isNonReservedWord || kind == .stringConstant else { throw syntaxError() }
        try nameLeaf(leaf, field)
    }

    /// A word or string that is the value of an option, where `TRUE`, `FALSE` and `ON` are words too.
    ///
    /// ```ebnf
    /// opt_boolean_or_string = "TRUE" | "FALSE" | "ON" | NonReservedWord_or_Sconst ;
    /// ```
    mutating func parseOptBooleanOrString(_ leaf: NodeKind, _ field: FieldName) throws(ParseFailure) {
        switch kind {
        case .true, .false, .on: try nameLeaf(leaf, field)
        default: try parseNonReservedWordOrSconst(leaf, field)
        }
    }

    /// An integer constant.
    ///
    /// ```ebnf
    /// Iconst = ICONST ;
    /// ```
    mutating func parseIconst() throws(ParseFailure) -> Int {
        guard kind == .integerConstant else { throw syntaxError() }
        let value = Int(tokens.integerValue(of: position))
        advance()
        return value
    }

    /// An integer constant with an optional sign.
    ///
    /// ```ebnf
    /// SignedIconst = [ "+" | "-" ] Iconst ;
    /// ```
    mutating func parseSignedIconst() throws(ParseFailure) -> Int {
        if eat(.minus) { return -(try parseIconst()) }
        _ = eat(.plus)
        return try parseIconst()
    }

    /// A number with an optional sign, as an `Integer` or a `Float`.
    ///
    /// ```ebnf
    /// NumericOnly = [ "+" | "-" ] ( FCONST | Iconst ) ;
    /// ```
    mutating func parseNumericOnly() throws(ParseFailure) {
        let mark = mark()
        let negative = at(.minus)
        if negative || at(.plus) { advance() }
        switch kind {
        case .integerConstant:
            let value = try parseIconst()
            leaf(
                .integer, value: UInt32(bitPattern: Int32(truncatingIfNeeded: negative ? -value : value)),
                token: mark.token)
        case .floatConstant:
            let flags = negative ? ConstantVariant.negatedFlag : 0
            tree.append(
                .leaf(.float, .none, value: StringReference.token(position).raw, token: mark.token, flags: flags))
            advance()
        default:
            throw syntaxError()
        }
    }

    /// `CASCADE`, `RESTRICT` or nothing.
    ///
    /// ```ebnf
    /// opt_drop_behavior = [ "CASCADE" | "RESTRICT" ] ;
    /// ```
    mutating func parseOptDropBehavior() -> DropBehavior {
        if eat(.cascade) { return .cascade }
        _ = eat(.restrict)
        return .restrict
    }
}

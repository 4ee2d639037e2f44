/// Foreign tables, servers, wrappers and user mappings.
extension Parser {
    // MARK: Options

    /// `OPTIONS (…)`, or nothing, as `DefElem`s in `field`.
    ///
    /// ```ebnf
    /// create_generic_options = [ "OPTIONS" "(" generic_option_elem { "," generic_option_elem } ")" ] ;
    /// ```
    mutating func parseCreateGenericOptions(_ field: FieldName) throws(ParseFailure) {
        guard eat(.options) else { return }
        try expect(.leftParenthesis)
        repeat {
            try parseGenericOptionElem()
            label(field)
        } while eat(.comma)
        try expect(.rightParenthesis)
    }

    /// `OPTIONS (…)` with changes of options, as `DefElem`s in `field`.
    ///
    /// ```ebnf
    /// alter_generic_options =
    ///       "OPTIONS" "(" alter_generic_option_elem { "," alter_generic_option_elem } ")" ;
    /// ```
    mutating func parseAlterGenericOptions(_ field: FieldName) throws(ParseFailure) {
        try expect(.options, .leftParenthesis)
        repeat {
            try parseAlterGenericOptionElem()
            label(field)
        } while eat(.comma)
        try expect(.rightParenthesis)
    }

    /// An option with its string, as a `DefElem`.
    ///
    /// ```ebnf
    /// generic_option_elem = ColLabel Sconst ;
    /// ```
    mutating func parseGenericOptionElem() throws(ParseFailure) {
        try genericOption(.unspec)
    }

    private mutating func genericOption(_ action: DefElemAction) throws(ParseFailure) {
        let mark = mark()
        try parseColLabel(.stringValue, .defname)
        locationField(.argLocation, token: position)
        try parseSconst(.string, .arg)
        close(.defElem, mark, scalars: .defElem(defaction: action))
    }

    /// An option that is set, added or dropped; `SET`, `ADD` and `DROP` can be an option's name too.
    ///
    /// ```ebnf
    /// alter_generic_option_elem = [ "SET" | "ADD" ] generic_option_elem | "DROP" ColLabel ;
    /// ```
    mutating func parseAlterGenericOptionElem() throws(ParseFailure) {
        guard peek() != .stringConstant else { return try parseGenericOptionElem() }
        switch kind {
        case .set:
            advance()
            try genericOption(.set)
        case .add:
            advance()
            try genericOption(.add)
        case .drop:
            advance()
            let mark = mark()
            try parseColLabel(.stringValue, .defname)
            close(.defElem, mark, scalars: .defElem(defaction: .drop))
        default:
            try parseGenericOptionElem()
        }
    }

    // MARK: Wrappers

    /// `CREATE FOREIGN DATA WRAPPER`.
    ///
    /// ```ebnf
    /// CreateFdwStmt = "CREATE" "FOREIGN" "DATA" "WRAPPER" name opt_fdw_options create_generic_options ;
    /// ```
    mutating func parseCreateFdwStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .foreign)
        try expect(.data, .wrapper)
        try parseName(.stringValue, .fdwname)
        try parseOptFdwOptions()
        try parseCreateGenericOptions(.options)
        close(.createFdwStmt, statement)
    }

    /// `ALTER FOREIGN DATA WRAPPER` behind the wrapper's name.
    ///
    /// ```ebnf
    /// AlterFdwStmt =
    ///       "ALTER" "FOREIGN" "DATA" "WRAPPER" name ( opt_fdw_options alter_generic_options | fdw_option {
    ///         fdw_option } ) ;
    /// ```
    mutating func parseAlterFdwStmt(statement: Mark) throws(ParseFailure) {
        let first = position
        try parseOptFdwOptions()
        if position == first || at(.options) { try parseAlterGenericOptions(.options) }
        close(.alterFdwStmt, statement)
    }

    /// The functions of a wrapper, as `DefElem`s.
    ///
    /// ```ebnf
    /// opt_fdw_options = { fdw_option } ;
    /// ```
    mutating func parseOptFdwOptions() throws(ParseFailure) {
        while at(.handler) || at(.validator) || at(.no) {
            try parseFdwOption()
            label(.funcOptions)
        }
    }

    /// A function of a wrapper, or that it has none.
    ///
    /// ```ebnf
    /// fdw_option = ( "HANDLER" | "VALIDATOR" ) any_name | "NO" ( "HANDLER" | "VALIDATOR" ) ;
    /// ```
    mutating func parseFdwOption() throws(ParseFailure) {
        let mark = mark()
        let isNone = eat(.no)
        guard at(.handler) || at(.validator) else { throw syntaxError() }
        stringField(.defname)
        if !isNone {
            let name = self.mark()
            try parseAnyName(.items)
            close(.list, name)
            label(.arg)
        }
        close(.defElem, mark)
    }

    // MARK: Servers

    /// `CREATE SERVER`.
    ///
    /// ```ebnf
    /// CreateForeignServerStmt =
    ///       "CREATE" "SERVER" [ "IF" "NOT" "EXISTS" ] name [ "TYPE" Sconst ] [ foreign_server_version ]
    ///         "FOREIGN" "DATA" "WRAPPER" name create_generic_options ;
    /// ```
    mutating func parseCreateForeignServerStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .server)
        let ifNotExists = try eatIfNotExists()
        try parseName(.stringValue, .servername)
        if eat(.type) { try parseSconst(.stringValue, .servertype) }
        if at(.version) { try parseForeignServerVersion() }
        try expect(.foreign, .data)
        try expect(.wrapper)
        try parseName(.stringValue, .fdwname)
        try parseCreateGenericOptions(.options)
        close(.createForeignServerStmt, statement, scalars: .createForeignServerStmt(ifNotExists: ifNotExists))
    }

    /// `ALTER SERVER` behind the server's name.
    ///
    /// ```ebnf
    /// AlterForeignServerStmt =
    ///       "ALTER" "SERVER" name ( foreign_server_version [ alter_generic_options ] | alter_generic_options
    ///         ) ;
    /// ```
    mutating func parseAlterForeignServerStmt(statement: Mark) throws(ParseFailure) {
        let hasVersion = at(.version)
        if hasVersion { try parseForeignServerVersion() }
        if !hasVersion || at(.options) { try parseAlterGenericOptions(.options) }
        close(.alterForeignServerStmt, statement, scalars: .alterForeignServerStmt(hasVersion: hasVersion))
    }

    /// A server's version; `NULL` builds nothing.
    ///
    /// ```ebnf
    /// foreign_server_version = "VERSION" ( Sconst | "NULL" ) ;
    /// ```
    mutating func parseForeignServerVersion() throws(ParseFailure) {
        try expect(.version)
        if !eat(.null) { try parseSconst(.stringValue, .version) }
    }

    // MARK: Tables

    /// `CREATE FOREIGN TABLE`.
    ///
    /// ```ebnf
    /// CreateForeignTableStmt =
    ///       "CREATE" "FOREIGN" "TABLE" [ "IF" "NOT" "EXISTS" ] qualified_name ( "(" OptTableElementList ")"
    ///         OptInherit | "PARTITION" "OF" qualified_name OptTypedTableElementList PartitionBoundSpec )
    ///         "SERVER" name create_generic_options ;
    /// ```
    mutating func parseCreateForeignTableStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .foreign)
        try expect(.table)
        let ifNotExists = try eatIfNotExists()
        try parseQualifiedName()
        label(.relation)
        if at(.partition) {
            try partitionOf()
        } else {
            try expect(.leftParenthesis)
            try parseOptTableElementList()
            try expect(.rightParenthesis)
            try parseOptInherit()
        }
        close(.createStmt, statement, scalars: .createStmt(ifNotExists: ifNotExists))
        label(.base)
        try expect(.server)
        try parseName(.stringValue, .servername)
        try parseCreateGenericOptions(.options)
        close(.createForeignTableStmt, statement)
    }

    /// `IMPORT FOREIGN SCHEMA`.
    ///
    /// ```ebnf
    /// ImportForeignSchemaStmt =
    ///       "IMPORT" "FOREIGN" "SCHEMA" name import_qualification "FROM" "SERVER" name "INTO" name
    ///         create_generic_options ;
    /// ```
    mutating func parseImportForeignSchemaStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.import, .foreign)
        try expect(.schema)
        try parseName(.stringValue, .remoteSchema)
        let listType = try parseImportQualification()
        try expect(.from, .server)
        try parseName(.stringValue, .serverName)
        try expect(.into)
        try parseName(.stringValue, .localSchema)
        try parseCreateGenericOptions(.options)
        close(.importForeignSchemaStmt, statement, scalars: .importForeignSchemaStmt(listType: listType))
    }

    /// The tables to import or to leave out.
    ///
    /// ```ebnf
    /// import_qualification = [ ( "LIMIT" "TO" | "EXCEPT" ) "(" relation_expr_list ")" ] ;
    /// ```
    mutating func parseImportQualification() throws(ParseFailure) -> ImportForeignSchemaType {
        let listType: ImportForeignSchemaType
        if eat(.limit) {
            try expect(.to)
            listType = .limitTo
        } else if eat(.except) {
            listType = .except
        } else {
            return .all
        }
        try expect(.leftParenthesis)
        try parseRelationExprList(.tableList)
        try expect(.rightParenthesis)
        return listType
    }

    // MARK: User mappings

    /// `CREATE USER MAPPING`.
    ///
    /// ```ebnf
    /// CreateUserMappingStmt =
    ///       "CREATE" "USER" "MAPPING" opt_if_not_exists "FOR" auth_ident "SERVER" name
    ///         create_generic_options ;
    /// ```
    mutating func parseCreateUserMappingStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        try expect(.user, .mapping)
        let ifNotExists = try parseOptIfNotExists()
        try userAndServer()
        try parseCreateGenericOptions(.options)
        close(.createUserMappingStmt, statement, scalars: .createUserMappingStmt(ifNotExists: ifNotExists))
    }

    /// `ALTER USER MAPPING`.
    ///
    /// ```ebnf
    /// AlterUserMappingStmt = "ALTER" "USER" "MAPPING" "FOR" auth_ident "SERVER" name alter_generic_options ;
    /// ```
    mutating func parseAlterUserMappingStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.alter)
        try expect(.user, .mapping)
        try userAndServer()
        try parseAlterGenericOptions(.options)
        close(.alterUserMappingStmt, statement)
    }

    /// `DROP USER MAPPING`.
    ///
    /// ```ebnf
    /// DropUserMappingStmt = "DROP" "USER" "MAPPING" [ "IF" "EXISTS" ] "FOR" auth_ident "SERVER" name ;
    /// ```
    mutating func parseDropUserMappingStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop)
        try expect(.user, .mapping)
        let missingOk = try eat(.if, .exists)
        try userAndServer()
        close(.dropUserMappingStmt, statement, scalars: .dropUserMappingStmt(missingOk: missingOk))
    }

    private mutating func userAndServer() throws(ParseFailure) {
        try expect(.for)
        try parseAuthIdent()
        label(.user)
        try expect(.server)
        try parseName(.stringValue, .servername)
    }

    /// The user of a mapping, as a `RoleSpec`; `USER` stands for the current one.
    ///
    /// ```ebnf
    /// auth_ident = RoleSpec | "USER" ;
    /// ```
    mutating func parseAuthIdent() throws(ParseFailure) {
        guard at(.user) else { return try parseRoleSpec() }
        let mark = mark()
        advance()
        close(.roleSpec, mark, scalars: .roleSpec(roletype: .currentUser))
    }
}

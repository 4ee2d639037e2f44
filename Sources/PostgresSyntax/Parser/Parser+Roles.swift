/// Roles, users and groups, and what they own.
extension Parser {
    // MARK: CREATE

    /// ```ebnf
    /// CreateRoleStmt = "CREATE" "ROLE" RoleId [ "WITH" ] { CreateOptRoleElem } ;
    /// ```
    mutating func parseCreateRoleStmt() throws(ParseFailure) {
        try createRole(.role)
    }

    /// ```ebnf
    /// CreateUserStmt = "CREATE" "USER" RoleId [ "WITH" ] { CreateOptRoleElem } ;
    /// ```
    mutating func parseCreateUserStmt() throws(ParseFailure) {
        try createRole(.user)
    }

    /// ```ebnf
    /// CreateGroupStmt = "CREATE" "GROUP" RoleId [ "WITH" ] { CreateOptRoleElem } ;
    /// ```
    mutating func parseCreateGroupStmt() throws(ParseFailure) {
        try createRole(.group)
    }

    private mutating func createRole(_ type: RoleStmtType) throws(ParseFailure) {
        let statement = mark()
        try expect(.create)
        advance()
        try parseRoleId(.role)
        _ = eatWith()
        while try parseCreateOptRoleElem() {
            label(.options)
        }
        close(.createRoleStmt, statement, scalars: .createRoleStmt(stmtType: type))
    }

    /// An option of `CREATE ROLE`, as a `DefElem`, if one is there.
    ///
    /// ```ebnf
    /// CreateOptRoleElem =
    ///       AlterOptRoleElem
    ///     | "SYSID" Iconst
    ///     | ( "ADMIN" | "ROLE" | "IN" "ROLE" | "IN" "GROUP" ) role_list ;
    /// ```
    mutating func parseCreateOptRoleElem() throws(ParseFailure) -> Bool {
        let mark = mark()
        switch kind {
        case .sysid:
            stringField(.defname)
            let token = position
            leaf(.integer, .arg, value: UInt32(truncatingIfNeeded: try parseIconst()), token: token)
            close(.defElem, mark)
        case .admin:
            advance()
            try membersOption(.adminmembers, mark)
        case .role:
            advance()
            try membersOption(.rolemembers, mark)
        case .in:
            advance()
            guard eat(.role) || eat(.group) else { throw syntaxError() }
            try membersOption(.addroleto, mark)
        default: return try parseAlterOptRoleElem()
        }
        return true
    }

    /// Completes an option whose argument is a list of roles.
    private mutating func membersOption(_ name: WellKnownName, _ mark: Mark) throws(ParseFailure) {
        let list = self.mark()
        try parseRoleList(.items)
        close(.list, list)
        label(.arg)
        closeOption(name, mark)
    }

    /// An option that `ALTER ROLE` has too, as a `DefElem`, if one is there.
    ///
    /// ```ebnf
    /// AlterOptRoleElem =
    ///       "PASSWORD" ( Sconst | "NULL" )
    ///     | ( "ENCRYPTED" | "UNENCRYPTED" ) "PASSWORD" Sconst
    ///     | "INHERIT"
    ///     | "CONNECTION" "LIMIT" SignedIconst
    ///     | "VALID" "UNTIL" Sconst
    ///     | "USER" role_list
    ///     | IDENT ;
    /// ```
    mutating func parseAlterOptRoleElem() throws(ParseFailure) -> Bool {
        let mark = mark()
        switch kind {
        case .password:
            stringField(.defname)
            if !eat(.null) { try password() }
            close(.defElem, mark)
        case .encrypted:
            advance()
            try expect(.password)
            try password()
            closeOption(.password, mark)
        case .unencrypted:
            advance()
            try expect(.password)
            try parseSconst(.string, .arg)
            throw error(
                "UNENCRYPTED PASSWORD is no longer supported", at: mark.token,
                hint: "Remove UNENCRYPTED to store the password in encrypted form instead.", readsNext: false)
        case .inherit:
            advance()
            closeOption(.inherit, true, mark)
        case .connection:
            advance()
            try expect(.limit)
            let token = position
            let limit = try parseSignedIconst()
            leaf(.integer, .arg, value: UInt32(bitPattern: Int32(truncatingIfNeeded: limit)), token: token)
            closeOption(.connectionlimit, mark)
        case .valid:
            advance()
            try expect(.until)
            try stringWithLocation()
            closeOption(.validUntil, mark)
        case .user:
            advance()
            try membersOption(.rolemembers, mark)
        case .identifier: try roleFlag()
        default: return false
        }
        return true
    }

    /// A password, or the parameter in its place.
    private mutating func password() throws(ParseFailure) {
        guard atParameterConstant else { return try stringWithLocation() }
        parameterReference()
        label(.arg)
    }

    /// A string whose place PostgreSQL keeps.
    private mutating func stringWithLocation() throws(ParseFailure) {
        locationField(.argLocation, token: position)
        try parseSconst(.string, .arg)
    }

    /// One of the options that are no keywords.
    private mutating func roleFlag() throws(ParseFailure) {
        let mark = mark()
        let word = tokens.decoded(position)
        let option: (name: WellKnownName, value: Bool)
        switch word {
        case "superuser": option = (.superuser, true)
        case "nosuperuser": option = (.superuser, false)
        case "createrole": option = (.createrole, true)
        case "nocreaterole": option = (.createrole, false)
        case "replication": option = (.isreplication, true)
        case "noreplication": option = (.isreplication, false)
        case "createdb": option = (.createdb, true)
        case "nocreatedb": option = (.createdb, false)
        case "login": option = (.canlogin, true)
        case "nologin": option = (.canlogin, false)
        case "bypassrls": option = (.bypassrls, true)
        case "nobypassrls": option = (.bypassrls, false)
        case "noinherit": option = (.inherit, false)
        default: throw error("unrecognized role option \"\(word)\"", at: position)
        }
        advance()
        closeOption(option.name, option.value, mark)
    }

    // MARK: ALTER

    /// The rest of `ALTER ROLE` behind the role.
    ///
    /// ```ebnf
    /// AlterRoleStmt = "ALTER" ( "ROLE" | "USER" ) RoleSpec [ "WITH" ] { AlterOptRoleElem } ;
    /// ```
    mutating func parseAlterRoleStmt(statement: Mark) throws(ParseFailure) {
        _ = eatWith()
        while try parseAlterOptRoleElem() {
            label(.options)
        }
        integerField(.action, 1, token: statement.token)
        close(.alterRoleStmt, statement)
    }

    /// The rest of `ALTER ROLE` behind the role or `ALL` where a setting is changed.
    ///
    /// ```ebnf
    /// AlterRoleSetStmt =
    ///       "ALTER" ( "ROLE" | "USER" ) ( RoleSpec | "ALL" ) [ "IN" "DATABASE" name ] SetResetClause ;
    /// ```
    mutating func parseAlterRoleSetStmt(statement: Mark) throws(ParseFailure) {
        if try eat(.in, .database) { try parseName(.stringValue, .database) }
        try parseSetResetClause()
        label(.setstmt)
        close(.alterRoleSetStmt, statement)
    }

    /// The rest of `ALTER GROUP` behind the role.
    ///
    /// ```ebnf
    /// AlterGroupStmt = "ALTER" "GROUP" RoleSpec add_drop "USER" role_list ;
    /// ```
    mutating func parseAlterGroupStmt(statement: Mark) throws(ParseFailure) {
        let action = try parseAddDrop()
        try expect(.user)
        try membersOption(.rolemembers, mark())
        label(.options)
        integerField(.action, action, token: statement.token)
        close(.alterRoleStmt, statement)
    }

    /// 1 for `ADD` and -1 for `DROP`.
    ///
    /// ```ebnf
    /// add_drop = "ADD" | "DROP" ;
    /// ```
    mutating func parseAddDrop() throws(ParseFailure) -> Int {
        if eat(.add) { return 1 }
        try expect(.drop)
        return -1
    }

    // MARK: DROP

    /// ```ebnf
    /// DropRoleStmt = "DROP" ( "ROLE" | "USER" | "GROUP" ) [ "IF" "EXISTS" ] role_list ;
    /// ```
    mutating func parseDropRoleStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop)
        advance()
        let missingOk = try eatIfExists()
        try parseRoleList(.roles)
        close(.dropRoleStmt, statement, scalars: .dropRoleStmt(missingOk: missingOk))
    }

    /// ```ebnf
    /// DropOwnedStmt = "DROP" "OWNED" "BY" role_list opt_drop_behavior ;
    /// ```
    mutating func parseDropOwnedStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .owned)
        try expect(.by)
        try parseRoleList(.roles)
        let behavior = parseOptDropBehavior()
        close(.dropOwnedStmt, statement, scalars: .dropOwnedStmt(behavior: behavior))
    }

    /// ```ebnf
    /// ReassignOwnedStmt = "REASSIGN" "OWNED" "BY" role_list "TO" RoleSpec ;
    /// ```
    mutating func parseReassignOwnedStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.reassign, .owned)
        try expect(.by)
        try parseRoleList(.roles)
        try expect(.to)
        try parseRoleSpec()
        label(.newrole)
        close(.reassignOwnedStmt, statement)
    }
}

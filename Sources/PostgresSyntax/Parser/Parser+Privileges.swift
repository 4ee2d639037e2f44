/// GRANT and REVOKE, of privileges and of roles.
extension Parser {
    // MARK: GRANT and REVOKE

    /// `GRANT`; what is granted are roles if `TO` follows the list, where that is allowed.
    ///
    /// ```ebnf
    /// GrantStmt =
    ///       "GRANT" privileges "ON" privilege_target "TO" grantee_list opt_grant_grant_option opt_granted_by
    ///         ;
    /// ```
    mutating func parseGrantStmt(allowsRoles: Bool = false) throws(ParseFailure) {
        let statement = mark()
        try expect(.grant)
        let granted = mark()
        let canBeRoles = try parsePrivileges()
        if canBeRoles, allowsRoles, at(.to) { return try parseGrantRoleStmt(granted, statement: statement) }
        try expect(.on)
        let target = try parsePrivilegeTarget()
        try expect(.to)
        try parseGranteeList()
        let grantOption = try parseOptGrantGrantOption()
        try parseOptGrantedBy()
        close(
            .grantStmt, statement,
            scalars: .grantStmt(
                isGrant: true, targtype: target.kind, objtype: target.objects, grantOption: grantOption))
    }

    /// `REVOKE`; what is revoked are roles if `FROM` follows the list.
    ///
    /// ```ebnf
    /// RevokeStmt =
    ///       "REVOKE" [ "GRANT" "OPTION" "FOR" ] privileges "ON" privilege_target "FROM" grantee_list
    ///         opt_granted_by opt_drop_behavior ;
    /// ```
    mutating func parseRevokeStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.revoke)
        if kind.isColId, peek() == .option { return try revokeRoleOption(statement) }
        let grantOption = try eatGrantOptionFor()
        let revoked = mark()
        let canBeRoles = try parsePrivileges()
        if canBeRoles, !grantOption, at(.from) { return try parseRevokeRoleStmt(revoked, statement: statement) }
        try expect(.on)
        let target = try parsePrivilegeTarget()
        try expect(.from)
        try parseGranteeList()
        try parseOptGrantedBy()
        let behavior = parseOptDropBehavior()
        close(
            .grantStmt, statement,
            scalars: .grantStmt(
                targtype: target.kind, objtype: target.objects, grantOption: grantOption, behavior: behavior))
    }

    /// Reads `GRANT OPTION FOR` if it is there.
    private mutating func eatGrantOptionFor() throws(ParseFailure) -> Bool {
        guard try eat(.grant, .option) else { return false }
        try expect(.for)
        return true
    }

    /// Privileges in the field `privileges`: none for `ALL`.
    ///
    /// - Returns: whether the list could name roles as well.
    ///
    /// ```ebnf
    /// privileges = privilege_list | "ALL" [ "PRIVILEGES" ] [ "(" columnList ")" ] ;
    /// ```
    mutating func parsePrivileges() throws(ParseFailure) -> Bool {
        guard at(.all) else {
            try parsePrivilegeList(.privileges)
            return true
        }
        let mark = mark()
        advance()
        _ = eat(.privileges)
        if eat(.leftParenthesis) {
            try parseColumnList(.cols)
            try expect(.rightParenthesis)
            close(.accessPriv, mark)
            label(.privileges)
        }
        return false
    }

    /// ```ebnf
    /// privilege_list = privilege { "," privilege } ;
    /// ```
    mutating func parsePrivilegeList(_ field: FieldName) throws(ParseFailure) {
        repeat {
            try parsePrivilege()
            label(field)
        } while eat(.comma)
    }

    /// A privilege or the name of a role, as an `AccessPriv`.
    ///
    /// ```ebnf
    /// privilege = ( "SELECT" | "REFERENCES" | "CREATE" | ColId ) opt_column_list | "ALTER" "SYSTEM" ;
    /// ```
    mutating func parsePrivilege() throws(ParseFailure) {
        let mark = mark()
        switch kind {
        case .alter where peek() == .system:
            stringField(.privName, .wellKnown(.alterSystem), token: position)
            advance()
            advance()
            return close(.accessPriv, mark)
        case .select, .references, .create: stringField(.privName)
        default: try parseColId(.stringValue, .privName)
        }
        try parseOptColumnList(.cols)
        close(.accessPriv, mark)
    }

    /// ```ebnf
    /// grantee_list = grantee { "," grantee } ;
    /// ```
    mutating func parseGranteeList() throws(ParseFailure) {
        repeat {
            try parseGrantee()
            label(.grantees)
        } while eat(.comma)
    }

    /// ```ebnf
    /// grantee = [ "GROUP" ] RoleSpec ;
    /// ```
    mutating func parseGrantee() throws(ParseFailure) {
        _ = eat(.group)
        try parseRoleSpec()
    }

    /// ```ebnf
    /// opt_grant_grant_option = [ "WITH" "GRANT" "OPTION" ] ;
    /// ```
    mutating func parseOptGrantGrantOption() throws(ParseFailure) -> Bool {
        guard at(.with) else { return false }
        advance()
        try expect(.grant, .option)
        return true
    }

    /// ```ebnf
    /// opt_granted_by = [ "GRANTED" "BY" RoleSpec ] ;
    /// ```
    mutating func parseOptGrantedBy() throws(ParseFailure) {
        guard try eat(.granted, .by) else { return }
        try parseRoleSpec()
        label(.grantor)
    }

    // MARK: Targets

    /// What kind of objects privileges are granted on.
    struct PrivilegeTarget {
        let kind: GrantTargetType
        let objects: ObjectType
    }

    /// The objects that privileges are granted on, in the field `objects`.
    ///
    /// Most words for a kind of object can be the name of a table too; they are one unless a name follows.
    ///
    /// ```ebnf
    /// privilege_target =
    ///       [ "TABLE" | "SEQUENCE" ] qualified_name_list
    ///     | "FOREIGN" ( "DATA" "WRAPPER" | "SERVER" ) name_list
    ///     | ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) function_with_argtypes_list
    ///     | ( "DATABASE" | "LANGUAGE" | "SCHEMA" | "TABLESPACE" ) name_list
    ///     | ( "DOMAIN" | "TYPE" ) any_name_list
    ///     | "LARGE" "OBJECT" NumericOnly { "," NumericOnly }
    ///     | "PARAMETER" parameter_name_list
    ///     | "ALL" ( "TABLES" | "SEQUENCES" | "FUNCTIONS" | "PROCEDURES" | "ROUTINES" ) "IN" "SCHEMA"
    ///         name_list ;
    /// ```
    mutating func parsePrivilegeTarget() throws(ParseFailure) -> PrivilegeTarget {
        switch kind {
        case .all: return try everythingInSchemas()
        case .table:
            advance()
            try parseQualifiedNameList(.objects)
            return PrivilegeTarget(kind: .object, objects: .table)
        case .foreign:
            advance()
            let isWrapper = try eat(.data, .wrapper)
            if !isWrapper { try expect(.server) }
            try parseNameList(.objects)
            return PrivilegeTarget(kind: .object, objects: isWrapper ? .fdw : .foreignServer)
        default: break
        }
        if peek().isColId || peek().isTypeFunctionName, let objects = try namedObjects() {
            return PrivilegeTarget(kind: .object, objects: objects)
        }
        try parseQualifiedNameList(.objects)
        return PrivilegeTarget(kind: .object, objects: .table)
    }

    /// Objects behind the word for their kind, which is not reserved; nil if the current word is none.
    private mutating func namedObjects() throws(ParseFailure) -> ObjectType? {
        switch kind {
        case .function: return try routineObjects(.function)
        case .procedure: return try routineObjects(.procedure)
        case .routine: return try routineObjects(.routine)
        case .large where peek() == .object:
            advance()
            advance()
            repeat {
                try parseNumericOnly()
                label(.objects)
            } while eat(.comma)
            return .largeobject
        default: break
        }
        guard peek().isColId else { return nil }
        switch kind {
        case .sequence:
            advance()
            try parseQualifiedNameList(.objects)
            return .sequence
        case .domain, .type:
            let type: ObjectType = at(.domain) ? .domain : .type
            advance()
            try parseAnyNameList(.objects)
            return type
        case .parameter:
            advance()
            try parseParameterNameList()
            return .parameterAcl
        case .database: return try plainObjects(.database)
        case .language: return try plainObjects(.language)
        case .schema: return try plainObjects(.schema)
        case .tablespace: return try plainObjects(.tablespace)
        default: return nil
        }
    }

    private mutating func routineObjects(_ type: ObjectType) throws(ParseFailure) -> ObjectType {
        advance()
        try parseFunctionWithArgtypesList(.objects)
        return type
    }

    private mutating func plainObjects(_ type: ObjectType) throws(ParseFailure) -> ObjectType {
        advance()
        try parseNameList(.objects)
        return type
    }

    /// ```ebnf
    /// parameter_name_list = parameter_name { "," parameter_name } ;
    /// ```
    mutating func parseParameterNameList() throws(ParseFailure) {
        repeat {
            try parseParameterName()
        } while eat(.comma)
    }

    /// The name of a setting with any number of dots.
    ///
    /// ```ebnf
    /// parameter_name = ColId { "." ColId } ;
    /// ```
    mutating func parseParameterName() throws(ParseFailure) {
        let first = try nameToken()
        guard at(.dot) else { return stringNode(.objects, .token(first), token: first) }
        var name = tokens.decoded(first)
        while eat(.dot) {
            name += "." + tokens.decoded(try nameToken())
        }
        stringNode(.objects, tree.own(name.utf8), token: first)
    }

    private mutating func everythingInSchemas() throws(ParseFailure) -> PrivilegeTarget {
        try expect(.all)
        let objects: ObjectType
        switch kind {
        case .tables: objects = .table
        case .sequences: objects = .sequence
        case .functions: objects = .function
        case .procedures: objects = .procedure
        case .routines: objects = .routine
        default: throw syntaxError()
        }
        advance()
        try expect(.in, .schema)
        try parseNameList(.objects)
        return PrivilegeTarget(kind: .allInSchema, objects: objects)
    }

    // MARK: Roles

    /// The rest of `GRANT roles`, which were built as privileges since `granted`.
    ///
    /// ```ebnf
    /// GrantRoleStmt = "GRANT" privilege_list "TO" role_list [ "WITH" grant_role_opt_list ] opt_granted_by ;
    /// ```
    mutating func parseGrantRoleStmt(_ granted: Mark, statement: Mark) throws(ParseFailure) {
        tree.labelAll(since: granted.unit, .grantedRoles)
        try expect(.to)
        try parseRoleList(.granteeRoles)
        if at(.with) {
            advance()
            try parseGrantRoleOptList()
        }
        try parseOptGrantedBy()
        close(.grantRoleStmt, statement, scalars: .grantRoleStmt(isGrant: true))
    }

    /// ```ebnf
    /// grant_role_opt_list = grant_role_opt { "," grant_role_opt } ;
    /// ```
    mutating func parseGrantRoleOptList() throws(ParseFailure) {
        repeat {
            try parseGrantRoleOpt()
            label(.opt)
        } while eat(.comma)
    }

    /// ```ebnf
    /// grant_role_opt = ColLabel ( "OPTION" | "TRUE" | "FALSE" ) ;
    /// ```
    mutating func parseGrantRoleOpt() throws(ParseFailure) {
        let mark = mark()
        try parseColLabel(.stringValue, .defname)
        switch kind {
        case .option, .true: leaf(.boolean, .arg, value: 1, token: position)
        case .false: leaf(.boolean, .arg, value: 0, token: position)
        default: throw syntaxError()
        }
        advance()
        close(.defElem, mark)
    }

    /// The rest of `REVOKE roles`, which were built as privileges since `revoked`.
    ///
    /// ```ebnf
    /// RevokeRoleStmt =
    ///       "REVOKE" [ ColId "OPTION" "FOR" ] privilege_list "FROM" role_list opt_granted_by
    ///         opt_drop_behavior ;
    /// ```
    mutating func parseRevokeRoleStmt(_ revoked: Mark, statement: Mark) throws(ParseFailure) {
        tree.labelAll(since: revoked.unit, .grantedRoles)
        try expect(.from)
        try parseRoleList(.granteeRoles)
        try parseOptGrantedBy()
        let behavior = parseOptDropBehavior()
        close(.grantRoleStmt, statement, scalars: .grantRoleStmt(behavior: behavior))
    }

    /// `REVOKE option OPTION FOR roles`.
    private mutating func revokeRoleOption(_ statement: Mark) throws(ParseFailure) {
        let option = mark()
        try parseColId(.stringValue, .defname)
        leaf(.boolean, .arg, token: option.token)
        close(.defElem, option)
        label(.opt)
        try expect(.option, .for)
        let revoked = mark()
        try parsePrivilegeList(.privileges)
        try parseRevokeRoleStmt(revoked, statement: statement)
    }

    // MARK: Default privileges

    /// The rest of `ALTER DEFAULT PRIVILEGES` behind `DEFAULT`.
    ///
    /// ```ebnf
    /// AlterDefaultPrivilegesStmt = "ALTER" "DEFAULT" "PRIVILEGES" { DefACLOption } DefACLAction ;
    /// ```
    mutating func parseAlterDefaultPrivilegesStmt(statement: Mark) throws(ParseFailure) {
        try expect(.privileges)
        while at(.in) || at(.for) {
            try parseDefACLOption()
            label(.options)
        }
        try parseDefACLAction()
        label(.action)
        close(.alterDefaultPrivilegesStmt, statement)
    }

    /// ```ebnf
    /// DefACLOption = "IN" "SCHEMA" name_list | "FOR" ( "ROLE" | "USER" ) role_list ;
    /// ```
    mutating func parseDefACLOption() throws(ParseFailure) {
        let mark = mark()
        let isSchemas = try eat(.in, .schema)
        if !isSchemas {
            try expect(.for)
            guard eat(.role) || eat(.user) else { throw syntaxError() }
        }
        let list = self.mark()
        if isSchemas {
            try parseNameList(.items)
        } else {
            try parseRoleList(.items)
        }
        close(.list, list)
        label(.arg)
        closeOption(isSchemas ? .schemas : .roles, mark)
    }

    /// The GRANT or REVOKE that is to be the default, as a `GrantStmt`.
    ///
    /// ```ebnf
    /// DefACLAction =
    ///       "GRANT" privileges "ON" defacl_privilege_target "TO" grantee_list opt_grant_grant_option
    ///     | "REVOKE" [ "GRANT" "OPTION" "FOR" ] privileges "ON" defacl_privilege_target "FROM" grantee_list
    ///         opt_drop_behavior ;
    /// ```
    mutating func parseDefACLAction() throws(ParseFailure) {
        let statement = mark()
        let isGrant = eat(.grant)
        if !isGrant { try expect(.revoke) }
        var grantOption = isGrant ? false : try eatGrantOptionFor()
        _ = try parsePrivileges()
        try expect(.on)
        let objects = try parseDefaclPrivilegeTarget()
        try expect(isGrant ? .to : .from)
        try parseGranteeList()
        var behavior = DropBehavior.restrict
        if isGrant {
            grantOption = try parseOptGrantGrantOption()
        } else {
            behavior = parseOptDropBehavior()
        }
        close(
            .grantStmt, statement,
            scalars: .grantStmt(
                isGrant: isGrant, targtype: .defaults, objtype: objects, grantOption: grantOption,
                behavior: behavior))
    }

    /// ```ebnf
    /// defacl_privilege_target =
    ///       "TABLES"
    ///     | "FUNCTIONS"
    ///     | "ROUTINES"
    ///     | "SEQUENCES"
    ///     | "TYPES"
    ///     | "SCHEMAS"
    ///     | "LARGE" "OBJECTS" ;
    /// ```
    mutating func parseDefaclPrivilegeTarget() throws(ParseFailure) -> ObjectType {
        let objects: ObjectType
        switch kind {
        case .tables: objects = .table
        case .functions, .routines: objects = .function
        case .sequences: objects = .sequence
        case .types: objects = .type
        case .schemas: objects = .schema
        case .large:
            advance()
            try expect(.objects)
            return .largeobject
        default: throw syntaxError()
        }
        advance()
        return objects
    }
}

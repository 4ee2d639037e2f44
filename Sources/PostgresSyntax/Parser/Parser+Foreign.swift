/// Foreign tables, servers, wrappers and user mappings.
extension Parser {
    // MARK: Options

    /// `OPTIONS (…)`, or nothing, as `DefElem`s in `field`.
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
    mutating func parseAlterGenericOptions(_ field: FieldName) throws(ParseFailure) {
        try expect(.options, .leftParenthesis)
        repeat {
            try parseAlterGenericOptionElem()
            label(field)
        } while eat(.comma)
        try expect(.rightParenthesis)
    }

    /// An option with its string, as a `DefElem`.
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
    mutating func parseAlterFdwStmt(statement: Mark) throws(ParseFailure) {
        let first = position
        try parseOptFdwOptions()
        if position == first || at(.options) { try parseAlterGenericOptions(.options) }
        close(.alterFdwStmt, statement)
    }

    /// The functions of a wrapper, as `DefElem`s.
    mutating func parseOptFdwOptions() throws(ParseFailure) {
        while at(.handler) || at(.validator) || at(.no) {
            try parseFdwOption()
            label(.funcOptions)
        }
    }

    /// A function of a wrapper, or that it has none.
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
    mutating func parseAlterForeignServerStmt(statement: Mark) throws(ParseFailure) {
        let hasVersion = at(.version)
        if hasVersion { try parseForeignServerVersion() }
        if !hasVersion || at(.options) { try parseAlterGenericOptions(.options) }
        close(.alterForeignServerStmt, statement, scalars: .alterForeignServerStmt(hasVersion: hasVersion))
    }

    /// A server's version; `NULL` builds nothing.
    mutating func parseForeignServerVersion() throws(ParseFailure) {
        try expect(.version)
        if !eat(.null) { try parseSconst(.stringValue, .version) }
    }

    // MARK: Tables

    /// `CREATE FOREIGN TABLE`.
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
    mutating func parseAlterUserMappingStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.alter)
        try expect(.user, .mapping)
        try userAndServer()
        try parseAlterGenericOptions(.options)
        close(.alterUserMappingStmt, statement)
    }

    /// `DROP USER MAPPING`.
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
    mutating func parseAuthIdent() throws(ParseFailure) {
        guard at(.user) else { return try parseRoleSpec() }
        let mark = mark()
        advance()
        close(.roleSpec, mark, scalars: .roleSpec(roletype: .currentUser))
    }
}

/// Logical replication: publications and subscriptions.
extension Parser {
    // MARK: Publications

    /// What is wrong in a list of published objects; PostgreSQL says so at the end of the statement.
    struct PublicationMistake {
        let message: StaticString
        let detail: StaticString?
        /// The token it is shown at; nil for the start of the source, where PostgreSQL shows it if the object has no
        /// location.
        let token: Int?
    }

    /// `CREATE PUBLICATION`.
    ///
    /// ```ebnf
    /// CreatePublicationStmt =
    ///       "CREATE" "PUBLICATION" name [ "FOR" ( "ALL" "TABLES" | pub_obj_list ) ] opt_definition ;
    /// ```
    mutating func parseCreatePublicationStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .publication)
        try parseName(.stringValue, .pubname)
        var forAllTables = false
        var mistake: PublicationMistake?
        if eat(.for) {
            forAllTables = try eat(.all, .tables)
            if !forAllTables { mistake = try parsePubObjList() }
        }
        try parseOptDefinition(.options)
        try reject(mistake)
        close(.createPublicationStmt, statement, scalars: .createPublicationStmt(forAllTables: forAllTables))
    }

    /// `ALTER PUBLICATION` behind the publication's name.
    ///
    /// ```ebnf
    /// AlterPublicationStmt =
    ///       "ALTER" "PUBLICATION" name "SET" definition
    ///     | "ALTER" "PUBLICATION" name ( "ADD" | "SET" | "DROP" ) pub_obj_list ;
    /// ```
    mutating func parseAlterPublicationStmt(statement: Mark) throws(ParseFailure) {
        let action: AlterPublicationAction
        switch kind {
        case .set where peek() == .leftParenthesis:
            advance()
            try parseDefinition(.options)
            return close(.alterPublicationStmt, statement)
        case .add: action = .addObjects
        case .drop: action = .dropObjects
        case .set: action = .setObjects
        default: throw syntaxError()
        }
        advance()
        try reject(try parsePubObjList())
        close(.alterPublicationStmt, statement, scalars: .alterPublicationStmt(action: action))
    }

    private mutating func reject(_ mistake: PublicationMistake?) throws(ParseFailure) {
        guard let mistake else { return }
        throw error(
            mistake.message.description, offset: mistake.token.map { Int(tokens[$0].start) } ?? 0,
            detail: mistake.detail?.description)
    }

    /// Published tables and schemas; an object without a keyword is of the kind of the one before it.
    ///
    /// - Returns: the first mistake in the list.
    ///
    /// ```ebnf
    /// pub_obj_list = PublicationObjSpec { "," PublicationObjSpec } ;
    /// ```
    mutating func parsePubObjList() throws(ParseFailure) -> PublicationMistake? {
        var previous = PublicationObjSpecType.continuation
        var mistake: PublicationMistake?
        repeat {
            let found = try parsePublicationObjSpec(&previous)
            mistake = mistake ?? found
            label(.pubobjects)
        } while eat(.comma)
        return mistake
    }

    /// A published table or schema, as a `PublicationObjSpec`.
    ///
    /// - Parameter previous: what the object before it is; becomes what this one is.
    ///
    /// ```ebnf
    /// PublicationObjSpec =
    ///       "TABLE" relation_expr opt_column_list OptWhereClause
    ///     | "TABLES" "IN" "SCHEMA" ( ColId | "CURRENT_SCHEMA" )
    ///     | relation_expr opt_column_list OptWhereClause
    ///     | "CURRENT_SCHEMA" ;
    /// ```
    mutating func parsePublicationObjSpec(
        _ previous: inout PublicationObjSpecType
    ) throws(ParseFailure) -> PublicationMistake? {
        let object = mark()
        var location: Int?
        var message: StaticString?
        var detail: StaticString?
        switch kind {
        case .table:
            advance()
            let table = mark()
            try parseRelationExpr()
            _ = try publicationTable(table)
            previous = .table
        case .tables where peek() == .in:
            advance()
            advance()
            try expect(.schema)
            location = position
            previous = eat(.currentSchema) ? .tablesInCurSchema : .tablesInSchema
            if previous == .tablesInSchema { try parseColId(.stringValue, .name) }
        default:
            let isFirst = previous == .continuation
            (location, message) = try continuation(object, &previous)
            if isFirst {
                message = "invalid publication object list"
                detail = "One of TABLE or TABLES IN SCHEMA must be specified before a standalone table or schema name."
            }
        }
        let scalars = Scalars.publicationObjSpec(pubobjtype: previous)
        if let location {
            close(.publicationObjSpec, object, location: location, scalars: scalars)
        } else {
            closeWithoutLocation(.publicationObjSpec, object, scalars: scalars)
        }
        return message.map { PublicationMistake(message: $0, detail: detail, token: location) }
    }

    /// An object without a keyword: its location, if it has one, and what is wrong with it.
    private mutating func continuation(
        _ object: Mark, _ previous: inout PublicationObjSpecType
    ) throws(ParseFailure) -> (location: Int?, message: StaticString?) {
        if eat(.currentSchema) {
            if previous == .table { return (object.token, "invalid table name") }
            previous = .tablesInCurSchema
            return (object.token, nil)
        }
        if previous != .table, atBareName {
            stringField(.name)
            previous = .tablesInSchema
            return (object.token, nil)
        }
        let isExtended = at(.only)
        try parseRelationExpr()
        let location = isExtended || current[-1].kind == .star ? nil : object.token
        let restriction = try publicationTable(object)
        return (location, previous == .table ? nil : restriction)
    }

    /// Whether a name follows that can be a schema's: neither qualified nor restricted.
    private var atBareName: Bool {
        switch peek() {
        case .dot, .leftBracket, .star, .leftParenthesis, .where: false
        default: kind.isColId
        }
    }

    /// Wraps the `RangeVar` built last, and the columns and condition that follow, into a `PublicationTable`.
    ///
    /// - Returns: why it cannot stand for a schema.
    private mutating func publicationTable(_ table: Mark) throws(ParseFailure) -> StaticString {
        label(.relation)
        let hasColumns = at(.leftParenthesis)
        try parseOptColumnList(.columns)
        let hasCondition = at(.where)
        try parseOptWhereClause()
        close(.publicationTable, table)
        label(.pubtable)
        if hasCondition { return "WHERE clause not allowed for schema" }
        return hasColumns ? "column specification not allowed for schema" : "invalid schema name"
    }

    // MARK: Subscriptions

    /// `CREATE SUBSCRIPTION`.
    ///
    /// ```ebnf
    /// CreateSubscriptionStmt =
    ///       "CREATE" "SUBSCRIPTION" name "CONNECTION" Sconst "PUBLICATION" name_list opt_definition ;
    /// ```
    mutating func parseCreateSubscriptionStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.create, .subscription)
        try parseName(.stringValue, .subname)
        try connection()
        try expect(.publication)
        try parseNameList(.publication)
        try parseOptDefinition(.options)
        close(.createSubscriptionStmt, statement)
    }

    private mutating func connection() throws(ParseFailure) {
        try expect(.connection)
        locationField(.conninfoLocation, token: position)
        try parseSconst(.stringValue, .conninfo)
    }

    /// `ALTER SUBSCRIPTION` behind the subscription's name.
    ///
    /// ```ebnf
    /// AlterSubscriptionStmt =
    ///       "ALTER" "SUBSCRIPTION" name "SET" definition
    ///     | "ALTER" "SUBSCRIPTION" name "CONNECTION" Sconst
    ///     | "ALTER" "SUBSCRIPTION" name "REFRESH" "PUBLICATION" opt_definition
    ///     | "ALTER" "SUBSCRIPTION" name ( "ADD" | "DROP" | "SET" ) "PUBLICATION" name_list opt_definition
    ///     | "ALTER" "SUBSCRIPTION" name ( "ENABLE" | "DISABLE" )
    ///     | "ALTER" "SUBSCRIPTION" name "SKIP" definition ;
    /// ```
    mutating func parseAlterSubscriptionStmt(statement: Mark) throws(ParseFailure) {
        let change: AlterSubscriptionType
        switch kind {
        case .set where peek() == .publication:
            change = .setPublication
            try publicationsAndOptions()
        case .set:
            change = .options
            advance()
            try parseDefinition(.options)
        case .connection:
            change = .connection
            try connection()
        case .refresh:
            change = .refresh
            advance()
            try expect(.publication)
            try parseOptDefinition(.options)
        case .add:
            change = .addPublication
            try publicationsAndOptions()
        case .drop:
            change = .dropPublication
            try publicationsAndOptions()
        case .enable, .disable:
            change = .enabled
            enabledOption(statement)
        case .skip:
            change = .skip
            advance()
            try parseDefinition(.options)
        default:
            throw syntaxError()
        }
        close(.alterSubscriptionStmt, statement, scalars: .alterSubscriptionStmt(kind: change))
    }

    private mutating func publicationsAndOptions() throws(ParseFailure) {
        advance()
        try expect(.publication)
        try parseNameList(.publication)
        try parseOptDefinition(.options)
    }

    /// `ENABLE` or `DISABLE`, as the option that says the same.
    private mutating func enabledOption(_ statement: Mark) {
        let option = mark()
        stringField(.defname, .wellKnown(.enabled), token: position)
        leaf(.boolean, .arg, value: at(.enable) ? 1 : 0, token: position)
        advance()
        close(.defElem, option, location: statement.token)
        label(.options)
    }

    /// `DROP SUBSCRIPTION`.
    ///
    /// ```ebnf
    /// DropSubscriptionStmt = "DROP" "SUBSCRIPTION" [ "IF" "EXISTS" ] name opt_drop_behavior ;
    /// ```
    mutating func parseDropSubscriptionStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop, .subscription)
        let missingOk = try eatIfExists()
        try parseName(.stringValue, .subname)
        let behavior = parseOptDropBehavior()
        close(
            .dropSubscriptionStmt, statement, scalars: .dropSubscriptionStmt(missingOk: missingOk, behavior: behavior)
        )
    }
}

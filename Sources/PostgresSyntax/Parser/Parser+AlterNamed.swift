/// `ALTER` of the objects that are known by a name alone; called behind the word for the kind of object.
///
/// What a kind has besides the shared changes is completed by the function of its own statement.
extension Parser {
    // MARK: Types

    mutating func alterType(_ statement: Mark) throws(ParseFailure) {
        let name = mark()
        try parseAnyName(.items)
        switch kind {
        case .rename where peek() == .attribute: try renameAttribute(name, statement)
        case .rename where peek() == .value, .set where peek() != .schema, .add, .drop, .alter:
            tree.labelAll(since: name.unit, .typeName)
            try finishAlterType(statement: statement)
        default:
            close(.list, name)
            try finishChange(.type, statement, [.rename, .owner, .schema])
        }
    }

    /// The rest of `ALTER TYPE name RENAME ATTRIBUTE`; the parts of the name were built since `name`.
    private mutating func renameAttribute(_ name: Mark, _ statement: Mark) throws(ParseFailure) {
        let tooManyNames = rangeVar(fromNames: name, end: position)
        label(.relation)
        try expect(.rename, .attribute)
        try parseName(.stringValue, .subname)
        try expect(.to)
        try parseName(.stringValue, .newname)
        let behavior = parseOptDropBehavior()
        if let tooManyNames { throw error(tooManyNames, at: name.token) }
        close(
            .renameStmt, statement,
            scalars: .renameStmt(renameType: .attribute, relationType: .type, behavior: behavior))
    }

    mutating func alterDomain(_ statement: Mark) throws(ParseFailure) {
        let name = mark()
        try parseAnyName(.items)
        switch kind {
        case .set where peek() != .schema, .add, .drop, .validate:
            tree.labelAll(since: name.unit, .typeName)
            try parseAlterDomainStmt(statement: statement)
        default:
            close(.list, name)
            try finishChange(.domain, statement, [.rename, .owner, .schema])
        }
    }

    mutating func alterCollation(_ statement: Mark) throws(ParseFailure) {
        let name = mark()
        try parseAnyName(.items)
        if at(.refresh) {
            tree.labelAll(since: name.unit, .collname)
            try parseAlterCollationStmt(statement: statement)
        } else {
            close(.list, name)
            try finishChange(.collation, statement, [.rename, .owner, .schema])
        }
    }

    mutating func alterStatistics(_ statement: Mark) throws(ParseFailure) {
        let missingOk = try eatIfExists()
        let name = mark()
        try parseAnyName(.items)
        if missingOk || at(.set) && peek() != .schema {
            tree.labelAll(since: name.unit, .defnames)
            try parseAlterStatsStmt(statement: statement, missingOk: missingOk)
        } else {
            close(.list, name)
            try finishChange(.statisticExt, statement, [.rename, .owner, .schema])
        }
    }

    mutating func alterTextSearch(_ statement: Mark) throws(ParseFailure) {
        try expect(.search)
        switch kind {
        case .parser:
            advance()
            try alterNamed(.tsparser, statement, [.rename, .schema])
        case .template:
            advance()
            try alterNamed(.tstemplate, statement, [.rename, .schema])
        case .dictionary:
            advance()
            try alterTextSearchObject(.tsdictionary, statement)
        case .configuration:
            advance()
            try alterTextSearchObject(.tsconfiguration, statement)
        default: throw syntaxError()
        }
    }

    private mutating func alterTextSearchObject(_ type: ObjectType, _ statement: Mark) throws(ParseFailure) {
        let name = mark()
        try parseAnyName(.items)
        switch kind {
        case .leftParenthesis where type == .tsdictionary:
            tree.labelAll(since: name.unit, .dictname)
            try parseAlterTSDictionaryStmt(statement: statement)
        case .add where type == .tsconfiguration, .alter where type == .tsconfiguration,
            .drop where type == .tsconfiguration:
            tree.labelAll(since: name.unit, .cfgname)
            try parseAlterTSConfigurationStmt(statement: statement)
        default:
            close(.list, name)
            try finishChange(type, statement, [.rename, .owner, .schema])
        }
    }

    // MARK: Objects outside of schemas

    /// `ALTER DATABASE` and `ALTER SCHEMA`, whose name is a string where they are renamed.
    mutating func alterDatabaseOrSchema(_ type: ObjectType, _ statement: Mark) throws(ParseFailure) {
        switch peek() {
        case .rename:
            try parseName(.stringValue, .subname)
            try parseRenameStmt(type, statement: statement)
        case .owner where type == .schema || peek(2) == .to:
            try parseName(.string, .object)
            try parseAlterOwnerStmt(type, statement: statement)
        default:
            try parseName(.stringValue, .dbname)
            if type == .schema { throw syntaxError() }
            try parseAlterDatabaseStmt(statement: statement)
        }
    }

    mutating func alterTablespace(_ statement: Mark) throws(ParseFailure) {
        switch peek() {
        case .rename:
            try parseName(.stringValue, .subname)
            try parseRenameStmt(.tablespace, statement: statement)
        case .owner:
            try parseName(.string, .object)
            try parseAlterOwnerStmt(.tablespace, statement: statement)
        default:
            try parseName(.stringValue, .tablespacename)
            try parseAlterTblSpcStmt(statement: statement)
        }
    }

    /// Completes the statement if the object's name is followed by `RENAME` or `OWNER`.
    private mutating func renameOrOwner(_ type: ObjectType, _ statement: Mark) throws(ParseFailure) -> Bool {
        guard peek() == .rename || peek() == .owner else { return false }
        try parseName(.string, .object)
        try finishChange(type, statement, [.rename, .owner])
        return true
    }

    mutating func alterLanguage(_ statement: Mark) throws(ParseFailure) {
        try parseName(.string, .object)
        try finishChange(.language, statement, [.rename, .owner])
    }

    mutating func alterLargeObject(_ statement: Mark) throws(ParseFailure) {
        try expect(.object)
        try parseNumericOnly()
        try finishChange(.largeobject, statement, .owner)
    }

    mutating func alterExtension(_ statement: Mark) throws(ParseFailure) {
        switch peek() {
        case .set:
            try parseName(.string, .object)
            try finishChange(.extension, statement, .schema)
        case .add, .drop:
            try parseName(.stringValue, .extname)
            try parseAlterExtensionContentsStmt(statement: statement)
        default:
            try parseName(.stringValue, .extname)
            try parseAlterExtensionStmt(statement: statement)
        }
    }

    mutating func alterForeignDataWrapper(_ statement: Mark) throws(ParseFailure) {
        try expect(.data, .wrapper)
        if try renameOrOwner(.fdw, statement) { return }
        try parseName(.stringValue, .fdwname)
        try parseAlterFdwStmt(statement: statement)
    }

    mutating func alterServer(_ statement: Mark) throws(ParseFailure) {
        if try renameOrOwner(.foreignServer, statement) { return }
        try parseName(.stringValue, .servername)
        try parseAlterForeignServerStmt(statement: statement)
    }

    mutating func alterPublication(_ statement: Mark) throws(ParseFailure) {
        if try renameOrOwner(.publication, statement) { return }
        try parseName(.stringValue, .pubname)
        try parseAlterPublicationStmt(statement: statement)
    }

    mutating func alterSubscription(_ statement: Mark) throws(ParseFailure) {
        if try renameOrOwner(.subscription, statement) { return }
        try parseName(.stringValue, .subname)
        try parseAlterSubscriptionStmt(statement: statement)
    }

    mutating func alterEventTrigger(_ statement: Mark) throws(ParseFailure) {
        try expect(.trigger)
        if try renameOrOwner(.eventTrigger, statement) { return }
        try parseName(.stringValue, .trigname)
        try parseAlterEventTrigStmt(statement: statement)
    }

    // MARK: What belongs to a table

    mutating func alterTrigger(_ statement: Mark) throws(ParseFailure) {
        let name = try nameToken()
        try expect(.on)
        try parseQualifiedName()
        label(.relation)
        if at(.rename) {
            stringField(.subname, .token(name), token: name)
            try parseRenameStmt(.trigger, statement: statement)
        } else {
            let list = Mark(unit: tree.count, token: name)
            stringNode(.items, .token(name), token: name)
            close(.list, list)
            try finishChange(.trigger, statement, .depends)
        }
    }

    mutating func alterRule(_ statement: Mark) throws(ParseFailure) {
        try parseName(.stringValue, .subname)
        try expect(.on)
        try parseQualifiedName()
        label(.relation)
        try parseRenameStmt(.rule, statement: statement)
    }

    mutating func alterPolicy(_ statement: Mark) throws(ParseFailure) {
        let missingOk = try eatIfExists()
        let name = try nameToken()
        try expect(.on)
        try parseQualifiedName()
        if missingOk || at(.rename) {
            label(.relation)
            stringField(.subname, .token(name), token: name)
            try parseRenameStmt(.policy, statement: statement, missingOk: missingOk)
        } else {
            label(.table)
            stringField(.policyName, .token(name), token: name)
            try parseAlterPolicyStmt(statement: statement)
        }
    }

    // MARK: Roles

    /// `ALTER ROLE` and `ALTER USER`.
    mutating func alterRole(_ statement: Mark) throws(ParseFailure) {
        if eat(.all) { return try parseAlterRoleSetStmt(statement: statement) }
        if peek() == .rename { return try renameRole(statement) }
        try parseRoleSpec()
        label(.role)
        switch kind {
        case .in, .set, .reset: try parseAlterRoleSetStmt(statement: statement)
        default: try parseAlterRoleStmt(statement: statement)
        }
    }

    mutating func alterGroup(_ statement: Mark) throws(ParseFailure) {
        guard peek() == .add || peek() == .drop else { return try renameRole(statement) }
        try parseRoleSpec()
        label(.role)
        try parseAlterGroupStmt(statement: statement)
    }

    private mutating func renameRole(_ statement: Mark) throws(ParseFailure) {
        try parseRoleId(.subname)
        try parseRenameStmt(.role, statement: statement)
    }
}

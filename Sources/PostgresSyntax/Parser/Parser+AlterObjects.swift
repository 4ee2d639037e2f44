/// `ALTER` of everything that is not a relation, and the four changes that most kinds of object share: another name,
/// owner or schema, or an extension to depend on.
extension Parser {
    /// Any `ALTER` but those of tables, indexes, sequences, views and user mappings.
    mutating func alterObject() throws(ParseFailure) {
        let statement = mark()
        try expect(.alter)
        let word = kind
        advance()
        switch word {
        case .function: try alterRoutine(.function, statement)
        case .procedure: try alterRoutine(.procedure, statement)
        case .routine: try alterRoutine(.routine, statement)
        case .type: try alterType(statement)
        case .domain: try alterDomain(statement)
        case .schema: try alterDatabaseOrSchema(.schema, statement)
        case .extension: try alterExtension(statement)
        case .role, .user: try alterRole(statement)
        case .default: try parseAlterDefaultPrivilegesStmt(statement: statement)
        case .policy: try alterPolicy(statement)
        case .trigger: try alterTrigger(statement)
        case .aggregate: try alterAggregate(statement)
        default:
            current -= 1
            try alterRareObject(statement)
        }
    }

    private mutating func alterRareObject(_ statement: Mark) throws(ParseFailure) {
        let word = kind
        guard word.isColLabel else { throw syntaxError() }
        advance()
        switch word {
        case .collation: try alterCollation(statement)
        case .conversion: try alterNamed(.conversion, statement, [.rename, .owner, .schema])
        case .database: try alterDatabaseOrSchema(.database, statement)
        case .event: try alterEventTrigger(statement)
        case .foreign: try alterForeignDataWrapper(statement)
        case .group: try alterGroup(statement)
        case .language: try alterLanguage(statement)
        case .large: try alterLargeObject(statement)
        case .operator: try alterOperator(statement)
        case .procedural:
            try expect(.language)
            try alterLanguage(statement)
        case .publication: try alterPublication(statement)
        case .rule: try alterRule(statement)
        case .server: try alterServer(statement)
        case .statistics: try alterStatistics(statement)
        case .subscription: try alterSubscription(statement)
        case .system: try parseAlterSystemStmt(statement: statement)
        case .tablespace: try alterTablespace(statement)
        case .text: try alterTextSearch(statement)
        default:
            current -= 1
            throw syntaxError()
        }
    }

    // MARK: The shared changes

    /// Which of the shared changes the grammar has for a kind of object.
    struct ObjectChanges: OptionSet {
        let rawValue: UInt8
        static let rename = ObjectChanges(rawValue: 1)
        static let owner = ObjectChanges(rawValue: 2)
        static let schema = ObjectChanges(rawValue: 4)
        static let depends = ObjectChanges(rawValue: 8)
    }

    /// Completes `ALTER` of the object that is the last node built with one of the changes allowed.
    mutating func finishChange(
        _ type: ObjectType, _ statement: Mark, _ allowed: ObjectChanges
    ) throws(ParseFailure) {
        label(.object)
        switch kind {
        case .rename where allowed.contains(.rename): try parseRenameStmt(type, statement: statement)
        case .owner where allowed.contains(.owner): try parseAlterOwnerStmt(type, statement: statement)
        case .set where allowed.contains(.schema): try parseAlterObjectSchemaStmt(type, statement: statement)
        case .no where allowed.contains(.depends), .depends where allowed.contains(.depends):
            try parseAlterObjectDependsStmt(type, statement: statement)
        default: throw syntaxError()
        }
    }

    /// `ALTER kind any_name` and a shared change.
    mutating func alterNamed(
        _ type: ObjectType, _ statement: Mark, _ allowed: ObjectChanges
    ) throws(ParseFailure) {
        try nameList()
        try finishChange(type, statement, allowed)
    }

    /// Completes `ALTER relation RENAME …`; the `RangeVar` is the last node built.
    mutating func finishRename(_ objectType: ObjectType, statement: Mark, missingOk: Bool) throws(ParseFailure) {
        label(.relation)
        try parseRenameStmt(objectType, statement: statement, missingOk: missingOk)
    }

    /// Completes `ALTER relation SET SCHEMA …`; the `RangeVar` is the last node built.
    mutating func finishSetSchema(_ objectType: ObjectType, statement: Mark, missingOk: Bool) throws(ParseFailure) {
        label(.relation)
        try parseAlterObjectSchemaStmt(objectType, statement: statement, missingOk: missingOk)
    }

    /// Completes `ALTER relation [NO] DEPENDS ON EXTENSION …`; the `RangeVar` is the last node built.
    mutating func finishDepends(_ objectType: ObjectType, statement: Mark) throws(ParseFailure) {
        label(.relation)
        try parseAlterObjectDependsStmt(objectType, statement: statement)
    }

    /// `RENAME` behind an object of a kind, or behind one that has columns or constraints to be renamed.
    ///
    /// ```ebnf
    /// RenameStmt =
    ///       "ALTER" ( "TABLE" | "FOREIGN" "TABLE" ) [ "IF" "EXISTS" ] relation_expr "RENAME" ( "TO" name | [
    ///         "COLUMN" ] name "TO" name )
    ///     | "ALTER" "TABLE" [ "IF" "EXISTS" ] relation_expr "RENAME" "CONSTRAINT" name "TO" name
    ///     | "ALTER" ( "VIEW" | "MATERIALIZED" "VIEW" ) [ "IF" "EXISTS" ] qualified_name "RENAME" ( "TO" name
    ///         | [ "COLUMN" ] name "TO" name )
    ///     | "ALTER" ( "SEQUENCE" | "INDEX" ) [ "IF" "EXISTS" ] qualified_name "RENAME" "TO" name
    ///     | "ALTER" ( "COLLATION" | "CONVERSION" | "DOMAIN" | "STATISTICS" | "TYPE" ) any_name "RENAME" "TO"
    ///         name
    ///     | "ALTER" "TEXT" "SEARCH" ( "PARSER" | "DICTIONARY" | "TEMPLATE" | "CONFIGURATION" ) any_name
    ///         "RENAME" "TO" name
    ///     | "ALTER" "DOMAIN" any_name "RENAME" "CONSTRAINT" name "TO" name
    ///     | "ALTER" "TYPE" any_name "RENAME" "ATTRIBUTE" name "TO" name opt_drop_behavior
    ///     | "ALTER" "AGGREGATE" aggregate_with_argtypes "RENAME" "TO" name
    ///     | "ALTER" ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) function_with_argtypes "RENAME" "TO" name
    ///     | "ALTER" "OPERATOR" ( "CLASS" | "FAMILY" ) any_name "USING" name "RENAME" "TO" name
    ///     | "ALTER" ( "DATABASE" | "EVENT" "TRIGGER" | "FOREIGN" "DATA" "WRAPPER" | [ "PROCEDURAL" ]
    ///         "LANGUAGE" | "PUBLICATION" | "SCHEMA" | "SERVER" | "SUBSCRIPTION" | "TABLESPACE" ) name
    ///         "RENAME" "TO" name
    ///     | "ALTER" ( "ROLE" | "USER" | "GROUP" ) RoleId "RENAME" "TO" RoleId
    ///     | "ALTER" "POLICY" [ "IF" "EXISTS" ] name "ON" qualified_name "RENAME" "TO" name
    ///     | "ALTER" ( "RULE" | "TRIGGER" ) name "ON" qualified_name "RENAME" "TO" name ;
    /// ```
    mutating func parseRenameStmt(
        _ objectType: ObjectType, statement: Mark, missingOk: Bool = false
    ) throws(ParseFailure) {
        try expect(.rename)
        var renameType = objectType
        var relationType = ObjectType.accessMethod
        switch (objectType, kind) {
        case (_, .to): break
        case (.table, .constraint), (.domain, .constraint):
            advance()
            renameType = objectType == .table ? .tabconstraint : .domconstraint
            try parseName(.stringValue, .subname)
        case (.table, _), (.foreignTable, _), (.view, _), (.matview, _):
            _ = eat(.column)
            renameType = .column
            relationType = objectType
            try parseName(.stringValue, .subname)
        default: break
        }
        try expect(.to)
        if objectType == .role {
            try parseRoleId(.newname)
        } else {
            try parseName(.stringValue, .newname)
        }
        close(
            .renameStmt, statement,
            scalars: .renameStmt(renameType: renameType, relationType: relationType, missingOk: missingOk))
    }

    /// `OWNER TO` behind an object.
    ///
    /// ```ebnf
    /// AlterOwnerStmt =
    ///       "ALTER" ( "COLLATION" | "CONVERSION" | "DOMAIN" | "STATISTICS" | "TYPE" ) any_name "OWNER" "TO"
    ///         RoleSpec
    ///     | "ALTER" "TEXT" "SEARCH" ( "DICTIONARY" | "CONFIGURATION" ) any_name "OWNER" "TO" RoleSpec
    ///     | "ALTER" "AGGREGATE" aggregate_with_argtypes "OWNER" "TO" RoleSpec
    ///     | "ALTER" ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) function_with_argtypes "OWNER" "TO" RoleSpec
    ///     | "ALTER" "OPERATOR" operator_with_argtypes "OWNER" "TO" RoleSpec
    ///     | "ALTER" "OPERATOR" ( "CLASS" | "FAMILY" ) any_name "USING" name "OWNER" "TO" RoleSpec
    ///     | "ALTER" "LARGE" "OBJECT" NumericOnly "OWNER" "TO" RoleSpec
    ///     | "ALTER" ( "DATABASE" | "EVENT" "TRIGGER" | "FOREIGN" "DATA" "WRAPPER" | [ "PROCEDURAL" ]
    ///         "LANGUAGE" | "PUBLICATION" | "SCHEMA" | "SERVER" | "SUBSCRIPTION" | "TABLESPACE" ) name
    ///         "OWNER" "TO" RoleSpec ;
    /// ```
    mutating func parseAlterOwnerStmt(_ objectType: ObjectType, statement: Mark) throws(ParseFailure) {
        try expect(.owner, .to)
        try parseRoleSpec()
        label(.newowner)
        close(.alterOwnerStmt, statement, scalars: .alterOwnerStmt(objectType: objectType))
    }

    /// `SET SCHEMA` behind an object.
    ///
    /// ```ebnf
    /// AlterObjectSchemaStmt =
    ///       "ALTER" ( "TABLE" | "FOREIGN" "TABLE" ) [ "IF" "EXISTS" ] relation_expr "SET" "SCHEMA" name
    ///     | "ALTER" ( "SEQUENCE" | "VIEW" | "MATERIALIZED" "VIEW" ) [ "IF" "EXISTS" ] qualified_name "SET"
    ///         "SCHEMA" name
    ///     | "ALTER" ( "COLLATION" | "CONVERSION" | "DOMAIN" | "STATISTICS" | "TYPE" ) any_name "SET"
    ///         "SCHEMA" name
    ///     | "ALTER" "TEXT" "SEARCH" ( "PARSER" | "DICTIONARY" | "TEMPLATE" | "CONFIGURATION" ) any_name
    ///         "SET" "SCHEMA" name
    ///     | "ALTER" "AGGREGATE" aggregate_with_argtypes "SET" "SCHEMA" name
    ///     | "ALTER" ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) function_with_argtypes "SET" "SCHEMA" name
    ///     | "ALTER" "OPERATOR" operator_with_argtypes "SET" "SCHEMA" name
    ///     | "ALTER" "OPERATOR" ( "CLASS" | "FAMILY" ) any_name "USING" name "SET" "SCHEMA" name
    ///     | "ALTER" "EXTENSION" name "SET" "SCHEMA" name ;
    /// ```
    mutating func parseAlterObjectSchemaStmt(
        _ objectType: ObjectType, statement: Mark, missingOk: Bool = false
    ) throws(ParseFailure) {
        try expect(.set, .schema)
        try parseName(.stringValue, .newschema)
        close(
            .alterObjectSchemaStmt, statement,
            scalars: .alterObjectSchemaStmt(objectType: objectType, missingOk: missingOk))
    }

    /// `[NO] DEPENDS ON EXTENSION` behind an object.
    ///
    /// ```ebnf
    /// AlterObjectDependsStmt =
    ///       "ALTER" ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) function_with_argtypes [ "NO" ] "DEPENDS" "ON"
    ///         "EXTENSION" name
    ///     | "ALTER" "TRIGGER" name "ON" qualified_name [ "NO" ] "DEPENDS" "ON" "EXTENSION" name
    ///     | "ALTER" ( "MATERIALIZED" "VIEW" | "INDEX" ) qualified_name [ "NO" ] "DEPENDS" "ON" "EXTENSION"
    ///         name ;
    /// ```
    mutating func parseAlterObjectDependsStmt(_ objectType: ObjectType, statement: Mark) throws(ParseFailure) {
        let remove = eat(.no)
        try expect(.depends, .on)
        try expect(.extension)
        try parseName(.string, .extname)
        close(
            .alterObjectDependsStmt, statement,
            scalars: .alterObjectDependsStmt(objectType: objectType, remove: remove))
    }

    // MARK: Routines and operators

    private mutating func alterRoutine(_ type: ObjectType, _ statement: Mark) throws(ParseFailure) {
        try parseFunctionWithArgtypes()
        switch kind {
        case .rename, .owner, .depends, .no: break
        case .set where peek() == .schema && peek(2).isColId: break
        default: return try parseAlterFunctionStmt(type, statement: statement)
        }
        try finishChange(type, statement, [.rename, .owner, .schema, .depends])
    }

    private mutating func alterAggregate(_ statement: Mark) throws(ParseFailure) {
        try parseAggregateWithArgtypes()
        try finishChange(.aggregate, statement, [.rename, .owner, .schema])
    }

    /// `CLASS` and `FAMILY` can also be the schema of an operator.
    private mutating func alterOperator(_ statement: Mark) throws(ParseFailure) {
        if at(.class) || at(.family), peek() != .dot {
            let isFamily = at(.family)
            advance()
            let list = mark()
            try nameUsingAccessMethod()
            if isFamily, at(.add) || at(.drop) {
                return try parseAlterOpFamilyStmt(name: list, statement: statement)
            }
            close(.list, list)
            return try finishChange(isFamily ? .opfamily : .opclass, statement, [.rename, .owner, .schema])
        }
        try parseOperatorWithArgtypes()
        if at(.set, .leftParenthesis) {
            try parseAlterOperatorStmt(statement: statement)
        } else {
            try finishChange(.operator, statement, [.owner, .schema])
        }
    }
}

/// Statements about any kind of object: DROP, COMMENT and SECURITY LABEL.
extension Parser {
    // MARK: DROP

    /// ```ebnf
    /// DropStmt =
    ///       "DROP" object_type_any_name [ "IF" "EXISTS" ] any_name_list opt_drop_behavior
    ///     | "DROP" "INDEX" "CONCURRENTLY" [ "IF" "EXISTS" ] any_name_list opt_drop_behavior
    ///     | "DROP" drop_type_name [ "IF" "EXISTS" ] name_list opt_drop_behavior
    ///     | "DROP" object_type_name_on_any_name [ "IF" "EXISTS" ] name "ON" any_name opt_drop_behavior
    ///     | "DROP" ( "TYPE" | "DOMAIN" ) [ "IF" "EXISTS" ] type_name_list opt_drop_behavior ;
    /// ```
    mutating func parseDropStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.drop)
        switch kind {
        case .type, .domain:
            let type: ObjectType = at(.type) ? .type : .domain
            advance()
            let missingOk = try eatIfExists()
            try parseTypeNameList()
            closeDrop(type, statement, missingOk: missingOk)
        case .policy, .rule, .trigger:
            let type = try parseObjectTypeNameOnAnyName()
            let missingOk = try eatIfExists()
            try nameOnTable()
            label(.objects)
            closeDrop(type, statement, missingOk: missingOk)
        default:
            if let type = try parseObjectTypeAnyName() {
                let concurrent = type == .index && eat(.concurrently)
                let missingOk = try eatIfExists()
                try parseAnyNameList(.objects)
                closeDrop(type, statement, missingOk: missingOk, concurrent: concurrent)
            } else {
                guard let type = try parseDropTypeName() else { throw syntaxError() }
                let missingOk = try eatIfExists()
                try parseNameList(.objects)
                closeDrop(type, statement, missingOk: missingOk)
            }
        }
    }

    /// ```ebnf
    /// type_name_list = Typename { "," Typename } ;
    /// ```
    mutating func parseTypeNameList() throws(ParseFailure) {
        repeat {
            try parseTypename()
            label(.objects)
        } while eat(.comma)
    }

    // MARK: Kinds of objects

    /// A kind of object with dotted names, if one stands here.
    ///
    /// ```ebnf
    /// object_type_any_name =
    ///       "TABLE"
    ///     | "SEQUENCE"
    ///     | "VIEW"
    ///     | "MATERIALIZED" "VIEW"
    ///     | "INDEX"
    ///     | "FOREIGN" "TABLE"
    ///     | "COLLATION"
    ///     | "CONVERSION"
    ///     | "STATISTICS"
    ///     | "TEXT" "SEARCH" ( "PARSER" | "DICTIONARY" | "TEMPLATE" | "CONFIGURATION" ) ;
    /// ```
    mutating func parseObjectTypeAnyName() throws(ParseFailure) -> ObjectType? {
        let type: ObjectType
        switch kind {
        case .table: type = .table
        case .sequence: type = .sequence
        case .view: type = .view
        case .index: type = .index
        case .collation: type = .collation
        case .conversion: type = .conversion
        case .statistics: type = .statisticExt
        case .materialized:
            advance()
            try expect(.view)
            return .matview
        case .foreign where peek() != .data:
            advance()
            try expect(.table)
            return .foreignTable
        case .text: return try textSearchObject()
        default: return nil
        }
        advance()
        return type
    }

    private mutating func textSearchObject() throws(ParseFailure) -> ObjectType {
        try expect(.text, .search)
        let type: ObjectType
        switch kind {
        case .parser: type = .tsparser
        case .dictionary: type = .tsdictionary
        case .template: type = .tstemplate
        case .configuration: type = .tsconfiguration
        default: throw syntaxError()
        }
        advance()
        return type
    }

    /// A kind of object outside of schemas, if one stands here.
    ///
    /// ```ebnf
    /// object_type_name = drop_type_name | "DATABASE" | "ROLE" | "SUBSCRIPTION" | "TABLESPACE" ;
    /// ```
    mutating func parseObjectTypeName() throws(ParseFailure) -> ObjectType? {
        let type: ObjectType
        switch kind {
        case .database: type = .database
        case .role: type = .role
        case .subscription: type = .subscription
        case .tablespace: type = .tablespace
        default: return try parseDropTypeName()
        }
        advance()
        return type
    }

    /// A kind of object outside of schemas that `DROP` treats like all others, if one stands here.
    ///
    /// ```ebnf
    /// drop_type_name =
    ///       "ACCESS" "METHOD"
    ///     | "EVENT" "TRIGGER"
    ///     | "EXTENSION"
    ///     | "FOREIGN" "DATA" "WRAPPER"
    ///     | [ "PROCEDURAL" ] "LANGUAGE"
    ///     | "PUBLICATION"
    ///     | "SCHEMA"
    ///     | "SERVER" ;
    /// ```
    mutating func parseDropTypeName() throws(ParseFailure) -> ObjectType? {
        let word = kind
        switch word {
        case .access, .event, .extension, .foreign, .language, .procedural, .publication, .schema, .server: advance()
        default: return nil
        }
        switch word {
        case .access:
            try expect(.method)
            return .accessMethod
        case .event:
            try expect(.trigger)
            return .eventTrigger
        case .foreign:
            try expect(.data, .wrapper)
            return .fdw
        case .procedural:
            try expect(.language)
            return .language
        case .extension: return .extension
        case .language: return .language
        case .publication: return .publication
        case .schema: return .schema
        default: return .foreignServer
        }
    }

    /// A kind of object that belongs to a table.
    ///
    /// ```ebnf
    /// object_type_name_on_any_name = "POLICY" | "RULE" | "TRIGGER" ;
    /// ```
    mutating func parseObjectTypeNameOnAnyName() throws(ParseFailure) -> ObjectType {
        let type: ObjectType
        switch kind {
        case .policy: type = .policy
        case .rule: type = .rule
        case .trigger: type = .trigger
        default: throw syntaxError()
        }
        advance()
        return type
    }

    // MARK: References

    /// The objects that not every statement about objects knows.
    struct ReferenceKinds: OptionSet {
        let rawValue: UInt8
        static let column = ReferenceKinds(rawValue: 1)
        static let onTable = ReferenceKinds(rawValue: 2)
        static let `operator` = ReferenceKinds(rawValue: 4)
        static let cast = ReferenceKinds(rawValue: 8)
        static let transform = ReferenceKinds(rawValue: 16)
        static let largeObject = ReferenceKinds(rawValue: 32)
        static let all: ReferenceKinds = [.column, .onTable, .operator, .cast, .transform, .largeObject]
    }

    /// The object that a statement is about, in the field `object`, with the word for its kind before it.
    mutating func objectReference(_ allowed: ReferenceKinds) throws(ParseFailure) -> ObjectType {
        let type: ObjectType
        if let known = try parseObjectTypeAnyName() {
            type = known
            try nameList()
        } else if let known = try parseObjectTypeName() {
            type = known
            try parseName(.string, .object)
        } else if let known = try routineOrTypeReference() {
            type = known
        } else {
            type = try rareReference(allowed)
        }
        label(.object)
        return type
    }

    private mutating func routineOrTypeReference() throws(ParseFailure) -> ObjectType? {
        let type: ObjectType
        switch kind {
        case .function: type = .function
        case .procedure: type = .procedure
        case .routine: type = .routine
        case .aggregate: type = .aggregate
        case .type: type = .type
        case .domain: type = .domain
        default: return nil
        }
        advance()
        switch type {
        case .type, .domain: try parseTypename()
        case .aggregate: try parseAggregateWithArgtypes()
        default: try parseFunctionWithArgtypes()
        }
        return type
    }

    private mutating func rareReference(_ allowed: ReferenceKinds) throws(ParseFailure) -> ObjectType {
        switch kind {
        case .column where allowed.contains(.column):
            advance()
            try nameList()
            return .column
        case .constraint where allowed.contains(.onTable):
            advance()
            return try constraintReference()
        case .policy where allowed.contains(.onTable), .rule where allowed.contains(.onTable),
            .trigger where allowed.contains(.onTable):
            let type = try parseObjectTypeNameOnAnyName()
            try nameOnTable()
            return type
        case .operator where allowed.contains(.operator):
            advance()
            return try operatorReference()
        case .cast where allowed.contains(.cast):
            advance()
            try castSignature()
            return .cast
        case .transform where allowed.contains(.transform):
            advance()
            try transformSignature()
            return .transform
        case .large where allowed.contains(.largeObject):
            advance()
            try expect(.object)
            try parseNumericOnly()
            return .largeobject
        default: throw syntaxError()
        }
    }

    /// A constraint of a table or a domain; `DOMAIN` can also be the name of a table.
    private mutating func constraintReference() throws(ParseFailure) -> ObjectType {
        guard peek() == .on, peek(2) == .domain, peek(3).isColId else {
            try nameOnTable()
            return .tabconstraint
        }
        let list = mark()
        let name = try nameToken()
        try expect(.on, .domain)
        let domain = mark()
        try parseAnyName(.names)
        closeWithoutLocation(.typeName, domain)
        label(.items)
        stringNode(.items, .token(name), token: name)
        close(.list, list)
        return .domconstraint
    }

    /// `CLASS` and `FAMILY` can also be the schema of an operator.
    private mutating func operatorReference() throws(ParseFailure) -> ObjectType {
        guard at(.class) || at(.family), peek() != .dot else {
            try parseOperatorWithArgtypes()
            return .operator
        }
        let type: ObjectType = at(.class) ? .opclass : .opfamily
        advance()
        let list = mark()
        try nameUsingAccessMethod()
        close(.list, list)
        return type
    }

    // MARK: COMMENT and SECURITY LABEL

    /// ```ebnf
    /// CommentStmt =
    ///       "COMMENT" "ON" object_type_any_name any_name "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" object_type_name name "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" "COLUMN" any_name "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" ( "TYPE" | "DOMAIN" ) Typename "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" "AGGREGATE" aggregate_with_argtypes "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) function_with_argtypes "IS" ( Sconst |
    ///         "NULL" )
    ///     | "COMMENT" "ON" "OPERATOR" operator_with_argtypes "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" "OPERATOR" ( "CLASS" | "FAMILY" ) any_name "USING" name "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" "CONSTRAINT" name "ON" [ "DOMAIN" ] any_name "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" object_type_name_on_any_name name "ON" any_name "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" "TRANSFORM" "FOR" Typename "LANGUAGE" name "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" "LARGE" "OBJECT" NumericOnly "IS" ( Sconst | "NULL" )
    ///     | "COMMENT" "ON" "CAST" "(" Typename "AS" Typename ")" "IS" ( Sconst | "NULL" ) ;
    /// ```
    mutating func parseCommentStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.comment, .on)
        let type = try objectReference(.all)
        try expect(.is)
        try stringOrNull(.comment)
        close(.commentStmt, statement, scalars: .commentStmt(objtype: type))
    }

    private mutating func stringOrNull(_ field: FieldName) throws(ParseFailure) {
        if !eat(.null) { try parseSconst(.stringValue, field) }
    }

    /// ```ebnf
    /// SecLabelStmt =
    ///       "SECURITY" "LABEL" [ "FOR" NonReservedWord_or_Sconst ] "ON" ( object_type_any_name any_name |
    ///         object_type_name name | "COLUMN" any_name | ( "TYPE" | "DOMAIN" ) Typename | "AGGREGATE"
    ///         aggregate_with_argtypes | ( "FUNCTION" | "PROCEDURE" | "ROUTINE" ) function_with_argtypes |
    ///         "LARGE" "OBJECT" NumericOnly ) "IS" ( Sconst | "NULL" ) ;
    /// ```
    mutating func parseSecLabelStmt() throws(ParseFailure) {
        let statement = mark()
        try expect(.security, .label)
        if eat(.for) { try parseNonReservedWordOrSconst(.stringValue, .provider) }
        try expect(.on)
        let type = try objectReference([.column, .largeObject])
        try expect(.is)
        try stringOrNull(.label)
        close(.secLabelStmt, statement, scalars: .secLabelStmt(objtype: type))
    }
}

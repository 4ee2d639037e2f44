import PostgresSyntax

/// A row of `pg_namespace`.
package struct NamespaceRow: CatalogRow {
    package var name: String
    package var scope: OID { .none }
}

/// A row of `pg_type`, with those of `pg_enum` and `pg_range` that belong to it.
package struct TypeRow: CatalogRow {
    /// `typtype`, by its letter.
    package enum Kind: Character, Sendable {
        case base = "b", composite = "c", domain = "d", `enum` = "e", pseudo = "p", range = "r", multirange = "m"
    }

    package var name: String
    package var schema: OID
    package var kind: Kind
    /// `typcategory`, by its letter.
    package var category: Character
    package var isPreferred = false
    /// Whether it is more than a name: a shell type is not.
    package var isDefined = true
    /// `typrelid`.
    package var relation = OID.none
    /// `typelem`: what subscripting gives; for a true array type also what it is an array of.
    package var element = OID.none
    /// `typarray`.
    package var array = OID.none
    /// Whether it is an array of ``element``: `typsubscript` is `array_subscript_handler` and its length varies.
    package var isTrueArray = false
    /// `typsubscript` is some handler: it can be subscripted.
    package var isSubscriptable = false
    /// `typbasetype` and `typtypmod` of a domain.
    package var base: TypeReference?
    /// `typcollation`.
    package var collation = OID.none
    /// `typnotnull` of a domain: the constraint.
    @Apart package var notNullConstraint: NotNullRow?
    /// The default of a domain or base type.
    package var defaultExpression: Node?
    /// What ``defaultExpression`` needs.
    package var defaultDependencies: [FoundDependency] = []
    /// The labels of an enum in their order.
    package var labels: [String] = []
    /// `rngsubtype`.
    package var subtype = OID.none
    /// The multirange of a range, the range of a multirange.
    package var rangePartner = OID.none
    /// `typlen`.
    package var length: Int16 = -1
    package var isPassedByValue = false
    package var alignment: Character = "i"
    package var storage: Character = "x"
    package var delimiter: Character = ","
    /// Input, output, receive, send, modifier input, modifier output, analyze and subscript functions.
    package var functions: [OID] = []

    package var scope: OID { schema }
}

/// A row of `pg_proc`, with that of `pg_aggregate`.
package struct ProcedureRow: CatalogRow {
    /// `prokind`, by its letter.
    package enum Kind: Character, Sendable { case function = "f", procedure = "p", aggregate = "a", window = "w" }
    /// `proargmodes`, by its letter.
    package enum Mode: Character, Sendable { case `in` = "i", out = "o", `inout` = "b", variadic = "v", table = "t" }
    /// `aggkind`, by its letter.
    package enum AggregateKind: Character, Sendable { case normal = "n", orderedSet = "o", hypotheticalSet = "h" }

    package var name: String
    package var schema: OID
    package var kind: Kind = .function
    package var language: OID
    package var returnType: OID
    package var returnsSet = false
    /// `proargtypes`: the types it is called with.
    package var argumentTypes: [OID]
    /// All parameters with their modes, types and names; empty if they are all IN and have no names.
    package var parameters: [Parameter] = []
    /// `pronargdefaults`.
    package var defaultCount = 0
    /// `provariadic`: the type of the elements.
    package var variadicType = OID.none
    /// `provolatile`: i, s or v.
    package var volatility: Character = "v"
    package var isStrict = false
    package var isSecurityDefiner = false
    package var isLeakproof = false
    /// `proparallel`: s, r or u.
    package var parallel: Character = "u"
    package var cost: Double?
    package var rows: Double?
    /// `proconfig`, each as `name=value`.
    package var configuration: [String] = []
    package var support = OID.none
    /// The body as a string.
    package var body: String?
    /// The body in SQL: `RETURN …` or `BEGIN ATOMIC …`.
    package var sqlBody: Node?
    package var aggregateKind: AggregateKind?
    /// `aggnumdirectargs`.
    package var directArgumentCount = 0
    /// `aggtranstype`.
    package var transitionType = OID.none

    package var scope: OID { schema }

    /// A parameter.
    package struct Parameter: Sendable {
        package var mode: Mode
        package var type: OID
        package var name: String
        package var defaultExpression: Node?
        /// The type of the default, where that of the parameter is polymorphic.
        package var defaultType = OID.none
    }
}

/// A row of `pg_operator`.
package struct OperatorRow: CatalogRow {
    package var name: String
    package var schema: OID
    /// ``OID/none`` for a prefix operator.
    package var left: OID
    package var right: OID
    /// ``OID/none`` as long as it is only announced, as the commutator of another.
    package var result: OID
    package var procedure: OID
    package var commutator = OID.none
    package var negator = OID.none
    package var restriction = OID.none
    package var join = OID.none
    package var canMerge = false
    package var canHash = false

    package var scope: OID { schema }
}

/// A row of `pg_cast`; it has no name.
package struct CastRow: CatalogRow {
    /// `castcontext`, by its letter.
    package enum Context: Character, Sendable { case implicit = "i", assignment = "a", explicit = "e" }
    /// `castmethod`, by its letter.
    package enum Method: Character, Sendable { case function = "f", `inout` = "i", binary = "b" }
    package var source: OID
    package var target: OID
    package var function: OID
    package var context: Context
    package var method: Method

    /// The numbers of the two types: what a cast is found by.
    package static func name(_ source: OID, _ target: OID) -> String { "\(source.rawValue) \(target.rawValue)" }
    package var name: String { Self.name(source, target) }
    package var scope: OID { .none }
}

/// A row of `pg_opclass`.
package struct OperatorClassRow: CatalogRow {
    package var name: String
    package var schema: OID
    package var accessMethod: OID
    package var family: OID
    package var inputType: OID
    package var keyType = OID.none
    package var isDefault: Bool
    package var scope: OID { schema }
}

/// A row of `pg_opfamily`, with those of `pg_amop` and `pg_amproc` that belong to it.
package struct OperatorFamilyRow: CatalogRow {
    package var name: String
    package var schema: OID
    package var accessMethod: OID
    package var operators: [Member] = []
    package var procedures: [Member] = []
    package var scope: OID { schema }

    /// An operator or support function.
    package struct Member: Sendable {
        /// Its number in `pg_amop` or `pg_amproc`.
        package var oid: OID
        /// The strategy, or the number of the support function.
        package var number: Int16
        package var left: OID
        package var right: OID
        /// The operator or function.
        package var object: OID
        /// The family that an operator of order sorts by.
        package var sortFamily = OID.none
    }
}

/// A row of `pg_am`.
package struct AccessMethodRow: CatalogRow {
    package var name: String
    /// `amtype`: i for indexes, t for tables.
    package var type: Character
    package var handler: OID
    package var scope: OID { .none }
}

/// A row of `pg_collation`.
package struct CollationRow: CatalogRow {
    package var name: String
    package var schema: OID
    package var isDeterministic = true
    package var provider: Character = "c"
    package var locale: String?
    package var scope: OID { schema }
}

/// A row of `pg_conversion`.
package struct ConversionRow: CatalogRow {
    package var name: String
    package var schema: OID
    package var function: OID
    package var isDefault = false
    package var sourceEncoding = ""
    package var targetEncoding = ""
    package var scope: OID { schema }
}

/// A row of `pg_language`.
package struct LanguageRow: CatalogRow {
    package var name: String
    package var isTrusted = false
    package var handler = OID.none
    package var inline = OID.none
    package var validator = OID.none
    package var scope: OID { .none }
}

/// A row of `pg_constraint`, but for NOT NULL constraints, which stand with their columns.
package struct ConstraintRow: CatalogRow {
    /// `contype`, by its letter.
    package enum Kind: Character, Sendable {
        case primaryKey = "p", unique = "u", foreignKey = "f", check = "c", exclusion = "x", trigger = "t"
    }

    package var name: String
    package var kind: Kind
    /// The table; ``OID/none`` for a domain's.
    package var relation = OID.none
    /// The domain; ``OID/none`` for a table's.
    package var domain = OID.none
    /// `conkey`.
    package var columns: [Int16] = []
    /// The index behind a key or exclusion, or that a foreign key refers to.
    package var index = OID.none
    /// `confrelid` and `confkey`.
    package var referencedRelation = OID.none
    package var referencedColumns: [Int16] = []
    /// `confupdtype`, `confdeltype` and `confmatchtype`.
    package var updateAction: Character = "a"
    package var deleteAction: Character = "a"
    package var matchType: Character = "s"
    package var deleteSetColumns: [Int16] = []
    /// `conpfeqop` and `conexclop`.
    package var operators: [OID] = []
    /// The expression of a CHECK.
    package var expression: Node?
    /// The same after analysis.
    package var cooked: CookedExpression?
    package var isDeferrable = false
    package var isDeferred = false
    package var isValidated = true
    package var isEnforced = true
    package var isLocal = true
    package var inheritCount = 0
    package var isNoInherit = false
    package var hasPeriod = false
    /// `conparentid`.
    package var parent = OID.none

    package var scope: OID { relation == .none ? domain : relation }
}

/// A row of `pg_trigger`; those of constraints, which are internal, are not held.
package struct TriggerRow: CatalogRow {
    package var name: String
    package var relation: OID
    package var function: OID
    /// BEFORE, AFTER or INSTEAD OF, the events and FOR EACH ROW: `tgtype`.
    package var type: Int16 = 0
    package var columns: [Int16] = []
    /// The constraint of a constraint trigger.
    package var constraint = OID.none
    package var referencedRelation = OID.none
    /// `tgenabled`: O, D, R or A.
    package var enabled: Character = "O"
    /// The trigger of the partitioned table that it is a copy of.
    package var parent = OID.none
    package var condition: Node?
    package var arguments: [String] = []
    package var oldTable: String?
    package var newTable: String?
    package var scope: OID { relation }
}

/// A row of `pg_rewrite`, but for the rule that makes a view.
package struct RewriteRow: CatalogRow {
    package var name: String
    package var relation: OID
    /// `ev_type`: 1 SELECT, 2 UPDATE, 3 INSERT, 4 DELETE.
    package var event: Character
    package var isInstead: Bool
    package var enabled: Character = "O"
    package var scope: OID { relation }
}

/// A row of `pg_policy`.
package struct PolicyRow: CatalogRow {
    package var name: String
    package var relation: OID
    /// `polcmd`: r, a, w, d or *.
    package var command: Character
    package var isPermissive = true
    package var roles: [String] = []
    package var using: Node?
    package var check: Node?
    package var scope: OID { relation }
}

/// A row of `pg_statistic_ext`.
package struct StatisticsRow: CatalogRow {
    package var name: String
    package var schema: OID
    package var relation: OID
    package var columns: [Int16] = []
    package var expressions: [Node] = []
    /// `stxkind`.
    package var kinds: [String] = []
    package var scope: OID { schema }
}

/// A row of `pg_extension`.
package struct ExtensionRow: CatalogRow {
    package var name: String
    /// Where its members are.
    package var schema: OID
    package var version: String?
    package var isRelocatable = true
    /// Whether its members are known; if not, a name that means nothing may be one of them.
    package var isKnown = true
    package var scope: OID { .none }
}

/// A row of `pg_foreign_data_wrapper`, `pg_foreign_server`, `pg_event_trigger`, `pg_subscription`, `pg_tablespace`,
/// `pg_database`, `pg_parameter_acl` or `pg_largeobject_metadata`: a name without schema, and what it rests on.
package struct NamedRow: CatalogRow {
    package var name: String
    /// Handler, validator or function; the foreign-data wrapper of a server.
    package var references: [OID] = []
    /// The event of an event trigger, the type and version of a server …
    package var properties: [String] = []
    package var scope: OID { .none }
}

/// A row of `pg_user_mapping`.
package struct UserMappingRow: CatalogRow {
    /// The user, or `public`.
    package var name: String
    package var server: OID
    package var options: [String] = []
    package var scope: OID { server }
}

/// A row of `pg_ts_parser`, `pg_ts_template`, `pg_ts_dict` or `pg_ts_config`.
package struct TextSearchRow: CatalogRow {
    package var name: String
    package var schema: OID
    /// The functions of a parser or template, the template of a dictionary, the parser of a configuration.
    package var references: [OID] = []
    /// The dictionaries of each token type of a configuration.
    package var mapping: [String: [OID]] = [:]
    package var options: [String] = []
    package var scope: OID { schema }
}

/// A row of `pg_publication`.
package struct PublicationRow: CatalogRow {
    package var name: String
    package var isForAllTables = false
    package var options: [String] = []
    package var scope: OID { .none }
}

/// A row of `pg_publication_rel`: the table's number is its name.
package struct PublicationRelationRow: CatalogRow {
    package var publication: OID
    package var relation: OID
    package var columns: [Int16] = []
    package var condition: Node?
    package var name: String { String(relation.rawValue) }
    package var scope: OID { publication }
}

/// A row of `pg_publication_namespace`: the schema's number is its name.
package struct PublicationNamespaceRow: CatalogRow {
    package var publication: OID
    package var schema: OID
    package var name: String { String(schema.rawValue) }
    package var scope: OID { publication }
}

/// A row of `pg_transform`: the type's number is its name.
package struct TransformRow: CatalogRow {
    package var type: OID
    package var language: OID
    package var fromSQL: OID
    package var toSQL: OID
    package var name: String { String(type.rawValue) }
    package var scope: OID { language }
}

/// A row of `pg_default_acl`.
package struct DefaultACLRow: CatalogRow {
    /// The role whose objects it is about.
    package var name: String
    /// ``OID/none`` for all schemas.
    package var schema: OID
    /// `defaclobjtype`, by its letter.
    package var objectType: Character
    package var privileges: [PrivilegeGrant] = []
    package var scope: OID { schema }
}

/// A row of `pg_authid`, with those of `pg_auth_members` in which it is the member.
package struct RoleRow: CatalogRow {
    package var name: String
    package var attributes: [String] = []
    package var memberOf: [OID] = []
    /// Whether no statement made it: scripts take the roles of their server for granted.
    package var isAssumed = false
    package var scope: OID { .none }
}

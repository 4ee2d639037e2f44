import PostgresSyntax

/// A row of `pg_namespace`.
struct NamespaceRow: CatalogRow {
    var name: String
    var scope: OID { .none }
}

/// A row of `pg_type`, with those of `pg_enum` and `pg_range` that belong to it.
struct TypeRow: CatalogRow {
    /// `typtype`, by its letter.
    enum Kind: Character, Sendable {
        case base = "b", composite = "c", domain = "d", `enum` = "e", pseudo = "p", range = "r", multirange = "m"
    }

    var name: String
    var schema: OID
    var kind: Kind
    /// `typcategory`, by its letter.
    var category: Character
    var isPreferred = false
    /// Whether it is more than a name: a shell type is not.
    var isDefined = true
    /// `typrelid`.
    var relation = OID.none
    /// `typelem`: what subscripting gives; for a true array type also what it is an array of.
    var element = OID.none
    /// `typarray`.
    var array = OID.none
    /// Whether it is an array of ``element``: `typsubscript` is `array_subscript_handler` and its length varies.
    var isTrueArray = false
    /// `typsubscript` is some handler: it can be subscripted.
    var isSubscriptable = false
    /// `typbasetype` and `typtypmod` of a domain.
    var base: TypeReference?
    /// `typcollation`.
    var collation = OID.none
    /// `typnotnull` of a domain: the constraint.
    var notNullConstraint: NotNullRow?
    /// The default of a domain or base type.
    var defaultExpression: Node?
    /// What ``defaultExpression`` needs.
    var defaultDependencies: [FoundDependency] = []
    /// The labels of an enum in their order.
    var labels: [String] = []
    /// `rngsubtype`.
    var subtype = OID.none
    /// The multirange of a range, the range of a multirange.
    var rangePartner = OID.none
    /// `typlen`.
    var length: Int16 = -1
    var isPassedByValue = false
    var alignment: Character = "i"
    var storage: Character = "x"
    var delimiter: Character = ","
    /// Input, output, receive, send, modifier input, modifier output, analyze and subscript functions.
    var functions: [OID] = []

    var scope: OID { schema }
}

/// A row of `pg_proc`, with that of `pg_aggregate`.
struct ProcedureRow: CatalogRow {
    /// `prokind`, by its letter.
    enum Kind: Character, Sendable { case function = "f", procedure = "p", aggregate = "a", window = "w" }
    /// `proargmodes`, by its letter.
    enum Mode: Character, Sendable { case `in` = "i", out = "o", `inout` = "b", variadic = "v", table = "t" }
    /// `aggkind`, by its letter.
    enum AggregateKind: Character, Sendable { case normal = "n", orderedSet = "o", hypotheticalSet = "h" }

    var name: String
    var schema: OID
    var kind: Kind = .function
    var language: OID
    var returnType: OID
    var returnsSet = false
    /// `proargtypes`: the types it is called with.
    var argumentTypes: [OID]
    /// All parameters with their modes, types and names; empty if they are all IN and have no names.
    var parameters: [Parameter] = []
    /// `pronargdefaults`.
    var defaultCount = 0
    /// `provariadic`: the type of the elements.
    var variadicType = OID.none
    /// `provolatile`: i, s or v.
    var volatility: Character = "v"
    var isStrict = false
    var isSecurityDefiner = false
    var isLeakproof = false
    /// `proparallel`: s, r or u.
    var parallel: Character = "u"
    var cost: Double?
    var rows: Double?
    /// `proconfig`, each as `name=value`.
    var configuration: [String] = []
    var support = OID.none
    /// The body as a string.
    var body: String?
    /// The body in SQL: `RETURN …` or `BEGIN ATOMIC …`.
    var sqlBody: Node?
    var aggregateKind: AggregateKind?
    /// `aggnumdirectargs`.
    var directArgumentCount = 0
    /// `aggtranstype`.
    var transitionType = OID.none

    var scope: OID { schema }

    /// A parameter.
    struct Parameter: Sendable {
        var mode: Mode
        var type: OID
        var name: String
        var defaultExpression: Node?
        /// The type of the default, where that of the parameter is polymorphic.
        var defaultType = OID.none
    }
}

/// A row of `pg_operator`.
struct OperatorRow: CatalogRow {
    var name: String
    var schema: OID
    /// ``OID/none`` for a prefix operator.
    var left: OID
    var right: OID
    /// ``OID/none`` as long as it is only announced, as the commutator of another.
    var result: OID
    var procedure: OID
    var commutator = OID.none
    var negator = OID.none
    var restriction = OID.none
    var join = OID.none
    var canMerge = false
    var canHash = false

    var scope: OID { schema }
}

/// A row of `pg_cast`; it has no name.
struct CastRow: CatalogRow {
    /// `castcontext`, by its letter.
    enum Context: Character, Sendable { case implicit = "i", assignment = "a", explicit = "e" }
    /// `castmethod`, by its letter.
    enum Method: Character, Sendable { case function = "f", `inout` = "i", binary = "b" }
    var source: OID
    var target: OID
    var function: OID
    var context: Context
    var method: Method

    /// The numbers of the two types: what a cast is found by.
    static func name(_ source: OID, _ target: OID) -> String { "\(source.rawValue) \(target.rawValue)" }
    var name: String { Self.name(source, target) }
    var scope: OID { .none }
}

/// A row of `pg_opclass`.
struct OperatorClassRow: CatalogRow {
    var name: String
    var schema: OID
    var accessMethod: OID
    var family: OID
    var inputType: OID
    var keyType = OID.none
    var isDefault: Bool
    var scope: OID { schema }
}

/// A row of `pg_opfamily`, with those of `pg_amop` and `pg_amproc` that belong to it.
struct OperatorFamilyRow: CatalogRow {
    var name: String
    var schema: OID
    var accessMethod: OID
    var operators: [Member] = []
    var procedures: [Member] = []
    var scope: OID { schema }

    /// An operator or support function.
    struct Member: Sendable {
        /// Its number in `pg_amop` or `pg_amproc`.
        var oid: OID
        /// The strategy, or the number of the support function.
        var number: Int16
        var left: OID
        var right: OID
        /// The operator or function.
        var object: OID
        /// The family that an operator of order sorts by.
        var sortFamily = OID.none
    }
}

/// A row of `pg_am`.
struct AccessMethodRow: CatalogRow {
    var name: String
    /// `amtype`: i for indexes, t for tables.
    var type: Character
    var handler: OID
    var scope: OID { .none }
}

/// A row of `pg_collation`.
struct CollationRow: CatalogRow {
    var name: String
    var schema: OID
    var isDeterministic = true
    var provider: Character = "c"
    var locale: String?
    var scope: OID { schema }
}

/// A row of `pg_conversion`.
struct ConversionRow: CatalogRow {
    var name: String
    var schema: OID
    var function: OID
    var isDefault = false
    var sourceEncoding = ""
    var targetEncoding = ""
    var scope: OID { schema }
}

/// A row of `pg_language`.
struct LanguageRow: CatalogRow {
    var name: String
    var isTrusted = false
    var handler = OID.none
    var inline = OID.none
    var validator = OID.none
    var scope: OID { .none }
}

/// A row of `pg_constraint`, but for NOT NULL constraints, which stand with their columns.
struct ConstraintRow: CatalogRow {
    /// `contype`, by its letter.
    enum Kind: Character, Sendable {
        case primaryKey = "p", unique = "u", foreignKey = "f", check = "c", exclusion = "x", trigger = "t"
    }

    var name: String
    var kind: Kind
    /// The table; ``OID/none`` for a domain's.
    var relation = OID.none
    /// The domain; ``OID/none`` for a table's.
    var domain = OID.none
    /// `conkey`.
    var columns: [Int16] = []
    /// The index behind a key or exclusion, or that a foreign key refers to.
    var index = OID.none
    /// `confrelid` and `confkey`.
    var referencedRelation = OID.none
    var referencedColumns: [Int16] = []
    /// `confupdtype`, `confdeltype` and `confmatchtype`.
    var updateAction: Character = "a"
    var deleteAction: Character = "a"
    var matchType: Character = "s"
    var deleteSetColumns: [Int16] = []
    /// `conpfeqop` and `conexclop`.
    var operators: [OID] = []
    /// The expression of a CHECK.
    var expression: Node?
    /// The same after analysis.
    var cooked: CookedExpression?
    var isDeferrable = false
    var isDeferred = false
    var isValidated = true
    var isEnforced = true
    var isLocal = true
    var inheritCount = 0
    var isNoInherit = false
    var hasPeriod = false
    /// `conparentid`.
    var parent = OID.none

    var scope: OID { relation == .none ? domain : relation }
}

/// A row of `pg_trigger`; those of constraints, which are internal, are not held.
struct TriggerRow: CatalogRow {
    var name: String
    var relation: OID
    var function: OID
    /// BEFORE, AFTER or INSTEAD OF, the events and FOR EACH ROW: `tgtype`.
    var type: Int16 = 0
    var columns: [Int16] = []
    /// The constraint of a constraint trigger.
    var constraint = OID.none
    var referencedRelation = OID.none
    /// `tgenabled`: O, D, R or A.
    var enabled: Character = "O"
    /// The trigger of the partitioned table that it is a copy of.
    var parent = OID.none
    var condition: Node?
    var arguments: [String] = []
    var oldTable: String?
    var newTable: String?
    var scope: OID { relation }
}

/// A row of `pg_rewrite`, but for the rule that makes a view.
struct RewriteRow: CatalogRow {
    var name: String
    var relation: OID
    /// `ev_type`: 1 SELECT, 2 UPDATE, 3 INSERT, 4 DELETE.
    var event: Character
    var isInstead: Bool
    var enabled: Character = "O"
    var scope: OID { relation }
}

/// A row of `pg_policy`.
struct PolicyRow: CatalogRow {
    var name: String
    var relation: OID
    /// `polcmd`: r, a, w, d or *.
    var command: Character
    var isPermissive = true
    var roles: [String] = []
    var using: Node?
    var check: Node?
    var scope: OID { relation }
}

/// A row of `pg_statistic_ext`.
struct StatisticsRow: CatalogRow {
    var name: String
    var schema: OID
    var relation: OID
    var columns: [Int16] = []
    var expressions: [Node] = []
    /// `stxkind`.
    var kinds: [String] = []
    var scope: OID { schema }
}

/// A row of `pg_extension`.
struct ExtensionRow: CatalogRow {
    var name: String
    /// Where its members are.
    var schema: OID
    var version: String?
    var isRelocatable = true
    /// Whether its members are known; if not, a name that means nothing may be one of them.
    var isKnown = true
    var scope: OID { .none }
}

/// A row of `pg_foreign_data_wrapper`, `pg_foreign_server`, `pg_event_trigger`, `pg_subscription`, `pg_tablespace`,
/// `pg_database`, `pg_parameter_acl` or `pg_largeobject_metadata`: a name without schema, and what it rests on.
struct NamedRow: CatalogRow {
    var name: String
    /// Handler, validator or function; the foreign-data wrapper of a server.
    var references: [OID] = []
    /// The event of an event trigger, the type and version of a server …
    var properties: [String] = []
    var scope: OID { .none }
}

/// A row of `pg_user_mapping`.
struct UserMappingRow: CatalogRow {
    /// The user, or `public`.
    var name: String
    var server: OID
    var options: [String] = []
    var scope: OID { server }
}

/// A row of `pg_ts_parser`, `pg_ts_template`, `pg_ts_dict` or `pg_ts_config`.
struct TextSearchRow: CatalogRow {
    var name: String
    var schema: OID
    /// The functions of a parser or template, the template of a dictionary, the parser of a configuration.
    var references: [OID] = []
    /// The dictionaries of each token type of a configuration.
    var mapping: [String: [OID]] = [:]
    var options: [String] = []
    var scope: OID { schema }
}

/// A row of `pg_publication`.
struct PublicationRow: CatalogRow {
    var name: String
    var isForAllTables = false
    var options: [String] = []
    var scope: OID { .none }
}

/// A row of `pg_publication_rel`: the table's number is its name.
struct PublicationRelationRow: CatalogRow {
    var publication: OID
    var relation: OID
    var columns: [Int16] = []
    var condition: Node?
    var name: String { String(relation.rawValue) }
    var scope: OID { publication }
}

/// A row of `pg_publication_namespace`: the schema's number is its name.
struct PublicationNamespaceRow: CatalogRow {
    var publication: OID
    var schema: OID
    var name: String { String(schema.rawValue) }
    var scope: OID { publication }
}

/// A row of `pg_transform`: the type's number is its name.
struct TransformRow: CatalogRow {
    var type: OID
    var language: OID
    var fromSQL: OID
    var toSQL: OID
    var name: String { String(type.rawValue) }
    var scope: OID { language }
}

/// A row of `pg_default_acl`.
struct DefaultACLRow: CatalogRow {
    /// The role whose objects it is about.
    var name: String
    /// ``OID/none`` for all schemas.
    var schema: OID
    /// `defaclobjtype`, by its letter.
    var objectType: Character
    var privileges: [PrivilegeGrant] = []
    var scope: OID { schema }
}

/// A row of `pg_authid`, with those of `pg_auth_members` in which it is the member.
struct RoleRow: CatalogRow {
    var name: String
    var attributes: [String] = []
    var memberOf: [OID] = []
    /// Whether no statement made it: scripts take the roles of their server for granted.
    var isAssumed = false
    var scope: OID { .none }
}

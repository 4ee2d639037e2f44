import PostgresSyntax

/// What a database holds after scripts were run, as PostgreSQL's system catalogs would tell.
///
/// A class, since its many tables are asked for all the time and a copy of a struct would count references to each. Only
/// the ``Executor`` that makes it changes it; nobody else has it before it is complete, and then it never changes: so it
/// is safe to share between threads.
public final class Database: @unchecked Sendable {
    /// The statements that were run, in their order, those that failed among them.
    public internal(set) var statements: [ExecutedStatement] = []
    /// What PostgreSQL would have answered: its errors and warnings, with their places.
    public internal(set) var diagnostics: [Diagnostic] = []

    var namespaces = CatalogTable<NamespaceRow>(builtIn: BuiltIn.namespaces)
    var relations = CatalogTable<RelationRow>(builtIn: BuiltIn.relations)
    var types = CatalogTable<TypeRow>(builtIn: BuiltIn.types)
    var procedures = CatalogTable<ProcedureRow>(builtIn: BuiltIn.procedures)
    var operators = CatalogTable<OperatorRow>(builtIn: BuiltIn.operators)
    var casts = CatalogTable<CastRow>(builtIn: BuiltIn.casts)
    var operatorClasses = CatalogTable<OperatorClassRow>(builtIn: BuiltIn.operatorClasses)
    var operatorFamilies = CatalogTable<OperatorFamilyRow>(builtIn: BuiltIn.operatorFamilies)
    var accessMethods = CatalogTable<AccessMethodRow>(builtIn: BuiltIn.accessMethods)
    var collations = CatalogTable<CollationRow>(builtIn: BuiltIn.collations)
    var conversions = CatalogTable<ConversionRow>(builtIn: BuiltIn.conversions)
    var languages = CatalogTable<LanguageRow>(builtIn: BuiltIn.languages)
    var constraints = CatalogTable<ConstraintRow>()
    var triggers = CatalogTable<TriggerRow>()
    var rewrites = CatalogTable<RewriteRow>()
    var policies = CatalogTable<PolicyRow>()
    var statistics = CatalogTable<StatisticsRow>()
    var extensions = CatalogTable<ExtensionRow>(builtIn: BuiltIn.extensions)
    var eventTriggers = CatalogTable<NamedRow>()
    var foreignDataWrappers = CatalogTable<NamedRow>()
    var foreignServers = CatalogTable<NamedRow>()
    var userMappings = CatalogTable<UserMappingRow>()
    var textSearchParsers = CatalogTable<TextSearchRow>(builtIn: BuiltIn.textSearchParsers)
    var textSearchTemplates = CatalogTable<TextSearchRow>(builtIn: BuiltIn.textSearchTemplates)
    var textSearchDictionaries = CatalogTable<TextSearchRow>(builtIn: BuiltIn.textSearchDictionaries)
    var textSearchConfigurations = CatalogTable<TextSearchRow>(builtIn: BuiltIn.textSearchConfigurations)
    var publications = CatalogTable<PublicationRow>()
    var publicationRelations = CatalogTable<PublicationRelationRow>()
    var publicationNamespaces = CatalogTable<PublicationNamespaceRow>()
    var subscriptions = CatalogTable<NamedRow>()
    var transforms = CatalogTable<TransformRow>()
    var largeObjects = CatalogTable<NamedRow>()
    var defaultACLs = CatalogTable<DefaultACLRow>()
    var roles = CatalogTable<RoleRow>(builtIn: BuiltIn.roles)
    var tablespaces = CatalogTable<NamedRow>()
    var databases = CatalogTable<NamedRow>()
    var parameterACLs = CatalogTable<NamedRow>()
    /// Owners, grants, comments and the statements behind each object.
    var records = RecordTable()
    /// `pg_depend`.
    var dependencies = DependencyTable()

    private var nextNumber = OID.firstUser.rawValue
    /// Behind the last number in the snapshot of PostgreSQL's catalogs.
    private var nextServerNumber: UInt32 = 14000

    /// A number that no object has.
    func newOID() -> OID {
        defer { nextNumber += 1 }
        return OID(nextNumber)
    }

    /// A number that no object has, for one that the server had from the beginning.
    func newServerOID() -> OID {
        defer { nextServerNumber += 1 }
        return OID(nextServerNumber)
    }

    /// Takes the numbers up to `last` for given out.
    func reserveOIDs(through last: OID) {
        nextNumber = max(nextNumber, last.rawValue + 1)
    }
}

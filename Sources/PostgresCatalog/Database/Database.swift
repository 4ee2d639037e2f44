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

    /// What scripts define that another has defined, if ``ExecutionOptions/comparesDuplicates`` asks for it.
    public internal(set) var duplicates: [DuplicateDefinition] = []

    let namespaces: CatalogTable<NamespaceRow>
    let relations: CatalogTable<RelationRow>
    let types: CatalogTable<TypeRow>
    let procedures: CatalogTable<ProcedureRow>
    let operators: CatalogTable<OperatorRow>
    let casts: CatalogTable<CastRow>
    let operatorClasses: CatalogTable<OperatorClassRow>
    let operatorFamilies: CatalogTable<OperatorFamilyRow>
    let accessMethods: CatalogTable<AccessMethodRow>
    let collations: CatalogTable<CollationRow>
    let conversions: CatalogTable<ConversionRow>
    let languages: CatalogTable<LanguageRow>
    let constraints: CatalogTable<ConstraintRow>
    let triggers: CatalogTable<TriggerRow>
    let rewrites: CatalogTable<RewriteRow>
    let policies: CatalogTable<PolicyRow>
    let statistics: CatalogTable<StatisticsRow>
    let extensions: CatalogTable<ExtensionRow>
    let eventTriggers: CatalogTable<NamedRow>
    let foreignDataWrappers: CatalogTable<NamedRow>
    let foreignServers: CatalogTable<NamedRow>
    let userMappings: CatalogTable<UserMappingRow>
    let textSearchParsers: CatalogTable<TextSearchRow>
    let textSearchTemplates: CatalogTable<TextSearchRow>
    let textSearchDictionaries: CatalogTable<TextSearchRow>
    let textSearchConfigurations: CatalogTable<TextSearchRow>
    let publications: CatalogTable<PublicationRow>
    let publicationRelations: CatalogTable<PublicationRelationRow>
    let publicationNamespaces: CatalogTable<PublicationNamespaceRow>
    let subscriptions: CatalogTable<NamedRow>
    let transforms: CatalogTable<TransformRow>
    let largeObjects: CatalogTable<NamedRow>
    let defaultACLs: CatalogTable<DefaultACLRow>
    let roles: CatalogTable<RoleRow>
    let tablespaces: CatalogTable<NamedRow>
    let databases: CatalogTable<NamedRow>
    let parameterACLs: CatalogTable<NamedRow>
    /// Owners, grants, comments and the statements behind each object.
    let records: RecordTable
    /// What statements did to objects, if it is asked for.
    var traces = TraceTable()
    /// `pg_depend`.
    let dependencies: DependencyTable
    let journal: Journal

    private var nextNumber = OID.firstUser.rawValue
    /// Behind the last number in the snapshot of PostgreSQL's catalogs.
    private var nextServerNumber: UInt32 = 14000

    init() {
        let journal = Journal()
        self.journal = journal
        namespaces = CatalogTable(journal, builtIn: BuiltIn.namespaces)
        relations = CatalogTable(journal, builtIn: BuiltIn.relations)
        types = CatalogTable(journal, builtIn: BuiltIn.types)
        procedures = CatalogTable(journal, builtIn: BuiltIn.procedures)
        operators = CatalogTable(journal, builtIn: BuiltIn.operators)
        casts = CatalogTable(journal, builtIn: BuiltIn.casts)
        operatorClasses = CatalogTable(journal, builtIn: BuiltIn.operatorClasses)
        operatorFamilies = CatalogTable(journal, builtIn: BuiltIn.operatorFamilies)
        accessMethods = CatalogTable(journal, builtIn: BuiltIn.accessMethods)
        collations = CatalogTable(journal, builtIn: BuiltIn.collations)
        conversions = CatalogTable(journal, builtIn: BuiltIn.conversions)
        languages = CatalogTable(journal, builtIn: BuiltIn.languages)
        constraints = CatalogTable(journal)
        triggers = CatalogTable(journal)
        rewrites = CatalogTable(journal)
        policies = CatalogTable(journal)
        statistics = CatalogTable(journal)
        extensions = CatalogTable(journal, builtIn: BuiltIn.extensions)
        eventTriggers = CatalogTable(journal)
        foreignDataWrappers = CatalogTable(journal)
        foreignServers = CatalogTable(journal)
        userMappings = CatalogTable(journal)
        textSearchParsers = CatalogTable(journal, builtIn: BuiltIn.textSearchParsers)
        textSearchTemplates = CatalogTable(journal, builtIn: BuiltIn.textSearchTemplates)
        textSearchDictionaries = CatalogTable(journal, builtIn: BuiltIn.textSearchDictionaries)
        textSearchConfigurations = CatalogTable(journal, builtIn: BuiltIn.textSearchConfigurations)
        publications = CatalogTable(journal)
        publicationRelations = CatalogTable(journal)
        publicationNamespaces = CatalogTable(journal)
        subscriptions = CatalogTable(journal)
        transforms = CatalogTable(journal)
        largeObjects = CatalogTable(journal)
        defaultACLs = CatalogTable(journal)
        roles = CatalogTable(journal, builtIn: BuiltIn.roles)
        tablespaces = CatalogTable(journal)
        databases = CatalogTable(journal)
        parameterACLs = CatalogTable(journal)
        records = RecordTable(journal)
        dependencies = DependencyTable(journal)
    }

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

import PostgresSyntax

/// What a database holds after scripts were run, as PostgreSQL's system catalogs would tell.
///
/// A class, since its many tables are asked for all the time and a copy of a struct would count references to each. Only
/// the ``Executor`` that makes it changes it; nobody else has it before it is complete, and then it never changes: so it
/// is safe to share between threads.
public final class Database: @unchecked Sendable {
    // Whatever is called while one of these is changed does not ask for it.
    /// The statements that were run, in their order, those that failed among them.
    @exclusivity(unchecked) public internal(set) var statements: [ExecutedStatement] = []
    /// What PostgreSQL would have answered: its errors and warnings, with their places.
    public internal(set) var diagnostics: [Diagnostic] = []

    /// What routines would run into when they are called, though PostgreSQL takes them, if
    /// ``ExecutionOptions/checksBodies`` asks for it.
    public internal(set) var bodyDiagnostics: [Diagnostic] = []
    /// What scripts define that another has defined, if ``ExecutionOptions/comparesDuplicates`` asks for it.
    public internal(set) var duplicates: [DuplicateDefinition] = []

    package let namespaces: CatalogTable<NamespaceRow>
    package let relations: CatalogTable<RelationRow>
    package let types: CatalogTable<TypeRow>
    package let procedures: CatalogTable<ProcedureRow>
    package let operators: CatalogTable<OperatorRow>
    package let casts: CatalogTable<CastRow>
    package let operatorClasses: CatalogTable<OperatorClassRow>
    package let operatorFamilies: CatalogTable<OperatorFamilyRow>
    package let accessMethods: CatalogTable<AccessMethodRow>
    package let collations: CatalogTable<CollationRow>
    package let conversions: CatalogTable<ConversionRow>
    package let languages: CatalogTable<LanguageRow>
    package let constraints: CatalogTable<ConstraintRow>
    package let triggers: CatalogTable<TriggerRow>
    package let rewrites: CatalogTable<RewriteRow>
    package let policies: CatalogTable<PolicyRow>
    package let statistics: CatalogTable<StatisticsRow>
    package let extensions: CatalogTable<ExtensionRow>
    package let eventTriggers: CatalogTable<NamedRow>
    package let foreignDataWrappers: CatalogTable<NamedRow>
    package let foreignServers: CatalogTable<NamedRow>
    package let userMappings: CatalogTable<UserMappingRow>
    package let textSearchParsers: CatalogTable<TextSearchRow>
    package let textSearchTemplates: CatalogTable<TextSearchRow>
    package let textSearchDictionaries: CatalogTable<TextSearchRow>
    package let textSearchConfigurations: CatalogTable<TextSearchRow>
    package let publications: CatalogTable<PublicationRow>
    package let publicationRelations: CatalogTable<PublicationRelationRow>
    package let publicationNamespaces: CatalogTable<PublicationNamespaceRow>
    package let subscriptions: CatalogTable<NamedRow>
    package let transforms: CatalogTable<TransformRow>
    package let largeObjects: CatalogTable<NamedRow>
    package let defaultACLs: CatalogTable<DefaultACLRow>
    package let roles: CatalogTable<RoleRow>
    package let tablespaces: CatalogTable<NamedRow>
    package let databases: CatalogTable<NamedRow>
    package let parameterACLs: CatalogTable<NamedRow>
    /// Owners, grants, comments and the statements behind each object.
    package let records: RecordTable
    /// What statements did to objects, if it is asked for.
    @exclusivity(unchecked) var traces = TraceTable()
    /// `pg_depend`.
    package let dependencies: DependencyTable
    let journal: Journal

    @exclusivity(unchecked) private var nextNumber = OID.firstUser.rawValue
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

/// What every PostgreSQL 18 database holds from the beginning.
enum BuiltIn {
    static let namespaces = BuiltInTable { Rows.namespaces }
    static let relations = BuiltInTable { Rows.relations }
    static let types = BuiltInTable { Rows.types }
    static let procedures = BuiltInTable { Rows.procedures }
    static let operators = BuiltInTable { Rows.operators }
    static let casts = BuiltInTable { Rows.casts }
    static let operatorClasses = BuiltInTable { Rows.operatorClasses }
    static let operatorFamilies = BuiltInTable { Rows.operatorFamilies }
    static let accessMethods = BuiltInTable { Rows.accessMethods }
    static let collations = BuiltInTable { Rows.collations }
    static let conversions = BuiltInTable { Rows.conversions }
    static let languages = BuiltInTable { Rows.languages }
    static let textSearchParsers = BuiltInTable { Rows.textSearchParsers }
    static let textSearchTemplates = BuiltInTable { Rows.textSearchTemplates }
    static let textSearchDictionaries = BuiltInTable { Rows.textSearchDictionaries }
    static let textSearchConfigurations = BuiltInTable { Rows.textSearchConfigurations }
    static let roles = BuiltInTable { Rows.roles }
    static let extensions = BuiltInTable { Rows.extensions }

    /// The rows of each catalog, found when they are first used.
    private enum Rows {
        static let namespaces = BuiltInRows<NamespaceRow>(CatalogSnapshot.namespaces)
        static let relations = BuiltInRows<RelationRow>(CatalogSnapshot.relations)
        static let types = BuiltInRows<TypeRow>(CatalogSnapshot.types)
        static let procedures = BuiltInRows<ProcedureRow>(CatalogSnapshot.procedures)
        static let operators = BuiltInRows<OperatorRow>(CatalogSnapshot.operators)
        static let casts = BuiltInRows<CastRow>(CatalogSnapshot.casts)
        static let operatorClasses = BuiltInRows<OperatorClassRow>(CatalogSnapshot.operatorClasses)
        static let operatorFamilies = BuiltInRows<OperatorFamilyRow>(CatalogSnapshot.operatorFamilies)
        static let accessMethods = BuiltInRows<AccessMethodRow>(CatalogSnapshot.accessMethods)
        static let collations = BuiltInRows<CollationRow>(CatalogSnapshot.collations)
        static let conversions = BuiltInRows<ConversionRow>(CatalogSnapshot.conversions)
        static let languages = BuiltInRows<LanguageRow>(CatalogSnapshot.languages)
        static let textSearchParsers = BuiltInRows<TextSearchRow>(CatalogSnapshot.textSearchParsers)
        static let textSearchTemplates = BuiltInRows<TextSearchRow>(CatalogSnapshot.textSearchTemplates)
        static let textSearchDictionaries = BuiltInRows<TextSearchRow>(CatalogSnapshot.textSearchDictionaries)
        static let textSearchConfigurations = BuiltInRows<TextSearchRow>(CatalogSnapshot.textSearchConfigurations)
        static let roles = BuiltInRows<RoleRow>(CatalogSnapshot.roles)
        static let extensions = BuiltInRows<ExtensionRow>(CatalogSnapshot.extensions)
    }
}

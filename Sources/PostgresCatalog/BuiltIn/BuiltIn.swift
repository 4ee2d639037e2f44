/// What every PostgreSQL 18 database holds from the beginning.
enum BuiltIn {
    static let namespaces = BuiltInTable<NamespaceRow>([
        (.pgCatalog, NamespaceRow(name: "pg_catalog")), (.pgToast, NamespaceRow(name: "pg_toast")),
        (.publicSchema, NamespaceRow(name: "public")),
        (.informationSchema, NamespaceRow(name: "information_schema")),
    ])
    static let relations = BuiltInTable<RelationRow>.empty
    static let types = BuiltInTable<TypeRow>.empty
    static let procedures = BuiltInTable<ProcedureRow>.empty
    static let operators = BuiltInTable<OperatorRow>.empty
    static let casts = BuiltInTable<CastRow>.empty
    static let operatorClasses = BuiltInTable<OperatorClassRow>.empty
    static let operatorFamilies = BuiltInTable<OperatorFamilyRow>.empty
    static let accessMethods = BuiltInTable<AccessMethodRow>.empty
    static let collations = BuiltInTable<CollationRow>.empty
    static let conversions = BuiltInTable<ConversionRow>.empty
    static let languages = BuiltInTable<LanguageRow>.empty
    static let textSearchParsers = BuiltInTable<TextSearchRow>.empty
    static let textSearchTemplates = BuiltInTable<TextSearchRow>.empty
    static let textSearchDictionaries = BuiltInTable<TextSearchRow>.empty
    static let textSearchConfigurations = BuiltInTable<TextSearchRow>.empty
    static let roles = BuiltInTable<RoleRow>([(.bootstrapRole, RoleRow(name: "postgres"))])
}

/// The kinds of objects a schema is made of; the raw value is what `pg_identify_object()` calls the kind.
public enum ObjectKind: String, Sendable, CaseIterable {
    case accessMethod = "access method"
    case aggregate
    case cast
    case collation
    case column
    case compositeType = "composite type"
    case conversion
    case defaultValue = "default value"
    case domainConstraint = "domain constraint"
    case eventTrigger = "event trigger"
    case `extension`
    case foreignDataWrapper = "foreign-data wrapper"
    case foreignTable = "foreign table"
    case function
    case index
    case language
    case largeObject = "large object"
    case materializedView = "materialized view"
    case `operator`
    case operatorClass = "operator class"
    case operatorFamily = "operator family"
    case policy
    case procedure
    case publication
    case role
    case rule
    case schema
    case sequence
    case server
    case statistics = "statistics object"
    case subscription
    case table
    case tableConstraint = "table constraint"
    case textSearchConfiguration = "text search configuration"
    case textSearchDictionary = "text search dictionary"
    case textSearchParser = "text search parser"
    case textSearchTemplate = "text search template"
    case transform
    case trigger
    case type
    case userMapping = "user mapping"
    case view

    /// Whether objects of this kind share the names of tables (`pg_class`).
    public var isRelation: Bool {
        switch self {
        case .table, .view, .materializedView, .foreignTable, .sequence, .index, .compositeType: true
        default: false
        }
    }

    /// Whether objects of this kind are called with arguments (`pg_proc`).
    public var isRoutine: Bool {
        switch self {
        case .function, .procedure, .aggregate: true
        default: false
        }
    }

    /// Whether objects of this kind are types of their own name, a table's row type not counted.
    public var isType: Bool { self == .type }

    /// The word PostgreSQL uses when it misses one.
    public var noun: String {
        if isRelation { return "relation" }
        if isRoutine { return "function" }
        switch self {
        case .tableConstraint, .domainConstraint: return "constraint"
        default: return rawValue
        }
    }
}
